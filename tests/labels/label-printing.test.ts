import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HostProcess } from '../../electron/host-port';
import { createLabelPrinting } from '../../electron/station/label-printing';
import type { CommandEnvelope, Store } from '../../electron/store/types';
import type { BatchRow } from '../../shared/features/labels/queries';
import type { PrintJobRow } from '../../shared/features/printing/queries';
import { fail } from '../../shared/result';
import { printerAt } from '../devices/bench';
import { openPackStore, type PackStore } from '../support/pack-store';
import { stationItself } from '../support/pack-world';

let pack: PackStore;
beforeEach(async () => {
  pack = await openPackStore();
});
afterEach(() => pack.close());

/** A worker at the far end that lays out at once; what a label looks like is tested elsewhere. */
const worker = (): HostProcess => {
  let listener: (message: unknown) => void = () => undefined;
  return {
    post: (message) => {
      const { id, args } = message as {
        id: number;
        args: { records: readonly { readonly [field: string]: string }[] };
      };
      const value = args.records.map((record) => ({
        bytes: Buffer.from(`^XA^FD${JSON.stringify(record)}^FS^XZ`),
        png: Buffer.from(`picture of ${JSON.stringify(record)}`),
        warnings: [],
      }));
      setImmediate(() => listener({ kind: 'answer', id, result: { ok: true, value } }));
    },
    onMessage: (each) => (listener = each),
    onExit: () => undefined,
    kill: () => undefined,
  };
};

const printing = async (store: Store) => {
  const labels = createLabelPrinting({
    store,
    actor: () => stationItself,
    station: () => 'pack-1',
    words: () => 'en',
    printers: () => [printerAt({ type: 'tcp', host: '127.0.0.1', port: 1 }, 'front')],
    usualDpi: () => 203,
    forkLabel: worker,
    forkDocument: worker,
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
const wish = { templateId: 'location', printerId: 'front', title: 'locations.csv', records, copies: 1 };
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
  expect(new Set((await jobs()).map(({ title }) => title)).size).toBe(30);
  expect(await jobs()).toHaveLength(30);
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
