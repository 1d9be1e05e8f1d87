import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createExporter, type Exporter } from '../../electron/features/export/exporter';
import type { Store } from '../../electron/store/types';
import { readCsv } from '../../shared/features/import/csv';
import { encodeExportCsv } from '../../shared/features/export/csv';
import { exportRecord, type ExportRecord } from '../../shared/features/export/record';
import { openPackStore, type PackStore } from '../support/pack-store';
import { gtins, operator, stationItself } from '../support/pack-world';

let pack: PackStore;
let folder = '';
let exporter: Exporter;

const open = (store: Store = pack.store): Exporter =>
  createExporter({ store, folder: () => folder, actor: () => stationItself });

beforeEach(async () => {
  pack = await openPackStore();
  folder = mkdtempSync(join(tmpdir(), 'packwright-export-'));
  exporter = open();
});
afterEach(async () => {
  await exporter.stop();
  pack.close();
  rmSync(folder, { recursive: true, force: true });
});

const names = (): string[] => readdirSync(folder).toSorted();
const record = (name: string): ExportRecord => exportRecord.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
const json = (): string[] => names().filter((name) => name.endsWith('.json'));

/** One order with one parcel, closed. */
const packOne = async (number: string): Promise<void> => {
  await pack.hand.order(number, [{ sku: 'PLAIN', quantity: 1 }]);
  await pack.hand.open(number);
  await pack.hand.scan(gtins.plain);
  expect((await pack.hand.close()).ok).toBe(true);
};

describe('a closed parcel', () => {
  it('is written once, as CSV and JSON, with its order, SSCC, weight, items and times', async () => {
    await packOne('A-1');
    await exporter.drain();
    expect(names()).toHaveLength(2);
    const [name = ''] = json();
    expect(record(name)).toMatchObject({
      event: 'closed',
      person: operator.personId,
      order: { number: 'A-1' },
      parcel: { sequence: 1, weight: { source: 'measured' }, items: [{ sku: 'PLAIN', quantity: 1 }] },
    });
    expect(record(name).parcel?.sscc).toMatch(/^\d{18}$/);
    expect(record(name).parcel?.closedAt).toMatch(/Z$/);
    const before = readFileSync(join(folder, name), 'utf8');
    rmSync(join(folder, name));
    await exporter.drain();
    // Whoever collected it does not get it twice.
    expect(json()).toEqual([]);
    // Its content was fixed when it was made: what the catalogue says now is another matter.
    const file = { fileId: 'new-name', name: 'new-name', sha256: 'b'.repeat(64), source: 'folder', demo: false };
    const items = [{ sku: 'PLAIN', name: 'Another name' }];
    await pack.hand.must(
      'catalogue.import',
      { file, problems: [], end: null, items, cartons: [], dunnage: [] },
      stationItself,
    );
    const [row] = await pack.hand.query<readonly { parcelId: string }[]>('export.ofOrder', { orderId: 'order-A-1' });
    expect(await exporter.again({ parcelId: row?.parcelId ?? '' }, operator)).toMatchObject({ ok: true });
    expect(readFileSync(join(folder, name), 'utf8')).toBe(before);
    expect(before).not.toMatch(/Customer|Harbour/);
  });

  it('is written with lots and serials', async () => {
    await pack.hand.order('A-1', [
      { sku: 'LOT', quantity: 1 },
      { sku: 'SERIAL', quantity: 1 },
    ]);
    await pack.hand.open('A-1');
    await pack.hand.scan(`01${gtins.lot}10L77`, { aim: 'd2' });
    await pack.hand.scan(`01${gtins.serial}21SN5`, { aim: 'd2' });
    await pack.hand.close();
    await exporter.drain();
    expect(record(json()[0] ?? '').parcel?.items).toMatchObject([
      { sku: 'LOT', lot: 'L77' },
      { sku: 'SERIAL', serial: 'SN5' },
    ]);
  });
});

describe('a voided parcel and a short order', () => {
  it('are written, too, and again by the order', async () => {
    await pack.hand.order('A-1', [{ sku: 'PLAIN', quantity: 2 }]);
    await pack.hand.open('A-1');
    await pack.hand.scan(gtins.plain);
    const { parcelId } = await pack.hand.parcel();
    await pack.hand.must('packing.voidParcel', { parcelId, reason: 'Wrong box' });
    await pack.hand.scan(gtins.plain);
    const view = await pack.hand.view();
    await pack.hand.must('packing.shortPick', { packId: view?.packId, lineId: 'l1', quantity: 1, reason: 'Not there' });
    await pack.hand.close();
    await exporter.drain();
    expect(
      json()
        .map((name) => record(name).event)
        .toSorted(),
    ).toEqual(['closed', 'short', 'voided']);
    for (const name of names()) rmSync(join(folder, name));
    expect(await exporter.again({ orderId: 'order-A-1' }, operator)).toMatchObject({ ok: true });
    expect(json()).toHaveLength(3);
    expect(await exporter.again({ orderId: 'nobody' }, operator)).toMatchObject({ failure: { code: 'not-exported' } });
  });
});

/** The record takes no more after so many commands, as when the app is killed. */
const dies = (left: number): Store => {
  let rest = left;
  return {
    query: (name, params, actor) => pack.store.query(name, params, actor),
    execute: (envelope) => {
      rest -= 1;
      return rest < 0 ? Promise.resolve({ ok: false, failure: { code: 'host-down' } }) : pack.store.execute(envelope);
    },
  };
};

describe('a crash between the close and the export', () => {
  it.each([0, 1])('after %i of its commands leaves each file once and whole after the next start', async (commands) => {
    await packOne('A-1');
    await open(dies(commands)).drain();
    await open().drain();
    await open().drain();
    expect(names()).toHaveLength(2);
    expect(record(json()[0] ?? '').order.number).toBe('A-1');
    expect(await pack.hand.query('export.pending')).toMatchObject({ total: 0 });
  });

  it('that left half a file is made good', async () => {
    await packOne('A-1');
    await open(dies(1)).drain();
    const [name = ''] = json();
    const whole = readFileSync(join(folder, name), 'utf8');
    rmSync(join(folder, name));
    writeFileSync(join(folder, `.${name}.new`), whole.slice(0, 20));
    await open().drain();
    expect(names().filter((each) => each.startsWith('.'))).toEqual([]);
    expect(readFileSync(join(folder, name), 'utf8')).toBe(whole);
  });
});

describe('an export folder that is away', () => {
  it('is told with what waits, and everything is written when it is back', async () => {
    const aside = `${folder}-aside`;
    renameSync(folder, aside);
    await packOne('A-1');
    await packOne('A-2');
    await exporter.drain();
    expect(exporter.status()).toEqual({ state: 'stuck', reason: 'ENOENT', waiting: 2 });
    mkdirSync(folder);
    await exporter.drain();
    expect(exporter.status()).toEqual({ state: 'idle', reason: null, waiting: 0 });
    expect(json()).toHaveLength(2);
    rmSync(aside, { recursive: true });
  });
});

describe('the CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '＋1'])(
    'gives no spreadsheet the formula %j',
    async (text) => {
      await packOne('A-1');
      await exporter.drain();
      const given = record(json()[0] ?? '');
      const csv = encodeExportCsv({ ...given, order: { ...given.order, reference: text } });
      const [header, row] = [...readCsv(csv, ',')].flatMap((each) => ('cells' in each ? [each.cells] : []));
      expect(row?.[header?.indexOf('order_reference') ?? -1]).toBe(`'${text}`);
    },
  );
});
