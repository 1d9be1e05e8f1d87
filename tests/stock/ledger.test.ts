import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerOf } from '../../shared/feature';
import type { stockQueries } from '../../shared/features/stock/queries';
import { operator, supervisor, type TestStore } from '../import/support/test-store';
import { bring, moveOf, openStockStore, type MoveWish } from './stock-store';

type Queries = typeof stockQueries;

let store: TestStore;
beforeEach(async () => {
  store = await openStockStore();
});
afterEach(() => store.dispose());

const opening = [
  'location,zone,sku,quantity,lot,expiry',
  'A-01-1,A,MUG,10,,',
  'A-01-2,A,TEA,6,L1,2027-05-01',
  'A-01-2,A,TEA,4,L2,31.1.2027',
  'B-01-1,B,,,,',
];
const bringOpening = () => bring(store, 'stock.csv', opening);
const move = (wish: MoveWish, actor = operator) => store.send('stock.move', moveOf(wish), actor);
const at = async (location: string) =>
  ((await store.ask<AnswerOf<Queries['stock.atLocation']>>('stock.atLocation', { location }))?.rows ?? []).map(
    ({ sku, lot, quantity }) => [sku, lot, quantity],
  );
const codeOf = (answer: { ok: boolean; failure?: { code: string } }) => (answer.ok ? 'ok' : answer.failure?.code);
const tasks = async () => (await store.ask<AnswerOf<Queries['stock.tasks']>>('stock.tasks')).rows;

describe('opening stock', () => {
  it('comes in from a file with its bins, and once more changes nothing', async () => {
    const report = await bringOpening();
    expect(report).toMatchObject({ state: 'done', badRows: 0, counts: { created: 3, changed: 3 } });
    expect(await at('A-01-2')).toEqual([
      ['TEA', 'L2', 4],
      ['TEA', 'L1', 6],
    ]);
    const head = store.opened.status().head.n;
    // Other bytes with the same content: another file.
    const again = await bring(store, 'stock-2.csv', [...opening, '']);
    expect(again.counts).toMatchObject({ created: 0, changed: 0 });
    expect(store.opened.status().head.n).toBe(head + 1);
    expect(await at('A-01-1')).toEqual([['MUG', null, 10]]);
  });
  it('names rows that can’t be used and takes the others', async () => {
    const report = await bring(store, 'stock.csv', [
      'location,sku,quantity,expiry',
      'A-01-1,MUG,ten,',
      'A 01,MUG,1,',
      'A-01-1,NONE,1,',
      'A-01-1,TEA,1,01/02/2027',
      'A-01-1,MUG,2,',
      'A-01-1,MUG,3,',
    ]);
    expect(report.state).toBe('done');
    const codes = store
      .all<{ code: string }>('SELECT code FROM import_exceptions ORDER BY row')
      .map(({ code }) => code);
    expect(codes).toEqual(['not-a-whole-number', 'not-a-location', 'stock-sku-unknown', 'not-a-day']);
    expect(await at('A-01-1')).toEqual([['MUG', null, 5]]);
  });
});

describe('a serial number in a file', () => {
  const heads = 'location,sku,quantity,serial';
  const problems = () => store.all('SELECT row, code, value_text AS value FROM import_exceptions ORDER BY row');
  it('lies on one shelf: a second one is a problem of its row, unless the file takes it off the first', async () => {
    await bring(store, 'lamps.csv', [heads, 'A-01-1,LAMP,1,S1', 'A-02-1,LAMP,1,S1', 'A-02-1,LAMP,1,S2']);
    expect(await at('A-01-1')).toEqual([['LAMP', null, 1]]);
    expect(await at('A-02-1')).toEqual([['LAMP', null, 1]]);
    expect(problems()).toEqual([{ row: 3, code: 'serial-elsewhere', value: 'S1 (A-01-1)' }]);
    await bring(store, 'more.csv', [heads, 'B-01-1,LAMP,1,S2']);
    expect(await at('B-01-1')).toEqual([]);
    await bring(store, 'moved.csv', [heads, 'B-01-1,LAMP,1,S2', 'A-02-1,LAMP,0,S2']);
    expect(await at('B-01-1')).toEqual([['LAMP', null, 1]]);
    expect(await at('A-02-1')).toEqual([]);
  });
});

