import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { features } from '../../electron/features';
import { nodeFilePort, type FilePort } from '../../electron/journal/file-port';
import type { Head, JournalEntry, JournalEvent } from '../../electron/journal/format';
import { openJournal, type Journal } from '../../electron/journal/journal';
import { createTree } from '../../electron/journal/merkle';
import { scanJournal } from '../../electron/journal/scan';
import { openSeals, type Seals } from '../../electron/journal/seals';
import { checkpointText, keyText } from '../../electron/journal/signatures';
import { openStationKeys, type KeySafe } from '../../electron/station/station-key';
import { openStore, type OpenStore } from '../../electron/store/store';
import { makeSnapshot } from '../../electron/store/write-snapshot';
import { checkpointEvent } from '../../shared/features/checkpoints/events';
import { createRandom } from '../support/random';
import { copyOrder, planCopies, rename, templatesOf, type OrderCopy } from './copies';
import { packOrder } from './hand';
import { command, importCatalogue, importOrders, settings, skuCount, stationActor, type Wanted } from './world';

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

const noSafe: KeySafe = { isThere: () => false, lock: () => new Uint8Array(), open: () => '' };

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

const entriesOf = (folder: string, onHash: (hash: string) => void): JournalEntry[] => {
  const entries: JournalEntry[] = [];
  scanJournal(nodeFilePort, `${folder}/journal`, null, (entry, hash) => {
    entries.push(entry);
    onHash(hash);
  });
  return entries;
};

/** The station's first entries, by real commands: its key, catalogue, open orders, and the orders that are copied after. */
const writeBeginning = async (options: SyntheticOptions, startMs: number): Promise<Signer> => {
  const { folder } = options;
  const store = await openStore({ folder, port: lazyPort, features, settings, now: () => startMs });
  await options.begin?.(store);
  const signer = await createSigner(folder, store);
  importCatalogue(store);
  if (options.openOrders !== undefined) importOrders(store, 'open.json', options.openOrders);
  if (options.events > 0) {
    const wanted = wantedOrders();
    importOrders(store, 'templates.json', wanted);
    for (const order of wanted) packOrder(store, order);
  }
  store.close();
  return signer;
};

const countEvents = (entries: readonly JournalEntry[]): number =>
  entries.reduce((sum, entry) => sum + entry.events.length, 0);

/** Signs heads as the station does, every file of orders, so that any part of the record can be exported with its proof. */
const createSigner = async (folder: string, store: OpenStore) => {
  const keys = openStationKeys(join(folder, 'station-key'), noSafe);
  const key = await keys.make('station');
  const { publicKey, keyId } = key;
  const proof = key.sign(keyText({ publicKey, previous: null }));
  const set = { publicKey, previous: null, proof, endorsement: null, why: 'first' };
  command(store, 'checkpoints.setKey', set, stationActor);
  const tree = createTree();
  let from = 1;
  return {
    push: (hash: string): void => tree.push(hash),
    /** The event over all entries since the last one. */
    event: (head: Head, at: string): JournalEvent => {
      const wish = { keyId, from, n: head.n, hash: head.hash, root: tree.root(), at };
      tree.reset();
      from = head.n + 1;
      return {
        ...checkpointEvent('v1.checkpoints.signed', {
          ...wish,
          signature: key.sign(checkpointText(wish)),
          why: 'entries',
        }),
      };
    },
  };
};
type Signer = Awaited<ReturnType<typeof createSigner>>;

/** Appends copies of the packed orders, file by file, through the real writer. */
const createCopier = (
  journal: Journal,
  seals: Seals,
  signer: Signer,
  beginning: readonly JournalEntry[],
  startMs: number,
) => {
  const plans = planCopies(templatesOf(beginning));
  const file = beginning.findLast((entry) => entry.command === 'orders.import');
  if (file === undefined) throw new Error('no imported file to copy');
  const fileEvents = file.events.filter((event) => event.type !== 'v1.orders.imported');
  let orders = 0;
  let events = 0;
  let entries = 0;
  let head: Head | null = null;

  const append = (entry: JournalEntry, atMs: number): void => {
    const { kind: _kind, n: _n, ...fields } = entry;
    const appended = journal.append({ ...fields, at: new Date(atMs).toISOString() });
    if (!appended.ok) throw new Error(appended.failure.code);
    ({ head } = appended.value);
    signer.push(head.hash);
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
      if (head === null) return;
      const atMs = timeOf(orders - 1) + orderMs;
      const signed = signer.event(head, new Date(atMs).toISOString());
      append({ ...file, id: randomUUID(), command: 'checkpoints.record', events: [signed] }, atMs);
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
  const signer = await writeBeginning(options, startMs);
  const beginning = entriesOf(folder, (hash) => signer.push(hash));
  let written: SyntheticStore = { events: countEvents(beginning), entries: beginning.length, orders: 0 };
  if (options.events > 0) {
    const opened = openJournal({ port: lazyPort, folder: `${folder}/journal`, from: null, onEntry: () => undefined });
    if (opened.state === 'broken') throw new Error('the beginning is broken');
    const seals = openSeals(lazyPort, `${folder}/keys/seals`);
    const copier = createCopier(opened.journal, seals, signer, beginning, startMs + dayMs);
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
