import { randomUUID } from 'node:crypto';
import { features } from '../../electron/features';
import { nodeFilePort, type FilePort } from '../../electron/journal/file-port';
import type { JournalEntry, JournalEvent } from '../../electron/journal/format';
import { openJournal, type Journal } from '../../electron/journal/journal';
import { scanJournal } from '../../electron/journal/scan';
import { openSeals, type Seals } from '../../electron/journal/seals';
import { openStore, type OpenStore } from '../../electron/store/store';
import { makeSnapshot } from '../../electron/store/write-snapshot';
import { createRandom } from '../support/random';
import { copyOrder, planCopies, rename, templatesOf, type OrderCopy } from './copies';
import { packOrder } from './hand';
import { importCatalogue, importOrders, settings, skuCount, type Wanted } from './world';

export interface SyntheticOptions {
  /** The station's folder, made here. */
  readonly folder: string;
  /** At least so many events; 0 leaves the station's first entries only. */
  readonly events: number;
  /** Open orders that wait at the station, beside the packed ones. */
  readonly openOrders?: readonly Wanted[];
  /** More first entries, e.g. people. */
  readonly begin?: (store: OpenStore) => Promise<void>;
}

export interface SyntheticStore {
  readonly events: number;
  readonly entries: number;
  readonly orders: number;
}

/** Nothing of this record is precious: it is synced once, at the end. */
const lazyPort: FilePort = { ...nodeFilePort, sync: () => undefined, syncFolder: () => undefined };

const templateCount = 24;
const ordersPerFile = 100;
const ordersPerDay = 300;
const dayMs = 86_400_000;
const firstShiftMs = 6 * 3_600_000;
const orderMs = 90_000;
const entryMs = 4000;

const wantedOrders = (): Wanted[] => {
  const random = createRandom(7);
  return Array.from({ length: templateCount }, (_, index) => ({
    number: String(10_001 + index),
    lines: Array.from({ length: random.integer(1, 4) }, () => ({
      item: random.integer(0, skuCount - 1),
      quantity: random.integer(1, 3),
    })),
  }));
};

const entriesOf = (folder: string): JournalEntry[] => {
  const entries: JournalEntry[] = [];
  scanJournal(nodeFilePort, `${folder}/journal`, null, (entry) => void entries.push(entry));
  return entries;
};

/** The station's first entries, by real commands: catalogue, open orders, and the orders that are copied after. */
const writeBeginning = async (options: SyntheticOptions, startMs: number): Promise<void> => {
  const { folder } = options;
  const store = await openStore({ folder, port: lazyPort, features, settings, now: () => startMs });
  await options.begin?.(store);
  importCatalogue(store);
  if (options.openOrders !== undefined) importOrders(store, 'open.json', options.openOrders);
  if (options.events > 0) {
    const wanted = wantedOrders();
    importOrders(store, 'templates.json', wanted);
    for (const order of wanted) packOrder(store, order);
  }
  store.close();
};

const countEvents = (entries: readonly JournalEntry[]): number =>
  entries.reduce((sum, entry) => sum + entry.events.length, 0);

/** Appends copies of the packed orders, file by file, through the real writer. */
const createCopier = (journal: Journal, seals: Seals, beginning: readonly JournalEntry[], startMs: number) => {
  const plans = planCopies(templatesOf(beginning));
  const file = beginning.findLast((entry) => entry.command === 'orders.import');
  if (file === undefined) throw new Error('no imported file to copy');
  const fileEvents = file.events.filter((event) => event.type !== 'v1.orders.imported');
  let orders = 0;
  let events = 0;
  let entries = 0;

  const append = (entry: JournalEntry, atMs: number): void => {
    const { kind: _kind, n: _n, ...fields } = entry;
    const appended = journal.append({ ...fields, at: new Date(atMs).toISOString() });
    if (!appended.ok) throw new Error(appended.failure.code);
    entries += 1;
    events += entry.events.length;
  };

  const timeOf = (order: number): number =>
    startMs + Math.floor(order / ordersPerDay) * dayMs + (order % ordersPerDay) * orderMs;

  const importFile = (copies: readonly OrderCopy[]): void => {
    const name = `orders-${orders}.json`;
    const names = new Map([['templates.json', name]]);
    const tail = fileEvents.map(({ type, data }): JournalEvent => ({
      type,
      data: rename(data, names) as Record<string, unknown>,
    }));
    append({ ...file, id: randomUUID(), events: [...copies.map(({ imported }) => imported), ...tail] }, timeOf(orders));
  };

  return {
    events: (): number => events,
    entries: (): number => entries,
    orders: (): number => orders,
    /** The next file with its orders, all of them packed. */
    next: (): void => {
      const copies = Array.from({ length: ordersPerFile }, (_, index) => {
        const order = orders + index;
        const plan = plans[order % plans.length];
        if (plan === undefined) throw new Error('no order to copy');
        return copyOrder(plan, seals, String(100_000 + order), templateCount + 1 + order);
      });
      seals.flush();
      importFile(copies);
      for (const copy of copies) {
        const atMs = timeOf(orders);
        for (const [index, entry] of copy.entries.entries()) append(entry, atMs + (index + 1) * entryMs);
        orders += 1;
      }
    },
  };
};

const syncAll = (folder: string): void => {
  const folders = [`${folder}/journal`, `${folder}/keys`];
  for (const each of folders) {
    for (const name of nodeFilePort.list(each)) {
      const handle = nodeFilePort.open(`${each}/${name}`, 'update');
      nodeFilePort.sync(handle);
      nodeFilePort.close(handle);
    }
    nodeFilePort.syncFolder(each);
  }
};

/**
 * Writes a station's record of many events: real commands pack some orders, then the entries that they left are
 * written again and again with ids, numbers, keys and times of their own, through the journal's own writer. The chain
 * holds and all evidence is there: `packwright verify` finds it good.
 */
export const writeSyntheticStore = async (options: SyntheticOptions): Promise<SyntheticStore> => {
  const { folder } = options;
  // Long enough ago that the last copy is not later than today.
  const days = Math.ceil(options.events / (15 * ordersPerDay)) + 2;
  const startMs = Math.floor(Date.now() / dayMs - days) * dayMs + firstShiftMs;
  await writeBeginning(options, startMs);
  const beginning = entriesOf(folder);
  let written: SyntheticStore = { events: countEvents(beginning), entries: beginning.length, orders: 0 };
  if (options.events > 0) {
    const opened = openJournal({ port: lazyPort, folder: `${folder}/journal`, from: null, onEntry: () => undefined });
    if (opened.state === 'broken') throw new Error('the beginning is broken');
    const seals = openSeals(lazyPort, `${folder}/keys/seals`);
    const copier = createCopier(opened.journal, seals, beginning, startMs + dayMs);
    while (written.events + copier.events() < options.events) copier.next();
    opened.journal.close();
    written = {
      events: written.events + copier.events(),
      entries: written.entries + copier.entries(),
      orders: copier.orders(),
    };
  }
  syncAll(folder);
  return written;
};

export const writeSyntheticSnapshot = async (folder: string): Promise<void> => {
  const made = await makeSnapshot(nodeFilePort, folder, features);
  if (!made.ok) throw new Error(made.failure.code);
};