describe('a movement', () => {
  beforeEach(bringOpening);
  it('takes from one bin what it puts into the other', async () => {
    expect(codeOf(await move({ from: 'A-01-1', to: 'B-01-1', quantity: 4 }))).toBe('ok');
    expect(await at('A-01-1')).toEqual([['MUG', null, 6]]);
    expect(await at('B-01-1')).toEqual([['MUG', null, 4]]);
  });
  it('is booked once, however often it is sent', async () => {
    const send = () =>
      store.execute({
        id: '00000000-0000-4000-8000-000000000001',
        name: 'stock.move',
        input: moveOf({ from: 'A-01-1', to: 'B-01-1', quantity: 4 }),
        actor: operator,
        origin: 'window',
      });
    expect(await send()).toEqual(await send());
    expect(await at('B-01-1')).toEqual([['MUG', null, 4]]);
  });
  it('asks before it goes beyond the book, and then books the rest from unexplained with a task', async () => {
    const wish = { from: 'A-01-1', to: 'B-01-1', quantity: 12 };
    expect(await move(wish)).toMatchObject({ ok: false, failure: { code: 'more-than-book', details: { book: 10 } } });
    expect(await move({ ...wish, beyondBook: true })).toMatchObject({ ok: true, value: { missing: 2 } });
    expect(await at('A-01-1')).toEqual([]);
    expect(await at('B-01-1')).toEqual([['MUG', null, 12]]);
    expect(await tasks()).toMatchObject([{ kind: 'shortfall', location: 'A-01-1', sku: 'MUG', quantity: 2 }]);
    const unexplained = store.all<{ quantity: number }>(
      `SELECT quantity FROM stock_totals WHERE sku = 'MUG' AND status = '@unexplained'`,
    );
    expect(unexplained).toEqual([{ quantity: -2 }]);
  });
  it('asks for the lot where two lie in the bin', async () => {
    const wish = { sku: 'TEA', from: 'A-01-2', to: 'B-01-1', quantity: 2 };
    expect(codeOf(await move(wish))).toBe('stock-lot-needed');
    expect(codeOf(await move({ ...wish, lot: 'L1' }))).toBe('ok');
    expect(await at('B-01-1')).toEqual([['TEA', 'L1', 2]]);
  });
  it('beyond the book is refused without the traits that its goods are known by', async () => {
    await move({ kind: 'receive', sku: 'LAMP', serial: 'S1', from: null, to: 'A-01-1', quantity: 1 });
    const beyond = { from: 'A-01-1', to: 'B-01-1', beyondBook: true };
    const head = store.opened.status().head.n;
    // Three pieces of one serial number, and pieces of none.
    expect(codeOf(await move({ ...beyond, sku: 'LAMP', quantity: 3 }))).toBe('stock-serial-needed');
    expect(codeOf(await move({ ...beyond, sku: 'LAMP', serial: 'S1', quantity: 3 }))).toBe('stock-serial-is-one');
    expect(codeOf(await move({ ...beyond, from: 'B-01-1', to: 'A-01-1', sku: 'LAMP', quantity: 1 }))).toBe(
      'stock-serial-needed',
    );
    expect(codeOf(await move({ ...beyond, sku: 'TEA', quantity: 2 }))).toBe('stock-lot-needed');
    expect(codeOf(await move({ ...beyond, sku: 'TEA', lot: 'L9', quantity: 2 }))).toBe('stock-expiry-needed');
    expect(store.opened.status().head.n).toBe(head);
    expect(await move({ ...beyond, sku: 'LAMP', serial: 'S2', quantity: 1 })).toMatchObject({ value: { missing: 1 } });
    // More of the lot that lies there: the book knows its day.
    expect(await move({ ...beyond, from: 'A-01-2', sku: 'TEA', lot: 'L1', quantity: 8 })).toMatchObject({
      value: { missing: 2 },
    });
  });
  it('is refused of a piece that the book has elsewhere: one serial number is one piece', async () => {
    const lamp = { sku: 'LAMP', serial: 'S1', quantity: 1 };
    const receive = { ...lamp, kind: 'receive', from: null, to: 'A-01-1' };
    expect(codeOf(await move(receive))).toBe('ok');
    // At another station, or the same carton once more.
    expect(await move({ ...receive, to: 'B-01-1' })).toMatchObject({
      failure: { code: 'stock-serial-held', details: { serial: 'S1', location: 'A-01-1' } },
    });
    expect(codeOf(await move({ ...lamp, from: 'A-01-2', to: 'B-01-1', beyondBook: true }))).toBe('stock-serial-held');
    const goods = { sku: 'LAMP', owner: null, lot: null, serial: 'S1', expiry: null, condition: 'new' };
    const adjust = async (location: string, counted: number, serial = 'S1') =>
      codeOf(
        await store.send(
          'stock.adjust',
          {
            goods: { ...goods, serial },
            shelf: { location, unit: null, status: 'available' },
            counted,
            reason: 'found',
          },
          supervisor,
        ),
      );
    expect(await adjust('B-01-1', 1)).toBe('stock-serial-held');
    expect(await adjust('B-01-1', 2, 'S9')).toBe('stock-serial-is-one');
    expect(codeOf(await move({ ...lamp, from: 'A-01-1', to: 'B-01-1' }))).toBe('ok');
    const away = await store.send(
      'stock.move',
      moveOf({ ...lamp, kind: 'scrap', from: 'B-01-1', to: null }),
      supervisor,
    );
    expect(codeOf(away)).toBe('ok');
    const scrapped = store.opened.status().head.n;
    expect(codeOf(await move(receive))).toBe('ok');
    const undone = await store.send('stock.undo', { n: scrapped, reason: 'was there' }, supervisor);
    expect(codeOf(undone)).toBe('stock-serial-held');
  });
  it('is refused where bin or item are unknown, and where a supervisor is needed', async () => {
    expect(codeOf(await move({ from: 'A-01-1', to: 'Z-9', quantity: 1 }))).toBe('location-unknown');
    expect(codeOf(await move({ sku: 'NO', from: 'A-01-1', to: 'B-01-1', quantity: 1 }))).toBe('item-unknown');
    expect(codeOf(await move({ from: 'A-01-1', to: 'A-01-1', quantity: 1 }))).toBe('stock-same-place');
    expect(codeOf(await move({ kind: 'scrap', from: 'A-01-1', to: null, quantity: 1 }))).toBe('supervisor-needed');
    expect(codeOf(await move({ kind: 'scrap', from: 'A-01-1', to: null, quantity: 1 }, supervisor))).toBe('ok');
  });
});

