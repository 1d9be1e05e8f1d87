import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCredentials } from '../../electron/people/credentials';
import { createPeopleService } from '../../electron/people/people-service';
import type { OpenStore } from '../../electron/store/store';
import { ok } from '../../shared/result';
import { commitOrders } from './commit';
import { writeSyntheticSnapshot, writeSyntheticStore } from './synthetic-store';
import { place } from './world';

export const benchBadge = 'BENCHOP01';
const benchPin = '7391';

/** One person who may do everything, with a badge. */
const addPerson =
  (folder: string) =>
  async (store: OpenStore): Promise<void> => {
    const credentials = await openCredentials({ folder: join(folder, 'people') });
    if (!credentials.ok) throw new Error(credentials.failure.code);
    const people = createPeopleService({
      store: {
        execute: (envelope) => Promise.resolve(store.execute(envelope)),
        query: (name, params, actor) => Promise.resolve(store.query(name, params, actor)),
      },
      credentials: credentials.value,
      place: () => place,
      now: Date.now,
      destroyKey: () => Promise.resolve(ok(null)),
    });
    const made = await people.createFirstPerson({ name: 'Bench Person', pin: benchPin, badge: benchBadge });
    if (!made.ok) throw new Error(made.failure.code);
  };

export interface PreparedStation {
  /** What `--data-dir` names. */
  readonly base: string;
  /** The record's folder, for a live station. */
  readonly data: string;
}

const openOrderCount = 60;

/**
 * A station's folder with so many events and its newest snapshot, made once for all parts of one run: people, catalogue,
 * 60 open orders, and the packed orders of the past.
 */
export const prepareStation = async (folder: string, events: number): Promise<PreparedStation> => {
  const base = join(folder, `station-${events}`);
  const data = join(base, 'live');
  const mark = join(base, 'prepared');
  if (existsSync(mark)) return { base, data };
  rmSync(base, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const startedAt = performance.now();
  const openOrders = commitOrders(openOrderCount);
  const written = await writeSyntheticStore({ folder: data, events, openOrders, begin: addPerson(data) });
  const seconds = (): string => ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`Wrote a record of ${written.events} events in ${written.entries} entries (${seconds()} s).`);
  await writeSyntheticSnapshot(data);
  console.log(`Made its snapshot (${seconds()} s).`);
  writeFileSync(mark, '');
  return { base, data };
};

/** The folder without its snapshots: the next start reads every entry. */
export const dropSnapshots = ({ data }: PreparedStation): void => {
  const folder = join(data, 'snapshots');
  if (existsSync(folder)) for (const name of readdirSync(folder)) rmSync(join(folder, name));
};
