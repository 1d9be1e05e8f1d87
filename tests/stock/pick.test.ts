import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../electron/store/types';
import type { BalanceRow, MovementRow, SkuStock, StockTaskRow } from '../../shared/features/stock/queries';
import { openPackStore, type PackStore } from '../support/pack-store';
import { codeOf, detailsOf, gtins, operator, place, stationItself } from '../support/pack-world';

const boss: Actor = { personId: 'sam', role: 'supervisor', ...place };
const tote = '095212340000000013';

let pack: PackStore;
beforeEach(async () => {
  pack = await openPackStore();
  await stock(['A', 'B']);
});
afterEach(() => pack.close());

type Row = readonly [location: string, sku: string, quantity: number, lot?: string, expiry?: string, serial?: string];
const goodsOf = ([, sku, , lot = '', expiry = '', serial = '']: Row) => ({
  sku,
  owner: null,
  lot: lot || null,
  serial: serial || null,
  expiry: expiry || null,
  condition: 'new' as const,
});

const stock = (bins: readonly string[], rows: readonly Row[] = []) =>
  pack.hand.must(
    'stock.import',
    {
      file: { fileId: randomUUID(), name: 'stock', sha256: 'b'.repeat(64), source: 'folder', demo: false },
      problems: [],
      end: null,
      locations: [
        ...bins.map((location) => ({ location })),
        { location: 'P-1', kind: 'station' },
        { location: 'P-2', kind: 'station' },
      ],
      stock: rows.map((each) => ({
        row: 1,
        goods: goodsOf(each),
        shelf: { location: each[0], unit: null, status: 'available' as const },
        quantity: each[2],
      })),
      reached: 1,
    },
    stationItself,
  );

interface Wish {
  readonly order: string;
  readonly sku?: string;
  readonly lot?: string | null;
  readonly from?: string;
  readonly to?: string;
  readonly unit?: string | null;
  readonly quantity?: number;
  readonly elsewhere?: boolean;
  readonly beyondBook?: boolean;
}

const pick = (wish: Wish, actor: Actor = operator) =>
  pack.hand.command(
    'stock.pick',
    {
      orderId: `order-${wish.order}`,
      wanted: { sku: wish.sku ?? 'PLAIN', lot: wish.lot ?? null },
      from: { location: wish.from ?? 'A', unit: null },
      to: { location: wish.to ?? 'P-1', unit: wish.unit ?? null },
      quantity: wish.quantity ?? 1,
      elsewhere: wish.elsewhere ?? false,
      beyondBook: wish.beyondBook ?? false,
    },
    actor,
  );
const back = (from: { location: string; unit: string | null }, quantity: number, to = 'A') =>
  pack.hand.command('stock.move', {
    kind: 'put-away',
    wanted: { sku: 'PLAIN' },
    from: { ...from, status: 'picked' },
    to: { location: to, unit: null, status: 'available' },
    quantity,
    reason: null,
    document: null,
    beyondBook: false,
  });

const scan = async (code: string) => codeOf(await pack.hand.scan(code, { aim: 'd2' }));
const lying = async (location: string): Promise<string[]> =>
  ((await pack.hand.query<{ rows: readonly BalanceRow[] } | null>('stock.atLocation', { location }))?.rows ?? []).map(
    ({ quantity, status, reserved, unit }) => `${quantity} ${status} ${reserved} ${unit ?? '-'}`,
  );
const movements = async () =>
  (await pack.hand.query<readonly MovementRow[]>('stock.movements')).filter(({ reason }) => reason !== 'opening');
const lastMove = async () => (await movements())[0];
const tasks = async () =>
  (await pack.hand.query<{ rows: readonly StockTaskRow[] }>('stock.tasks')).rows.map(
    ({ kind, location, quantity, document }) => `${kind} ${location ?? ''} ${quantity} ${document ?? ''}`,
  );
const takeFrom = async (sku: string) =>
  ((await pack.hand.view())?.lines.find((each) => each.sku === sku)?.takeFrom ?? []).map(
    ({ location, unit, picked, quantity, lot }) =>
      `${picked ? 'picked' : 'reserved'} ${quantity} ${unit ?? location} ${lot ?? '-'}`,
  );
const totals = async () => {
  const { rows } = await pack.hand.query<{ rows: readonly SkuStock[] }>('stock.skus', { search: 'PLAIN' });
  return [rows[0]?.totals.available, rows[0]?.totals.reserved, rows[0]?.totals.picked];
};
const undoLast = async (kind: string) => {
  const n = (await movements()).find((each) => each.kind === kind)?.n ?? 0;
  return pack.hand.command('stock.undo', { n, reason: 'wrong' }, boss);
};

