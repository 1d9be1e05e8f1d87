import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stationExample } from '../../electron/config/example';
import { openCredentials } from '../../electron/people/credentials';
import { createPeopleService } from '../../electron/people/people-service';
import { features } from '../../electron/features';
import { loadDemo } from '../../electron/features/demo';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openStore, type OpenStore } from '../../electron/store/store';
import type { Store } from '../../electron/store/types';
import type { DeviceConfig } from '../../shared/device-config';
import { giveToApp } from '../support/app-environment';
import { commitOrders } from './commit';
import { writeSyntheticSnapshot, writeSyntheticStore } from './synthetic-store';
import { place, settings, stationActor, type Wanted } from './world';

export const benchBadge = 'BENCHOP01';
export const benchPin = '7391';

/** The store as the rest of the app asks it. */
const asAsync = (store: OpenStore): Store => ({
  execute: (envelope) => Promise.resolve(store.execute(envelope)),
  query: (name, params, actor) => Promise.resolve(store.query(name, params, actor)),
});

/** One person who may do everything, with a badge. */
export const addPerson =
  (folder: string) =>
  async (store: OpenStore): Promise<void> => {
    const credentials = await openCredentials({ folder: join(folder, 'people') });
    if (!credentials.ok) throw new Error(credentials.failure.code);
    const people = createPeopleService({
      store: asAsync(store),
      credentials: credentials.value,
      place: () => place,
      now: Date.now,
    });
    const made = await people.createFirstPerson({ name: 'Bench Person', pin: benchPin, badge: benchBadge });
    if (!made.ok) throw new Error(made.failure.code);
  };

export interface PreparedStation {
  /** What `--data-dir` names. */
  readonly base: string;
  /** The record's folder: a demo station's, for the simulated devices and the development runtime. */
  readonly data: string;
  /** Packed orders of the past in it. */
  readonly orders: number;
}

const openOrderCount = 300;

/** Orders of 24 pieces and one that is never scanned, for the scanners; and orders of one piece, for scale and printer. */
export const scanOrders: readonly Wanted[] = Array.from({ length: 100 }, (_, order) => ({
  number: String(60_000 + order),
  lines: Array.from({ length: 5 }, (_line, line) => ({ item: (order * 5 + line) % 250, quantity: 5 })),
}));
export const singleOrders: readonly Wanted[] = Array.from({ length: 60 }, (_, order) => ({
  number: String(70_000 + order),
  lines: [{ item: order, quantity: 1 }],
}));

/**
 * A station's folder with so many events and its newest snapshot, made once for all parts of one run: people, catalogue,
 * open orders, and the packed orders of the past.
 */
export const prepareStation = async (folder: string, events: number): Promise<PreparedStation> => {
  const base = join(folder, `station-${events}`);
  const data = join(base, 'demo');
  const mark = join(base, 'prepared');
  if (existsSync(mark)) return { base, data, orders: Number(readFileSync(mark, 'utf8')) };
  rmSync(base, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const startedAt = performance.now();
  const openOrders = [...commitOrders(openOrderCount), ...scanOrders, ...singleOrders];
  const written = await writeSyntheticStore({ folder: data, events, openOrders, begin: addPerson(data) });
  const seconds = (): string => ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`Wrote a record of ${written.events} events in ${written.entries} entries (${seconds()} s).`);
  await writeSyntheticSnapshot(data);
  console.log(`Made its snapshot (${seconds()} s).`);
  writeFileSync(mark, String(written.orders));
  return { base, data, orders: written.orders };
};

let demoStations = 0;
/** A station with the demo's own data, as the app brings it in. */
export const newDemoStation = async (folder: string): Promise<PreparedStation> => {
  demoStations += 1;
  const base = join(folder, `demo-station-${demoStations}`);
  const data = join(base, 'demo');
  mkdirSync(data, { recursive: true });
  const demo = { ...settings, demo: true };
  const store = await openStore({ folder: data, port: nodeFilePort, features, settings: demo, now: Date.now });
  await addPerson(data)(store);
  const loaded = await loadDemo({
    store: asAsync(store),
    actor: stationActor,
    folder: join(process.cwd(), 'resources', 'demo'),
    settings: demo,
    now: Date.now(),
  });
  if (!loaded.ok) throw new Error(loaded.failure.code);
  store.close();
  return { base, data, orders: 0 };
};

/** The folder without its snapshots: the next start reads every entry. */
export const dropSnapshots = ({ data }: PreparedStation): void => {
  const folder = join(data, 'snapshots');
  if (existsSync(folder)) for (const name of readdirSync(folder)) rmSync(join(folder, name));
};

const giveTree = (path: string): void => {
  giveToApp(path);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) giveTree(inside);
    else if (entry.isFile()) giveToApp(inside);
  }
};

/** Writes the station's settings, with these devices, and hands the folder to the user that the app runs as. */
export const equipStation = ({ base, data }: PreparedStation, devices: readonly DeviceConfig[]): void => {
  const labelPrinter = devices.find(({ kind }) => kind === 'printer')?.id;
  const text = stationExample({
    mode: 'demo',
    station: place.station,
    timeZone: 'UTC',
    devices,
    ...(labelPrinter === undefined ? {} : { labelPrinter }),
  });
  writeFileSync(join(data, 'station.yaml'), text.replace(/^site: .*$/m, `site: ${place.site}`));
  giveTree(base);
};
