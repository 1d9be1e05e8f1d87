import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CatalogueItem } from '../../shared/features/catalogue/queries';
import type { TraceFound } from '../../shared/features/trace/queries';
import { faultsOf, resize, setLook, sizes } from '../support/looks';
import { codeOf, findItems, importOrder } from '../support/own-orders';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];

/** Nothing on it may break the rules of WCAG 2.2 AA; with pictures it is looked at in both sizes. */
const look = async (day: Day, name: string): Promise<void> => {
  for (const size of shots === undefined ? sizes.slice(0, 1) : sizes) {
    await resize(day.launched, size);
    for (const style of ['light', 'dark'] as const) {
      await setLook(day.page, style);
      expect.soft(await faultsOf(day.page), `${name}, ${style}`).toEqual([]);
      if (shots === undefined) continue;
      mkdirSync(shots, { recursive: true });
      await day.page.screenshot({ path: join(shots, `${name}-${style}-${size.width}.png`) });
    }
  }
};

const lot = 'RC-2026-7';
/** `packwright …` as anyone runs it, without the app. */
const packwright = (...args: readonly string[]) =>
  spawnSync(process.execPath, [resolve('out/cli/packwright.cjs'), ...args], { encoding: 'utf8' });

const needsLotOnly = (item: CatalogueItem): boolean =>
  item.lotRule !== 'none' &&
  item.serialRule === 'none' &&
  !item.retired &&
  item.weightMg !== null &&
  item.weightMg > 100_000 &&
  item.barcodes.some(({ kind, quantity }) => kind === 'gtin' && quantity === 1);

const moved = async (day: Day, sku: string, wish: object): Promise<void> => {
  const wanted = { sku, lot, expiry: '2030-06-30' };
  const answer = await day.command('stock.move', {
    kind: 'move',
    wanted,
    from: null,
    to: null,
    quantity: 1,
    reason: null,
    document: null,
    beyondBook: false,
    ...wish,
  });
  expect(answer.ok, JSON.stringify(answer)).toBe(true);
};
const side = (location: string) => ({ location, status: 'available', unit: null });

/** Packs an order of the lot by scans of its GS1 code, weighs it and closes it. */
const pack = async (day: Day, item: CatalogueItem, number: string, pieces: number): Promise<void> => {
  await importOrder(day, number, [{ sku: item.sku, quantity: pieces }]);
  await day.page.locator('[data-route="pack"]').click();
  await day.scan(number, 'C0');
  const gtin = codeOf(item).padStart(14, '0');
  for (let each = 0; each < pieces; each += 1)
    expect(await day.scan(`01${gtin}1730063010${lot}`, 'd2')).toMatch(/item-packed|items-complete/);
  await day.packItems();
  await day.weighAndClose();
};

const openTrace = async ({ page }: Day): Promise<void> => {
  await page.locator('.rail [data-route="stock"]').click();
  await page.locator('[data-route="trace"]').click();
  await expect(page.locator('[data-trace-text]')).toBeFocused();
};

