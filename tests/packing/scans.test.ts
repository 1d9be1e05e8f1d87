import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TodayBoard } from '../../shared/features/packing/queries';
import { openPackStore, type PackStore } from '../support/pack-store';
import { approval, codeOf, detailsOf, gtins, type PackHand } from '../support/pack-world';

const gs = '\u001d';
const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(2, 10).replaceAll('-', '');

let store: PackStore;
let hand: PackHand;
let number = 70_000;

beforeAll(async () => {
  store = await openPackStore();
  hand = store.hand;
});
afterAll(() => store.close());

/** A new order, open at this station; the one before is put aside. */
const openOrder = async (...lines: Parameters<PackHand['order']>[1]): Promise<string> => {
  const before = await hand.view();
  if (before !== null) await hand.must('packing.release', { packId: before.packId });
  number += 1;
  await hand.order(String(number), lines);
  expect(codeOf(await hand.open(String(number)))).toBe('order-opened');
  return String(number);
};

const stops = async (): Promise<Readonly<Record<string, number>>> =>
  Object.fromEntries((await hand.query<TodayBoard>('packing.today')).stops.map(({ code, count }) => [code, count]));

describe('a scan', () => {
  it.each([
    ['wrong-item', gtins.other, 'I1'],
    ['unknown-barcode', '4006381333931', 'E0'],
    ['check-digit', '4006381333932', 'E0'],
    ['wrong-lot', `01${gtins.lot}10L9`, 'd2'],
    ['expired-lot', `01${gtins.expiry}17${inDays(-2)}`, 'd2'],
    ['short-dated-lot', `01${gtins.expiry}17${inDays(9)}`, 'd2'],
  ])('that is %s counts nothing and stands on the board', async (code, data, aim) => {
    await openOrder({ sku: 'LOT', quantity: 1, lot: 'L90' }, { sku: 'EXPIRY', quantity: 2 });
    const before = (await stops())[code] ?? 0;
    expect(codeOf(await hand.scan(data, { aim }))).toBe(code);
    expect((await hand.view())?.packed).toBe(0);
    expect((await stops())[code]).toBe(before + 1);
  });

  it('beyond what was ordered is one too many, a case as well', async () => {
    await openOrder({ sku: 'PLAIN', quantity: 13 });
    expect(codeOf(await hand.scan(gtins.case, { aim: 'I1' }))).toBe('item-packed');
    expect((await hand.view())?.packed).toBe(12);
    expect(codeOf(await hand.scan(gtins.case, { aim: 'I1' }))).toBe('too-many');
    expect(codeOf(await hand.scan(gtins.plain, { aim: 'I1' }))).toBe('items-complete');
    expect(codeOf(await hand.scan(gtins.plain, { aim: 'I1' }))).toBe('too-many');
    expect((await hand.view())?.packed).toBe(13);
  });

  it('of a code that two items share asks which one it is', async () => {
    await openOrder({ sku: 'TWIN-A', quantity: 1 }, { sku: 'TWIN-B', quantity: 1 });
    const asked = await hand.scan(gtins.twins, { aim: 'I1' });
    expect(codeOf(asked)).toBe('ambiguous-barcode');
    expect(detailsOf(asked)).toMatchObject({ skus: 'TWIN-A TWIN-B' });
    expect(codeOf(await hand.scan(gtins.twins, { aim: 'I1', sku: 'TWIN-B' }))).toBe('line-complete');
    expect((await hand.view())?.lines.map(({ packed }) => packed)).toEqual([0, 1]);
  });

  it('counts a keyed quantity only where the item allows it', async () => {
    await openOrder({ sku: 'PLAIN', quantity: 5 }, { sku: 'EACH', quantity: 5 }, { sku: 'SERIAL', quantity: 5 });
    expect(codeOf(await hand.scan(gtins.plain, { aim: 'I1', quantity: 5 }))).toBe('line-complete');
    expect(codeOf(await hand.scan(gtins.each, { aim: 'I1', quantity: 5 }))).toBe('quantity-not-allowed');
    expect(codeOf(await hand.scan(gtins.serial, { aim: 'I1', quantity: 2 }))).toBe('quantity-not-allowed');
    expect((await hand.view())?.packed).toBe(5);
  });

  it('of a serial number is compared exactly, over parcels and orders, and freed by voiding', async () => {
    const serial = (text: string) => hand.scan(`01${gtins.serial}21${text}`, { aim: 'd2' });
    const first = await openOrder({ sku: 'SERIAL', quantity: 3 });
    expect(codeOf(await serial('SN12'))).toBe('item-packed');
    expect(codeOf(await serial('SN12'))).toBe('serial-reused');
    await hand.must('packing.finishParcel', { parcelId: (await hand.parcel()).parcelId });
    expect(codeOf(await hand.close())).toBe('parcel-closed');
    expect(detailsOf(await serial('SN12'))).toMatchObject({ order: first, parcel: 1 });
    expect(codeOf(await serial('SN1'))).toBe('item-packed');
    const second = await openOrder({ sku: 'SERIAL', quantity: 2 });
    expect(detailsOf(await serial('SN1'))).toMatchObject({ serial: 'SN1', order: first, parcel: 2 });
    expect(codeOf(await serial('SN13'))).toBe('item-packed');
    expect(codeOf(await serial('sn13'))).toBe('items-complete');
    await hand.must('packing.voidParcel', { parcelId: (await hand.parcel()).parcelId, reason: 'Wrong box' });
    expect(codeOf(await serial('SN13'))).toBe('item-packed');
    expect(second).not.toBe(first);
  });

  it('of an item with a rule asks for what is missing, and the label waits for it', async () => {
    await openOrder({ sku: 'LOT', quantity: 1 });
    expect(codeOf(await hand.scan(gtins.lot, { aim: 'I1' }))).toBe('lot-needed');
    expect(codeOf(await hand.requestLabel())).toBe('steps-open');
    expect(codeOf(await hand.weigh())).toBe('not-now');
    expect(codeOf(await hand.scan(`10L55${gs}`, { aim: 'd2' }))).toBe('items-complete');
    expect((await hand.parcel()).items[0]).toMatchObject({ lot: 'L55' });
  });

  it('that was typed needs a supervisor and a reason, and is marked', async () => {
    const order = await openOrder({ sku: 'PLAIN', quantity: 1 });
    expect(codeOf(await hand.scan(gtins.plain, { source: 'keyed' }))).toBe('supervisor-needed');
    expect(codeOf(await hand.scan(gtins.plain, { source: 'keyed', approval: approval() }))).toBe('supervisor-needed');
    const typed = await hand.scan(gtins.plain, { source: 'keyed', approval: approval(), reason: 'Scanner broken' });
    expect(codeOf(typed)).toBe('items-complete');
    expect((await hand.query<TodayBoard>('packing.today')).overrides[0]).toMatchObject({
      action: 'keyed-scan',
      order,
      reason: 'Scanner broken',
    });
  });
});

