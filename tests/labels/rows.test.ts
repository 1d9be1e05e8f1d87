import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labels } from '../../electron/features/labels';
import { createLabelDesk } from '../../electron/station/label-desk';
import { createFeedback } from '../../electron/station/feedback';
import type { Scan } from '../../shared/devices';
import {
  allRowsOf,
  lackingFields,
  type LabelRow,
  type LabelRows,
  type RowsWish,
} from '../../shared/features/labels/rows';
import type { LabelScan } from '../../shared/features/labels/scan';
import type { Feedback } from '../../shared/features/packing/view';
import { checkLabel } from '../../shared/labels/checks/check-label';
import { operator, type TestStore } from '../import/support/test-store';
import { bring, openStockStore, stockFeatures } from '../stock/stock-store';
import { layOut, templates } from './engine';

const pallet = '095212340000000013';

let store: TestStore;
beforeEach(async () => {
  store = await openStockStore([...stockFeatures, labels]);
  await bring(store, 'more.csv', [
    'sku,name,barcode,origin,value,currency',
    'CUP,Cup 20 % off,4012345123456,DE,12.49,EUR',
  ]);
  await bring(store, 'stock.csv', [
    'location,zone,aisle,check_digits,sku,quantity,lot,expiry,unit,owner',
    `R-1,R,1,4711,MUG,40,,,${pallet},`,
    'R-2,R,2,,MUG,3,,,,ACME',
    'B-1,B,1,,TEA,6,L1,2027-05-01,,',
    'B-2,B,1,,TEA,2,L1,2027-05-01,,',
    'B-3,B,1,,TEA,9,L2,2027-01-01,TOTE-7,',
  ]);
});
afterEach(() => store.dispose());

const rows = (change: Partial<RowsWish> & Pick<RowsWish, 'source'>, limit = 50, offset = 0): Promise<LabelRows> =>
  store.ask('labels.rows', { ...allRowsOf(change.source), ...change, offset, limit });
const keys = async (change: Parameters<typeof rows>[0]): Promise<readonly string[]> =>
  (await rows(change)).rows.map(({ key }) => key);
const templateOf = (id: string) => {
  const template = templates.find((each) => each.id === id);
  if (template === undefined) throw new Error(id);
  return template;
};
const firstOf = async (change: Parameters<typeof rows>[0]): Promise<LabelRow> => {
  const [row] = (await rows(change)).rows;
  if (row === undefined) throw new Error('no row');
  return row;
};

describe('rows to print labels of', () => {
  it('are products, found by text, code and owner, with what lies on shelves', async () => {
    expect(await keys({ source: 'items' })).toEqual(['CUP', 'LAMP', 'MUG', 'TEA']);
    expect(await keys({ source: 'items', search: 'mu' })).toEqual(['MUG']);
    expect(await keys({ source: 'items', search: '20 % o' })).toEqual(['CUP']);
    expect(await keys({ source: 'items', search: '4006381333931' })).toEqual(['MUG']);
    expect(await keys({ source: 'items', owner: 'ACME' })).toEqual(['MUG']);
    expect(await rows({ source: 'items', search: 'MUG' })).toMatchObject({ total: 1, pieces: 43 });
    expect(await rows({ source: 'items', owner: 'ACME' })).toMatchObject({ pieces: 3, rows: [{ quantity: 3 }] });
    // What is in a parcel is on no shelf any more.
    await bring(store, 'parcel.csv', [
      'location,sku,quantity,owner,unit,stock_status',
      'R-2,MUG,2,ACME,,available',
      'R-2,MUG,1,ACME,parcel-1,packed',
    ]);
    expect(await rows({ source: 'items', search: 'MUG' })).toMatchObject({ pieces: 42, rows: [{ quantity: 42 }] });
  });

  it('are bins of a zone, an aisle or a range, in walking order, with their own check digits', async () => {
    expect(await keys({ source: 'locations' })).toEqual(['B-1', 'B-2', 'B-3', 'R-1', 'R-2']);
    expect(await keys({ source: 'locations', zone: 'R', aisle: '2' })).toEqual(['R-2']);
    expect(await keys({ source: 'locations', from: 'B-2', to: 'R-1' })).toEqual(['B-2', 'B-3', 'R-1']);
    expect((await firstOf({ source: 'locations', search: 'r-1' })).record['checkDigits']).toBe('4711');
    expect(await rows({ source: 'locations' }, 2, 2)).toMatchObject({
      total: 5,
      rows: [{ key: 'B-3' }, { key: 'R-1' }],
    });
  });

  it('are pallets and totes with what is in them', async () => {
    expect(await keys({ source: 'units' })).toEqual([pallet, 'TOTE-7']);
    expect(await keys({ source: 'units', search: 'tea' })).toEqual(['TOTE-7']);
    const { record } = await firstOf({ source: 'units', search: pallet });
    expect(record).toMatchObject({
      sscc: pallet,
      gtin: '4006381333931',
      count: 40,
      items: [{ sku: 'MUG', count: 40 }],
    });
    expect((await firstOf({ source: 'units', search: 'TOTE' })).record).toMatchObject({
      sscc: null,
      batch: 'L2',
      bestBefore: '2027-01-01',
    });
  });

  it('are lots and dates, the first to expire first, each once however many bins it lies in', async () => {
    const { total, pieces, rows: lots } = await rows({ source: 'lots' });
    expect({ total, pieces }).toEqual({ total: 2, pieces: 17 });
    expect(lots.map(({ record }) => [record['batch'], record['count'], record['location']])).toEqual([
      ['L2', 9, 'B-3'],
      ['L1', 8, null],
    ]);
    const find = (change: RowsWish['find']) => rows({ source: 'lots', find: change });
    expect((await find({ kind: 'location', location: 'B-2' })).pieces).toBe(2);
    expect((await find({ kind: 'unit', unit: 'TOTE-7' })).pieces).toBe(9);
    expect((await find({ kind: 'item', skus: ['TEA'], lot: 'L1' })).pieces).toBe(8);
  });

  it('are only the ticked ones where some are', async () => {
    expect(await keys({ source: 'items', keys: ['MUG', 'CUP', 'GONE'] })).toEqual(['CUP', 'MUG']);
    expect(await keys({ source: 'items', keys: [] })).toEqual([]);
    const lot = await firstOf({ source: 'lots' });
    expect(await keys({ source: 'lots', keys: [lot.key] })).toEqual([lot.key]);
  });

  it('narrow down by owners and aisles that there are', async () => {
    const filters = await store.ask<{ owners: readonly string[]; aisles: readonly unknown[] }>('labels.rowFilters');
    expect(filters.owners).toEqual(['ACME']);
    expect(filters.aisles).toEqual([
      { zone: 'B', aisle: '1' },
      { zone: 'R', aisle: '1' },
      { zone: 'R', aisle: '2' },
    ]);
  });
});

