import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderRow } from '../../shared/features/orders/queries';
import type { MovementRow, SkuStock, StockTaskRow } from '../../shared/features/stock/queries';
import { openPackStore, type PackStore } from '../support/pack-store';
import type { Actor } from '../../electron/store/types';
import { codeOf, detailsOf, gtins, place, stationItself } from '../support/pack-world';

const boss: Actor = { personId: 'sam', role: 'supervisor', ...place };

let pack: PackStore;
beforeEach(async () => {
  pack = await openPackStore();
});
afterEach(() => pack.close());

const goods = (sku: string, lot: string | null = null, expiry: string | null = null) => ({
  sku,
  owner: null,
  lot,
  serial: null,
  expiry,
  condition: 'new' as const,
});
const row = (location: string, quantity: number, what: ReturnType<typeof goods>) => ({
  row: 1,
  goods: what,
  shelf: { location, unit: null, status: 'available' as const },
  quantity,
});

/** Bins A and B with what the test wants in them. */
const stock = (rows: readonly ReturnType<typeof row>[]) =>
  pack.hand.must(
    'stock.import',
    {
      file: { fileId: randomUUID(), name: 'stock', sha256: 'b'.repeat(64), source: 'folder', demo: false },
      problems: [],
      end: null,
      locations: [{ location: 'A' }, { location: 'B' }],
      stock: rows,
      reached: 1,
    },
    stationItself,
  );

const movements = async (): Promise<string[]> =>
  (await pack.hand.query<readonly MovementRow[]>('stock.movements'))
    .toReversed()
    .filter(({ reason }) => reason !== 'opening')
    .map(({ kind, quantity, from, fromStatus, to, toStatus, document }) =>
      [kind, quantity, `${from}:${fromStatus ?? ''}`, `${to}:${toStatus ?? ''}`, document ?? ''].join(' '),
    );
const tasks = async () => (await pack.hand.query<{ rows: readonly StockTaskRow[] }>('stock.tasks')).rows;
const scan = async (code: string, aim = 'd2') => codeOf(await pack.hand.scan(code, { aim }));