test('a lot from its receipt to its customers: traced, recalled, exported with its proof and checked without the app', async () => {
  test.setTimeout(300_000);
  const day = await startDay();
  const { page } = day;
  let slice = '';
  let key = '';
  const papers: string[] = [];
  try {
    await day.signIn('Sam');
    const [item] = await findItems(day, 1, needsLotOnly);
    if (item === undefined) throw new Error('no item with lots');
    const { sku } = item;

    await test.step('the lot comes in, is put away, and leaves in two parcels', async () => {
      await moved(day, sku, { kind: 'receive', to: side('C-12-08-3'), quantity: 24, document: 'DN-4711' });
      await moved(day, sku, { from: side('C-12-08-3'), to: side('C-12-08-2'), quantity: 10 });
      await pack(day, item, 'TR-1', 2);
      await pack(day, item, 'TR-2', 1);
    });

    await test.step('a scan on the page of traces shows where it came from and where it went', async () => {
      await openTrace(day);
      await day.act({ act: 'scan', data: 'NO-SUCH-THING', aim: 'C0' });
      await expect(page.locator('[data-found="0"]')).toContainText('NO-SUCH-THING');
      await day.act({ act: 'scan', data: `01${codeOf(item).padStart(14, '0')}10${lot}`, aim: 'd2' });
      await expect(page.locator('[data-found="0"]')).toHaveCount(0);
      await expect(page.locator('[data-subject="lot"]')).toContainText(lot);
      await expect(page.locator('.timeline [data-step="receive"]')).toContainText('DN-4711');
      await expect(page.locator('.timeline [data-step="ship"]')).toHaveCount(2);
      await expect(page.locator('[data-flow="from:supplier"]')).toBeVisible();
      await expect(page.locator('[data-flow="to:customer"]')).toContainText('3');
      await look(day, 'trace-lot');
    });

    await test.step('from a step to its entry and its parcel, by the keyboard', async () => {
      const ship = page.locator('.timeline [data-step="ship"] button.step').first();
      await ship.focus();
      await page.keyboard.press('Enter');
      await expect(page.locator('[data-step-detail]')).toContainText('TR-1/1');
      await page.locator('[data-to-unit]').focus();
      await page.keyboard.press('Enter');
      await expect(page.locator('[data-subject="unit"]')).toContainText('TR-1/1');
      await expect(page.locator('.timeline [data-step="receive"]')).toContainText('DN-4711');
      await expect(page.locator('[data-event="v1.packing.parcelWeighed"]')).toBeVisible();
      await look(day, 'trace-parcel');
    });

    await test.step('typed, the lot is found again; its recall names both customers and adds up', async () => {
      await page.locator('[data-trace-text]').fill(lot);
      await page.keyboard.press('Enter');
      await expect(page.locator('[data-subject="lot"]')).toContainText(lot);
      await page.locator('#tab-recall').click();
      await expect(page.locator('[data-recall-parcel]')).toHaveCount(2);
      await expect(page.locator('[data-recall-parcel]').first()).toContainText('Eva Muster');
      await expect(page.locator('[data-figure="received"]')).toContainText('24');
      await expect(page.locator('[data-figure="shipped"]')).toContainText('3');
      await expect(page.locator('[data-adds-up="0"]')).toBeVisible();
      await page.locator('[data-recall]').click();
      await page.locator('dialog [data-choice="1"]').click();
      await page.locator('dialog [type="submit"]').click();
      await expect(page.locator('[data-hold="recall"]')).toBeVisible();
      await expect(page.locator('[data-recall]')).toHaveCount(0);
      await page.locator('[data-recall-csv]').click();
      await expect(page.locator('[data-made$=".csv"]')).toBeVisible();
      papers.push((await page.locator('[data-made$=".csv"]').getAttribute('data-made')) ?? '');
      const csv = readFileSync(papers[0] ?? '', 'utf8');
      expect(csv.split('\r\n').filter((row) => row.startsWith('customer,'))).toHaveLength(2);
      await page.locator('[data-recall-report]').click();
      const report = page.locator('[data-made$=".pdf"]');
      await expect(report).toBeVisible();
      papers.push((await report.getAttribute('data-made')) ?? '');
      const bytes = readFileSync(papers[1] ?? '');
      expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
      await look(day, 'recall');
    });

    await test.step('packing refuses the lot from now on', async () => {
      await importOrder(day, 'TR-3', [{ sku, quantity: 1 }]);
      await page.locator('[data-route="pack"]').click();
      await day.scan('TR-3', 'C0');
      expect(await day.scan(`01${codeOf(item).padStart(14, '0')}1730063010${lot}`, 'd2')).toBe('goods-recalled');
    });

    await test.step('a parcel’s part of the record is exported with its proof', async () => {
      const [found] = await day.query<readonly TraceFound[]>('trace.find', { text: 'TR-1', aim: null, at: Date.now() });
      expect(found?.subject.kind).toBe('unit');
      await openTrace(day);
      await page.locator('[data-trace-text]').fill('TR-1/1');
      await page.keyboard.press('Enter');
      await page.locator('[data-proof]').click();
      await expect(page.locator('[data-made$=".jsonl"]')).toBeVisible();
      slice = (await page.locator('[data-made$=".jsonl"]').getAttribute('data-made')) ?? '';
    });

    await test.step('the record’s page names the key, and signs once more', async () => {
      await page.locator('[data-route="record"]').click();
      key = (await page.locator('[data-station-key]').getAttribute('data-station-key')) ?? '';
      expect(key).toMatch(/^[0-9a-f]{32}$/);
      const before = Number(await page.locator('[data-signed]').getAttribute('data-signed'));
      await page.locator('[data-sign]').click();
      await expect
        .poll(async () => Number(await page.locator('[data-signed]').getAttribute('data-signed')))
        .toBeGreaterThan(before - 1);
      await page.locator('[data-verify]').click();
      await expect(page.locator('[data-verdict="good"]')).toBeVisible();
      await look(day, 'record-signatures');
    });

    await test.step('the recall’s papers go when one of its customers is erased', async () => {
      expect(papers.map((file) => existsSync(file))).toEqual([true, true]);
      await day.signIn('Ines');
      await page.locator('[data-route="orders"]').click();
      await page.locator('main.page select').first().selectOption('all');
      await page.locator('main.page .search').fill('TR-2');
      await page.locator('tr', { hasText: 'TR-2' }).first().click();
      await page.locator('[data-erase]').click();
      await page.locator('dialog button[type="submit"]').click();
      await expect.poll(() => papers.map((file) => existsSync(file))).toEqual([false, false]);
    });
  } finally {
    await day.launched.close();
  }

  await test.step('the command line checks the part and the whole, and finds one changed byte', async () => {
    const good = packwright('verify-slice', slice, '--key', key);
    expect(good.stdout).toContain('GOOD');
    expect(good.status).toBe(0);
    const text = readFileSync(slice, 'utf8');
    expect(text).toContain('v1.packing.parcelClosed');
    expect(text).toContain(lot);
    expect(text, 'sealed stays sealed').not.toContain('Eva Muster');
    const whole = packwright('verify', join(day.launched.dataDir, 'demo'), '--key', key);
    expect(whole.stdout).toContain('signed checkpoints, all good');
    expect(whole.status).toBe(0);
    const changed = join(day.launched.dataDir, 'changed.jsonl');
    writeFileSync(changed, text.replace(lot, lot.replace('7', '8')));
    expect(packwright('verify-slice', changed, '--key', key).status).toBe(1);
  });
});

