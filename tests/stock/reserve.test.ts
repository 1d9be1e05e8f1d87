import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderDetail, OrderRow } from '../../shared/features/orders/queries';
import type { BalanceRow, CustomerRow, LowRow, ReservationRow, SkuStock } from '../../shared/features/stock/queries';
import { operator, supervisor, type TestStore } from '../import/support/test-store';
import { bring, moveOf, openStockStore } from './stock-store';

let store: TestStore;
let files = 0;
beforeEach(async () => {
  // 2026-11-24, 08:00 UTC
  store = await openStockStore();
  await bring(store, 'stock.csv', [
    'location,zone,sku,quantity,lot,expiry,location_kind',
    'A-1,A,MUG,10,,,pick',
    'A-2,A,TEA,4,L1,2026-12-24,pick',
    'A-3,A,TEA,6,L2,2027-11-24,pick',
    'B-1,B,,,,,bulk',
    'R-1,R,,,,,receiving',
  ]);
});
afterEach(() => store.dispose());

type Line = readonly [sku: string, quantity: number, lot?: string];
interface Wish {
  readonly cutOff?: string;
  readonly customer?: string;
  readonly status?: string;
}

const order = async (
  number: string,
  lines: readonly Line[],
  { cutOff = '', customer = '', status = '' }: Wish = {},
) => {
  files += 1;
  const report = await bring(store, `orders-${files}.csv`, [
    'order_number,sku,quantity,lot,cut_off,customer_number,status,ship_name,ship_line_1,ship_postcode,ship_city,ship_country,note',
    ...lines.map(
      ([sku, quantity, lot = '']) =>
        `${number},${sku},${quantity},${lot},${cutOff},${customer},${status},Ann,Street 1,12345,Town,DE,${files}`,
    ),
  ]);
  expect(report).toMatchObject({ state: 'done', badRows: 0 });
};
const detail = async (number: string): Promise<OrderDetail> => {
  const found = await store.ask<OrderDetail | null>('orders.detail', { orderId: number });
  if (found === null) throw new Error('no order');
  return found;
};
/** `A-1×2` of each line, and what is missing. */
const promised = async (number: string): Promise<string[]> =>
  (await detail(number)).lines.map(({ takeFrom, missing }) =>
    [
      ...takeFrom.map(({ location, quantity }) => `${location}×${quantity}`),
      ...(missing === null ? [] : [`${missing.why}×${missing.quantity}`]),
    ].join(' '),
  );
const totals = async (sku: string) => {
  const { rows } = await store.ask<{ rows: readonly SkuStock[] }>('stock.skus', { search: sku });
  const [row] = rows;
  return [row?.totals.available, row?.totals.reserved, row?.onHand];
};
const rule = (sku: string, rotation: string) =>
  store.send('stock.setRule', { sku, rotation, minimum: null }, supervisor);

