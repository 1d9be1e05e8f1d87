import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BalanceRow, KitView, MovementRow } from '../../shared/features/stock/queries';
import { operator, supervisor, type TestStore } from '../import/support/test-store';
import { bring, openStockStore } from './stock-store';

let store: TestStore;
beforeEach(async () => {
  store = await openStockStore();
  await bring(store, 'kit-items.csv', [
    'sku,name,lot_rule,serial_rule,expiry_rule',
    'GIFT,Gift box,no,no,no',
    'SET,Tea set,yes,no,yes',
    'RIG,Rig,no,yes,no',
  ]);
  await bring(store, 'stock.csv', [
    'location,sku,quantity,lot,serial,expiry',
    'K-1,MUG,20,,,',
    'K-1,TEA,4,L1,,2027-05-01',
    'K-1,LAMP,1,,S1,',
    'K-1,LAMP,1,,S2,',
    'A-1,,,,,',
  ]);
});
afterEach(() => store.dispose());

const setKit = (sku: string, parts: readonly (readonly [string, number])[]) =>
  store.send('stock.setKit', { sku, parts: parts.map(([part, quantity]) => ({ sku: part, quantity })) }, supervisor);
interface Wish {
  readonly sku?: string;
  readonly lot?: string | null;
  readonly serial?: string | null;
  readonly quantity?: number;
  readonly named?: readonly { readonly wanted: object; readonly quantity: number }[];
  readonly beyondBook?: readonly string[];
  readonly from?: string;
}
const make = ({
  sku = 'GIFT',
  lot = null,
  serial = null,
  quantity = 1,
  named = [],
  beyondBook = [],
  from = 'K-1',
}: Wish) =>
  store.send('stock.kit', { kit: { sku, lot, serial }, quantity, from, to: 'A-1', named, beyondBook }, operator);
const codeOf = async (wish: Wish): Promise<string> => {
  const answer = await make(wish);
  return answer.ok ? 'ok' : answer.failure.code;
};
const lying = async (location: string): Promise<string[]> =>
  ((await store.ask<{ rows: readonly BalanceRow[] } | null>('stock.atLocation', { location }))?.rows ?? [])
    .map(({ sku, quantity, lot, serial, expiry }) => [sku, quantity, lot ?? serial ?? '-', expiry ?? '-'].join(' '))
    .toSorted();

describe('a file of kits', () => {
  const partsOf = async (sku: string) =>
    (await store.ask<KitView | null>('stock.kit', { sku }))?.parts.map((part) => `${part.quantity} ${part.sku}`) ?? [];

  it('says whole bills of materials, and once more changes nothing', async () => {
    const rows = ['kit_sku,part_sku,part_quantity', 'GIFT,MUG,2', 'GIFT,TEA,1', 'SET,MUG,1'];
    expect(await bring(store, 'kits.csv', rows)).toMatchObject({ state: 'done', counts: { created: 2, failed: 0 } });
    expect([await partsOf('GIFT'), await partsOf('SET')]).toEqual([['2 MUG', '1 TEA'], ['1 MUG']]);
    const again = await bring(store, 'again.csv', [...rows, 'RIG,LAMP,1']);
    expect(again).toMatchObject({ counts: { created: 1, changed: 0, unchanged: 2 } });
    await bring(store, 'less.csv', ['kit_sku,part_sku,part_quantity', 'GIFT,MUG,3']);
    expect([await partsOf('GIFT'), await partsOf('SET')]).toEqual([['3 MUG'], ['1 MUG']]);
  });

  it('keeps out a kit with a line that is wrong, names an unknown item, or itself', async () => {
    const report = await bring(store, 'bad.csv', [
      'kit_sku,part_sku,part_quantity',
      'GIFT,MUG,2',
      'GIFT,TEA,half',
      'SET,NONE,1',
      'RIG,RIG,1',
      'LAMP,MUG,1',
    ]);
    expect(await Promise.all(['GIFT', 'SET', 'RIG', 'LAMP'].map(partsOf))).toEqual([[], [], [], ['1 MUG']]);
    expect(report.badRows).toBe(2);
    const codes = store.all<{ code: string }>(
      `SELECT code FROM import_exceptions WHERE resolved_at IS NULL AND kind = 'stock' ORDER BY code`,
    );
    expect(codes.map(({ code }) => code)).toEqual([
      'kit-circle',
      'kit-has-broken-line',
      'not-a-whole-number',
      'stock-sku-unknown',
    ]);
  });
});