describe('packing an order whose goods are stocked', () => {
  it('picks from the bin, and packs and ships when the label is on the box', async () => {
    await stock([row('A', 5, goods('PLAIN'))]);
    await pack.hand.order('1001', [{ sku: 'PLAIN', quantity: 2 }]);
    await pack.hand.open('1001');
    await scan(`01${gtins.plain}`);
    await scan(`01${gtins.plain}`);
    expect(codeOf(await pack.hand.close())).toBe('order-packed');
    expect(await movements()).toEqual([
      'pick 1 A:available S1:picked 1001/1',
      'pick 1 A:available S1:picked 1001/1',
      'pack 2 S1:picked S1:packed 1001/1',
      'ship 2 S1:packed @customer: 1001/1',
    ]);
    expect(await tasks()).toEqual([]);
  });
  it('is taken back by packing alone: its movements can’t be undone one by one', async () => {
    await stock([row('A', 5, goods('PLAIN'))]);
    await pack.hand.order('1009', [{ sku: 'PLAIN', quantity: 2 }]);
    await pack.hand.open('1009');
    const undo = (n: number) => pack.hand.command('stock.undo', { n, reason: 'no' }, boss);
    const last = async (kind: string): Promise<number> =>
      (await pack.hand.query<readonly MovementRow[]>('stock.movements')).find((each) => each.kind === kind)?.n ?? 0;
    await scan(`01${gtins.plain}`);
    expect(await undo(await last('pick'))).toMatchObject({
      ok: false,
      failure: { code: 'movement-of-open-parcel', details: { document: '1009/1' } },
    });
    const { parcelId } = await pack.hand.parcel();
    await pack.hand.must('packing.undoItem', { parcelId });
    expect(codeOf(await undo(await last('move')))).toBe('movement-of-parcel');
    await scan(`01${gtins.plain}`);
    await scan(`01${gtins.plain}`);
    await pack.hand.close();
    expect(codeOf(await undo(await last('ship')))).toBe('movement-of-parcel');
    expect(codeOf(await undo(await last('pick')))).toBe('movement-of-open-parcel');
  });
  it('takes the lot that was scanned, whatever expires first', async () => {
    await stock([row('A', 5, goods('LOT', 'L1')), row('B', 5, goods('LOT', 'L2'))]);
    await pack.hand.order('1002', [{ sku: 'LOT', quantity: 1 }]);
    await pack.hand.open('1002');
    await scan(`01${gtins.lot}10L2`);
    expect(await movements()).toEqual(['pick 1 B:available S1:picked 1002/1']);
  });
  it('takes what expires first where the scan leaves it open', async () => {
    await stock([row('A', 5, goods('PLAIN', null, '2099-12-31')), row('B', 5, goods('PLAIN', null, '2099-01-31'))]);
    await pack.hand.order('1003', [{ sku: 'PLAIN', quantity: 1 }]);
    await pack.hand.open('1003');
    await scan(`01${gtins.plain}`);
    expect(await movements()).toEqual(['pick 1 B:available S1:picked 1003/1']);
  });
  it('never keeps anybody from packing: what the book lacks comes from unexplained, with a task', async () => {
    await stock([row('A', 1, goods('PLAIN'))]);
    await pack.hand.order('1004', [{ sku: 'PLAIN', quantity: 2 }]);
    await pack.hand.open('1004');
    await scan(`01${gtins.plain}`);
    expect(await scan(`01${gtins.plain}`)).toBe('items-complete');
    expect(await movements()).toEqual([
      'pick 1 A:available S1:picked 1004/1',
      'adjust 1 @unexplained: A:available 1004/1',
      'pick 1 A:available S1:picked 1004/1',
    ]);
    expect(await tasks()).toMatchObject([{ kind: 'shortfall', location: 'A', quantity: 1, document: '1004/1' }]);
  });
  it('books nothing for goods that the book does not know', async () => {
    await pack.hand.order('1005', [{ sku: 'PLAIN', quantity: 1 }]);
    await pack.hand.open('1005');
    expect(await scan(`01${gtins.plain}`)).toBe('items-complete');
    expect(await movements()).toEqual([]);
  });
  it('brings back to the bench what was taken out, and packs it from there', async () => {
    await stock([row('A', 5, goods('PLAIN'))]);
    await pack.hand.order('1006', [{ sku: 'PLAIN', quantity: 1 }]);
    await pack.hand.open('1006');
    await scan(`01${gtins.plain}`);
    await pack.hand.must('packing.undoItem', { parcelId: (await pack.hand.parcel()).parcelId });
    await scan(`01${gtins.plain}`);
    expect(await movements()).toEqual([
      'pick 1 A:available S1:picked 1006/1',
      'move 1 S1:picked S1:available 1006/1',
      'pick 1 S1:available S1:picked 1006/1',
    ]);
  });
  it('takes a parcel back from the customer when it is voided', async () => {
    await stock([row('A', 5, goods('PLAIN'))]);
    await pack.hand.order('1007', [{ sku: 'PLAIN', quantity: 1 }]);
    await pack.hand.open('1007');
    await scan(`01${gtins.plain}`);
    const { parcelId } = await pack.hand.parcel();
    await pack.hand.close();
    await pack.hand.must('packing.voidParcel', { parcelId, reason: 'wrong box' });
    expect((await movements()).at(-1)).toBe('return 1 @customer: S1:available 1007/1');
  });
});

