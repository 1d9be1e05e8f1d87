import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BalanceRow, StockMeaning, UnitView } from '../../shared/features/stock/queries';
import { operator, supervisor, type TestStore } from '../import/support/test-store';
import { bring, moveOf, openStockStore } from './stock-store';

const pallet = '095212340000000013';
const tote = '095212340000000020';

let store: TestStore;
beforeEach(async () => {
  store = await openStockStore();
  await bring(store, 'stock.csv', [
    'location,zone,sku,quantity,lot,expiry,unit,location_kind',
    `R-1,R,MUG,40,,,${pallet},receiving`,
    `R-1,R,TEA,6,L1,2027-05-01,${pallet},receiving`,
    `R-1,R,MUG,5,,,${tote},receiving`,
    'R-1,R,MUG,3,,,,receiving',
    'B-1,B,,,,,,bulk',
    'B-2,B,,,,,,bulk',
  ]);
});
afterEach(() => store.dispose());

const moveUnit = (unit: string, goal: { to?: string; into?: string }) =>
  store.send('stock.moveUnit', { unit, to: goal.to ?? null, into: goal.into ?? null }, operator);
const at = async (location: string): Promise<string[]> =>
  ((await store.ask<{ rows: readonly BalanceRow[] } | null>('stock.atLocation', { location }))?.rows ?? [])
    .map(({ sku, quantity, unit }) =>
      [sku, quantity, unit === pallet ? 'pallet' : unit === tote ? 'tote' : '-'].join(' '),
    )
    .toSorted();
const meaningOf = (data: string, aim: string | null = null): Promise<StockMeaning> =>
  store.ask<StockMeaning>('stock.meaning', { data, aim, at: Date.parse('2026-11-24T08:00:00Z') });

