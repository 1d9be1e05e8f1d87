import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLabelPrinting } from '../../electron/station/label-printing';
import type { CommandEnvelope, Store } from '../../electron/store/types';
import type { BatchRow } from '../../shared/features/labels/queries';
import { noCounts } from '../../shared/features/import/file';
import { allRowsOf } from '../../shared/features/labels/rows';
import type { PrintJobRow } from '../../shared/features/printing/queries';
import { fail } from '../../shared/result';
import { printerAt } from '../devices/bench';
import { openPackStore, type PackStore } from '../support/pack-store';
import { stationItself } from '../support/pack-world';
import { plainWorker } from './plain-worker';

let pack: PackStore;
beforeEach(async () => {
  pack = await openPackStore();
});
afterEach(() => pack.close());

const printing = async (store: Store) => {
  const labels = createLabelPrinting({
    store,
    actor: () => stationItself,
    station: () => 'pack-1',
    words: () => 'en',
    printers: () => ['front', 'line'].map((id) => printerAt({ type: 'tcp', host: '127.0.0.1', port: 1 }, id)),
    isOnLine: (printerId) => printerId === 'line',
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
  await labels.seed([readFileSync('resources/labels/location.json', 'utf8')]);
  return labels;
};

const records = Array.from({ length: 30 }, (_, row) => ({ location: `A-${row}` }));
const wish = {
  batchId: '22222222-2222-4222-8222-222222222222',
  templateId: 'location',
  version: null,
  printerId: 'front',
  title: 'locations.csv',
  records,
  copies: 1,
};
const jobs = async (): Promise<readonly PrintJobRow[]> => {
  const answer = await pack.store.query('printing.openJobs', {}, stationItself);
  return answer.ok ? (answer.value as readonly PrintJobRow[]) : [];
};
const batch = async (): Promise<BatchRow | undefined> => {
  const answer = await pack.store.query('labels.batches', { limit: 1 }, stationItself);
  return answer.ok ? (answer.value as readonly BatchRow[])[0] : undefined;
};
const labelsIn = ({ input }: CommandEnvelope): number => (input as { labels: readonly unknown[] }).labels.length;

it('labels of a file go into the record a few at a time: a scan waits for three of them, never for all', async () => {
  const sizes: number[] = [];
  const watched: Store = {
    ...pack.store,
    execute: (envelope) => {
      if (envelope.name === 'labels.request') sizes.push(labelsIn(envelope));
      return pack.store.execute(envelope);
    },
  };
  const labels = await printing(watched);
  expect(await labels.print(wish)).toMatchObject({ ok: true, value: { made: 30 } });
  labels.close();
  expect(await batch()).toMatchObject({ total: 30, made: 30 });
  expect(Math.max(...sizes)).toBeLessThanOrEqual(3);
});

it('a record that is slow to answer or restarts gets each label once, and the run goes on', async () => {
  let asked = 0;
  const slow: Store = {
    ...pack.store,
    execute: async (envelope) => {
      if (envelope.name !== 'labels.request') return pack.store.execute(envelope);
      asked += 1;
      // Not got at all, and got but not answered any more.
      if (asked === 1) return fail('host-restarting');
      const answer = await pack.store.execute(envelope);
      return asked === 4 ? fail('timeout') : answer;
    },
  };
  const labels = await printing(slow);
  expect(await labels.print(wish)).toMatchObject({ ok: true, value: { made: 30 } });
  labels.close();
  // Each once, and they come out in the order of the file.
  expect((await jobs()).map(({ title }) => title)).toEqual(records.map((_record, row) => `locations.csv ${row + 1}`));
});

it('a record that stays away stops the run, and says so', async () => {
  const away: Store = {
    ...pack.store,
    execute: (envelope) =>
      envelope.name === 'labels.request' ? Promise.resolve(fail('host-restarting')) : pack.store.execute(envelope),
  };
  const labels = await printing(away);
  expect(await labels.print(wish)).toMatchObject({ ok: false, failure: { code: 'host-restarting' } });
  labels.close();
  expect(await jobs()).toEqual([]);
});

it('come out on no printer of a print-and-apply line, which asks for its own labels itself', async () => {
  const labels = await printing(pack.store);
  const barred = { ok: false, failure: { code: 'printer-on-line' } };
  expect(await labels.print({ ...wish, printerId: 'line' })).toMatchObject(barred);
  expect(await labels.printDocument('carrier.zpl', 'line', new Uint8Array(1), new Uint8Array(1))).toMatchObject(barred);
  expect(await batch()).toBeUndefined();
  expect(await labels.renderOne('location', 'line', { location: 'A-1' })).toMatchObject({ ok: true });
  labels.close();
});

const itself = (): string => '11111111-1111-4111-8111-111111111111';
const rowsWish = {
  batchId: itself(),
  templateId: 'product',
  version: 1,
  printerId: 'front',
  title: 'Products',
  rows: allRowsOf('items'),
  copies: { kind: 'each', count: 2 },
  expect: { rows: 9, labels: null },
} as const;
const withProducts = async (store: Store) => {
  const labels = await printing(store);
  await labels.seed([readFileSync('resources/labels/product.json', 'utf8')]);
  return labels;
};
const bringItems = (fileId: string, items: readonly object[]): Promise<unknown> =>
  pack.hand.must(
    'catalogue.import',
    {
      file: { fileId, name: fileId, sha256: '0'.repeat(64), source: 'folder', demo: false },
      problems: [],
      end: { before: noCounts, rows: items.length, badRows: 0 },
      items,
      cartons: [],
      dunnage: [],
    },
    { ...stationItself, personId: 'sam', role: 'supervisor' },
  );
const titles = async (): Promise<readonly string[]> => (await jobs()).map(({ title }) => title);

describe('labels of what the station knows', () => {
  it('are so many of each row; what can’t be printed is left out and named, whatever was asked twice', async () => {
    const labels = await withProducts(pack.store);
    await bringItems('more', [{ sku: 'NONE', name: 'Item NONE' }]);
    const ten = { ...rowsWish, expect: { rows: 10, labels: null } };
    expect(await labels.printRows(ten)).toMatchObject({
      ok: true,
      value: { made: 18, leftOut: [{ title: 'Item NONE', why: 'lacking', field: 'gtin' }] },
    });
    expect((await titles()).filter((title) => title === 'Item PLAIN')).toHaveLength(2);
    expect(await labels.printRows(ten)).toMatchObject({ ok: false, failure: { code: 'batch-known' } });
    expect(await jobs()).toHaveLength(18);
    labels.close();
  });

  it('are not printed where there are others by now than somebody saw', async () => {
    const labels = await withProducts(pack.store);
    expect(await labels.printRows({ ...rowsWish, expect: { rows: 8, labels: null } })).toMatchObject({
      failure: { code: 'label-rows-changed', details: { before: 8, count: 9 } },
    });
    expect(
      await labels.printRows({ ...rowsWish, copies: { kind: 'on-hand' }, expect: { rows: 9, labels: 5 } }),
    ).toMatchObject({ failure: { code: 'label-rows-changed', details: { before: 5, count: 0 } } });
    expect(await labels.printRows({ ...rowsWish, version: 2 })).toMatchObject({
      failure: { code: 'template-changed' },
    });
    expect(await batch()).toBeUndefined();
    labels.close();
  });

  it('are not printed where rows come and go while they are read: none is printed twice', async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ sku: `M-${index}`, name: `More ${index}` }));
    for (let at = 0; at < many.length; at += 100) await bringItems(`more-${at}`, many.slice(at, at + 100));
    let pages = 0;
    const busy: Store = {
      ...pack.store,
      query: async (name, params, actor) => {
        const answer = await pack.store.query(name, params, actor);
        if (name !== 'labels.rows') return answer;
        pages += 1;
        const moved = [
          { sku: 'FIRST', name: 'A first one' },
          { sku: 'M-99', name: 'More 99', retired: true },
        ];
        if (pages === 1) await bringItems('moved', moved);
        return answer;
      },
    };
    const labels = await withProducts(busy);
    const wanted = { ...rowsWish, expect: { rows: 509, labels: null } };
    expect(await labels.printRows(wanted)).toMatchObject({ failure: { code: 'label-rows-changed' } });
    expect(pages).toBe(2);
    expect(await batch()).toBeUndefined();
    labels.close();
  });

  it('go on where they were stopped, each row once, with the numbers that they had', async () => {
    let asked = 0;
    const dying: Store = {
      ...pack.store,
      execute: (envelope) => {
        if (envelope.name === 'labels.request') asked += 1;
        return asked > 2 && envelope.name === 'labels.request'
          ? Promise.resolve(fail('store-not-open'))
          : pack.store.execute(envelope);
      },
    };
    const before = await withProducts(dying);
    expect(await before.printRows(rowsWish)).toMatchObject({ ok: false });
    before.close();
    expect(await jobs()).toHaveLength(6);
    expect(await batch()).toMatchObject({ total: 18, made: 6, kept: true, stopped: false });
    const after = await withProducts(pack.store);
    expect(await after.resume(itself())).toMatchObject({ ok: true, value: { made: 12 } });
    expect(await after.resume(itself())).toMatchObject({ ok: true, value: { made: 0 } });
    after.close();
    const made = (await titles()).reduce((sums, title) => sums.set(title, (sums.get(title) ?? 0) + 1), new Map());
    expect([...made.values()]).toEqual(Array.from({ length: 9 }, () => 2));
    // Those that waited since then are printed on that word.
    expect(pack.effects.filter(({ type }) => type === 'print').length).toBeGreaterThanOrEqual(6);
  });

  it('are not made any more once the rest was cancelled', async () => {
    let asked = 0;
    const watched: Store = {
      ...pack.store,
      execute: async (envelope) => {
        const answer = await pack.store.execute(envelope);
        asked += envelope.name === 'labels.request' ? 1 : 0;
        if (asked === 2) await pack.hand.must('labels.cancel', { batchId: itself() });
        return answer;
      },
    };
    const labels = await withProducts(watched);
    expect(await labels.printRows(rowsWish)).toMatchObject({ ok: true, value: { made: 6 } });
    expect(await batch()).toMatchObject({ made: 6, cancelled: 6, open: 0, stopped: true });
    expect(await labels.resume(itself())).toMatchObject({ ok: false, failure: { code: 'batch-stopped' } });
    labels.close();
  });
});
