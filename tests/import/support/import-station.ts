import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createImportService, type ImportService } from '../../../electron/features/import/service';
import type { WatchState } from '../../../electron/features/import/watch-folder';
import type { Store } from '../../../electron/store/types';
import type { ExceptionRow, ImportFileRow } from '../../../shared/features/import/queries';
import type { OrderRow } from '../../../shared/features/orders/queries';
import { openTestStore, stationActor, testSettings, type TestStore } from './test-store';

export interface ImportStation {
  readonly store: TestStore;
  readonly service: ImportService;
  readonly folder: string;
  readonly states: WatchState[];
  /** Lets time pass and looks. */
  look(passMs?: number): Promise<void>;
  /** Looks as often as a file needs that stands still: seen, then taken, then settled. */
  takeAll(): Promise<void>;
  put(name: string, content: string | Uint8Array): void;
  names(place?: 'done' | 'rejected' | 'waiting'): string[];
  text(place: 'done' | 'rejected' | 'waiting', name: string): string;
  files(): Promise<readonly ImportFileRow[]>;
  problems(): Promise<readonly ExceptionRow[]>;
  orders(): Promise<readonly OrderRow[]>;
  /** The app starts anew on the same data; `store` stands between it and the record. */
  restart(store?: (real: TestStore) => Store): ImportService;
  useFolder(folder: string): void;
  dispose(): Promise<void>;
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
};

/** A real store, a real folder, and a clock that the test moves. */
export const openImportStation = async (): Promise<ImportStation> => {
  const root = mkdtempSync(join(tmpdir(), 'packwright-import-'));
  const store = await openTestStore();
  let folder = join(root, 'import');
  mkdirSync(folder);
  let nowMs = 0;
  let stamp = Date.parse('2026-11-24T07:00:00Z') / 1000;
  const states: WatchState[] = [];
  const open = (through: Store): ImportService =>
    createImportService({
      store: through,
      settings: () => testSettings,
      actor: () => stationActor,
      importFolder: () => folder,
      dataFolder: join(root, 'data'),
      now: () => nowMs,
      onState: (state) => states.push(state),
    });
  let service = open(store);

  const look = async (passMs = 2000): Promise<void> => {
    nowMs += passMs;
    await service.poll();
  };

  return {
    store,
    get service() {
      return service;
    },
    get folder() {
      return folder;
    },
    states,
    look,
    takeAll: async () => {
      await look();
      await look();
      await look();
    },
    put: (name, content) => {
      writeFileSync(join(folder, name), content);
      // File systems tick in their own steps: each change is seen as one.
      stamp += 1;
      utimesSync(join(folder, name), stamp, stamp);
    },
    names: (place) =>
      place === undefined ? namesIn(folder).filter((name) => name.includes('.')) : namesIn(join(folder, place)),
    text: (place, name) => readFileSync(join(folder, place, name), 'utf8'),
    files: async () => (await store.ask<{ rows: readonly ImportFileRow[] }>('import.files')).rows,
    problems: async () => (await store.ask<{ rows: readonly ExceptionRow[] }>('exceptions.list')).rows,
    orders: async () =>
      (await store.ask<{ rows: readonly OrderRow[] }>('orders.list', { state: 'all', limit: 500 })).rows,
    restart: (through = (real) => real) => {
      service = open(through(store));
      return service;
    },
    useFolder: (next) => {
      folder = next;
    },
    dispose: async () => {
      await service.stop();
      await store.dispose();
      rmSync(root, { recursive: true, force: true });
    },
  };
};

/** A file of orders in our own layout: one line for each number. */
export const orderFile = (
  numbers: readonly string[],
  more: { readonly service?: string; readonly country?: string } = {},
): string =>
  [
    'order_number,sku,quantity,service,ship_name,ship_line_1,ship_postcode,ship_city,ship_country',
    ...numbers.map(
      (number) =>
        `${number},MUG-1,2,${more.service ?? 'STANDARD'},Ida Beispiel,Weg 1,10115,Berlin,${more.country ?? 'DE'}`,
    ),
    '',
  ].join('\n');
