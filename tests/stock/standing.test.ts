import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerOf } from '../../shared/feature';
import type { stockQueries } from '../../shared/features/stock/queries';
import { operator, supervisor, testSettings, type TestStore } from '../import/support/test-store';
import { bring, moveOf, openStockStore } from './stock-store';

type Answer<N extends keyof typeof stockQueries> = AnswerOf<(typeof stockQueries)[N]>;

let store: TestStore;
beforeEach(async () => {
  // 2026-11-24, 08:00 UTC
  store = await openStockStore();
  await bring(store, 'stock.csv', [
    'location,zone,sku,quantity,lot,expiry,location_kind',
    'A-1,A,MUG,10,,,pick',
    'A-2,A,TEA,4,L1,2026-12-24,pick',
    'A-3,A,TEA,6,L2,2027-11-24,pick',
    'A-3,A,TEA,3,L0,2026-11-23,pick',
    'Q-1,Q,MUG,2,,,quarantine',
  ]);
});
afterEach(() => store.dispose());

const hold = async (kind: 'hold' | 'recall', lot: string | null, sku = 'TEA'): Promise<void> => {
  const input = { sku, lot, serial: null, kind, reason: 'glass' };
  expect(await store.send('stock.hold', input, supervisor)).toMatchObject({ ok: true });
};
const release = async (): Promise<void> => {
  for (const { hold_id: holdId } of store.all<{ hold_id: string }>('SELECT hold_id FROM stock_holds'))
    await store.send('stock.releaseHold', { holdId, reason: 'fine' }, supervisor);
};
/** `A-2 L1 4 recalled` of each shelf. */
const shelves = async (sku = 'TEA'): Promise<string[]> =>
  (await store.ask<Answer<'stock.ofSku'>>('stock.ofSku', { sku }))
    .map(({ location, lot, quantity, standing }) => [location, lot ?? '-', quantity, standing].join(' '))
    .toSorted();
/** Totals that are not zero; they are all that is in the house. */
const totals = async (sku = 'TEA'): Promise<Readonly<Record<string, number>>> => {
  const [row] = (await store.ask<Answer<'stock.skus'>>('stock.skus', { search: sku })).rows;
  const all = Object.entries(row?.totals ?? {}).filter(([, pieces]) => pieces !== 0);
  expect(all.reduce((sum, [, pieces]) => sum + pieces, 0)).toBe(row?.onHand);
  return Object.fromEntries(all);
};
const order = async (number: string, sku: string, quantity: number): Promise<void> => {
  const rows = [
    'order_number,sku,quantity,ship_name,ship_line_1,ship_postcode,ship_city,ship_country',
    `${number},${sku},${quantity},Ann,Street 1,12345,Town,DE`,
  ];
  expect((await bring(store, `order-${number}.csv`, rows)).state).toBe('done');
};
const low = async (sku: string, minimum: number) => {
  await store.send('stock.setRule', { sku, rotation: 'fefo', minimum }, supervisor);
  return (await store.ask<Answer<'stock.low'>>('stock.low', {})).map(({ available, blocked }) => [available, blocked]);
};

describe('goods that may not leave', () => {
  it('read as held, recalled, expired or in quarantine at their quantity, and as available again when released', async () => {
    expect(await shelves()).toEqual(['A-2 L1 4 available', 'A-3 L0 3 expired', 'A-3 L2 6 available']);
    expect(await totals()).toEqual({ available: 10, expired: 3 });
    expect(await totals('MUG')).toEqual({ available: 10, quarantine: 2 });
    await hold('hold', 'L2');
    await hold('recall', 'L1');
    expect(await shelves()).toEqual(['A-2 L1 4 recalled', 'A-3 L0 3 expired', 'A-3 L2 6 held']);
    expect(await totals()).toEqual({ held: 6, recalled: 4, expired: 3 });
    await hold('recall', null);
    expect(await totals()).toEqual({ recalled: 13 });
    await release();
    expect(await totals()).toEqual({ available: 10, expired: 3 });
  });

  it('are not counted on where too few are left, and it is said how many lie there', async () => {
    expect(await low('TEA', 10)).toEqual([]);
    expect(await low('TEA', 11)).toEqual([[10, 3]]);
    await hold('recall', 'L1');
    await hold('hold', 'L1');
    expect(await low('TEA', 11)).toEqual([[6, 7]]);
    expect(await low('MUG', 11)).toEqual([
      [6, 7],
      [10, 2],
    ]);
  });

  it('are marked in their bin, on the picture of the racks and beside it', async () => {
    await hold('recall', 'L2');
    const map = await store.ask<Answer<'stock.map'>>('stock.map', { site: testSettings.site, zone: 'A' });
    expect(map.map(({ location, quantity, blocked }) => [location, quantity, blocked])).toEqual([
      ['A-1', 10, 0],
      ['A-2', 4, 0],
      ['A-3', 9, 9],
    ]);
    const at = await store.ask<Answer<'stock.atLocation'>>('stock.atLocation', { location: 'A-3' });
    expect([at?.bin.blocked, at?.rows.map(({ hold: kind }) => kind)]).toEqual([9, [null, 'recall']]);
  });

  it('are promised to nobody: the order waits and says why, beside the item too', async () => {
    await order('1', 'MUG', 7);
    const wanted = async () =>
      (await store.ask<Answer<'stock.reservations'>>('stock.reservations', { sku: 'MUG' })).map(
        ({ number, location, quantity, why }) => [number, location, quantity, why],
      );
    expect(await wanted()).toEqual([['1', 'A-1', 7, null]]);
    expect(await totals('MUG')).toEqual({ available: 3, reserved: 7, quarantine: 2 });
    await hold('hold', null, 'MUG');
    expect(await wanted()).toEqual([['1', null, 7, 'held']]);
    expect(await totals('MUG')).toEqual({ held: 12 });
  });

  it('were held on a past day if they were held then, whatever came later', async () => {
    store.setNow('2026-11-24T09:00:00.000Z');
    await hold('recall', 'L1');
    store.setNow('2026-11-24T10:00:00.000Z');
    await release();
    const at = async (moment: string) =>
      (await store.ask<Answer<'stock.asOf'>['value']>('stock.asOf', { at: moment, sku: 'TEA' })).rows
        .filter(({ lot }) => lot === 'L1')
        .map(({ standing }) => standing);
    expect(await at('2026-11-24T08:30:00.000Z')).toEqual(['available']);
    expect(await at('2026-11-24T09:30:00.000Z')).toEqual(['recalled']);
    expect(await at('2026-11-24T10:30:00.000Z')).toEqual(['available']);
  });

  it('keep their own status when they are packed or set aside already, and are held all the same', async () => {
    await hold('recall', 'L1');
    const wish = moveOf({ sku: 'TEA', lot: 'L1', from: 'A-2', to: 'A-2', quantity: 1 });
    const aside = { ...wish, to: { location: 'A-2', status: 'damaged', unit: null } };
    expect(await store.send('stock.move', aside, operator)).toMatchObject({ ok: true });
    const rows = await store.ask<Answer<'stock.ofSku'>>('stock.ofSku', { sku: 'TEA' });
    expect(rows.find(({ status }) => status === 'damaged')).toMatchObject({ standing: 'damaged', hold: 'recall' });
    expect(await totals()).toEqual({ available: 6, expired: 3, recalled: 3, damaged: 1 });
  });
});