describe('goods that are promised to an order', () => {
  const lineOf = async (sku: string) => {
    const line = (await pack.hand.view())?.lines.find((each) => each.sku === sku);
    return [
      ...(line?.takeFrom ?? []).map(({ location, quantity }) => `${location}×${quantity}`),
      line?.missing ?? null,
    ];
  };
  const totals = async (sku: string) => {
    const { rows } = await pack.hand.query<{ rows: readonly SkuStock[] }>('stock.skus', { search: sku });
    return [rows[0]?.totals.available, rows[0]?.totals.reserved];
  };

  it('are named at the station with their bins, and promised no more once they are picked', async () => {
    await stock([row('A', 2, goods('PLAIN')), row('B', 5, goods('PLAIN'))]);
    await pack.hand.order('3001', [{ sku: 'PLAIN', quantity: 3 }]);
    await pack.hand.open('3001');
    expect(await lineOf('PLAIN')).toEqual(['A×2', 'B×1', null]);
    expect(await totals('PLAIN')).toEqual([4, 3]);
    await scan(`01${gtins.plain}`);
    expect(await lineOf('PLAIN')).toEqual(['A×1', 'B×1', null]);
    expect(await totals('PLAIN')).toEqual([4, 2]);
    await pack.hand.must('packing.undoItem', { parcelId: (await pack.hand.parcel()).parcelId });
    // It lies on the bench now.
    expect(await lineOf('PLAIN')).toEqual(['A×1', 'B×1', 'S1×1', null]);
    await scan(`01${gtins.plain}`);
    await scan(`01${gtins.plain}`);
    await scan(`01${gtins.plain}`);
    expect(await lineOf('PLAIN')).toEqual([null]);
    expect(await totals('PLAIN')).toEqual([4, 0]);
  });

  it('are picked from the shelf that was promised, not from what is promised to somebody else', async () => {
    await stock([row('A', 2, goods('PLAIN')), row('B', 2, goods('PLAIN'))]);
    await pack.hand.order('3002', [{ sku: 'PLAIN', quantity: 2 }]);
    await pack.hand.order('3003', [{ sku: 'PLAIN', quantity: 2 }]);
    await pack.hand.open('3003');
    await scan(`01${gtins.plain}`);
    expect(await movements()).toEqual(['pick 1 B:available S1:picked 3003/1']);
    expect(await lineOf('PLAIN')).toEqual(['B×1', null]);
  });

  it('go to others when the packer finds none, puts the order on hold, or it is packed', async () => {
    await stock([row('A', 2, goods('PLAIN'))]);
    await pack.hand.order('3004', [
      { sku: 'PLAIN', quantity: 2 },
      { sku: 'OTHER', quantity: 1 },
    ]);
    await pack.hand.order('3005', [{ sku: 'PLAIN', quantity: 2 }]);
    const missing = async () =>
      (await pack.hand.query<{ rows: readonly OrderRow[] }>('orders.list', { state: 'missing' })).rows.map(
        ({ number, missing: pieces }) => `${number}×${pieces}`,
      );
    expect(await missing()).toEqual(['3005×2']);
    await pack.hand.open('3004');
    const packId = (await pack.hand.view())?.packId;
    const lineId = (await pack.hand.view())?.lines.find(({ sku }) => sku === 'PLAIN')?.lineId;
    await pack.hand.must('packing.shortPick', { packId, lineId, quantity: 1, reason: 'none there' });
    expect(await missing()).toEqual(['3005×1']);
    await pack.hand.must('packing.hold', { packId, reason: 'ask the customer' });
    expect(await missing()).toEqual([]);
    await pack.hand.must('packing.resume', { packId });
    expect(await missing()).toEqual(['3004×1']);
  });

  it('are missed in words where the book has none, and packed all the same', async () => {
    await stock([row('A', 1, goods('PLAIN'))]);
    await pack.hand.order('3006', [{ sku: 'PLAIN', quantity: 2 }]);
    await pack.hand.open('3006');
    expect(await lineOf('PLAIN')).toEqual(['A×1', { quantity: 1, why: 'none' }]);
    await scan(`01${gtins.plain}`);
    expect(await scan(`01${gtins.plain}`)).toBe('items-complete');
    expect(await lineOf('PLAIN')).toEqual([null]);
  });

  it('must last as long as the customer wants: others are refused at the scan with the days left', async () => {
    const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    await stock([row('A', 5, goods('LOT', 'L1', inDays(40))), row('B', 5, goods('LOT', 'L2', inDays(400)))]);
    await pack.hand.must('stock.setCustomer', { customer: 'C-7', minDaysLeft: 90 }, boss);
    await pack.hand.order('3007', [{ sku: 'LOT', quantity: 1 }], { customer: 'C-7' });
    await pack.hand.open('3007');
    expect(await lineOf('LOT')).toEqual(['B×1', null]);
    const refused = await pack.hand.scan(`01${gtins.lot}10L1`, { aim: 'd2' });
    expect([codeOf(refused), detailsOf(refused)]).toEqual(['short-dated-lot', expect.objectContaining({ wanted: 90 })]);
    expect(await scan(`01${gtins.lot}10L2`)).toBe('items-complete');
  });

  it('stay with the lot that is in the box where lots must not mix', async () => {
    await stock([row('A', 2, goods('LOT', 'L1')), row('B', 5, goods('LOT', 'L2'))]);
    await pack.hand.must('stock.setRule', { sku: 'LOT', rotation: 'lot', minimum: null }, boss);
    await pack.hand.order('3008', [{ sku: 'LOT', quantity: 2 }]);
    await pack.hand.open('3008');
    expect(await lineOf('LOT')).toEqual(['A×2', null]);
    expect(await scan(`01${gtins.lot}10L2`)).toBe('item-packed');
    expect(await lineOf('LOT')).toEqual(['B×1', null]);
    const refused = await pack.hand.scan(`01${gtins.lot}10L1`, { aim: 'd2' });
    expect([codeOf(refused), detailsOf(refused)]).toEqual(['wrong-lot', expect.objectContaining({ wanted: 'L2' })]);
    expect(await scan(`01${gtins.lot}10L2`)).toBe('items-complete');
  });
});