describe('a pallet', () => {
  it('is known by its SSCC, as a label says it and as text', async () => {
    const found = { unit: pallet, location: 'R-1', pieces: 46, kinds: 2 };
    expect((await meaningOf(`00${pallet}`, 'C1')).unit).toEqual(found);
    expect((await meaningOf(pallet)).unit).toEqual(found);
    expect((await meaningOf('095212340000000037')).unit).toBeNull();
  });

  it('moves with all that is in it, and nothing else; back again too', async () => {
    expect(await moveUnit(pallet, { to: 'B-1' })).toMatchObject({ value: { pieces: 46, location: 'B-1' } });
    expect(await at('B-1')).toEqual(['MUG 40 pallet', 'TEA 6 pallet']);
    expect(await at('R-1')).toEqual(['MUG 3 -', 'MUG 5 tote']);
    expect(store.all('SELECT DISTINCT kind FROM stock_movements WHERE document = ?', pallet)).toEqual([
      { kind: 'put-away' },
    ]);
    const n = store.opened.status().head.n;
    expect(
      await store.send('stock.undo', { n, reason: 'wrong bin' }, { ...operator, role: 'supervisor' }),
    ).toMatchObject({ ok: true });
    expect(await at('B-1')).toEqual([]);
  });

  it('leaves for another site with all that is in it, by one movement that can be taken back', async () => {
    const send = (unit: string, actor = supervisor) => store.send('stock.sendUnit', { unit, document: 'T-9' }, actor);
    await moveUnit(tote, { into: pallet });
    expect(await send(pallet, operator)).toMatchObject({ failure: { code: 'supervisor-needed' } });
    expect(await send('095212340000000037')).toMatchObject({ failure: { code: 'unit-empty' } });
    expect(await send(pallet)).toMatchObject({ value: { pieces: 51, location: 'R-1' } });
    const n = store.opened.status().head.n;
    expect(await at('R-1')).toEqual(['MUG 3 -']);
    expect(
      store.all(`SELECT kind, document, count(DISTINCT n) AS entries, sum(quantity) AS pieces FROM stock_movements
      WHERE document = 'T-9'`),
    ).toEqual([{ kind: 'transfer', document: 'T-9', entries: 1, pieces: 51 }]);
    expect(await send(pallet)).toMatchObject({ failure: { code: 'unit-empty' } });
    expect(await store.send('stock.undo', { n, reason: 'not yet' }, supervisor)).toMatchObject({ ok: true });
    expect(await at('R-1')).toEqual(['MUG 3 -', 'MUG 40 pallet', 'MUG 5 tote', 'TEA 6 pallet']);
    expect((await meaningOf(pallet)).unit).toMatchObject({ pieces: 51 });
  });

  it('does not leave for another site while something in it is on hold, nor does that alone', async () => {
    const hold = { sku: 'TEA', lot: 'L1', serial: null, kind: 'recall', reason: 'metal found' };
    const send = () => store.send('stock.sendUnit', { unit: pallet, document: 'T-9' }, supervisor);
    expect(await store.send('stock.hold', hold, supervisor)).toMatchObject({ ok: true });
    const no = { failure: { code: 'goods-recalled', details: { lot: 'L1', reason: 'metal found' } } };
    expect(await send()).toMatchObject(no);
    const wish = moveOf({ kind: 'transfer', sku: 'TEA', lot: 'L1', from: 'R-1', to: null, quantity: 1 });
    const loose = { ...wish, from: { location: 'R-1', unit: pallet, status: 'available' }, document: 'T-9' };
    expect(await store.send('stock.move', loose, supervisor)).toMatchObject(no);
    const { holdId } = store.all<{ holdId: string }>('SELECT hold_id AS holdId FROM stock_holds')[0] ?? { holdId: '' };
    await store.send('stock.releaseHold', { holdId, reason: 'sorted' }, supervisor);
    expect(await send()).toMatchObject({ value: { pieces: 46 } });
  });

  it('that leaves out of another one stands in it no more when it comes back', async () => {
    await moveUnit(tote, { into: pallet });
    expect(await store.send('stock.sendUnit', { unit: tote, document: 'T-9' }, supervisor)).toMatchObject({ ok: true });
    expect((await meaningOf(pallet)).unit).toMatchObject({ pieces: 46 });
    expect(store.all('SELECT * FROM stock_units')).toEqual([]);
  });

  it('takes along what was put into it, however deep, and lets go of what is taken out', async () => {
    expect(await moveUnit(pallet, { to: 'B-1' })).toMatchObject({ ok: true });
    expect(await moveUnit(tote, { into: pallet })).toMatchObject({ value: { location: 'B-1', pieces: 5 } });
    expect(await at('R-1')).toEqual(['MUG 3 -']);
    expect(await moveUnit(pallet, { to: 'B-2' })).toMatchObject({ value: { pieces: 51 } });
    expect(await at('B-2')).toEqual(['MUG 40 pallet', 'MUG 5 tote', 'TEA 6 pallet']);
    expect(await moveUnit(tote, { to: 'B-1' })).toMatchObject({ ok: true });
    expect(await moveUnit(pallet, { to: 'R-1' })).toMatchObject({ value: { pieces: 46 } });
    expect(await at('B-1')).toEqual(['MUG 5 tote']);
  });

  it('shows what is in it and in the units on it, and on which one it stands', async () => {
    await moveUnit(tote, { into: pallet });
    const contents = async (unit: string) => {
      const view = await store.ask<UnitView | null>('stock.unit', { unit });
      return view === null
        ? null
        : {
            at: view.location,
            parent: view.parent,
            inside: view.inside.map((each) => `${each.unit} in ${each.parent} ${each.pieces}`),
            rows: view.rows.map(({ sku, quantity }) => `${sku} ${quantity}`),
          };
    };
    expect(await contents(pallet)).toEqual({
      at: 'R-1',
      parent: null,
      inside: [`${tote} in ${pallet} 5`],
      rows: ['MUG 40', 'TEA 6', 'MUG 5'],
    });
    expect(await contents(tote)).toEqual({ at: 'R-1', parent: pallet, inside: [], rows: ['MUG 5'] });
    expect(await contents('095212340000000037')).toBeNull();
  });

  it('that was emptied and begins anew elsewhere stands on no other any more', async () => {
    await moveUnit(tote, { into: pallet });
    const side = (location: string, unit: string | null) => ({ location, unit, status: 'available' });
    const move = (from: ReturnType<typeof side>, to: ReturnType<typeof side>, quantity: number) =>
      store.send('stock.move', { ...moveOf({ from: 'R-1', to: 'R-1', quantity }), from, to }, operator);
    expect(await move(side('R-1', tote), side('R-1', null), 5)).toMatchObject({ ok: true });
    expect(await move(side('R-1', null), side('B-2', tote), 2)).toMatchObject({ ok: true });
    expect(await moveUnit(pallet, { to: 'B-1' })).toMatchObject({ ok: true });
    expect(await at('B-2')).toEqual(['MUG 2 tote']);
  });

  const last = (): number => store.opened.status().head.n;
  const undo = async (n: number): Promise<string> => {
    const answer = await store.send('stock.undo', { n, reason: 'a slip' }, supervisor);
    return answer.ok ? 'ok' : answer.failure.code;
  };

  it('stands on no other any more when that was taken back, and on it again when it was taken off by a slip', async () => {
    await moveUnit(pallet, { to: 'B-1' });
    await moveUnit(tote, { into: pallet });
    expect(await undo(last())).toBe('ok');
    // Else it would go along with a pallet that it is not on.
    expect(await moveUnit(pallet, { to: 'B-2' })).toMatchObject({ value: { pieces: 46 } });
    expect(await at('R-1')).toEqual(['MUG 3 -', 'MUG 5 tote']);
    await moveUnit(tote, { into: pallet });
    await moveUnit(tote, { to: 'R-1' });
    const off = last();
    expect(await undo(off)).toBe('ok');
    expect(await moveUnit(pallet, { to: 'B-1' })).toMatchObject({ value: { pieces: 51 } });
  });

  it('is not put on another one again that has gone on meanwhile', async () => {
    await moveUnit(tote, { into: pallet });
    await moveUnit(tote, { to: 'B-1' });
    const off = last();
    await moveUnit(pallet, { to: 'B-2' });
    expect(await undo(off)).toBe('ok');
    expect(await moveUnit(pallet, { to: 'B-1' })).toMatchObject({ value: { pieces: 46 } });
    expect(await at('R-1')).toEqual(['MUG 3 -', 'MUG 5 tote']);
  });

  it('never stands in two bins because a booking was taken back', async () => {
    const side = (location: string, unit: string | null) => ({ location, unit, status: 'available' });
    const wish = { ...moveOf({ from: 'R-1', to: 'R-1', quantity: 2 }), from: side('R-1', tote), to: side('R-1', null) };
    expect(await store.send('stock.move', wish, operator)).toMatchObject({ ok: true });
    const taken = last();
    await moveUnit(tote, { to: 'B-1' });
    const moved = last();
    expect(await undo(taken)).toBe('unit-elsewhere');
    expect(await undo(moved)).toBe('ok');
    expect(await undo(taken)).toBe('ok');
    expect(await at('R-1')).toEqual(['MUG 3 -', 'MUG 40 pallet', 'MUG 5 tote', 'TEA 6 pallet']);
  });

  it('is refused where it makes no sense', async () => {
    await moveUnit(tote, { into: pallet });
    const codeOf = async (unit: string, goal: { to?: string; into?: string }) => {
      const answer = await moveUnit(unit, goal);
      return answer.ok ? 'ok' : answer.failure.code;
    };
    expect(await codeOf(pallet, { into: tote })).toBe('unit-in-itself');
    expect(await codeOf(pallet, { to: 'R-1' })).toBe('stock-same-place');
    expect(await codeOf(pallet, { to: 'Z-9' })).toBe('location-unknown');
    expect(await codeOf('095212340000000037', { to: 'B-1' })).toBe('unit-empty');
    expect(await codeOf(pallet, { into: '095212340000000037' })).toBe('unit-empty');
    expect(await codeOf(pallet, { to: 'B-1', into: tote })).toBe('bad-input');
  });

  it('keeps what is promised of it promised, wherever it stands', async () => {
    await store.send('stock.move', moveOf({ from: 'R-1', to: 'B-2', quantity: 3 }), operator);
    const order = [
      'order_number,sku,quantity,ship_name,ship_line_1,ship_postcode,ship_city,ship_country',
      '1,MUG,10,Ann,Street 1,12345,Town,DE',
    ];
    expect((await bring(store, 'orders.csv', order)).state).toBe('done');
    const promised = () =>
      store.all<{ location: string; quantity: number }>(
        'SELECT a.location, r.quantity FROM stock_reservations r JOIN stock_accounts a ON a.account = r.account ORDER BY 1',
      );
    expect(promised()).toEqual([{ location: 'B-2', quantity: 3 }]);
    await moveUnit(pallet, { to: 'B-1' });
    expect(promised()).toEqual([
      { location: 'B-1', quantity: 7 },
      { location: 'B-2', quantity: 3 },
    ]);
    await moveUnit(pallet, { to: 'B-2' });
    expect(promised().every(({ location }) => location === 'B-2')).toBe(true);
  });
});
