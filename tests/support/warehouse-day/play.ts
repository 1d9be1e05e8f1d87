import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFilePort } from '../../../electron/journal/file-port';
import { makeSnapshot } from '../../../electron/store/write-snapshot';
import type { Store } from '../../../electron/store/types';
import { bundleForNode } from '../bundle';
import { openKillableStore } from '../killable-store';
import { createPackHand, operator, packSettings } from '../pack-world';
import { createRandom } from '../random';
import { createPacker } from './bench';
import { bringOrders, makeKits, receive, replenish, takeBack } from './floor';
import { count, putRight } from './office';
import { createPerson, type House, type Person, type Turn } from './person';
import { createSafeStore, type SafeStore } from './safe-store';
import { dayFeatures } from './tables-feature';
import { openHouse } from './world';

export interface DayWish {
  readonly seed: number;
  /** Movements after which the day is over. */
  readonly movements: number;
  /** Commands between two crashes, on average. */
  readonly killEvery: number;
  /** Commands between two snapshots of the tables. */
  readonly snapshotEvery: number;
}

export interface PlayedDay {
  readonly folder: string;
  readonly store: Store;
  readonly work: SafeStore;
  readonly movements: number;
  readonly kills: number;
  /** Ends the store; its folder stays. */
  stop(): Promise<void>;
  remove(): void;
}

/** Two cut-offs: shortly before them orders come all at once, and everybody else makes room for the packers. */
const isBurst = (over: number): boolean => (over > 0.4 && over < 0.5) || (over > 0.8 && over < 0.9);

const fewOrders = bringOrders(1);
const manyOrders = bringOrders(25);

/** Orders come as they are packed, and in a heap before a cut-off. */
const importer: Turn = async (person) => {
  const { open, over } = person.house;
  const wanted = isBurst(over()) ? 60 : 10;
  if (open.length < wanted) await (isBurst(over()) ? manyOrders(person) : fewOrders(person));
  else await replenish(person);
};

const inQuietHours =
  (turn: Turn): Turn =>
  async (person) => {
    if (!isBurst(person.house.over()) || person.random.next() < 0.3) await turn(person);
    else await replenish(person);
  };

/** Who works in the house: sixteen at once. */
const staff = (): readonly Turn[] => [
  importer,
  ...Array.from({ length: 5 }, createPacker),
  ...Array.from({ length: 3 }, () => receive),
  replenish,
  replenish,
  inQuietHours(takeBack),
  inQuietHours(makeKits),
  inQuietHours(count),
  inQuietHours(putRight),
  putRight,
];

const createHouse = (wanted: number) => {
  let numbers = 0;
  let movements = 0;
  const house: House = {
    open: [],
    next: () => {
      numbers += 1;
      return numbers;
    },
    over: () => movements / wanted,
  };
  return { house, booked: (so: number) => void (movements = so), movements: () => movements };
};

/** Looks at the clock, pulls the plug and takes snapshots while the others work. */
const createWatch = (wish: DayWish, folder: string, work: SafeStore, counted: (movements: number) => void) => {
  const random = createRandom(wish.seed);
  const from = work.answered();
  let kills = 0;
  let nextLook = 0;
  const soon = (): number => random.integer(Math.ceil(wish.killEvery / 2), wish.killEvery * 2);
  let nextKill = from + soon();
  let nextSnapshot = from + wish.snapshotEvery;
  const asker = { ...operator, role: 'supervisor' as const };
  const lookAt = async (): Promise<void> => {
    nextLook = work.answered() + 50;
    const answer = await work.store.query('tables.movements', {}, asker);
    if (answer.ok) counted(answer.value as number);
  };
  return {
    kills: () => kills,
    /** Whoever has done their turn looks up; what is due is done by the first of them. */
    look: async (): Promise<void> => {
      const answered = work.answered();
      if (answered >= nextLook) await lookAt();
      if (answered >= nextSnapshot) {
        nextSnapshot = answered + wish.snapshotEvery;
        await makeSnapshot(nodeFilePort, folder, dayFeatures);
      }
      if (answered < nextKill) return;
      nextKill = answered + soon();
      kills += 1;
      await work.kill();
    },
  };
};

/** Plays one day of a warehouse through the real store host, which is killed again and again while sixteen work at once. */
export const playDay = async (wish: DayWish): Promise<PlayedDay> => {
  const folder = mkdtempSync(join(tmpdir(), 'packwright-day-'));
  const program = await bundleForNode('tests/support/warehouse-day/day-host.ts');
  const killable = await openKillableStore(program, folder, packSettings);
  const work = createSafeStore(killable);
  await openHouse(createPackHand(work.store));
  const { house, booked, movements } = createHouse(wish.movements);
  const watch = createWatch(wish, folder, work, booked);
  const isOver = (): boolean => house.over() >= 1;

  const client = async (turn: Turn, person: Person): Promise<void> => {
    while (!isOver()) {
      await turn(person);
      await watch.look();
    }
  };
  await Promise.all(staff().map((turn, index) => client(turn, createPerson(work.store, house, index, wish.seed))));
  return {
    folder,
    store: work.store,
    work,
    movements: movements(),
    kills: watch.kills(),
    stop: () => killable.stop(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
