import type { SkuStock } from '../../shared/features/stock/queries';
import { expect, test, type Page } from '@playwright/test';
import { routes } from '../../renderer/station/route';
import { launchApp } from '../support/launch-app';
import { startDay, type Day } from '../support/pack-day';
import { picture } from '../support/picture';
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
  await expect(page.locator('[data-start="start"]')).toBeEnabled();
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
  const launched = await launchApp();
  const { page } = launched;
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
        // The demo has no print-and-apply line: print-and-apply.spec.ts looks at its page.
        for (const route of routes.filter((each) => each !== 'apply')) {
          await open(page, route);
          if (size === sizes[0]) expect.soft(await faultsOf(page), `${route}, ${look}`).toEqual([]);
          expect.soft(await sticksOut(page), `${route} at ${size.width}`).toBe(0);
          await picture(page, `${route}-${look}-${size.width}`);
        }
        await openDesigner(page);
        const tabs = look === 'light' ? ['versions', 'samples', 'label', 'element'] : ['element'];
        for (const tab of tabs) {
          await page.locator(`[data-tab="${tab}"]`).click();
          if (size === sizes[0]) expect.soft(await faultsOf(page), `designer, ${tab}, ${look}`).toEqual([]);
        }
        expect.soft(await sticksOut(page), `designer at ${size.width}`).toBe(0);
        await picture(page, `designer-${look}-${size.width}`);
        await page.locator('[data-close]').click();
      }
    }
  } finally {
    await launched.close();
  }
});

/** A count of one bay, started and read twice by Ines. */
const countBay = async (day: Day): Promise<void> => {
  const { page } = day;
  const zones = await day.query<readonly { readonly site: string; readonly zone: string }[]>('stock.zones', {});
  const started = await day.command('counts.start', {
    title: 'Zone A · 01 · 01',
    method: 'rfid',
    scope: { kind: 'zone', site: zones.find(({ zone }) => zone === 'A')?.site, zone: 'A', aisle: '01', bay: '01' },
    blind: false,
    toleranceMinor: 0,
    approvalMinor: 2000,
  });
  expect(started, JSON.stringify(started)).toMatchObject({ ok: true });
  await day.act({ act: 'tags', what: 'bay' });
  await open(page, 'counts');
  await page.locator('[data-open-count]').first().click();
  for (const pass of [1, 2]) {
    await expect(page.locator('[data-pass-button="start"]')).toBeEnabled();
    await page.keyboard.press('F2');
    await expect(page.locator(`[data-pass="${pass}"]`)).toContainText(/2[2-9]\d tags/);
    await page.keyboard.press('F2');
  }
  await expect(page.locator('[data-hand-in]')).toBeEnabled();
};