describe('what a wedge typed under another keyboard layout', () => {
  it('is explained where it names something known, and never put right', async () => {
    await openOrder({ sku: 'PLAIN', quantity: 2 });
    // The article's digits by a French computer's keys, from an American scanner.
    const typed = Array.from(gtins.plain, (digit) => 'à&é"\'(-è_ç'.charAt(Number(digit))).join('');
    const told = await hand.scan(typed, { aim: null, source: 'wedge' });
    expect(codeOf(told)).toBe('keyboard-layout');
    expect(detailsOf(told)).toMatchObject({ computer: 'fr' });
    expect((await hand.view())?.packed).toBe(0);
    expect((await stops())['keyboard-layout']).toBe(1);
  });

  it('stays unknown where no layout makes sense of it, and from a scanner that types nothing', async () => {
    await openOrder({ sku: 'PLAIN', quantity: 2 });
    expect(codeOf(await hand.scan('NO-SUCH-THING', { aim: null, source: 'wedge' }))).toBe('unknown-barcode');
    const typed = Array.from(gtins.plain, (digit) => 'à&é"\'(-è_ç'.charAt(Number(digit))).join('');
    expect(codeOf(await hand.scan(typed, { aim: null, source: 'serial' }))).toBe('unknown-barcode');
  });
});