describe('goods that are picked for an order', () => {
  it('are nobody else’s, and packing takes these very ones', async () => {
    await stock(
      [],
      [
        ['A', 'PLAIN', 2],
        ['B', 'PLAIN', 5],
      ],
    );
    await pack.hand.order('1', [{ sku: 'PLAIN', quantity: 3 }]);
    expect(codeOf(await pick({ order: '1', quantity: 2 }))).toBe('ok');
    expect(await lastMove()).toMatchObject({ kind: 'pick', from: 'A', to: 'P-1', toStatus: 'picked', document: '1' });
    expect(await lying('P-1')).toEqual(['2 picked 2 -']);
    expect(await totals()).toEqual([4, 1, 2]);
    // Another order wants all that is left, and gets none of them.
    await pack.hand.order('2', [{ sku: 'PLAIN', quantity: 9 }]);
    await pack.hand.open('1');
    expect(await takeFrom('PLAIN')).toEqual(['picked 2 P-1 -', 'reserved 1 B -']);
    for (const from of ['P-1', 'P-1', 'B']) {
      await scan(`01${gtins.plain}`);
      expect((await lastMove())?.from).toBe(from);
    }
    expect(await takeFrom('PLAIN')).toEqual([]);
    expect(codeOf(await pack.hand.close())).toBe('order-packed');
    expect(await tasks()).toEqual([]);
  });

  it('bring their lot and date along: nobody scans them again, and another lot is refused', async () => {
    await stock(
      [],
      [
        ['A', 'LOT', 3, 'L1', '2099-01-31'],
        ['B', 'LOT', 3, 'L2', '2099-12-31'],
      ],
    );
    await pack.hand.order('1', [{ sku: 'LOT', quantity: 2 }]);
    expect(codeOf(await pick({ order: '1', sku: 'LOT', quantity: 2 }))).toBe('ok');
    await pack.hand.open('1');
    const refused = await pack.hand.scan(`01${gtins.lot}10L2`, { aim: 'd2' });
    expect([codeOf(refused), detailsOf(refused)?.['wanted']]).toEqual(['wrong-lot', 'L1']);
    expect(await scan(`01${gtins.lot}`)).toBe('item-packed');
    expect(await scan(`01${gtins.lot}10L1`)).toBe('items-complete');
    expect(await lastMove()).toMatchObject({ from: 'P-1', lot: 'L1', expiry: '2099-01-31' });
  });

  it('come from where they are promised; from elsewhere only when somebody says so', async () => {
    await stock(
      [],
      [
        ['A', 'LOT', 1, 'L1', '2099-01-31'],
        ['B', 'LOT', 3, 'L2', '2099-12-31'],
      ],
    );
    await pack.hand.order('1', [{ sku: 'LOT', quantity: 2 }]);
    const refused = await pick({ order: '1', sku: 'LOT', from: 'B', quantity: 2 });
    expect([codeOf(refused), detailsOf(refused)]).toEqual([
      'pick-elsewhere',
      { name: 'Item LOT', location: 'A', lot: 'L1' },
    ]);
    expect(codeOf(await pick({ order: '1', sku: 'LOT', from: 'B', quantity: 2, elsewhere: true }))).toBe('ok');
    expect(await lying('A')).toEqual(['1 available 0 -']);
  });

  it('are refused where they are held, promised to others, too many, or for no such order', async () => {
    await stock(
      [],
      [
        ['A', 'LOT', 3, 'L1'],
        ['B', 'PLAIN', 2],
      ],
    );
    await pack.hand.order('1', [
      { sku: 'LOT', quantity: 2 },
      { sku: 'PLAIN', quantity: 2 },
    ]);
    await pack.hand.order('2', [{ sku: 'PLAIN', quantity: 2 }]);
    const code = async (wish: Wish) => codeOf(await pick(wish));
    expect(await code({ order: '2', from: 'B' })).toBe('pick-promised');
    expect(await code({ order: '1', sku: 'LOT', quantity: 3 })).toBe('pick-enough');
    expect(await code({ order: '1', sku: 'OTHER' })).toBe('pick-not-ordered');
    expect(await code({ order: '9', sku: 'LOT' })).toBe('order-unknown');
    expect(await code({ order: '1', from: 'B', to: 'A' })).toBe('pick-needs-tote');
    expect(await code({ order: '1', from: 'B', quantity: 2, to: 'A', unit: tote })).toBe('ok');
    // A tote is one order's.
    await stock([], [['B', 'PLAIN', 2]]);
    expect(await code({ order: '2', from: 'B', to: 'A', unit: tote })).toBe('unit-of-other');
    await pack.hand.must('stock.hold', { sku: 'LOT', lot: 'L1', serial: null, kind: 'hold', reason: 'glass' }, boss);
    expect(await code({ order: '1', sku: 'LOT' })).toBe('goods-held');
  });

  it('travel with their tote, and are packed out of it wherever it stands', async () => {
    await stock([], [['A', 'PLAIN', 4]]);
    await pack.hand.order('1', [{ sku: 'PLAIN', quantity: 1 }]);
    expect(codeOf(await pick({ order: '1', to: 'A', unit: tote }))).toBe('ok');
    const moved = await pack.hand.command('stock.moveUnit', { unit: tote, to: 'P-2', into: null });
    expect(codeOf(moved)).toBe('ok');
    expect(await lying('P-2')).toEqual([`1 picked 1 ${tote}`]);
    const sent = await pack.hand.command('stock.sendUnit', { unit: tote, document: 'T-1' }, boss);
    expect(codeOf(sent)).toBe('unit-of-order');
    await pack.hand.open('1');
    expect(await takeFrom('PLAIN')).toEqual([`picked 1 ${tote} -`]);
    await scan(`01${gtins.plain}`);
    expect(await lastMove()).toMatchObject({ kind: 'pick', from: 'P-2', document: '1/1' });
  });

  it('of two orders on one pack place stay apart', async () => {
    await stock([], [['A', 'PLAIN', 4]]);
    for (const order of ['1', '2']) {
      await pack.hand.order(order, [{ sku: 'PLAIN', quantity: 2 }]);
      expect(codeOf(await pick({ order, quantity: 2 }))).toBe('ok');
    }
    await pack.hand.open('1');
    await scan(`01${gtins.plain}`);
    await scan(`01${gtins.plain}`);
    expect(await lying('P-1')).toEqual(['2 picked 2 -']);
    // What is there now is of the other order: this one's pick can't be taken back out of it.
    const [, first] = (await movements()).filter(({ kind, to }) => kind === 'pick' && to === 'P-1');
    const undone = await pack.hand.command('stock.undo', { n: first?.n, reason: 'no' }, boss);
    expect(codeOf(undone)).toBe('picked-for-order');
    expect(codeOf(await undoLast('pick'))).not.toBe('ok');
  });

  it('are taken back by their opposite, and the order is promised its shelf again', async () => {
    await stock([], [['A', 'PLAIN', 4]]);
    await pack.hand.order('1', [{ sku: 'PLAIN', quantity: 2 }]);
    await pick({ order: '1', quantity: 2 });
    expect(codeOf(await undoLast('pick'))).toBe('ok');
    expect([await lying('A'), await lying('P-1')]).toEqual([['4 available 2 -'], []]);
    expect(await tasks()).toEqual([]);
    // That they were taken back is not taken back: they are picked anew.
    const again = await pack.hand.command('stock.undo', { n: (await lastMove())?.n, reason: 'no' }, boss);
    expect(codeOf(again)).toBe('movement-of-pick');
  });

  it('are to be put back when the order is cancelled, which anybody may do and closes the task', async () => {
    await stock([], [['A', 'PLAIN', 4]]);
    await pack.hand.order('1', [{ sku: 'PLAIN', quantity: 2 }]);
    await pick({ order: '1', quantity: 2 });
    expect(codeOf(await back({ location: 'P-1', unit: null }, 1))).toBe('picked-for-order');
    await pack.hand.order('1', [{ sku: 'PLAIN', quantity: 2 }], { cancelled: true });
    expect(await tasks()).toEqual(['put-back P-1 2 1']);
    expect(await lying('P-1')).toEqual(['2 picked 0 -']);
    expect(codeOf(await back({ location: 'P-1', unit: null }, 1))).toBe('ok');
    expect(await tasks()).toEqual(['put-back P-1 2 1']);
    expect(codeOf(await back({ location: 'P-1', unit: null }, 1))).toBe('ok');
    expect([await tasks(), await lying('A')]).toEqual([[], ['4 available 0 -']]);
  });

  it('stay picked while the order is on hold, and what it wants no more goes back', async () => {
    await stock([], [['A', 'PLAIN', 4]]);
    await pack.hand.order('1', [{ sku: 'PLAIN', quantity: 3 }]);
    await pick({ order: '1', quantity: 2 });
    await pack.hand.open('1');
    const packId = (await pack.hand.view())?.packId;
    await pack.hand.must('packing.hold', { packId, reason: 'ask' });
    expect([await lying('A'), await lying('P-1')]).toEqual([['2 available 0 -'], ['2 picked 2 -']]);
    await pack.hand.must('packing.resume', { packId });
    expect(await lying('A')).toEqual(['2 available 1 -']);
    await pack.hand.order('1', [{ sku: 'PLAIN', quantity: 1 }]);
    expect([await tasks(), await lying('P-1')]).toEqual([['put-back P-1 1 1'], ['2 picked 1 -']]);
  });

  it('are picked by a pick alone', async () => {
    await stock([], [['A', 'PLAIN', 4]]);
    const wish = {
      kind: 'move',
      wanted: { sku: 'PLAIN' },
      quantity: 1,
      reason: null,
      document: null,
      beyondBook: false,
    };
    const from = { location: 'A', unit: null, status: 'available' };
    const moved = await pack.hand.command('stock.move', { ...wish, from, to: { ...from, status: 'picked' } }, boss);
    expect(codeOf(moved)).toBe('pick-needs-order');
  });
});
