import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFeedback } from '../../electron/station/feedback';
import { createMoveDesk, type MoveDesk } from '../../electron/station/move-desk';
import type { BalanceRow } from '../../shared/features/stock/queries';
import { operator, testSettings, type TestStore } from '../import/support/test-store';
import { bring, openStockStore } from './stock-store';

const mug = '4006381333931';
const { returns } = testSettings;
const tote = '095212340000000013';

let store: TestStore;
let desk: MoveDesk;
const told: string[] = [];

beforeEach(async () => {
  told.length = 0;
  store = await openStockStore();
  await bring(store, 'stock.csv', [
    'location,sku,quantity,lot,expiry,location_kind',
    'A-1,MUG,3,,,',
    'A-2,MUG,9,,,',
    'A-3,TEA,2,L1,2027-01-31,',
    'A-4,TEA,9,L2,2027-11-24,',
    'P-1,,,,,station',
  ]);
  await bring(store, 'orders.csv', [
    'order_number,sku,quantity,tote,ship_name,ship_line_1,ship_postcode,ship_city,ship_country',
    '1,MUG,4,BOX-1,Ann,Street 1,12345,Town,DE',
    '1,TEA,2,BOX-1,Ann,Street 1,12345,Town,DE',
    '2,LAMP,1,,Ann,Street 1,12345,Town,DE',
  ]);
  desk = createMoveDesk({
    store,
    actor: () => operator,
    feedback: createFeedback(({ code }) => told.push(code), Date.now),
    onView: () => undefined,
    returns: () => returns,
    onError: (error) => told.push(String(error)),
  });
  desk.begin('pick');
});
afterEach(() => store.dispose());

let sequence = 0;
const scan = async (...all: readonly string[]): Promise<string | undefined> => {
  for (const data of all) {
    sequence += 1;
    const from = { deviceId: 'scanner', source: 'serial' as const, simulated: true };
    await desk.scan({ ...from, sequence, data, aim: null, at: Date.now(), monotonicMs: performance.now() });
  }
  return told.at(-1);
};
const stops = (): string[] =>
  (desk.view()?.order?.stops ?? []).map(({ location, quantity, lot }) => `${location} ${quantity} ${lot ?? '-'}`);
const lying = async (location: string): Promise<string[]> =>
  ((await store.ask<{ rows: readonly BalanceRow[] } | null>('stock.atLocation', { location }))?.rows ?? [])
    .map(({ sku, quantity, status, unit }) => `${quantity} ${sku} ${status} ${unit ?? '-'}`)
    .toSorted();

describe('picking an order', () => {
  it('goes from bin to bin into a tote, in walking order, until all of it is picked', async () => {
    expect(desk.view()?.next).toBe('document');
    expect(await scan('9')).toBe('order-unknown');
    expect(await scan('2')).toBe('pick-nothing');
    expect(await scan('BOX-1')).toBe('pick-order');
    expect(stops()).toEqual(['A-1 3 -', 'A-2 1 -', 'A-3 2 L1']);
    await scan('A-1');
    await desk.keyQuantity(3);
    expect(await scan(mug, `00${tote}`)).toBe('stock-unit-where');
    expect(await scan('A-4')).toBe('stock-picked');
    expect(stops()).toEqual(['A-2 1 -', 'A-3 2 L1']);
    expect(await scan('A-2', mug, `00${tote}`)).toBe('stock-picked');
    await desk.keyQuantity(2);
    expect(await scan('A-3', 'TEA', `00${tote}`)).toBe('pick-done');
    expect(desk.view()).toMatchObject({ next: 'document', order: null, document: null });
    expect(await lying('A-4')).toEqual([`2 TEA picked ${tote}`, `4 MUG picked ${tote}`, '9 TEA available -']);
    expect(await scan('1')).toBe('pick-done-already');
  });

  it('into the box that goes with the order, by its own code', async () => {
    expect(await scan('1', 'A-2', mug)).toBe('stock-item');
    expect(await scan('BOX-1', 'P-1')).toBe('stock-picked');
    expect(await lying('P-1')).toEqual(['1 MUG picked BOX-1']);
  });

  it('says where to go, and takes goods from another bin only after YES', async () => {
    expect(await scan('1', 'A-4')).toBe('pick-other-bin');
    expect(await scan('TEA', 'P-1')).toBe('pick-elsewhere');
    expect(desk.view()).toMatchObject({ elsewhere: { location: 'A-3', lot: 'L1' }, quantity: 1 });
    // NO leaves the goods in hand.
    await desk.setQuantity(1);
    expect(desk.view()?.elsewhere).toBeNull();
    expect(await scan('P-1')).toBe('pick-elsewhere');
    await desk.confirm();
    expect(told.at(-1)).toBe('stock-picked');
    expect(await lying('P-1')).toEqual(['1 TEA picked -']);
  });

  it('asks about more than the book has, also after the question before', async () => {
    await bring(store, 'less.csv', ['location,sku,quantity', 'A-1,MUG,1', 'A-2,MUG,1']);
    await scan('1', 'A-1');
    await desk.keyQuantity(3);
    expect(await scan(mug, 'P-1')).toBe('pick-elsewhere');
    await desk.confirm();
    expect(told.at(-1)).toBe('more-than-book');
    await desk.confirm();
    expect(told.at(-1)).toBe('stock-moved-beyond');
    expect(await lying('P-1')).toEqual(['3 MUG picked -']);
  });

  it('puts goods back that no order wants any more, by the desk for moves', async () => {
    await scan('1', 'A-2', mug, 'P-1');
    desk.begin('move');
    expect(await scan('P-1', mug, 'A-2')).toBe('picked-for-order');
    await bring(store, 'off.csv', [
      'order_number,sku,quantity,status,ship_name,ship_line_1,ship_postcode,ship_city,ship_country',
      '1,MUG,4,cancelled,Ann,Street 1,12345,Town,DE',
    ]);
    desk.begin('move');
    expect(await scan('P-1', mug, 'A-2')).toBe('stock-moved');
    expect([await lying('P-1'), await lying('A-2')]).toEqual([[], ['9 MUG available -']]);
  });
});