/** Screens behind the pages, each by the way that leads to it. */
const screens: readonly (readonly [string, (day: Day) => Promise<void>])[] = [
  ...(['items', 'places', 'movements', 'checks', 'tasks'] as const).map(
    (tab): readonly [string, (day: Day) => Promise<void>] => [
      `stock-${tab}`,
      async ({ page }) => {
        await open(page, 'stock');
        await page.locator(`#stock-${tab}`).click();
        await expect(page.locator(`#stock-${tab}`)).toHaveAttribute('aria-selected', 'true');
        if (tab === 'places') await page.locator('[data-bin="A-01-01-1"]').click();
      },
    ],
  ),
  [
    'stock-hold',
    async ({ page }) => {
      await open(page, 'stock');
      await page.locator('#stock-items').click();
      await page.locator('[data-hold-open]').click();
      await expect(page.locator('dialog[open]')).toBeVisible();
    },
  ],
  [
    'stock-moving',
    async (day) => {
      await open(day.page, 'stock');
      await day.page.locator('[data-begin="move"]').click();
      await day.scan('A-01-01-1', 'C0');
      await expect(day.page.locator('[data-move]')).toHaveAttribute('data-next', 'item');
    },
  ],
  [
    'stock-return',
    async ({ page }) => {
      await open(page, 'stock');
      await page.locator('[data-end-move]').click();
      await page.locator('[data-more-acts]').click();
      await page.locator('dialog[open] [data-choice="1"]').click();
      await expect(page.locator('[data-move="return"]')).toHaveAttribute('data-next', 'reason');
    },
  ],
  [
    'stock-kit',
    async (day) => {
      const { page } = day;
      await page.locator('[data-end-move]').click();
      const [kit, part] = (await day.query<{ rows: readonly SkuStock[] }>('stock.skus', { search: '' })).rows;
      const parts = [{ sku: part?.sku ?? '', quantity: 2 }];
      expect(await day.command('stock.setKit', { sku: kit?.sku ?? '', parts })).toMatchObject({ ok: true });
      await page.locator('[data-more-acts]').click();
      await page.locator('dialog[open] [data-choice="2"]').click();
      await expect(page.locator('[data-kit]')).toHaveAttribute('data-next', 'from');
      await day.scan('A-01-01-1', 'C0');
      await day.scan(kit?.sku ?? '', 'C0');
      await expect(page.locator('[data-part]')).toBeVisible();
    },
  ],
  [
    'rfid-settings',
    async ({ page }) => {
      await open(page, 'rfid');
      await page.locator('[data-settings]').click();
      await expect(page.locator('dialog[open]')).toBeVisible();
    },
  ],
  [
    'count-new',
    async ({ page }) => {
      await open(page, 'counts');
      await page.locator('[data-new-count]').click();
      await expect(page.locator('dialog[open] [data-size]')).not.toHaveText('');
    },
  ],
];

/** Whatever lies over the page is closed again, as a person would. */
const leave = async ({ page }: Day): Promise<void> => {
  if ((await page.locator('dialog[open]').count()) > 0) await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
};

test('stock, moves, holds, counts and reader settings, in every look: readable by WCAG 2.2 AA, nothing cut', async () => {
  test.setTimeout(300_000);
  const day = await startDay();
  const { page, launched } = day;
  const lookAt = async (name: string): Promise<void> => {
    for (const size of sizes) {
      await resize(launched, size);
      expect.soft(await sticksOut(page), `${name} at ${size.width}`).toBe(0);
      expect.soft(await page.locator('body').innerText(), `${name}: no value is left out`).not.toContain('{{');
      await picture(page, `${name}-light-${size.width}`);
    }
    await resize(launched, sizes[0]);
    for (const look of looks.toReversed()) {
      // The station's own word for it: the buttons lie behind whatever dialog is open.
      expect(await day.call('view.setLook', { look })).toMatchObject({ ok: true });
      await expect(page.locator('html')).toHaveAttribute('data-look', look);
      expect.soft(await faultsOf(page), `${name}, ${look}`).toEqual([]);
      if (look !== 'light') await picture(page, `${name}-${look}-${sizes[0].width}`);
    }
  };
  try {
    await day.signIn('Ines');
    for (const [name, reach] of screens) {
      await reach(day);
      await lookAt(name);
      await leave(day);
    }
    await countBay(day);
    await lookAt('count-reading');
    await page.locator('[data-hand-in]').click();
    await page.locator('dialog[open] [type="submit"]').click();
    await expect(page.locator('[data-line]').first()).toBeVisible();
    await lookAt('count-review');
    await page.locator('[data-open-line]').first().click();
    await expect(page.locator('dialog[open]')).toBeVisible();
    await lookAt('count-line');
    await leave(day);
    await page.locator('[data-line="foreign"] [data-open-line]').click();
    await page.locator('[data-seek="off"]').click();
    await expect(page.locator('[data-heard="yes"]')).toBeVisible();
    await lookAt('count-finder');
  } finally {
    await launched.close();
  }
});

test('at 200 % zoom nothing is lost, and another language keeps the task', async () => {
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
      await picture(page, `pack-${language}`);
    }
    await resize(launched, { width: 1366, height: 768 });
    // 200 % of a 1366-wide screen is what a window of half the size shows.
    await resize(launched, { width: 683, height: 384 });
    expect(await sticksOut(page)).toBe(0);
    await expect(page.locator('[data-sequence]')).toBeVisible();
    await picture(page, 'pack-zoom', { fullPage: true });
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
