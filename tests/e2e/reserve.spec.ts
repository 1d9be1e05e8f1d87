import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { OrderDetail, OrderRow } from '../../shared/features/orders/queries';
import type { MovementRow, PickList, SkuStock } from '../../shared/features/stock/queries';
import { looks, resize, setLook, sizes, sticksOut } from '../support/looks';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
/** Nothing sticks out at any size; pictures of every look, where somebody wants to see them. */
const look = async ({ page, launched }: Day, name: string): Promise<void> => {
  for (const size of sizes) {
    await resize(launched, size);
    expect.soft(await sticksOut(page), `${name} at ${size.width}`).toBe(0);
    if (shots === undefined) continue;
    mkdirSync(shots, { recursive: true });
    for (const each of looks) {
      await setLook(page, each);
      await page.screenshot({ path: join(shots, `${name}-${size.width}-${each}.png`) });
    }
  }
};

const openPage = async ({ page }: Day, route: string): Promise<void> => {
  await page.locator(`[data-route="${route}"]`).click();
  await expect(page.locator(`[data-route="${route}"]`)).toHaveAttribute('aria-current', 'page');
};

const waiting = async (day: Day): Promise<OrderDetail[]> => {
  const { rows } = await day.query<{ rows: readonly OrderRow[] }>('orders.list', { state: 'waiting' });
  const details = await Promise.all(
    rows.map(({ orderId }) => day.query<OrderDetail | null>('orders.detail', { orderId })),
  );
  return details.flatMap((each) => each ?? []);
};

