import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peopleFeature } from '../../electron/features/people';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openCredentials } from '../../electron/people/credentials';
import { createPeopleService, type PeopleService } from '../../electron/people/people-service';
import { openStore, type OpenStore } from '../../electron/store/store';
import type { Actor, Store, StoreSettings } from '../../electron/store/types';
import type { Result } from '../../shared/result';

const settings: StoreSettings = {
  site: 'main',
  station: 'pack-1',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  gs1CompanyPrefix: null,
  ssccRange: null,
  siteGln: null,
  shipFrom: { name: 'A', lines: ['B'], country: 'DE' },
  labelPrinterId: null,
  label: { widthMm: 102, heightMm: 152, dpi: 203 },
  cutOffs: [],
  language: 'en',
  reprintLimit: 2,
  reprintLast: 20,
  labelFourEyes: false,
  countToleranceMinor: 0,
  countApprovalMinor: 10_000,
  returns: { asNew: 'available', opened: 'hold', owners: {} },
  demo: false,
};

export const place = { site: 'main', station: 'pack-1' };
export const stationActor: Actor = { personId: null, role: 'station', ...place };

/** The real store, journal and credentials in a folder of their own, with a cheap hash. */
export interface TestStation {
  readonly dataDir: string;
  readonly store: OpenStore;
  readonly people: PeopleService;
  /** Moves the machine's uptime on. */
  pass(ms: number): void;
  reopen(): Promise<TestStation>;
  /** Types of all events in the record, in order, and their data. */
  events(): Promise<
    readonly { readonly type: string; readonly data: Record<string, unknown>; readonly person: string | null }[]
  >;
  /** Everything on disk but the credentials, as one text. */
  everythingWritten(): Promise<string>;
  close(): Promise<void>;
}

const asStore = (store: OpenStore): Store => ({
  execute: (envelope) => Promise.resolve(store.execute(envelope)),
  query: (name, params, actor) => Promise.resolve(store.query(name, params, actor)),
});

const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    }),
  );
  return nested.flat();
};

const unwrap = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
};

const openIn = async (dataDir: string, clock: { uptimeMs: number }): Promise<TestStation> => {
  const folder = join(dataDir, 'store');
  const store = await openStore({ folder, port: nodeFilePort, features: [peopleFeature], settings, now: Date.now });
  const credentials = await openCredentials({
    folder: join(dataDir, 'people'),
    cost: { N: 16, r: 1, p: 1 },
    uptimeMs: () => clock.uptimeMs,
  });
  const people = createPeopleService({
    store: asStore(store),
    credentials: unwrap(credentials),
    place: () => place,
    now: Date.now,
  });
  const written = async (): Promise<string> => {
    const paths = await filesBelow(folder);
    return (await Promise.all(paths.map((path) => readFile(path, 'latin1')))).join('\n');
  };
  return {
    dataDir,
    store,
    people,
    pass: (ms) => {
      clock.uptimeMs += ms;
    },
    async reopen() {
      store.close();
      return openIn(dataDir, clock);
    },
    async events() {
      const journal = (await filesBelow(join(folder, 'journal'))).toSorted();
      const lines = (await Promise.all(journal.map((path) => readFile(path, 'utf8')))).join('').split('\n');
      return lines.flatMap((line) => {
        const start = line.indexOf('{');
        const entry =
          start < 0 ? null : (JSON.parse(line.slice(start, line.lastIndexOf('}') + 1)) as Record<string, unknown>);
        const events = (entry?.['events'] ?? []) as readonly { type: string; data: Record<string, unknown> }[];
        return events.map(({ type, data }) => ({ type, data, person: (entry?.['person'] ?? null) as string | null }));
      });
    },
    everythingWritten: written,
    async close() {
      store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

export const openTestStation = async (): Promise<TestStation> =>
  openIn(await mkdtemp(join(tmpdir(), 'packwright-people-')), { uptimeMs: 1e9 });
