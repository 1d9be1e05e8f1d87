import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../shared/contract';
import type { BinRow, SkuStock } from '../../shared/features/stock/queries';
import { operator, supervisor } from '../import/support/test-store';
import { moveOf } from '../stock/stock-store';
import { openCountStore, other, type CountStore } from './count-store';

/** Figures of the book of zone A: what lies there, what moved there, and sums with it. 300 more mugs lie in zone B. */
const secrets = ['73915', '61337', '74215', '73682', '12345', '149758', 'SECRET-SERIAL'] as const;

let on: CountStore;
beforeEach(async () => {
  on = await openCountStore([
    'A-1,A,MUG,73915,,',
    'A-1,A,LAMP,1,SECRET-SERIAL,',
    'A-2,A,PEN,61337,,',
    'B-1,B,MUG,300,,',
    'B-1,B,PEN,88421,,',
  ]);
  await on.sent('stock.move', moveOf({ sku: 'PEN', from: 'B-1', to: 'A-2', quantity: 12_345 }));
});
afterEach(() => on.store.dispose());

/** Every query of stock that a window of this person may send. */
const answersOf = (who: typeof operator): Readonly<Record<string, unknown>> => {
  const params: Readonly<Record<string, object>> = {
    'stock.meaning': { data: 'A-1', aim: null, at: 0 },
    'stock.ofSku': { sku: 'MUG' },
    'stock.atLocation': { location: 'A-1' },
    'stock.pickList': { code: '1' },
    'stock.kit': { sku: 'MUG' },
    'stock.unit': { unit: 'TOTE-1' },
    'stock.map': { site: 'BERLIN', zone: 'A' },
    'stock.expiring': { days: 3650 },
    'stock.holds': { sku: 'MUG' },
    'stock.reservations': { sku: 'MUG' },
    'stock.rule': { sku: 'MUG' },
  };
  const open = Object.entries(contract.queries).filter(
    ([name, { role }]) => name.startsWith('stock.') && (role === 'operator' || role === null),
  );
  expect(open.length).toBeGreaterThan(15);
  return Object.fromEntries(
    open.map(([name]) => {
      const answer = on.store.opened.query(name, params[name] ?? {}, who);
      expect([name, answer]).toMatchObject([name, { ok: true }]);
      return [name, answer.ok ? answer.value : null];
    }),
  );
};
const secretsIn = (answer: unknown): readonly string[] =>
  secrets.filter((secret) => JSON.stringify(answer).includes(secret));
const mugs = (who: typeof operator): number =>
  (answersOf(who)['stock.skus'] as { rows: readonly SkuStock[] }).rows.find(({ sku }) => sku === 'MUG')?.onHand ?? -1;

describe('the stock pages, while bins are counted blind', () => {
  it('tell an operator nothing of these bins from the start of the count until it is handed in, and what they leave out', async () => {
    expect(secretsIn(answersOf(operator))).toEqual([...secrets]);
    const countId = await on.start('barcode', { blind: true });
    expect(secretsIn(answersOf(operator))).toEqual([]);
    expect(mugs(operator)).toBe(300);
    const answers = answersOf(operator);
    expect(answers['stock.unseen']).toBe(2);
    expect((answers['stock.map'] as readonly BinRow[]).map(({ unseen, quantity }) => [unseen, quantity])).toEqual([
      [true, 0],
      [true, 0],
    ]);
    // Whoever judges the count sees the book.
    expect(secretsIn(answersOf(supervisor))).toEqual([...secrets]);
    expect(answersOf(supervisor)['stock.unseen']).toBe(0);
    for (const location of ['A-1', 'A-2']) await on.sent('counts.finishBin', { countId, location });
    expect(secretsIn(answersOf(operator))).toEqual([]);
    await on.sent('counts.submit', { countId });
    expect(secretsIn(answersOf(operator))).toEqual([...secrets]);
    // Another person counts again: hidden again, and seen once the count is given up.
    await on.decide(countId, on.linesOf(countId)[0]?.line, 'recount');
    expect(secretsIn(answersOf(other))).toEqual([]);
    await on.sent('counts.cancel', { countId, reason: 'no' }, supervisor);
    expect(secretsIn(answersOf(operator))).toEqual([...secrets]);
    expect(answersOf(operator)['stock.unseen']).toBe(0);
  });

  it('tell everything of a count that is not blind, and of the bins of none', async () => {
    await on.start('barcode');
    expect(secretsIn(answersOf(operator))).toEqual([...secrets]);
    expect(answersOf(operator)['stock.unseen']).toBe(0);
  });

  it('add up to what lies in sight, with what is promised and what is held', async () => {
    await on.start('rfid', { blind: true });
    await on.sent('stock.hold', { sku: 'MUG', lot: null, serial: null, kind: 'hold', reason: 'quality' }, supervisor);
    const rows = answersOf(operator);
    const { rows: skus } = rows['stock.skus'] as { rows: readonly SkuStock[] };
    for (const { sku, onHand, totals } of skus) {
      const shelves = on.store.opened.query('stock.ofSku', { sku }, operator);
      const there = shelves.ok ? (shelves.value as readonly { quantity: number }[]) : [];
      expect([sku, onHand]).toEqual([sku, there.reduce((sum, { quantity }) => sum + quantity, 0)]);
      expect(Math.min(...Object.values(totals))).toBeGreaterThanOrEqual(0);
    }
  });
});
