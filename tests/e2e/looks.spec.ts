import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { routes } from '../../renderer/station/route';
import { launchApp } from '../support/launch-app';
import { faultsOf, looks, resize, setLook, sizes, sticksOut } from '../support/looks';

const open = async (page: Page, route: string): Promise<void> => {
  await page.locator(`[data-route="${route}"]`).click();
  await expect(page.locator(`[data-route="${route}"]`)).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('main')).toBeVisible();
};

const signIn = async (bench: Page, page: Page, name: string): Promise<void> => {
  await bench.locator('[data-suggestion^="badge-"]').filter({ hasText: name }).click();
  await expect(page.locator('.shell')).toHaveAttribute('data-session', 'signed-in');
};

/** A list of tags is looked at with tags in it. */
const readTags = async (bench: Page, page: Page): Promise<void> => {
  await open(page, 'rfid');
  await bench.locator('[data-tags="pallet"]').click();
  await page.keyboard.press('F2');
  await expect(page.locator('[data-unique="485"]')).toBeVisible();
  await page.keyboard.press('F2');
  await expect(page.locator('[data-start="start"]')).toBeVisible();
};

/** The drawing board with something selected on it. */
const openDesigner = async (page: Page): Promise<void> => {
  await open(page, 'labels');
  await page.locator('[data-template="gs1-logistic"]').click();
  await page.locator('[data-design-template]').click();
  await expect(page.locator('[data-dots]')).toBeVisible();
  await page.locator('[data-row]').first().click();
  await expect(page.locator('[data-handle]').first()).toBeVisible();
};

test('every page, in every look: readable by WCAG 2.2 AA, nothing cut at 1366 and 1920', async () => {
  // A hang limit: every page is looked at six times.
  test.setTimeout(300_000);
  const info = test.info();
  const launched = await launchApp();
  const { page } = launched;
  const folder = process.env['PACKWRIGHT_SCREENSHOTS'] ?? info.outputPath('looks');
  mkdirSync(folder, { recursive: true });
  try {
    const bench = await launched.benchPage();
    for (const look of looks) {
      await setLook(page, look);
      expect.soft(await faultsOf(page), `sign-in, ${look}`).toEqual([]);
    }
    await signIn(bench, page, 'Ines');
    await readTags(bench, page);
    for (const size of sizes) {
      await resize(launched, size);
      const rail = await page.locator('.rail').evaluate((nav) => nav.scrollHeight - nav.clientHeight);
      expect.soft(rail, `the rail is whole at ${size.height}`).toBe(0);
      for (const look of looks) {
        await setLook(page, look);
        for (const route of routes) {
          await open(page, route);
          if (size === sizes[0]) expect.soft(await faultsOf(page), `${route}, ${look}`).toEqual([]);
          expect.soft(await sticksOut(page), `${route} at ${size.width}`).toBe(0);
          await page.screenshot({ path: join(folder, `${route}-${look}-${size.width}.png`) });
        }
        await openDesigner(page);
        const tabs = look === 'light' ? ['versions', 'samples', 'label', 'element'] : ['element'];
        for (const tab of tabs) {
          await page.locator(`[data-tab="${tab}"]`).click();
          if (size === sizes[0]) expect.soft(await faultsOf(page), `designer, ${tab}, ${look}`).toEqual([]);
        }
        expect.soft(await sticksOut(page), `designer at ${size.width}`).toBe(0);
        await page.screenshot({ path: join(folder, `designer-${look}-${size.width}.png`) });
        await page.locator('[data-close]').click();
      }
    }
  } finally {
    await launched.close();
  }
});

test('at 200 % zoom nothing is lost, and another language keeps the task', async () => {
  const info = test.info();
  const launched = await launchApp();
  const { page } = launched;
  try {
    const bench = await launched.benchPage();
    await signIn(bench, page, 'Mia');
    await bench.locator('[data-suggestion^="order-"]').first().click();
    const pack = page.locator('main.pack');
    await expect(pack).toHaveAttribute('data-step', 'items');
    const english = await page.locator('main.pack').textContent();
    for (const language of ['de', 'es']) {
      await page.locator('header select').selectOption(language);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(pack).toHaveAttribute('data-step', 'items');
      await expect.poll(() => pack.textContent()).not.toBe(english);
      await page.screenshot({ path: info.outputPath(`pack-${language}.png`) });
    }
    await resize(launched, { width: 1366, height: 768 });
    // 200 % of a 1366-wide screen is what a window of half the size shows.
    await resize(launched, { width: 683, height: 384 });
    expect(await sticksOut(page)).toBe(0);
    await expect(page.locator('[data-sequence]')).toBeVisible();
    await page.screenshot({ path: info.outputPath('pack-zoom.png'), fullPage: true });
    // Nothing lies on something else, and every key's word is whole.
    const parts = await page
      .locator('.banner, .order, .lines, .box, .weight, .key, .rail, .top > *')
      .evaluateAll((elements) =>
        elements
          .map((element) => {
            const { left, right, top, bottom } = element.getBoundingClientRect();
            return { name: element.getAttribute('class') ?? element.nodeName, left, right, top, bottom };
          })
          .filter(({ left, right }) => right > left),
      );
    expect(parts.length).toBeGreaterThan(20);
    const lies = (a: (typeof parts)[number], b: (typeof parts)[number]): boolean =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    const overlaps = parts.flatMap((one, index) =>
      parts
        .slice(index + 1)
        .filter((other) => lies(one, other))
        .map((other) => `${one.name} on ${other.name}`),
    );
    expect(overlaps).toEqual([]);
    const cut = await page
      .locator('.key')
      .evaluateAll((keys) => keys.filter((key) => key.scrollWidth > key.clientWidth + 1).map((key) => key.textContent));
    expect(cut).toEqual([]);
    await page.locator('[data-route="orders"]').scrollIntoViewIfNeeded();
    await open(page, 'orders');
    expect(await sticksOut(page)).toBe(0);
  } finally {
    await launched.close();
  }
});
