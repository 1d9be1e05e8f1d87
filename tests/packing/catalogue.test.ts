import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CatalogueItem, CatalogueRow } from '../../shared/features/catalogue/queries';
import type { CartonRecord } from '../../shared/features/catalogue/records';
import { openPackStore, type PackStore } from '../support/pack-store';
import { approval, codeOf, gtins, type PackHand, type WantedLine } from '../support/pack-world';

let pack: PackStore;
let hand: PackHand;
let number = 60_000;

beforeAll(async () => {
  pack = await openPackStore();
  hand = pack.hand;
});
afterAll(() => pack.close());

const openOrder = async (...lines: WantedLine[]): Promise<void> => {
  const before = await hand.view();
  if (before !== null) await hand.must('packing.release', { packId: before.packId });
  number += 1;
  await hand.order(String(number), lines);
  expect(codeOf(await hand.open(String(number)))).toBe('order-opened');
};

const itemOf = async (sku: string): Promise<CatalogueItem> => {
  const item = await hand.query<CatalogueItem | null>('catalogue.item', { sku });
  if (item === null) throw new Error(`no ${sku}`);
  return item;
};
const rowOf = async (sku: string): Promise<CatalogueRow | undefined> =>
  (await hand.query<{ rows: readonly CatalogueRow[] }>('catalogue.list', { search: sku })).rows.find(
    (row) => row.sku === sku,
  );
const stockOf = async (cartonId: string): Promise<number | null> =>
  (await hand.query<readonly CartonRecord[]>('catalogue.cartons')).find((each) => each.cartonId === cartonId)?.stock ??
  null;

/** From the full box to the closed parcel, as heavy as it really is. */
const closeAs = async (milligrams: number): Promise<string> => {
  expect(codeOf(await hand.weighAs(milligrams))).toBe('weighed');
  await hand.requestLabel();
  await hand.printed();
  return codeOf(await hand.scan(await hand.labelCode(), { aim: 'd1' }));
};

describe('a weight that the catalogue lacks', () => {
  const trueMg = 735_000;

  it('stops no parcel, is learned from it, and is expected of the next', async () => {
    expect(await itemOf('UNWEIGHED')).toMatchObject({ weightMg: null, learned: null });
    await openOrder({ sku: 'UNWEIGHED', quantity: 2 });
    for (let count = 0; count < 2; count += 1) await hand.scan(gtins.unweighed, { aim: 'I1' });
    const { expectation } = await hand.parcel();
    expect(expectation?.unknownSkus).toEqual(['UNWEIGHED']);
    expect(await closeAs((expectation?.expectedMg ?? 0) + 2 * trueMg)).toBe('order-packed');
    const { learned, weightMg } = await itemOf('UNWEIGHED');
    expect(weightMg).toBeNull();
    expect(learned?.parcels).toBe(1);
    expect(Math.abs((learned?.weightMg ?? 0) - trueMg)).toBeLessThan(10_000);
    expect((await rowOf('UNWEIGHED'))?.learned).toEqual(learned);

    await openOrder({ sku: 'UNWEIGHED', quantity: 1 }, { sku: 'PLAIN', quantity: 1 });
    await hand.scan(gtins.unweighed, { aim: 'I1' });
    await hand.scan(gtins.plain, { aim: 'I1' });
    const next = (await hand.parcel()).expectation;
    expect(next?.unknownSkus).toEqual([]);
    expect(codeOf(await hand.weighAs((next?.expectedMg ?? 0) - trueMg))).toBe('weight-outside');
    expect(await closeAs(next?.expectedMg ?? 0)).toBe('order-packed');
    expect((await itemOf('UNWEIGHED')).learned?.parcels).toBe(2);
  });

  it('is not said of an item that nobody weighed yet', async () => {
    expect(await itemOf('EACH')).toMatchObject({ weightMg: 480_000, learned: null });
  });
});

describe('the stock of boxes', () => {
  it('goes down by one with each closed parcel, by none with a voided one, and never below nothing', async () => {
    const close = async (): Promise<string> => {
      await openOrder({ sku: 'PLAIN', quantity: 1 });
      await hand.scan(gtins.plain, { aim: 'I1' });
      const cartonId = (await hand.parcel()).carton?.cartonId ?? '';
      expect(codeOf(await hand.close())).toBe('order-packed');
      return cartonId;
    };
    const cartonId = await close();
    const before = (await stockOf(cartonId)) ?? 0;
    expect(await close()).toBe(cartonId);
    expect(await stockOf(cartonId)).toBe(before - 1);
    await openOrder({ sku: 'PLAIN', quantity: 1 });
    await hand.scan(gtins.plain, { aim: 'I1' });
    await hand.must('packing.voidParcel', { parcelId: (await hand.parcel()).parcelId, reason: 'Wrong box' });
    expect(await stockOf(cartonId)).toBe(before - 1);
    await hand.must('catalogue.setCartonStock', { cartonId, stock: 1 });
    expect(await close()).toBe(cartonId);
    expect(await stockOf(cartonId)).toBe(0);
    // None left: the next best box is advised, and a box that is there all the same takes nothing off nothing.
    await openOrder({ sku: 'PLAIN', quantity: 1 });
    await hand.scan(gtins.plain, { aim: 'I1' });
    const { parcelId, carton } = await hand.parcel();
    expect(carton?.cartonId).not.toBe(cartonId);
    await hand.must('packing.chooseCarton', { parcelId, cartonId });
    expect(codeOf(await hand.close())).toBe('order-packed');
    expect(await stockOf(cartonId)).toBe(0);
  });
});

describe('a barcode that nobody knows', () => {
  const code = '4006381333931';

  it('is taught with a supervisor’s word, with its pieces, and packs from then on', async () => {
    await openOrder({ sku: 'PLAIN', quantity: 7 });
    expect(codeOf(await hand.scan(code, { aim: 'E0' }))).toBe('unknown-barcode');
    const wish = { code, sku: 'PLAIN', quantity: 6 };
    expect(codeOf(await hand.command('catalogue.teachBarcode', { ...wish, approval: null }))).toBe('supervisor-needed');
    await hand.must('catalogue.teachBarcode', { ...wish, approval: approval() });
    expect((await itemOf('PLAIN')).taught).toEqual([{ code: `0${code}`, quantity: 6, taughtBy: 'mia' }]);
    expect(codeOf(await hand.scan(code, { aim: 'E0' }))).toBe('item-packed');
    expect((await hand.view())?.packed).toBe(6);
  });

  it('is not taught over what it means already, unless it is said to mean both', async () => {
    const wish = { code, sku: 'OTHER', quantity: 1, approval: approval() };
    expect(codeOf(await hand.command('catalogue.teachBarcode', wish))).toBe('barcode-taken');
    await hand.must('catalogue.teachBarcode', { ...wish, alsoFor: true });
    await openOrder({ sku: 'PLAIN', quantity: 6 }, { sku: 'OTHER', quantity: 1 });
    expect(codeOf(await hand.scan(code, { aim: 'E0' }))).toBe('ambiguous-barcode');
    expect(codeOf(await hand.scan(code, { aim: 'E0', sku: 'OTHER' }))).toBe('line-complete');
  });
});