describe('a kit', () => {
  it('uses its parts up and comes out of them, in one entry that can be taken back', async () => {
    expect(
      await setKit('SET', [
        ['MUG', 2],
        ['TEA', 1],
      ]),
    ).toMatchObject({ ok: true });
    expect(await make({ sku: 'SET', lot: 'K7', quantity: 3 })).toMatchObject({ ok: true, value: { missing: 0 } });
    expect(await lying('K-1')).toEqual(['LAMP 1 S1 -', 'LAMP 1 S2 -', 'MUG 14 - -', 'TEA 1 L1 2027-05-01']);
    // It lasts as long as the first of its parts to expire.
    expect(await lying('A-1')).toEqual(['SET 3 K7 2027-05-01']);
    const moved = await store.ask<readonly MovementRow[]>('stock.movements', {});
    const [first] = moved;
    const entry = moved.filter(({ n }) => n === first?.n);
    expect(entry.map(({ kind, sku, quantity, from, to }) => [kind, sku, quantity, from, to])).toEqual([
      ['kit', 'SET', 3, '@kit', 'A-1'],
      ['kit', 'TEA', 3, 'K-1', '@kit'],
      ['kit', 'MUG', 6, 'K-1', '@kit'],
    ]);
    expect(await store.send('stock.undo', { n: first?.n, reason: 'wrong' }, supervisor)).toMatchObject({ ok: true });
    expect(await lying('A-1')).toEqual([]);
    expect(await lying('K-1')).toEqual(['LAMP 1 S1 -', 'LAMP 1 S2 -', 'MUG 20 - -', 'TEA 4 L1 2027-05-01']);
  });

  it('is not taken back when it has moved on', async () => {
    await setKit('GIFT', [['MUG', 1]]);
    await make({});
    const [row] = await store.ask<readonly MovementRow[]>('stock.movements', {});
    const side = { location: 'A-1', unit: null, status: 'available' };
    const goods = { sku: 'GIFT', owner: null, lot: null, serial: null, expiry: null, condition: 'new' };
    await store.send('stock.adjust', { goods, shelf: side, counted: 0, reason: 'lost' }, supervisor);
    await store.send(
      'stock.move',
      {
        kind: 'scrap',
        wanted: { sku: 'GIFT' },
        from: side,
        to: null,
        quantity: 1,
        reason: 'damaged',
        document: null,
        beyondBook: false,
      },
      supervisor,
    );
    expect(await store.send('stock.undo', { n: row?.n, reason: 'wrong' }, supervisor)).toMatchObject({
      failure: { code: 'stock-moved-on' },
    });
  });

  it('asks for lots and serials that are not clear, and takes the ones that were scanned', async () => {
    await setKit('RIG', [
      ['LAMP', 1],
      ['TEA', 2],
    ]);
    expect(await codeOf({ sku: 'RIG', serial: 'R1' })).toBe('stock-serial-needed');
    const lamp = { wanted: { sku: 'LAMP', serial: 'S2' }, quantity: 1 };
    expect(await codeOf({ sku: 'RIG', named: [lamp] })).toBe('stock-serial-needed');
    await bring(store, 'more.csv', ['location,sku,quantity,lot,expiry', 'K-1,TEA,9,L2,2026-12-31']);
    expect(await codeOf({ sku: 'RIG', serial: 'R1', named: [lamp] })).toBe('stock-lot-needed');
    const tea = { wanted: { sku: 'TEA', lot: 'L1' }, quantity: 2 };
    expect(await codeOf({ sku: 'RIG', serial: 'R1', named: [lamp, { ...tea, quantity: 3 }] })).toBe('kit-too-many');
    expect(await codeOf({ sku: 'RIG', serial: 'R1', quantity: 2, named: [lamp, tea] })).not.toBe('ok');
    expect(await codeOf({ sku: 'RIG', serial: 'R1', named: [lamp, tea] })).toBe('ok');
    expect(await lying('A-1')).toEqual(['RIG 1 R1 2027-05-01']);
    expect(await lying('K-1')).toContain('LAMP 1 S1 -');
    expect(await lying('K-1')).toContain('TEA 2 L1 2027-05-01');
  });

  it('is made of more than the book has only on somebody’s word', async () => {
    await setKit('GIFT', [['MUG', 15]]);
    expect(await make({ quantity: 2 })).toMatchObject({
      failure: { code: 'more-than-book', details: { sku: 'MUG', book: 20, quantity: 30 } },
    });
    expect(await make({ quantity: 2, beyondBook: ['MUG'] })).toMatchObject({ ok: true, value: { missing: 10 } });
    expect(await lying('A-1')).toEqual(['GIFT 2 - -']);
  });

  it('goes beyond the book for the parts that somebody spoke of, and for no other', async () => {
    await setKit('GIFT', [
      ['MUG', 15],
      ['TEA', 3],
    ]);
    expect(await make({ quantity: 2, beyondBook: ['MUG'] })).toMatchObject({
      failure: { code: 'more-than-book', details: { sku: 'TEA', book: 4, quantity: 6 } },
    });
    expect(await lying('A-1')).toEqual([]);
    const answer = await make({ quantity: 2, beyondBook: ['MUG', 'TEA'] });
    expect(answer).toMatchObject({ ok: true, value: { missing: 12 } });
  });

  it('takes no part out of quarantine, whatever its status, nor anybody else’s', async () => {
    await setKit('GIFT', [['MUG', 1]]);
    await bring(store, 'apart.csv', [
      'location,location_kind,sku,quantity,owner',
      'Q-1,quarantine,MUG,9,',
      'K-2,pick,MUG,9,ACME',
    ]);
    expect(await codeOf({ from: 'Q-1' })).toBe('kit-from-quarantine');
    expect(await codeOf({ from: 'Q-1', beyondBook: ['MUG'] })).toBe('kit-from-quarantine');
    expect(await codeOf({ from: 'K-2' })).toBe('more-than-book');
  });

  it('takes no part that is held or past its day', async () => {
    await setKit('GIFT', [['TEA', 1]]);
    const hold = { sku: 'TEA', lot: 'L1', serial: null, kind: 'recall', reason: 'glass' };
    await store.send('stock.hold', hold, supervisor);
    expect(await codeOf({})).toBe('more-than-book');
    expect(await codeOf({ named: [{ wanted: { sku: 'TEA', lot: 'L1' }, quantity: 1 }] })).toBe('goods-recalled');
    await bring(store, 'old.csv', ['location,sku,quantity,lot,expiry', 'K-1,TEA,9,L0,2020-01-31']);
    expect(await codeOf({})).toBe('more-than-book');
    const old = [{ wanted: { sku: 'TEA', lot: 'L0' }, quantity: 1 }];
    expect(await codeOf({ named: old })).toBe('expired-lot');
    expect(await codeOf({ named: old, beyondBook: ['TEA'] })).toBe('expired-lot');
    await store.send('stock.hold', { ...hold, sku: 'MUG', lot: null }, supervisor);
    await setKit('GIFT', [['MUG', 1]]);
    expect(await codeOf({ beyondBook: ['MUG'] })).toBe('goods-recalled');
  });

  it('is made of no serial number twice, whatever anybody says', async () => {
    await setKit('GIFT', [['LAMP', 2]]);
    const lamp = { wanted: { sku: 'LAMP', serial: 'S2' }, quantity: 1 };
    expect(await codeOf({ named: [lamp, lamp], beyondBook: ['LAMP'] })).toBe('kit-serial-twice');
  });

  it('is made of known items and never of itself', async () => {
    expect(await setKit('GIFT', [['NONE', 1]])).toMatchObject({ failure: { code: 'item-unknown' } });
    await setKit('SET', [['MUG', 2]]);
    expect(
      await setKit('GIFT', [
        ['SET', 1],
        ['MUG', 1],
        ['MUG', 2],
      ]),
    ).toMatchObject({ ok: true });
    expect(await setKit('SET', [['GIFT', 1]])).toMatchObject({ failure: { code: 'kit-circle' } });
    const view = await store.ask<KitView | null>('stock.kit', { sku: 'GIFT' });
    expect(view?.parts.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['SET', 1],
      ['MUG', 3],
    ]);
    await setKit('GIFT', []);
    expect(await store.ask('stock.kit', { sku: 'GIFT' })).toBeNull();
    expect(await codeOf({})).toBe('kit-unknown');
    expect(await codeOf({ sku: 'SET', lot: 'K1', named: [{ wanted: { sku: 'TEA' }, quantity: 1 }] })).toBe(
      'kit-no-part',
    );
  });
});