test('kits with a recalled lot are named by its recall, and recalled with it', async () => {
  test.setTimeout(120_000);
  const day = await startDay();
  const { page } = day;
  try {
    await day.signIn('Sam');
    const [item] = await findItems(day, 1, needsLotOnly);
    const [plain] = await findItems(day, 1, (each) => each.lotRule === 'none' && each.serialRule === 'none');
    if (item === undefined || plain === undefined) throw new Error('no items');
    await moved(day, item.sku, { kind: 'receive', to: side('C-12-08-3'), quantity: 24, document: 'DN-4711' });
    const parts = [{ sku: item.sku, quantity: 2 }];
    expect(await day.command('stock.setKit', { sku: plain.sku, parts })).toMatchObject({ ok: true });
    const kit = { sku: plain.sku, lot: 'KIT-1' };
    const wish = { kit, quantity: 3, from: 'C-12-08-3', to: 'C-12-08-2', named: [], beyondBook: [] };
    expect(await day.command('stock.kit', wish)).toMatchObject({ ok: true });

    await openTrace(day);
    await page.locator('[data-trace-text]').fill(lot);
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-subject="lot"]')).toContainText(lot);
    await expect(page.locator('[data-flow="bin:@kit"]')).toContainText('Kit');
    await look(day, 'trace-kit');
    await page.locator('#tab-recall').click();
    await expect(page.locator('[data-loose-kits]')).toHaveCount(0);
    await page.locator('[data-recall]').click();
    await page.locator('dialog [data-choice="1"]').click();
    await page.locator('dialog [type="submit"]').click();
    await expect(page.locator('[data-loose-kits]')).toHaveAttribute('data-loose-kits', '3');
    await look(day, 'recall-kits');
    await page.locator('[data-recall-kits]').click();
    await page.locator('dialog [data-choice="1"]').click();
    await page.locator('dialog [type="submit"]').click();
    await expect(page.locator('[data-loose-kits]')).toHaveCount(0);
    const holds = await day.query<readonly { lot: string | null; kind: string }[]>('stock.holds', { sku: plain.sku });
    expect(holds.map(({ lot: held, kind }) => [held, kind])).toEqual([['KIT-1', 'recall']]);
  } finally {
    await day.launched.close();
  }
});
