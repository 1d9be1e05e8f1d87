import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { catalogue } from '../../../electron/features/catalogue';
import { importing } from '../../../electron/features/import/feature';
import { orders } from '../../../electron/features/orders';
import { packing } from '../../../electron/features/packing';
import { stock } from '../../../electron/features/stock';
import { nodeFilePort } from '../../../electron/journal/file-port';
import { openStore, type OpenStore } from '../../../electron/store/store';
import type { Actor, Feature, Store, StoreSettings } from '../../../electron/store/types';
import type { Result } from '../../../shared/result';

export const testSettings: StoreSettings = {
  site: 'BERLIN',
  station: 'PACK-1',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  gs1CompanyPrefix: '9521141',
  siteGln: null,
  ssccRange: { extension: 0, first: 1, last: 999_999 },
  shipFrom: { name: 'Demo Warehouse', lines: ['Lagerstr. 1'], country: 'DE' },
  labelPrinterId: null,
  label: { widthMm: 102, heightMm: 152, dpi: 203 },
  cutOffs: [{ service: 'STANDARD', time: '16:00' }],
  language: 'en',
  reprintLimit: 3,
  reprintLast: 20,
  labelFourEyes: false,
  countToleranceMinor: 100_000,
  countApprovalMinor: 100_000,
  returns: { asNew: 'available', opened: 'hold', owners: {} },
  demo: false,
};

export const stationActor: Actor = { personId: null, role: 'station', station: 'PACK-1', site: 'BERLIN' };
export const supervisor: Actor = { personId: 'person-s', role: 'supervisor', station: 'PACK-1', site: 'BERLIN' };
export const operator: Actor = { personId: 'person-o', role: 'operator', station: 'PACK-1', site: 'BERLIN' };

export const testFeatures: readonly Feature[] = [catalogue, orders, importing, packing, stock];

export interface TestStore extends Store {
  readonly opened: OpenStore;
  readonly folder: string;
  /** The value of a query that must succeed. */
  ask<T>(name: string, params?: unknown, actor?: Actor): Promise<T>;
  /** Sends a command as the station; answers its result. */
  send(name: string, input: unknown, actor?: Actor): Promise<Result<unknown>>;
  all<R>(sql: string, ...params: (string | number | null)[]): R[];
  setNow(at: string): void;
  dispose(): Promise<void>;
}

export interface TestStoreOptions {
  readonly settings?: Partial<StoreSettings>;
  readonly features?: readonly Feature[];
  readonly folder?: string;
}

/** A real store in a folder of its own; its clock starts on 2026-11-24 at 08:00 UTC and stands still until told. */
export const openTestStore = async (options: TestStoreOptions = {}): Promise<TestStore> => {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'packwright-import-')));
  let now = Date.parse('2026-11-24T08:00:00.000Z');
  const opened = await openStore({
    folder,
    port: nodeFilePort,
    features: options.features ?? testFeatures,
    settings: { ...testSettings, ...options.settings },
    now: () => now,
  });
  const store: Store = {
    execute: (envelope) => Promise.resolve(opened.execute(envelope)),
    query: (name, params, actor) => Promise.resolve(opened.query(name, params, actor)),
  };
  return {
    ...store,
    opened,
    folder,
    ask: async <T>(name: string, params: unknown = {}, actor: Actor = supervisor): Promise<T> => {
      const result = await store.query(name, params, actor);
      if (!result.ok) throw new Error(`${name}: ${result.failure.code}`);
      return result.value as T;
    },
    send: (name, input, actor = stationActor) =>
      store.execute({ id: randomUUID(), name, input, actor, origin: 'trusted' }),
    all: (sql, ...params) => opened.projection.all(sql, ...params),
    setNow: (at) => {
      now = Date.parse(at);
    },
    dispose: async () => {
      opened.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
