import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stockAt } from '../../electron/features/stock/as-of';
import type { AnswerOf } from '../../shared/feature';
import type { stockQueries } from '../../shared/features/stock/queries';
import { operator, supervisor, testSettings, type TestStore } from '../import/support/test-store';
import { bring, moveOf, openStockStore, type MoveWish } from './stock-store';

type Queries = typeof stockQueries;
type Answer<N extends keyof Queries> = AnswerOf<Queries[N]>;

let store: TestStore;
beforeEach(async () => {
  // 2026-11-24, 08:00 UTC
  store = await openStockStore();
  await bring(store, 'stock.csv', [
    'location,sku,quantity,lot,expiry',
    'A-1,MUG,10,,',
    'A-2,TEA,4,L1,2026-12-01',
    'A-3,TEA,4,L2,2026-11-20',
    'A-4,TEA,4,L3,2027-12-31',
  ]);
});
afterEach(() => store.dispose());

const move = (wish: MoveWish) => store.send('stock.move', moveOf(wish), operator);
const past = async (at: string, sku: string | null = null) =>
  // The test's store answers reports itself: it has no worker.
  (await store.ask<Answer<'stock.asOf'>['value']>('stock.asOf', { at, sku })).rows.map(
    (row) => `${row.location} ${row.sku} ${row.quantity}`,
  );

describe('stock at a past moment', () => {
  it('is today’s with every later movement taken back', async () => {
    store.setNow('2026-11-24T09:00:00.000Z');
    await move({ from: 'A-1', to: 'A-4', quantity: 3 });
    store.setNow('2026-11-24T10:00:00.000Z');
    await move({ kind: 'receive', from: null, to: 'A-1', quantity: 5 });
    await move({ from: 'A-4', to: 'A-2', quantity: 3 });
    expect(await past('2026-11-24T07:00:00.000Z')).toEqual([]);
    expect(await past('2026-11-24T08:30:00.000Z', 'MUG')).toEqual(['A-1 MUG 10']);
    expect(await past('2026-11-24T09:30:00.000Z', 'MUG')).toEqual(['A-1 MUG 7', 'A-4 MUG 3']);
    expect(await past('2026-11-24T10:30:00.000Z', 'MUG')).toEqual(['A-1 MUG 12', 'A-2 MUG 3']);
    expect((await past('2026-11-24T10:30:00.000Z')).length).toBe(5);
  });
  it('is that of the instant, however its time is written', async () => {
    store.setNow('2026-11-24T09:30:00.000Z');
    await move({ from: 'A-1', to: 'A-4', quantity: 3 });
    const mugs = (at: string) =>
      stockAt({ db: store.opened.projection, settings: testSettings }, at, 'MUG', 10).map(
        ({ location, quantity }) => `${location} ${quantity}`,
      );
    expect(mugs('2026-11-24T10:29:59+01:00')).toEqual(['A-1 10']);
    expect(mugs('2026-11-24T10:30:00+01:00')).toEqual(['A-1 7', 'A-4 3']);
    expect(mugs('2026-11-24T09:30:00Z')).toEqual(['A-1 7', 'A-4 3']);
  });
});

describe('what somebody should watch', () => {
  it('names what expires, what is past its day first', async () => {
    const lots = async (days: number) =>
      (await store.ask<Answer<'stock.expiring'>>('stock.expiring', { days })).map(({ lot }) => lot);
    expect(await lots(30)).toEqual(['L2', 'L1']);
    expect(await lots(0)).toEqual(['L2']);
    expect(await lots(3650)).toEqual(['L2', 'L1', 'L3']);
  });
  it('names what has been here the longest, also after it was moved', async () => {
    store.setNow('2026-11-25T08:00:00.000Z');
    await move({ kind: 'receive', from: null, to: 'A-2', quantity: 5 });
    await move({ from: 'A-1', to: 'A-3', quantity: 10 });
    const rows = await store.ask<Answer<'stock.ageing'>>('stock.ageing', {});
    expect(rows.at(-1)).toMatchObject({ location: 'A-2', sku: 'MUG', since: '2026-11-25T08:00:00.000Z' });
    expect(rows.find(({ location, sku }) => location === 'A-3' && sku === 'MUG')?.since).toBe(
      '2026-11-24T08:00:00.000Z',
    );
  });
  it('names items of which fewer are available than their rule wants', async () => {
    const low = async () => store.ask<Answer<'stock.low'>>('stock.low', {});
    expect(await low()).toEqual([]);
    await store.send('stock.setRule', { sku: 'MUG', rotation: 'fifo', minimum: 11 }, supervisor);
    expect(await low()).toMatchObject([{ sku: 'MUG', available: 10, minimum: 11 }]);
    await move({ kind: 'receive', from: null, to: 'A-1', quantity: 1 });
    expect(await low()).toEqual([]);
  });
});

describe('rotation', () => {
  it.each([
    ['fefo', '2027-06-01'],
    ['fifo', '2028-01-01'],
    ['lifo', '2027-06-01'],
  ])('by %s takes the goods that expire on %s', async (rotation, expected) => {
    const receive = (expiry: string) =>
      store.send(
        'stock.move',
        { ...moveOf({ from: null, to: 'A-4', quantity: 2, kind: 'receive', expiry }) },
        operator,
      );
    await receive('2028-01-01');
    store.setNow('2026-11-25T08:00:00.000Z');
    await receive('2027-06-01');
    await store.send('stock.setRule', { sku: 'MUG', rotation, minimum: null }, supervisor);
    await move({ from: 'A-4', to: 'A-2', quantity: 2 });
    const rows = (await store.ask<Answer<'stock.atLocation'>>('stock.atLocation', { location: 'A-2' }))?.rows ?? [];
    expect(rows.filter(({ sku }) => sku === 'MUG').map(({ expiry }) => expiry)).toEqual([expected]);
  });
});
