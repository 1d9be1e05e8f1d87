import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scanJournal } from '../../electron/journal/scan';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openProjection } from '../../electron/projection/projection';
import type { Reader } from '../../electron/store/types';
import { operator, supervisor, type TestStore } from '../import/support/test-store';
import { createRandom, type Random } from '../support/random';
import { bring, moveOf, openStockStore, stockFeatures } from './stock-store';

let store: TestStore;
beforeEach(async () => {
  store = await openStockStore();
  await bring(store, 'stock.csv', [
    'location,sku,quantity,lot,expiry',
    'A-1,MUG,40,,',
    'A-2,MUG,5,,',
    'A-3,TEA,9,L1,2027-05-01',
    'A-4,TEA,9,L2,2027-01-31',
    'A-5,,,,',
  ]);
});
afterEach(() => store.dispose());

const bins = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5'];

/** Any wish that a window could send, sensible or not. */
const anyWish = (random: Random): { readonly name: string; readonly input: unknown } => {
  const sku = random.pick(['MUG', 'TEA', 'LAMP']);
  const lot = sku === 'TEA' ? random.pick(['L1', 'L2', null]) : null;
  const serial = sku === 'LAMP' ? `S${random.integer(1, 4)}` : null;
  const [from, to] = [random.pick(bins), random.pick(bins)];
  const quantity = sku === 'LAMP' ? 1 : random.integer(1, 12);
  const beyondBook = random.next() < 0.3;
  const move = (kind: string, a: string | null, b: string | null) => ({
    name: 'stock.move',
    input: moveOf({ kind, sku, lot, serial, from: a, to: b, quantity, beyondBook }),
  });
  const goods = { sku, owner: null, lot, serial, expiry: null, condition: 'new' };
  const shelf = { location: from, unit: null, status: 'available' };
  switch (random.integer(0, 6)) {
    case 0:
      return move('receive', null, to);
    case 1:
      return move('scrap', from, null);
    case 2:
      return { name: 'stock.adjust', input: { goods, shelf, counted: random.integer(0, 9), reason: 'miscounted' } };
    case 3:
      return { name: 'stock.undo', input: { n: store.opened.status().head.n - random.integer(0, 6), reason: 'no' } };
    default:
      return move('move', from, to);
  }
};

/** What the movements alone come to, summed up from the first one on. */
const fromMovements = (db: Reader): Record<string, number> => {
  const sums: Record<string, number> = {};
  const rows = db.all<{ goods: number; source: number; target: number; quantity: number }>(
    'SELECT goods, source, target, quantity FROM stock_movements',
  );
  for (const { goods, source, target, quantity } of rows) {
    sums[`${goods} ${source}`] = (sums[`${goods} ${source}`] ?? 0) - quantity;
    sums[`${goods} ${target}`] = (sums[`${goods} ${target}`] ?? 0) + quantity;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
};

const isCounter = (db: Reader): ReadonlySet<number> =>
  new Set(
    db
      .all<{ account: number }>(`SELECT account FROM stock_accounts WHERE location LIKE '@%'`)
      .map(({ account }) => account),
  );

/** Every table of quantities says the same as the movements, and no shelf is below zero. */
const expectTrue = (db: Reader): void => {
  const counters = isCounter(db);
  const sums = fromMovements(db);
  const shelves = Object.fromEntries(Object.entries(sums).filter(([key]) => !counters.has(Number(key.split(' ')[1]))));
  const balances = Object.fromEntries(
    db
      .all<{ goods: number; account: number; quantity: number }>('SELECT goods, account, quantity FROM stock_balances')
      .map(({ goods, account, quantity }) => [`${goods} ${account}`, quantity]),
  );
  expect(balances).toEqual(shelves);
  expect(Object.values(shelves).every((sum) => sum > 0)).toBe(true);
  const bySku = db.all<{ sum: number }>('SELECT sum(quantity) AS sum FROM stock_totals GROUP BY sku');
  expect(bySku.every(({ sum }) => sum === 0)).toBe(true);
  const byBin = db.all<{ location: string }>(
    `SELECT b.location FROM stock_bins b WHERE b.quantity <> (SELECT coalesce(sum(s.quantity), 0) FROM stock_accounts a
     JOIN stock_balances s ON s.account = a.account WHERE a.location = b.location) OR b.goods <> (SELECT count(*) FROM stock_accounts a
     JOIN stock_balances s ON s.account = a.account WHERE a.location = b.location)`,
  );
  expect(byBin).toEqual([]);
};

const contentOf = (db: Reader): unknown =>
  Object.fromEntries(
    db
      .all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'stock%' ORDER BY name`)
      .map(({ name }) => [name, db.all(`SELECT * FROM ${name} ORDER BY 1, 2`)]),
  );

describe('under random commands of sixteen clients at once', () => {
  it.each([20_261, 7, 99])(
    'quantities always equal movements, and no shelf goes below zero (seed %i)',
    async (seed) => {
      const random = createRandom(seed);
      let accepted = 0;
      const act = async (): Promise<void> => {
        const { name, input } = anyWish(random);
        const actor = random.next() < 0.8 ? supervisor : operator;
        const envelope = { id: randomUUID(), name, input, actor, origin: 'window' as const };
        const answer = await store.execute(envelope);
        // A client that got no answer asks again: what was booked is answered again, and not booked twice.
        if (answer.ok && name === 'stock.move' && random.next() < 0.5)
          expect(await store.execute(envelope)).toEqual(answer);
        if (answer.ok) accepted += 1;
        else expect(answer.failure.code).not.toBe('internal-error');
      };
      const client = async (): Promise<void> => {
        for (let turn = 0; turn < 15; turn += 1) await act();
      };
      await Promise.all(Array.from({ length: 16 }, client));
      expect(accepted).toBeGreaterThan(60);
      expect(store.opened.projection.faults()).toEqual([]);
      expectTrue(store.opened.projection);

      const rebuilt = await openProjection(stockFeatures, null);
      scanJournal(nodeFilePort, `${store.folder}/journal`, null, (entry, hash) => void rebuilt.apply(entry, hash));
      expect(contentOf(rebuilt)).toEqual(contentOf(store.opened.projection));
      rebuilt.close();
    },
  );
});