describe('an order that comes in', () => {
  it('is promised its goods, what expires first coming first; nothing moves', async () => {
    await order('1', [
      ['TEA', 5],
      ['MUG', 3],
    ]);
    expect(await promised('1')).toEqual(['A-2×4 A-3×1', 'A-1×3']);
    expect(await totals('MUG')).toEqual([7, 3, 10]);
    const shelves = await store.ask<readonly BalanceRow[]>('stock.ofSku', { sku: 'TEA' });
    expect(shelves.map(({ location, quantity, reserved }) => [location, quantity, reserved])).toEqual([
      ['A-2', 4, 4],
      ['A-3', 6, 1],
    ]);
    expect(await store.ask<readonly ReservationRow[]>('stock.reservations', { sku: 'MUG' })).toMatchObject([
      { number: '1', location: 'A-1', quantity: 3 },
    ]);
  });

  it.each([
    ['fifo', 'A-2×4 A-3×1'],
    ['lifo', 'A-3×5'],
  ])('by %s is promised %s', async (rotation, expected) => {
    store.setNow('2026-11-25T08:00:00.000Z');
    await store.send(
      'stock.move',
      moveOf({ kind: 'receive', sku: 'TEA', lot: 'L2', expiry: '2027-11-24', from: null, to: 'A-3', quantity: 1 }),
      operator,
    );
    await store.send(
      'stock.adjust',
      {
        goods: { sku: 'TEA', owner: null, lot: 'L2', serial: null, expiry: '2027-11-24', condition: 'new' },
        shelf: { location: 'A-3', unit: null, status: 'available' },
        counted: 0,
        reason: 'other',
      },
      supervisor,
    );
    await store.send(
      'stock.move',
      moveOf({ kind: 'receive', sku: 'TEA', lot: 'L2', expiry: '2026-12-01', from: null, to: 'A-3', quantity: 6 }),
      operator,
    );
    await rule('TEA', rotation);
    await order('1', [['TEA', 5]]);
    expect(await promised('1')).toEqual([expected]);
  });

  it('that wants a lot is promised that one and no other', async () => {
    await order('1', [['TEA', 7, 'L2']]);
    expect(await promised('1')).toEqual(['A-3×6 lot×1']);
  });

  it('of goods that were never in the book is promised nothing and misses nothing', async () => {
    await order('1', [['LAMP', 2]]);
    expect(await promised('1')).toEqual(['']);
    expect(await store.ask('orders.list', { state: 'missing' })).toMatchObject({ total: 0 });
  });

  it('finds what others were promised no longer free, and says so', async () => {
    await order('1', [['MUG', 8]]);
    await order('2', [['MUG', 5]]);
    expect([await promised('1'), await promised('2')]).toEqual([['A-1×8'], ['A-1×2 reserved×3']]);
    const { rows } = await store.ask<{ rows: readonly OrderRow[] }>('orders.list', { state: 'missing' });
    expect(rows.map(({ number, missing }) => [number, missing])).toEqual([['2', 3]]);
    // More comes in: it is promised to whoever waits.
    await store.send('stock.move', moveOf({ kind: 'receive', from: null, to: 'B-1', quantity: 2 }), operator);
    expect(await promised('2')).toEqual(['A-1×2 B-1×2 reserved×1']);
  });

  it('in one file is served by its cut-off, not by its place in the file', async () => {
    await bring(store, 'two.csv', [
      'order_number,sku,quantity,cut_off,ship_name,ship_line_1,ship_postcode,ship_city,ship_country',
      'late,MUG,8,2026-11-24T18:00:00Z,Ann,Street 1,12345,Town,DE',
      'soon,MUG,8,2026-11-24T12:00:00Z,Ann,Street 1,12345,Town,DE',
    ]);
    expect([await promised('soon'), await promised('late')]).toEqual([['A-1×8'], ['A-1×2 reserved×6']]);
  });

  it('imported again changes nothing', async () => {
    await order('1', [['MUG', 3]]);
    const head = store.opened.status().head.n;
    const before = store.all('SELECT * FROM stock_reservations');
    await bring(store, 'again.csv', [
      'order_number,sku,quantity,lot,cut_off,customer_number,status,ship_name,ship_line_1,ship_postcode,ship_city,ship_country,note',
      `1,MUG,3,,,,,Ann,Street 1,12345,Town,DE,${files}`,
      '',
    ]);
    expect(store.all('SELECT * FROM stock_reservations')).toEqual(before);
    expect(store.opened.status().head.n).toBe(head + 1);
  });
});

describe('an item that goes by lot', () => {
  it('gives a line one lot alone: the first to expire that has all of it, else the one with the most', async () => {
    expect(await rule('TEA', 'lot')).toMatchObject({ ok: true });
    await order('1', [['TEA', 5]]);
    expect(await promised('1')).toEqual(['A-3×5']);
    await order('2', [['TEA', 3]]);
    expect(await promised('2')).toEqual(['A-2×3']);
    await order('3', [['TEA', 2]]);
    expect(await promised('3')).toEqual(['A-2×1 one-lot×1']);
    await order('4', [['TEA', 1, 'L1']]);
    expect(await promised('4')).toEqual(['reserved×1']);
  });

  it('takes promises of mixed lots back when the rule comes, and mixes again when it goes', async () => {
    await order('1', [['TEA', 7]]);
    expect(await promised('1')).toEqual(['A-2×4 A-3×3']);
    await rule('TEA', 'lot');
    expect(await promised('1')).toEqual(['A-3×6 one-lot×1']);
    await rule('TEA', 'fefo');
    expect(await promised('1')).toEqual(['A-2×1 A-3×6']);
  });

  it('is refused where an item has no lots', async () => {
    expect(await rule('MUG', 'lot')).toMatchObject({ ok: false, failure: { code: 'rule-needs-lots' } });
  });
});