test('an order’s goods are reserved in their bins, missed in words, and picked from there', async () => {
  test.setTimeout(240_000);
  const day = await startDay();
  const { page } = day;
  try {
    await day.signIn('Ines');

    await test.step('the pack station says where to take each item from, and picks it there', async () => {
      const number = await day.openNext();
      const [line] = (await day.pack()).lines;
      const place = line?.takeFrom[0]?.location ?? 'nowhere';
      await expect(page.locator(`[aria-current="step"] [data-take-from="${place}"]`)).toBeVisible();
      await look(day, 'reserve-pack');
      await day.packItems();
      expect((await day.pack()).lines.flatMap(({ takeFrom }) => takeFrom)).toEqual([]);
      const moved = await day.query<readonly MovementRow[]>('stock.movements', { sku: line?.sku ?? '' });
      expect(moved[0]).toMatchObject({ kind: 'pick', from: place, document: `${number}/1` });
      await day.weighAndClose();
    });

    const [order, other] = await waiting(day);
    const sku = order?.lines[0]?.sku ?? '';

    await test.step('stock shows what is reserved, and for whom', async () => {
      await openPage(day, 'stock');
      await page.locator('.stock-head input').fill(sku);
      await page.locator(`[data-sku="${sku}"]`).click();
      await expect(page.locator(`[data-reserved-for="${order?.number ?? ''}"]`).first()).toBeVisible();
      await expect(page.locator('.stock-detail [data-status="reserved"]').first()).toBeVisible();
      const { rows } = await day.query<{ rows: readonly SkuStock[] }>('stock.skus', { search: sku });
      const reserved = rows.find((row) => row.sku === sku)?.totals.reserved ?? 0;
      expect(reserved).toBeGreaterThanOrEqual(order?.lines[0]?.quantity ?? 1);
      await look(day, 'reserve-stock');
    });

    await test.step('a hold takes the promise back: the order says what is missing and what to do', async () => {
      const hold = { sku, lot: null, serial: null, kind: 'hold', reason: 'Glass in it' };
      expect(await day.command('stock.hold', hold)).toMatchObject({ ok: true });
      await expect(page.locator(`[data-sku="${sku}"] [data-held]`)).toBeVisible();
      await expect(page.locator('.stock-detail [data-status="held"]').first()).toBeVisible();
      await expect(page.locator('.stock-detail [data-standing="available"]')).toHaveCount(0);
      await expect(page.locator(`[data-reserved-for="${order?.number ?? ''}"] [data-waits="held"]`)).toBeVisible();
      await look(day, 'reserve-held');
      await page.locator('.stock-detail [data-standing="held"] .link').first().click();
      await expect(page.locator('.bin[aria-pressed="true"] .bin-held')).toBeVisible();
      await look(day, 'reserve-held-bin');
      await openPage(day, 'orders');
      await expect(page.locator('main h1')).toContainText('Orders');
      await page.locator('main select').first().selectOption('missing');
      await page
        .getByText(order?.number ?? '-', { exact: true })
        .first()
        .click();
      await expect(page.locator('.pane [data-missing="held"]').first()).toBeVisible();
      await expect(
        page.locator('.pane [data-take-from]').or(page.locator('.pane [data-missing]')).first(),
      ).toBeVisible();
      await look(day, 'reserve-orders');
      await openPage(day, 'pack');
      expect(await day.scan(order?.number ?? '', 'C0')).toBe('order-opened');
      await expect(page.locator('[data-missing="held"]').first()).toBeVisible();
      await look(day, 'reserve-missing');
      const { packId } = await day.pack();
      expect(await day.command('packing.release', { packId })).toMatchObject({ ok: true });
      const [held] = await day.query<readonly { holdId: string }[]>('stock.holds', { sku });
      await day.command('stock.releaseHold', { holdId: held?.holdId, reason: 'Checked' });
      const again = await day.query<OrderDetail | null>('orders.detail', { orderId: order?.orderId });
      expect(again?.lines[0]).toMatchObject({ missing: null });
      expect(other?.number).not.toBe(order?.number);
    });

    await test.step('an order is picked by scans alone into a tote, and packed out of it', async () => {
      const tote = '095212340000000051';
      const order = (await waiting(day)).find(({ lines }) => lines.every(({ missing }) => missing === null));
      if (order === undefined) throw new Error('no order');
      await openPage(day, 'stock');
      await page.locator('[data-more-acts]').click();
      await day.press('choose', '4');
      await expect(page.locator('[data-move="pick"]')).toHaveAttribute('data-next', 'document');
      await look(day, 'pick-order');
      expect(await day.scan(order.number, 'C0')).toBe('pick-order');
      await expect(page.locator('[data-stop]').first()).toBeVisible();
      await look(day, 'pick-list');
      const stopsOf = async () =>
        (await day.query<PickList | null>('stock.pickList', { code: order.number }))?.stops ?? [];
      let isFirst = true;
      for (let stops = await stopsOf(); stops.length > 0; stops = await stopsOf()) {
        const [stop] = stops;
        if (stop === undefined) break;
        expect(await day.scan(stop.location, 'C0')).toBe('stock-bin');
        if (stop.quantity > 1) expect(await day.verb('quantity', String(stop.quantity))).toBe('quantity-set');
        expect(await day.scan(stop.sku, 'C0')).toBe('stock-item');
        if (stop.lot !== null) expect(await day.scan(stop.lot, 'C0')).toBe('stock-trait');
        if (isFirst) await look(day, 'pick-goods');
        const put = await day.scan(`00${tote}`, 'C1');
        if (put === 'stock-unit-where') expect(await day.scan('C-12-08-1', 'C0')).toMatch(/^(stock-picked|pick-done)$/);
        else expect(put).toMatch(/^(stock-picked|pick-done)$/);
        isFirst = false;
      }
      await day.feedback('pick-done');
      await look(day, 'pick-done');
      await page.locator('[data-end-move]').click();
      await openPage(day, 'pack');
      expect(await day.scan(`00${tote}`, 'C1')).toBe('order-opened');
      await expect(page.locator('[aria-current="step"] [data-picked="true"]').first()).toBeVisible();
      await look(day, 'pick-packing');
      await day.packItems();
      const sku = order.lines[0]?.sku ?? '';
      const moved = await day.query<readonly MovementRow[]>('stock.movements', { sku });
      expect(moved[0]).toMatchObject({ kind: 'pick', from: 'C-12-08-1', document: `${order.number}/1` });
      await day.weighAndClose();
    });

    await test.step('a supervisor sets how many days a customer wants left', async () => {
      await openPage(day, 'stock');
      await page.locator('#stock-checks').click();
      await page.locator('[data-check="customers"]').click();
      await page.locator('[data-customer]').fill('C-100');
      await page.locator('[data-customer-days]').fill('90');
      await page.locator('[data-customer-days]').press('Enter');
      await expect(page.locator('[data-customer-row="C-100"]')).toContainText('90');
      await look(day, 'reserve-customers');
      await page.locator('[data-customer-row="C-100"] .icon-button').click();
      await expect(page.locator('[data-customer-row]')).toHaveCount(0);
    });
  } finally {
    await day.launched.close();
  }
});
