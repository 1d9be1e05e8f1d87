import { expect, test } from '@playwright/test';
import type { HistoryRow } from '../../shared/features/packing/queries';
import { codeOf, findItems, importOrder, isPlain } from '../support/own-orders';
import { startDay, type Day } from '../support/pack-day';

/** Counts what a hand does with keyboard, mouse or finger in the station's window. */
const watchHands = (day: Day): Promise<void> =>
  day.page.evaluate(() => {
    Object.assign(globalThis, { touched: 0 });
    for (const type of ['keydown', 'pointerdown', 'wheel'])
      addEventListener(
        type,
        () => Object.assign(globalThis, { touched: Number(Reflect.get(globalThis, 'touched')) + 1 }),
        true,
      );
  });
const touched = (day: Day): Promise<number> => day.page.evaluate(() => Number(Reflect.get(globalThis, 'touched')));

const dialogs = (day: Day) => day.page.locator('dialog[open]');

test('an order of several parcels by scanner and scale alone', async () => {
  test.setTimeout(180_000);
  const day = await startDay();
  const { page } = day;
  try {
    await day.badge('Mia');
    await expect(page.locator('.shell')).toHaveAttribute('data-session', 'signed-in');
    await watchHands(day);
    const [many, one] = await findItems(day, 2, isPlain);
    if (many === undefined || one === undefined) throw new Error('no items');
    await importOrder(day, 'ALONE-1', [
      { sku: many.sku, quantity: 7 },
      { sku: one.sku, quantity: 1 },
    ]);
    await importOrder(day, 'ALONE-2', [{ sku: one.sku, quantity: 1 }]);
    const scanMany = () => day.scan(codeOf(many), 'I1');

    await test.step('help opens and closes, and an answer that nobody asked for is refused aloud', async () => {
      expect(await day.verb('help')).toBe('help');
      await expect(dialogs(day)).toBeVisible();
      await day.press('no');
      await expect(dialogs(day)).toHaveCount(0);
      // A damaged command barcode is refused, never guessed.
      expect(await day.scan('PW*HOLX', 'C0')).toBe('check-character');
      expect(await day.verb('choose', '5')).toBe('not-now');
      expect(await day.verb('next')).toBe('not-now');
      expect(await day.verb('weigh')).toBe('no-order-open');
      expect(await day.verb('print')).toBe('no-order-open');
      expect(await day.verb('hold')).toBe('no-order-open');
    });

    await test.step('box, filler, quantity, undo, new parcel', async () => {
      expect(await day.scan('ALONE-1', 'C0')).toBe('order-opened');
      const cartons = await day.query<readonly { cartonId: string; fits: boolean }[]>('packing.cartons', {
        parcelId: (await day.pack()).parcel?.parcelId,
      });
      const box = cartons.filter(({ fits }) => fits).at(-1)?.cartonId ?? '';
      expect(await day.verb('box', box)).toBe('carton-chosen');
      const fillers = await day.query<readonly { dunnageId: string }[]>('catalogue.dunnage', {});
      const filler = fillers[0]?.dunnageId ?? '';
      expect(await day.verb('dunnage', '-')).toBe('no-filler');
      expect(await day.verb('dunnage', filler)).toBe('dunnage-chosen');
      expect(await day.verb('dunnage', filler)).toBe('dunnage-chosen');
      expect((await day.pack()).parcel?.dunnage).toMatchObject([{ dunnageId: filler, quantity: 2 }]);
      expect(await day.verb('quantity', '3')).toBe('quantity-set');
      expect(await scanMany()).toBe('item-packed');
      expect((await day.pack()).packed).toBe(3);
      expect(await day.verb('undo')).toBe('undone');
      expect((await day.pack()).packed).toBe(0);
      await day.verb('quantity', '3');
      await scanMany();
      expect(await day.verb('newparcel')).toBe('parcel-started');
    });

    let firstWeight = 0;
    await test.step('weigh again, print, reprint with a reason, close the first parcel', async () => {
      await day.step('weigh');
      expect(await day.verb('weigh')).toBe('reweigh');
      expect(await day.verb('print')).toBe('steps-open');
      await day.put();
      await day.step('confirm');
      firstWeight = (await day.pack()).parcel?.weight?.grossMg ?? 0;
      expect(firstWeight).toBeGreaterThan(0);
      expect(await day.verb('reprint')).toBe('reprint-wanted');
      await expect(dialogs(day)).toBeVisible();
      expect(await day.verb('choose', '1')).toBe('reprint-requested');
      await expect(dialogs(day)).toHaveCount(0);
      await expect.poll(async () => (await day.pack()).parcel?.label).toMatchObject({ copy: 2, job: 'printed' });
      expect(await day.scanLabel()).toBe('parcel-closed');
    });

    await test.step('a second parcel like the first is weighed anew, once the first has left the scale', async () => {
      await day.verb('quantity', '3');
      expect(await scanMany()).toBe('item-packed');
      await day.verb('newparcel');
      await day.step('weigh');
      await expect(page.locator('[data-capture]')).toHaveAttribute('data-capture', 'needs-zero');
      expect((await day.pack()).parcel?.weight).toBeNull();
      await day.act({ act: 'remove' });
      await day.put();
      await day.step('confirm');
      const { parcel, orderId } = await day.pack();
      expect(parcel?.weight?.source).toBe('simulated');
      const weighed = (await day.query<readonly HistoryRow[]>('packing.history', { orderId })).filter(
        ({ type }) => type === 'v1.packing.parcelWeighed',
      );
      expect(weighed.map(({ parcelSequence }) => parcelSequence)).toEqual([1, 2]);
      await day.act({ act: 'remove' });
    });

    await test.step('void with a reason and pack again', async () => {
      expect(await day.verb('void')).toBe('void-wanted');
      expect(await day.verb('choose', '2')).toBe('voided');
      await day.step('items');
      await day.verb('quantity', '4');
      await scanMany();
      expect((await day.pack()).lines.map(({ packed }) => packed)).toEqual([7, 0]);
    });

    await test.step('short with a reason, the slip, and the last label', async () => {
      expect(await day.verb('short')).toBe('short-wanted');
      expect(await day.verb('choose', '1')).toBe('short-noted');
      await day.step('weigh');
      expect(await day.verb('slip')).toBe('slip-made');
      await expect(page.locator('[data-capture]')).toHaveAttribute('data-capture', 'waiting');
      expect(await day.verb('zero')).toBe('zeroed');
      await day.put();
      await day.step('confirm');
      expect(await day.scanLabel()).toBe('order-packed');
      await day.act({ act: 'remove' });
    });

    await test.step('a wrong weight: NEXT calls a supervisor, whose badge and reason are scanned; the PIN is tapped', async () => {
      expect(await day.scan('ALONE-2', 'C0')).toBe('order-opened');
      await day.scan(codeOf(one), 'I1');
      await day.step('weigh');
      await day.put(700_000);
      await day.step('weight-refused');
      await day.press('next');
      await expect(dialogs(day)).toBeVisible();
      await day.badge('Sam');
      await expect(page.locator('[data-badge="read"]')).toBeVisible();
      await day.press('choose', '3');
      await expect(dialogs(day).locator('[data-choice="3"]')).toHaveAttribute('aria-pressed', 'true');
      // Up to here no hand has touched anything; a PIN is never a barcode.
      expect(await touched(day)).toBe(0);
      for (const digit of '7391') await dialogs(day).locator('.pad .button', { hasText: digit }).click();
      await day.press('yes');
      await day.step('confirm');
      await day.act({ act: 'remove' });
    });

    await test.step('hold with a reason, go on, put aside, sign out', async () => {
      expect(await day.verb('hold')).toBe('hold-wanted');
      await day.press('no');
      await expect(dialogs(day)).toHaveCount(0);
      await day.verb('hold');
      expect(await day.verb('choose', '2')).toBe('held');
      await expect(page.locator('main.start')).toBeVisible();
      await day.scan('ALONE-2', 'C0');
      await day.step('held');
      expect((await day.pack()).holdReason).not.toBe('');
      expect(await day.verb('next')).toBe('resumed');
      await day.step('confirm');
      expect(await day.scanLabel()).toBe('order-packed');
      await day.press('signout');
      await expect(page.locator('.shell')).toHaveAttribute('data-session', 'signed-out');
    });
  } finally {
    await day.launched.close();
  }
});