describe('goods that may not leave the house', () => {
  const open = async (number: string, sku: string) => {
    await pack.hand.order(number, [{ sku, quantity: 1 }]);
    await pack.hand.open(number);
  };
  const hold = (lot: string | null, kind: string) =>
    pack.hand.must('stock.hold', { sku: 'LOT', lot, serial: null, kind, reason: 'glass in it' }, boss);

  it('are refused at the scan while a lot is held, and others are not', async () => {
    await stock([row('A', 5, goods('LOT', 'L1')), row('B', 5, goods('LOT', 'L2'))]);
    await hold('L1', 'hold');
    await open('2001', 'LOT');
    const refused = await pack.hand.scan(`01${gtins.lot}10L1`, { aim: 'd2' });
    expect([codeOf(refused), detailsOf(refused)]).toEqual([
      'goods-held',
      { name: 'Item LOT', sku: 'LOT', lot: 'L1', reason: 'glass in it' },
    ]);
    expect(await scan(`01${gtins.lot}10L2`)).toBe('items-complete');
  });
  it('are refused by a recall of every lot until it is released', async () => {
    await hold(null, 'recall');
    await open('2002', 'LOT');
    expect(await scan(`01${gtins.lot}10L9`)).toBe('goods-recalled');
    const [held] = await pack.hand.query<readonly { holdId: string }[]>('stock.holds', { sku: 'LOT' });
    await pack.hand.must('stock.releaseHold', { holdId: held?.holdId, reason: 'checked' }, boss);
    expect(await scan(`01${gtins.lot}10L9`)).toBe('items-complete');
  });
  it('are refused by the date that the book knows of their lot, with the days since', async () => {
    await stock([row('A', 5, goods('LOT', 'L1', '2020-01-31'))]);
    await open('2003', 'LOT');
    const refused = await pack.hand.scan(`01${gtins.lot}10L1`, { aim: 'd2' });
    expect([codeOf(refused), Number(detailsOf(refused)?.['days']) > 2000]).toEqual(['expired-lot', true]);
  });
});
