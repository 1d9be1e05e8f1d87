import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFeedback } from '../../electron/station/feedback';
import { createMoveDesk, type MoveDesk } from '../../electron/station/move-desk';
import type { Store } from '../../electron/store/types';
import type { BalanceRow } from '../../shared/features/stock/queries';
import { fail, type Result } from '../../shared/result';
import { operator, type TestStore } from '../import/support/test-store';
import { bring, openStockStore } from './stock-store';

let store: TestStore;
let desk: MoveDesk;
const told: string[] = [];
const bugs: unknown[] = [];

/** What lies between the desk and the store: a test lets answers come late, or get lost. */
let late: Promise<void> = Promise.resolve();
let lose = 0;
let broken = false;
const between: Store = {
  execute: async (envelope): Promise<Result<unknown>> => {
    const answer = await store.execute(envelope);
    await late;
    if (lose === 0) return answer;
    lose -= 1;
    return fail('timeout');
  },
  query: (name, params, actor) => (broken ? Promise.reject(new Error('broken')) : store.query(name, params, actor)),
};

beforeEach(async () => {
  late = Promise.resolve();
  lose = 0;
  broken = false;
  told.length = 0;
  bugs.length = 0;
  store = await openStockStore();
  await bring(store, 'stock.csv', ['location,sku,quantity', 'A-1,MUG,10', 'A-2,MUG,1', 'B-1,MUG,1']);
  desk = createMoveDesk({
    store: between,
    actor: () => operator,
    feedback: createFeedback(({ code }) => told.push(code), Date.now),
    onView: () => undefined,
    onError: (error) => bugs.push(error),
  });
});
afterEach(() => store.dispose());

let sequence = 0;
const scan = (data: string): Promise<void> => {
  sequence += 1;
  const from = { deviceId: 'scanner', source: 'serial' as const, simulated: true };
  return desk.scan({ ...from, sequence, data, aim: null, at: Date.now(), monotonicMs: performance.now() });
};
const at = async (location: string): Promise<number> =>
  ((await store.ask<{ rows: readonly BalanceRow[] } | null>('stock.atLocation', { location }))?.rows ?? []).reduce(
    (sum, { quantity }) => sum + quantity,
    0,
  );
const mug = '4006381333931';

/** A move of one mug whose answer comes when the test says so. */
const inFlight = async () => {
  let answer: () => void = () => undefined;
  late = new Promise((resolve) => {
    answer = resolve;
  });
  desk.begin('move');
  await scan('A-1');
  await scan(mug);
  return { booked: scan('B-1'), answer: () => answer() };
};

describe('the desk for moves', () => {
  it('stays closed when it was closed over a booking, which counts', async () => {
    const { booked, answer } = await inFlight();
    desk.end();
    answer();
    await booked;
    expect(desk.view()).toBeNull();
    expect([await at('A-1'), await at('B-1')]).toEqual([9, 2]);
    expect(told.at(-1)).toBe('stock-moved');
  });

  it('that was begun anew is not overwritten by what the one before had on its way', async () => {
    const { booked, answer } = await inFlight();
    const before = scan('A-2');
    desk.end();
    desk.begin('receive');
    answer();
    await Promise.all([booked, before]);
    expect(desk.view()).toMatchObject({ act: 'receive', from: null, item: null, last: null });
  });

  it('takes a quantity in its turn, behind the scan before it', async () => {
    desk.begin('move');
    await Promise.all([scan('A-1'), scan(mug), desk.setQuantity(4), scan('B-1')]);
    expect([await at('A-1'), await at('B-1')]).toEqual([6, 5]);
  });

  it('goes on after something broke', async () => {
    desk.begin('move');
    broken = true;
    await scan('A-1');
    broken = false;
    expect(bugs).toHaveLength(1);
    await scan('A-1');
    expect(desk.view()).toMatchObject({ from: 'A-1' });
  });

  it('books once, however many answers get lost, and says that it waits', async () => {
    desk.begin('move');
    await scan('A-1');
    await scan(mug);
    lose = 3;
    await scan('B-1');
    expect([await at('A-1'), await at('B-1')]).toEqual([9, 2]);
    expect(told.slice(-2)).toEqual(['scan-waits', 'stock-moved']);
  });
});
