import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startDay, type Day } from '../support/pack-day';

/** Height of a capital letter as the element draws it, in pixels. */
const capitalOf = (page: Page, selector: string): Promise<number> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { fontWeight, fontSize, fontFamily } = getComputedStyle(element);
      const context = document.createElement('canvas').getContext('2d');
      if (context === null) return 0;
      context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
      return context.measureText('H').actualBoundingBoxAscent;
    });

const resize = async ({ launched: { app }, page }: Day, width: number, height: number): Promise<void> => {
  await app.evaluate(
    ({ BrowserWindow }, size) => {
      const station = BrowserWindow.getAllWindows().find((each) => !each.webContents.getURL().includes('bench.html'));
      station?.setContentSize(size.width, size.height);
    },
    { width, height },
  );
  await expect.poll(() => page.evaluate('[innerWidth, innerHeight]')).toEqual([width, height]);
};

/** Text that is wider or higher than the room it has. */
const cut = (page: Page, selector: string): Promise<string[]> =>
  page
    .locator(selector)
    .evaluateAll((elements) =>
      elements
        .filter(
          ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
            scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 8,
        )
        .map((element) => `${element.getAttribute('class') ?? ''}: ${element.textContent ?? ''}`),
    );

const shoot = async (day: Day, name: string): Promise<void> => {
  const folder = process.env['PACKWRIGHT_SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await day.page.screenshot({ path: join(folder, `${name}.png`) });
};

test('at 1920 × 1080 item, quantity, weight, next step and error have capitals of 40 px, and keys hold their words', async () => {
  const day = await startDay();
  const { page } = day;
  try {
    await day.signIn('Mia');
    await resize(day, 1920, 1080);
    await day.openNext();
    await day.suggest('wrong-item');
    await day.feedback('wrong-item');
    for (const selector of [
      '.banner-title',
      '.banner-next',
      '.line.current .line-name',
      '.line.current .line-count strong',
      '[data-weight]',
    ])
      expect([selector, Math.min(40, await capitalOf(page, selector))]).toEqual([selector, 40]);
    await shoot(day, 'sizes-items-1920');
    await day.packItems();
    await day.step('weigh');
    expect(await capitalOf(page, '.banner-next')).toBeGreaterThanOrEqual(40);
    await day.put(900_000);
    await day.step('weight-refused');
    await shoot(day, 'sizes-refused-1920');
    expect(await cut(page, '.key, .key-name, .banner-title, .banner-next')).toEqual([]);
    await resize(day, 1366, 768);
    await shoot(day, 'sizes-refused-1366');
    expect(await cut(page, '.key, .key-name, .banner-title, .banner-next')).toEqual([]);
    // The weight's verdict, its difference with sign and unit, and what to do about it are all said.
    await expect(page.locator('[data-verdict="outside"]')).toBeVisible();
    await expect(page.locator('[data-source="simulated"]')).toBeVisible();
    await expect(page.locator('[data-difference]')).toHaveText(/^\+0\.\d{3} kg$/);
    await expect(page.locator('.capture')).toContainText('put it on again');
  } finally {
    await day.launched.close();
  }
});
