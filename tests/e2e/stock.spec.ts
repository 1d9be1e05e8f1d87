import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { BalanceRow, BinRow, MovementRow, SkuStock } from '../../shared/features/stock/queries';
import { giveToApp } from '../support/app-environment';
import { approve } from '../support/approve';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shoot = async (day: Day, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await day.page.screenshot({ path: join(shots, `${name}.png`) });
};

const openTab = async ({ page }: Day, tab: 'items' | 'places' | 'movements' | 'checks' | 'tasks'): Promise<void> => {
  await page.locator('[data-route="stock"]').click();
  await page.locator(`#stock-${tab}`).click();
  await expect(page.locator(`#stock-${tab}`)).toHaveAttribute('aria-selected', 'true');
};

const skuOf = async (day: Day, search: string): Promise<string> =>
  (await day.query<{ rows: readonly SkuStock[] }>('stock.skus', { search })).rows[0]?.sku ?? '';

const lying = async (day: Day, location: string): Promise<(string | number)[][]> =>
  ((await day.query<{ rows: readonly BalanceRow[] } | null>('stock.atLocation', { location }))?.rows ?? []).map(
    ({ sku, quantity }) => [sku, quantity],
  );

test('the stock page says what lies where, and takes a movement back', async () => {
  test.setTimeout(180_000);
  const day = await startDay();
  const { page } = day;
  try {
    await day.signIn('Ines');

    await test.step('from an item to its bin on the picture of the racks', async () => {
      await openTab(day, 'items');
      await page.locator('.stock-head input').fill('Earl Grey');
      const row = page.locator('[role="option"]').first();
      await expect(row).toContainText('Earl Grey');
      await row.click();
      await expect(page.locator('.stock-detail h2')).toContainText('Earl Grey');
      await shoot(day, 'stock-items');
      const place = page.locator('.stock-detail .link').first();
      const location = (await place.textContent()) ?? '';
      await place.click();
      await expect(page.locator(`[data-bin="${location}"]`)).toHaveAttribute('aria-pressed', 'true');
      await expect(page.locator('.stock-detail')).toContainText('Earl Grey');
      await shoot(day, 'stock-places');
    });

    await test.step('goods go from bin to bin by scans alone, and back by their opposite', async () => {
      const [row] = await day.query<readonly BalanceRow[]>('stock.ofSku', { sku: await skuOf(day, 'Cotton tote bag') });
      if (row === undefined) throw new Error('no tote bag');
      await page.locator('[data-begin="move"]').click();
      await expect(page.locator('[data-move]')).toHaveAttribute('data-next', 'from');
      expect(await day.scan(row.location, 'C0')).toBe('stock-bin');
      expect(await day.scan(row.sku, 'C0')).toBe('stock-item');
      expect(await day.scan(row.sku, 'C0')).toBe('stock-item');
      await expect(page.locator('[data-quantity]')).toHaveAttribute('data-quantity', '2');
      await shoot(day, 'stock-move');
      expect(await day.scan('C-12-08-3', 'C0')).toBe('stock-moved');
      await expect(page.locator('[data-last]')).toHaveAttribute('data-last', 'C-12-08-3');
      expect(await lying(day, 'C-12-08-3')).toEqual([[row.sku, 2]]);
      await day.press('no');
      await expect(page.locator('[data-move]')).toHaveCount(0);
      await openTab(day, 'movements');
      await shoot(day, 'stock-movements');
      await page.locator('[data-movement] .icon-button').first().click();
      await page.locator('dialog [data-choice="1"]').click();
      await page.locator('dialog [type="submit"]').click();
      await expect(page.locator('.undone')).toHaveCount(1);
      expect(await lying(day, 'C-12-08-3')).toEqual([]);
    });

    await test.step('more than the book has is asked about, booked as unexplained, and becomes a task', async () => {
      const sku = await skuOf(day, 'Cotton tote bag');
      const [row] = await day.query<readonly BalanceRow[]>('stock.ofSku', { sku });
      if (row === undefined) throw new Error('no tote bag');
      await page.locator('[data-begin="move"]').click();
      await expect(page.locator('[data-move]')).toBeVisible();
      // What the move before it came to is no news of this one.
      await day.feedback('');
      const [bin] = [await day.query<{ bin: BinRow } | null>('stock.atLocation', { location: row.location })];
      const type = async (text: string): Promise<void> => {
        await page.locator('.typed-entry input').fill(text);
        await page.locator('.typed-entry [type="submit"]').click();
      };
      await type(row.location);
      await day.feedback('check-digits-needed');
      await type(`${row.location} ${bin?.bin.checkDigits ?? ''}`);
      await day.feedback('stock-bin');
      await type(sku);
      await day.feedback('stock-item');
      await page.locator('[data-quantity]').fill(String(row.quantity + 3));
      await page.locator('[data-quantity]').press('Enter');
      await expect(page.locator('[data-quantity]')).toHaveAttribute('data-quantity', String(row.quantity + 3));
      expect(await day.scan('C-12-08-3', 'C0')).toBe('more-than-book');
      await shoot(day, 'stock-more-than-book');
      await page.locator('dialog .button.primary').click();
      await day.feedback('stock-moved-beyond');
      await page.locator('[data-end-move]').click();
      await openTab(day, 'tasks');
      await expect(page.locator('[data-task="shortfall"]')).toContainText(row.location);
      await shoot(day, 'stock-tasks');
      await page.locator('[data-task="shortfall"] .button').click();
      await expect(page.locator('[data-task]')).toHaveCount(0);
    });

    await test.step('a supervisor sets goods aside with a reason', async () => {
      await openTab(day, 'places');
      await page.locator('[data-zone="C"]').click();
      await page.locator('[data-bin="C-12-08-3"]').click();
      await page.locator('[data-change]').first().click();
      await page.locator('dialog [data-choice="2"]').click();
      await page.locator('[data-pieces]').fill('4');
      await page.locator('[data-reason]').selectOption('quality');
      await shoot(day, 'stock-change');
      await page.locator('dialog [type="submit"]').click();
      await expect(page.locator('[data-status="quarantine"]')).toBeVisible();
    });

    await test.step('a pallet goes to another bin by its SSCC, with all that is in it', async () => {
      const sscc = '095212340000000013';
      const sku = await skuOf(day, 'Cotton tote bag');
      const part = join(day.launched.dataDir, 'pallet.part');
      writeFileSync(part, `location,sku,quantity,unit\nC-12-07-1,${sku},24,${sscc}\n`);
      giveToApp(part);
      renameSync(part, join(day.launched.dataDir, 'demo', 'import', 'pallet.csv'));
      // Goods at work don't come out of nowhere on one person's word: the file waits for a second one.
      await page.locator('[data-route="imports"]').click();
      const file = page.locator('[data-file="pallet.csv"]');
      await expect(file).toHaveAttribute('data-state', 'waiting-for-approval', { timeout: 30_000 });
      expect(await lying(day, 'C-12-07-1')).toEqual([]);
      await shoot(day, 'stock-file-waits');
      await file.locator('[data-approve]').click();
      await expect(page.locator('dialog[open]')).toBeVisible();
      await shoot(day, 'stock-file-approve');
      await approve(day, 1);
      await expect(file).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
      await page.locator('[data-route="stock"]').click();
      expect(await lying(day, 'C-12-07-1')).toEqual([[sku, 24]]);
      await page.locator('[data-begin="move"]').click();
      await expect(page.locator('[data-move]')).toHaveAttribute('data-next', 'from');
      expect(await day.scan(`00${sscc}`, 'C1')).toBe('stock-unit');
      await expect(page.locator(`[data-unit="${sscc}"]`)).toContainText('24 pieces');
      await shoot(day, 'stock-move-pallet');
      expect(await day.scan('C-12-07-2', 'C0')).toBe('unit-moved');
      expect(await lying(day, 'C-12-07-2')).toEqual([[sku, 24]]);
    });

    await test.step('pieces go out of the pallet and into another one by scans alone, so many by one barcode', async () => {
      const [sscc, other] = ['095212340000000013', '095212340000000020'];
      const sku = await skuOf(day, 'Cotton tote bag');
      expect(await day.scan(`00${sscc}`, 'C1')).toBe('stock-unit');
      expect(await day.verb('quantity', '10')).toBe('stock-item-first');
      expect(await day.scan(sku, 'C0')).toBe('stock-item');
      expect(await day.verb('quantity', '10')).toBe('stock-item');
      await expect(page.locator('[data-quantity]')).toHaveAttribute('data-quantity', '10');
      expect(await day.scan(`00${other}`, 'C1')).toBe('stock-unit-where');
      await expect(page.locator(`[data-in-unit="${other}"]`)).toBeVisible();
      await shoot(day, 'stock-move-into');
      expect(await day.scan('C-12-07-2', 'C0')).toBe('stock-moved');
      expect((await lying(day, 'C-12-07-2')).map(([, pieces]) => Number(pieces)).toSorted((a, b) => a - b)).toEqual([
        10, 14,
      ]);
      expect(await day.scan(`00${other}`, 'C1')).toBe('stock-unit');
      await page.locator('[data-unit-contents]').click();
      await expect(page.locator(`[data-unit-view="${other}"]`)).toContainText('10 pieces');
      await shoot(day, 'stock-unit');
      await day.press('yes');
      await expect(page.locator('dialog[open]')).toHaveCount(0);
      await page.locator('[data-end-move]').click();
    });

    await test.step('a return comes in by scans alone, with its reason, and is set aside', async () => {
      const sku = await skuOf(day, 'Cotton tote bag');
      await page.locator('[data-more-acts]').click();
      await shoot(day, 'stock-more');
      await day.press('choose', '1');
      await expect(page.locator('[data-move="return"]')).toHaveAttribute('data-next', 'reason');
      await shoot(day, 'stock-return-reason');
      await day.press('choose', '3');
      await expect(page.locator('[data-move="return"]')).toHaveAttribute('data-next', 'document');
      await shoot(day, 'stock-return-document');
      await day.press('yes');
      await expect(page.locator('[data-move="return"]')).toHaveAttribute('data-next', 'item');
      expect(await day.verb('quantity', '2')).toBe('quantity-set');
      await expect(page.locator('[data-keyed="2"]')).toBeVisible();
      expect(await day.scan(sku, 'C0')).toBe('stock-item');
      await expect(page.locator('[data-move="return"]')).toHaveAttribute('data-next', 'condition');
      expect(await day.scan('C-12-07-1', 'C0')).toBe('stock-condition-first');
      await shoot(day, 'stock-return-condition');
      await day.press('choose', '3');
      await expect(page.locator('[data-condition="damaged"]')).toBeVisible();
      expect(await day.scan('C-12-07-1', 'C0')).toBe('stock-moved');
      expect(await lying(day, 'C-12-07-1')).toEqual([[sku, 2]]);
      await shoot(day, 'stock-return-done');
      await day.press('no');
      await expect(page.locator('[data-move]')).toHaveCount(0);
      await openTab(day, 'places');
      await page.locator('[data-zone="C"]').click();
      await page.locator('[data-bin="C-12-07-1"]').click();
      await expect(page.locator('.stock-detail [data-status="damaged"]')).toBeVisible();
    });

    await test.step('goods come in for the owner that is chosen, by key, once there are several', async () => {
      const sku = await skuOf(day, 'Cotton tote bag');
      const to = { location: 'C-12-07-1', unit: null, status: 'available' };
      const wish = { kind: 'receive', wanted: { sku, owner: 'Nordlicht Handels GmbH' }, from: null, to, quantity: 1 };
      const more = { reason: null, document: null, beyondBook: false };
      expect(await day.command('stock.move', { ...wish, ...more })).toMatchObject({ ok: true });
      await page.locator('[data-begin="receive"]').click();
      await expect(page.locator('[data-move="receive"]')).toHaveAttribute('data-next', 'owner');
      await shoot(day, 'stock-receive-owner');
      await page.keyboard.press('2');
      await expect(page.locator('[data-move="receive"]')).toHaveAttribute('data-next', 'document');
      await expect(page.locator('[data-known]')).toContainText('Nordlicht Handels GmbH');
      expect(await day.scan(sku, 'C0')).toBe('stock-item');
      await shoot(day, 'stock-receive-owned');
      expect(await day.scan('C-12-07-1', 'C0')).toBe('stock-moved');
      const [last] = await day.query<readonly MovementRow[]>('stock.movements', { sku });
      expect(last).toMatchObject({ kind: 'receive', owner: 'Nordlicht Handels GmbH', quantity: 1 });
      await page.locator('[data-end-move]').click();
    });

    await test.step('goods leave for another site with their paper', async () => {
      const sku = await skuOf(day, 'Cotton tote bag');
      await page.locator('[data-more-acts]').click();
      await day.press('choose', '5');
      await expect(page.locator('[data-move="send"]')).toHaveAttribute('data-next', 'document');
      expect(await day.scan('T-4711', 'C0')).toBe('stock-document');
      expect(await day.scan('095212340000000013', 'C0')).toBe('stock-unit');
      expect(await day.scan(sku, 'C0')).toBe('stock-item');
      await expect(page.locator('[data-move="send"]')).toHaveAttribute('data-next', 'yes');
      await shoot(day, 'stock-send');
      await day.press('yes');
      await day.feedback('stock-sent');
      await page.locator('[data-end-move]').click();
      const [sent] = await day.query<readonly MovementRow[]>('stock.movements', { sku });
      expect(sent).toMatchObject({ kind: 'transfer', to: '@transfer', document: 'T-4711', quantity: 1 });
    });

    await test.step('a kit: its bill of materials, and one made by scans alone', async () => {
      const [bag, tea] = [await skuOf(day, 'Cotton tote bag'), await skuOf(day, 'Earl Grey')];
      await openTab(day, 'items');
      await page.locator('.stock-head input').fill(bag);
      await page.locator(`[data-sku="${bag}"]`).click();
      await page.locator('[data-edit-kit]').click();
      await page.locator('[data-part-sku]').fill(tea);
      await page.locator('[data-part-quantity]').fill('2');
      await shoot(day, 'stock-kit-edit');
      await page.locator('[data-save-kit]').click();
      await expect(page.locator(`[data-kit-of="${bag}"]`)).toContainText('Earl Grey');
      await shoot(day, 'stock-kit-parts');
      const shelves = await day.query<readonly BalanceRow[]>('stock.ofSku', { sku: tea });
      // Two lots in one bin: which one went in is asked for.
      const shelf = shelves
        .filter((row) => row.standing === 'available' && row.quantity >= 4)
        .find((row) => shelves.some(({ location, lot }) => location === row.location && lot !== row.lot));
      if (shelf === undefined) throw new Error('no tea');
      await page.locator('[data-more-acts]').click();
      await day.press('choose', '2');
      await expect(page.locator('[data-kit]')).toHaveAttribute('data-next', 'from');
      expect(await day.scan(shelf.location, 'C0')).toBe('stock-bin');
      expect(await day.scan(tea, 'C0')).toBe('kit-unknown');
      expect(await day.scan(bag, 'C0')).toBe('stock-item');
      expect(await day.scan(bag, 'C0')).toBe('stock-item');
      await expect(page.locator(`[data-part="${tea}"]`)).toContainText('4');
      await shoot(day, 'stock-kit');
      expect(await day.scan('C-12-07-3', 'C0')).toBe('kit-lot-needed');
      await expect(page.locator('[data-asked="lot"]')).toContainText('Earl Grey');
      await shoot(day, 'stock-kit-lot');
      expect(await day.scan(shelf.lot ?? '', 'C0')).toBe('kit-made');
      await expect(page.locator('[data-last]')).toHaveAttribute('data-last', 'C-12-07-3');
      expect(await lying(day, 'C-12-07-3')).toEqual([[bag, 2]]);
      await day.press('no');
      await expect(page.locator('[data-kit]')).toHaveCount(0);
      await openTab(day, 'movements');
      await page.locator('[data-movement] .icon-button').first().click();
      await page.locator('dialog [data-choice="1"]').click();
      await page.locator('dialog [type="submit"]').click();
      await expect.poll(() => lying(day, 'C-12-07-3')).toEqual([]);
    });

    await test.step('dates, age, minimum and the past, which can be saved', async () => {
      const sku = await skuOf(day, 'Earl Grey');
      await openTab(day, 'items');
      await page.locator('.stock-head input').fill('Earl Grey');
      await page.locator(`[data-sku="${sku}"]`).click();
      await page.locator('[data-minimum]').fill('5000');
      await page.locator('[data-minimum]').press('Enter');
      await openTab(day, 'checks');
      await expect(page.locator('.checks tbody tr').first()).toBeVisible();
      await shoot(day, 'stock-checks');
      await page.locator('[data-check="low"]').click();
      await expect(page.locator(`[data-low="${sku}"]`)).toContainText('Earl Grey');
      await page.locator('[data-check="past"]').click();
      // Before the demo was loaded nothing lay anywhere; a minute after its end everything does.
      await expect(page.locator('.past')).toContainText('The book had nothing on any shelf at that moment.');
      const made = await day.call('stock.export', { at: '2099-01-01T00:00:00.000Z' });
      expect(made, JSON.stringify(made)).toMatchObject({ ok: true });
      const { file } = made.value as { readonly file: string };
      const text = readFileSync(file, 'utf8');
      expect(text.startsWith('location,sku,item_name,quantity')).toBe(true);
      expect(text).toContain(sku);
    });
  } finally {
    await day.launched.close();
  }
});