describe('what was promised', () => {
  it('is free again when the order is cancelled, and goes to whoever waits for it', async () => {
    await order('1', [['MUG', 8]]);
    await order('2', [['MUG', 5]]);
    await order('1', [['MUG', 8]], { status: 'cancelled' });
    expect([await promised('1'), await promised('2')]).toEqual([[''], ['A-1×5']]);
    expect(await totals('MUG')).toEqual([5, 5, 10]);
  });

  it('follows an order that wants more or less', async () => {
    await order('1', [['MUG', 8]]);
    await order('1', [['MUG', 3]]);
    expect(await promised('1')).toEqual(['A-1×3']);
    await order('1', [['TEA', 1]]);
    expect(await promised('1')).toEqual(['A-2×1']);
    expect(await totals('MUG')).toEqual([10, 0, 10]);
  });

  it('follows goods that are moved, and gives way where they are gone: whoever is due last', async () => {
    await order('1', [['MUG', 5]], { cutOff: '2026-11-24T12:00:00Z' });
    await order('2', [['MUG', 4]], { cutOff: '2026-11-24T18:00:00Z' });
    await store.send('stock.move', moveOf({ from: 'A-1', to: 'B-1', quantity: 7 }), operator);
    expect([await promised('1'), await promised('2')]).toEqual([['A-1×3 B-1×2'], ['B-1×4']]);
    await store.send('stock.move', moveOf({ kind: 'scrap', from: 'B-1', to: null, quantity: 4 }), supervisor);
    expect([await promised('1'), await promised('2')]).toEqual([['A-1×3 B-1×2'], ['B-1×1 reserved×3']]);
  });

  it('is taken from elsewhere when a lot is held, and back when it is released', async () => {
    await order('1', [['TEA', 5]]);
    const hold = { sku: 'TEA', lot: 'L2', serial: null, kind: 'recall', reason: 'glass' };
    await store.send('stock.hold', hold, supervisor);
    expect(await promised('1')).toEqual(['A-2×4 held×1']);
    const [held] = await store.ask<readonly { holdId: string }[]>('stock.holds', { sku: 'TEA' });
    await store.send('stock.releaseHold', { holdId: held?.holdId, reason: 'fine' }, supervisor);
    expect(await promised('1')).toEqual(['A-2×4 A-3×1']);
  });

  it('waits for goods that are still to be put away', async () => {
    await order('1', [['MUG', 12]]);
    await store.send('stock.move', moveOf({ kind: 'receive', from: null, to: 'R-1', quantity: 4 }), operator);
    expect(await promised('1')).toEqual(['A-1×10 put-away×2']);
    await store.send('stock.move', moveOf({ kind: 'put-away', from: 'R-1', to: 'B-1', quantity: 4 }), operator);
    expect(await promised('1')).toEqual(['A-1×10 B-1×2']);
  });

  it('leaves fewer of an item available, of which somebody should order', async () => {
    await store.send('stock.setRule', { sku: 'MUG', rotation: 'fefo', minimum: 9 }, supervisor);
    expect(await store.ask<readonly LowRow[]>('stock.low', {})).toEqual([]);
    await order('1', [['MUG', 2]]);
    expect(await store.ask<readonly LowRow[]>('stock.low', {})).toMatchObject([{ sku: 'MUG', available: 8 }]);
  });

  it('is served to orders that came before anything was in the book', async () => {
    await order('1', [['LAMP', 1]]);
    await store.send(
      'stock.move',
      moveOf({ kind: 'receive', sku: 'LAMP', serial: 'S1', from: null, to: 'B-1', quantity: 1 }),
      operator,
    );
    expect(await promised('1')).toEqual(['B-1×1']);
  });
});

describe('a customer who wants more days left', () => {
  const setDays = (minDaysLeft: number | null, customer = 'C-7') =>
    store.send('stock.setCustomer', { customer, minDaysLeft }, supervisor);

  it('is promised only what lasts long enough; others get the rest', async () => {
    await setDays(90);
    await order('1', [['TEA', 7]], { customer: 'C-7' });
    expect(await promised('1')).toEqual(['A-3×6 short-dated×1']);
    await order('2', [['TEA', 2]], { customer: 'C-8' });
    expect(await promised('2')).toEqual(['A-2×2']);
  });

  it('set or taken back later is looked at anew for open orders', async () => {
    await order('1', [['TEA', 2]], { customer: 'C-7' });
    expect(await promised('1')).toEqual(['A-2×2']);
    await setDays(90);
    expect(await promised('1')).toEqual(['A-3×2']);
    await setDays(null);
    expect(await store.ask<readonly CustomerRow[]>('stock.customers', {})).toEqual([]);
  });

  it('stands in the record only sealed with the order', async () => {
    await order('1', [['TEA', 2]], { customer: 'Very Secret Ltd' });
    const { readFileSync, readdirSync } = await import('node:fs');
    const folder = `${store.folder}/journal`;
    const text = readdirSync(folder)
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
      .join('');
    expect(text).toContain('v1.stock.reserved');
    expect(text).not.toContain('Very Secret');
  });
});
