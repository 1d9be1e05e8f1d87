import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLabelDesk } from '../../electron/station/label-desk';
import { createFeedback } from '../../electron/station/feedback';
import { createLabelPrinting } from '../../electron/station/label-printing';
import type { Scan } from '../../shared/devices';
import { allRowsOf } from '../../shared/features/labels/rows';
import type { LabelScan } from '../../shared/features/labels/scan';
import type { ParcelRow } from '../../shared/features/packing/queries';
import type { FoundPrints } from '../../shared/features/printing/queries';
import type { Feedback } from '../../shared/features/packing/view';
import { printerAt } from '../devices/bench';
import { plainWorker } from '../labels/plain-worker';
import { openPackStore, type PackStore } from '../support/pack-store';
import { gtins, operator, stationItself } from '../support/pack-world';

let pack: PackStore;
beforeEach(async () => {
  pack = await openPackStore();
});
afterEach(() => pack.close());

const find = (change: Record<string, unknown> = {}): Promise<FoundPrints> =>
  pack.hand.query('printing.find', {
    search: '',
    printerId: null,
    from: null,
    to: null,
    offset: 0,
    limit: 50,
    ...change,
  });
const titlesOf = async (change: Record<string, unknown>): Promise<readonly string[]> =>
  (await find(change)).rows.map(({ title }) => title);

const printProducts = async (): Promise<void> => {
  const labels = createLabelPrinting({
    store: pack.store,
    actor: () => operator,
    station: () => 'pack-1',
    words: () => 'en',
    printers: () => [printerAt({ type: 'tcp', host: '127.0.0.1', port: 1 }, 'front')],
    usualDpi: () => 203,
    forkLabel: plainWorker,
    forkDocument: plainWorker,
    fontsFolder: 'resources/fonts',
    drawZpl: () => Promise.resolve(null),
    onProgress: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  await labels.seed([readFileSync('resources/labels/product.json', 'utf8')]);
  const made = await labels.printRows({
    batchId: '22222222-2222-4222-8222-222222222222',
    templateId: 'product',
    version: 1,
    printerId: 'front',
    title: 'Products',
    rows: { ...allRowsOf('items'), keys: ['PLAIN', 'LOT'] },
    copies: { kind: 'each', count: 1 },
    expect: { rows: 2, labels: null },
  });
  expect(made).toMatchObject({ ok: true, value: { made: 2 } });
  labels.close();
};

const packParcel = async (number: string): Promise<string> => {
  await pack.hand.order(number, [{ sku: 'PLAIN', quantity: 1 }]);
  await pack.hand.open(number);
  await pack.hand.scan(gtins.plain, { aim: 'I1' });
  await pack.hand.weigh();
  await pack.hand.requestLabel();
  const { parcelId } = await pack.hand.parcel();
  const rows = await pack.hand.query<readonly ParcelRow[]>('packing.parcels', { search: number, limit: 10 });
  return rows.find((row) => row.parcelId === parcelId)?.sscc ?? '';
};

describe('what was printed', () => {
  it('is found by what is on it: product, order, SSCC, and the label’s own code', async () => {
    await printProducts();
    const sscc = await packParcel('SO-77');
    expect(sscc).toMatch(/^\d{18}$/);
    const code = await pack.hand.labelCode();
    expect(await titlesOf({})).toEqual(['SO-77 / 1', 'Item PLAIN', 'Item LOT']);
    for (const search of ['so-77', sscc, `00${sscc}`, code]) expect(await titlesOf({ search })).toEqual(['SO-77 / 1']);
    for (const search of ['LOT', gtins.lot, gtins.lot.slice(1)])
      expect(await titlesOf({ search })).toEqual(['Item LOT']);
    expect(await titlesOf({ search: 'Item' })).toHaveLength(2);
    expect(await titlesOf({ search: '%' })).toEqual([]);
  });

  it('is found by printer and by days of the site', async () => {
    await printProducts();
    await packParcel('SO-78');
    expect(await titlesOf({ printerId: 'printer' })).toEqual(['SO-78 / 1']);
    const today = new Date().toISOString().slice(0, 10);
    const before = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    expect((await find({ from: today, to: today })).total).toBe(3);
    expect((await find({ to: before })).total).toBe(0);
    expect(await find({ offset: 1, limit: 1 })).toMatchObject({ total: 3, rows: [{ title: 'Item PLAIN' }] });
  });

  it('says who, with which version and in which batch, and why there is another copy', async () => {
    await printProducts();
    await packParcel('SO-79');
    await pack.hand.printed();
    const { parcelId } = await pack.hand.parcel();
    await pack.hand.must('packing.reprintLabel', { parcelId, reason: 'label torn' });
    const { rows } = await find();
    expect(rows[0]).toMatchObject({ title: 'SO-79 / 1', copy: 2, reprintReason: 'label torn', template: null });
    expect(rows[1]).toMatchObject({ copy: 1, state: 'printed', sentAt: expect.any(String) as string });
    expect(rows[2]).toMatchObject({ batch: 'Products', template: { version: 1 }, reprints: 0, person: '—' });
  });
});

describe('a scan among prints', () => {
  it('is looked for, and refused aloud where there is no such print', async () => {
    await packParcel('SO-80');
    const scans: LabelScan[] = [];
    const told: Feedback[] = [];
    const feedback = createFeedback((each) => told.push(each), Date.now);
    const desk = createLabelDesk({
      store: pack.store,
      actor: () => stationItself,
      feedback,
      push: (scan) => scans.push(scan),
    });
    desk.scanFor('prints');
    const scan = (data: string): Promise<void> =>
      desk.scan({ sequence: 1, deviceId: 's', data, aim: null, source: 'serial', at: 0, simulated: false } as Scan);
    await scan('SO-80');
    await scan('SO-81');
    expect(scans).toEqual([{ sequence: 1, source: 'prints', text: 'SO-80', find: null }]);
    expect(told.map(({ code }) => code)).toEqual(['label-row-found', 'print-not-found']);
  });
});
