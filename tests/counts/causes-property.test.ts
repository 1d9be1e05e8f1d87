import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MovementRow } from '../../shared/features/stock/queries';
import { gtins } from '../support/pack-world';
import { boss, openCauseStore, type CauseStore } from './cause-store';

const bins = ['A-1', 'A-2', 'A-3'] as const;
const places = [...bins, 'M-1', 'Z-1'] as const;
const skus = ['PLAIN', 'OTHER'] as const;

const act = fc.oneof(
  fc.record({
    act: fc.constantFrom('receive', 'return', 'move', 'put-away'),
    sku: fc.constantFrom(...skus),
    from: fc.constantFrom(...places),
    to: fc.constantFrom(...places),
    quantity: fc.constantFrom(1, 2, 11, 12),
  }),
  fc.record({ act: fc.constantFrom('order', 'pack', 'close', 'undo'), quantity: fc.integer({ min: 1, max: 3 }) }),
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** Something happens, as far as the book allows it. */
const happen = async ({ hand }: CauseStore, each: Act, index: number): Promise<void> => {
  const { quantity } = each;
  if ('from' in each) {
    const isIn = each.act === 'receive' || each.act === 'return';
    const side = (location: string) => ({ location, status: 'available', unit: null });
    const wanted = { sku: each.sku, lot: null, serial: null, expiry: null };
    const from = isIn ? null : side(each.from);
    const more = { reason: null, document: null, beyondBook: false };
    await hand.command('stock.move', { kind: each.act, wanted, from, to: side(each.to), quantity, ...more }, boss);
  } else if (each.act === 'order') await hand.order(String(100 + index), [{ sku: 'PLAIN', quantity }]);
  else if (each.act === 'pack') {
    await hand.open(String(99 + index));
    await hand.scan(`01${gtins.plain}`, { aim: 'd2' });
  } else if (each.act === 'close') {
    if ((await hand.view())?.parcel) await hand.close();
  } else {
    const rows = await hand.query<readonly MovementRow[]>('stock.movements', { limit: 20 });
    await hand.command('stock.undo', { n: rows[quantity]?.n ?? 0, reason: 'wrong' }, boss);
  }
};

const counted = fc.record({
  location: fc.constantFrom(...bins),
  sku: fc.constantFrom(...skus),
  quantity: fc.integer({ min: 1, max: 24 }),
});

it('a cause never names a movement, a promise or a line that the record doesn’t have, nor one that was taken back', async () => {
  let rows = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { maxLength: 14 }),
      fc.array(counted, { maxLength: 5 }),
      fc.array(act, { maxLength: 4 }),
      async (before, scanned, after) => {
        const on = await openCauseStore([
          { location: 'A-1', sku: 'PLAIN', quantity: 12 },
          { location: 'A-2', sku: 'OTHER', quantity: 12 },
        ]);
        try {
          for (const [index, each] of before.entries()) await happen(on, each, index);
          const countId = await on.count(scanned);
          for (const [index, each] of after.entries()) await happen(on, each, before.length + index);
          const book = await on.hand.query<readonly MovementRow[]>('stock.movements', { limit: 500 });
          const lines = await on.linesOf(countId);
          const promises = on.pack.open.projection.all<{ number: string }>(
            'SELECT o.number FROM stock_reservations r JOIN orders o ON o.order_id = r.order_id',
          );
          for (const { line, data } of lines) {
            const causes = (await on.causesOfLine(countId, line)) ?? [];
            if (data.class === 'moved' || data.counted === data.book) expect(causes).toEqual([]);
            for (const { rows: speaking, cause, pack } of causes) {
              if (cause !== 'pack-size') expect(speaking.length).toBeGreaterThan(0);
              else expect(Math.abs(data.counted - data.book) % (pack - 1)).toBe(0);
              rows += speaking.length;
              for (const row of speaking) {
                if (row.kind === 'movement') {
                  expect(book).toContainEqual(row.movement);
                  expect(row.movement).toMatchObject({ sku: data.sku, undoneBy: null, undoes: null });
                } else if (row.kind === 'promise') expect(promises).toContainEqual({ number: row.promise.number });
                else if (row.kind === 'line') {
                  const there = lines.find((each) => each.line === row.other.line);
                  expect(there?.data).toMatchObject({ sku: row.other.sku, location: row.other.location });
                  expect(row.other.difference * (data.counted - data.book)).toBeLessThan(0);
                }
              }
            }
          }
        } finally {
          on.pack.close();
        }
      },
    ),
    { numRuns: 20, seed: 20261129 },
  );
  // The test would hold of causes that say nothing.
  expect(rows).toBeGreaterThan(30);
});