const uses = [
  ['product', { source: 'items', search: 'CUP' }],
  ['shelf', { source: 'items', search: 'MUG' }],
  ['location', { source: 'locations', search: 'R-1' }],
  ['gs1-logistic', { source: 'units', search: pallet }],
  ['pallet', { source: 'units', search: pallet }],
  ['tote', { source: 'units', search: 'TOTE-7' }],
] as const;

describe('ready templates', () => {
  it.each(uses)('%s is filled by what the station knows', async (id, change) => {
    const { record } = await firstOf(change);
    const template = templateOf(id);
    expect(lackingFields(template, record)).toEqual([]);
    const page = await layOut(template, record, 203);
    expect(checkLabel(page).filter(({ severity }) => severity === 'refuse')).toEqual([]);
    expect(page.warnings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  });

  it('show the check digits that the station asks for', async () => {
    const own = await layOut(
      templateOf('location'),
      (await firstOf({ source: 'locations', search: 'R-1' })).record,
      203,
    );
    const other = { ...(await firstOf({ source: 'locations', search: 'R-1' })).record, checkDigits: '4712' };
    expect(own.items).not.toEqual((await layOut(templateOf('location'), other, 203)).items);
  });

  it('say what a row lacks for the code: without a GTIN there is no product label', async () => {
    const tea = await firstOf({ source: 'items', search: 'TEA' });
    expect(lackingFields(templateOf('product'), tea.record)).toEqual(['gtin']);
    // Bars on a lot’s label can do without the GTIN, and a tag can’t do without its EPC.
    const lot = await firstOf({ source: 'lots' });
    expect(lackingFields(templateOf('allergen-expiry'), lot.record)).toEqual([]);
    expect(lackingFields(templateOf('rfid-product'), (await firstOf({ source: 'items' })).record)).toContain('epc');
  });
});

describe('a scan among rows', () => {
  const desk = () => {
    const scans: LabelScan[] = [];
    const told: Feedback[] = [];
    const feedback = createFeedback((each) => told.push(each), Date.now);
    const made = createLabelDesk({ store, actor: () => operator, feedback, push: (scan) => scans.push(scan) });
    const scan = (data: string, aim: string | null = null): Promise<void> =>
      made.scan({ sequence: 1, deviceId: 's', data, aim, source: 'serial', at: Date.now(), simulated: false } as Scan);
    return { ...made, scan, scans, told: () => told.map(({ code }) => code) };
  };

  it('names the product, the bin or the unit, whichever are listed', async () => {
    const { scanFor, scan, scans, told } = desk();
    scanFor('items');
    await scan('4006381333931', 'E0');
    scanFor('locations');
    await scan('R-2');
    scanFor('units');
    await scan(`00${pallet}`, 'C1');
    expect(scans.map(({ sequence, source, find }) => [sequence, source, find])).toEqual([
      [1, 'items', { kind: 'item', skus: ['MUG'], lot: null }],
      [2, 'locations', { kind: 'location', location: 'R-2' }],
      [3, 'units', { kind: 'unit', unit: pallet }],
    ]);
    expect(told()).toEqual(['label-row-found', 'label-row-found', 'label-row-found']);
  });

  it('is refused aloud when it is something else, or of no row', async () => {
    const { scanFor, scan, scans, told } = desk();
    scanFor('items');
    await scan('R-2');
    scanFor('lots');
    await scan('4006381333931', 'E0');
    await scan('NO-SUCH-THING');
    expect(scans).toEqual([]);
    expect(told()).toEqual(['label-scan-other', 'label-row-none', 'label-scan-other']);
  });

  it('is not for a list that somebody turned to meanwhile', async () => {
    const { scanFor, scan, scans } = desk();
    scanFor('items');
    const scanned = scan('4006381333931', 'E0');
    scanFor('lots');
    await scanned;
    expect(scans).toEqual([]);
  });
});