describe('taking back', () => {
  beforeEach(bringOpening);
  const lastN = () => store.opened.status().head.n;
  const undo = (n: number) => store.send('stock.undo', { n, reason: 'wrong bin' }, supervisor);
  it('books the opposite, once', async () => {
    await move({ from: 'A-01-1', to: 'B-01-1', quantity: 12, beyondBook: true });
    const n = lastN();
    expect(codeOf(await undo(n))).toBe('ok');
    expect(await at('A-01-1')).toEqual([['MUG', null, 10]]);
    expect(await at('B-01-1')).toEqual([]);
    expect(codeOf(await undo(n))).toBe('movement-undone');
  });
  it('is refused when the goods have moved on', async () => {
    await move({ from: 'A-01-1', to: 'B-01-1', quantity: 4 });
    const n = lastN();
    await move({ from: 'B-01-1', to: 'A-01-2', quantity: 3 });
    expect(await undo(n)).toMatchObject({ ok: false, failure: { code: 'stock-moved-on', details: { missing: 3 } } });
  });
});

describe('the movement browser', () => {
  it('shows who moved what, newest first', async () => {
    await bringOpening();
    await move({ from: 'A-01-1', to: 'B-01-1', quantity: 4 });
    const rows = await store.ask<AnswerOf<Queries['stock.movements']>>('stock.movements', { sku: 'MUG' });
    expect(rows).toMatchObject([
      { kind: 'move', from: 'A-01-1', to: 'B-01-1', quantity: 4 },
      { kind: 'adjust', from: '@opening', to: 'A-01-1', quantity: 10, reason: 'opening' },
    ]);
    expect(
      (await store.ask<AnswerOf<Queries['stock.movements']>>('stock.movements', { location: 'B-01-1' })).length,
    ).toBe(1);
  });
});
