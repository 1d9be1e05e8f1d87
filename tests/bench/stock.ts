import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { features } from '../../electron/features';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openParts } from '../../electron/store/open-parts';
import { openStore, type OpenStore } from '../../electron/store/store';
import type { Actor } from '../../electron/store/types';
import { createRandom, type Random } from '../support/random';
import { wait } from './clock';
import { startHost } from './host';
import { pssOf } from './memory';
import { emitMemory, percentile, row, type Part } from './rows';
import { binAt, countsOf, fillStock, lotAt, serialAt, serialSkuAt, skuAt, type StockSize } from './stock-rows';
import { command, importCatalogue, importOrders, place, settings } from './world';

const sizes: Readonly<Record<'quick' | 'usual' | 'large', StockSize>> = {
  quick: { rows: 2000, movements: 20_000 },
  usual: { rows: 100_000, movements: 1_000_000 },
  large: { rows: 1_000_000, movements: 10_000_000 },
};
const boss: Actor = { personId: 'bench-supervisor', role: 'supervisor', ...place };
const aim = { aim: { of: 'value', atMost: 50 } } as const;

type Emit = Parameters<Part>[1];

/** A station's folder: its first entry by a real command, the rows in a snapshot that stands on it. */
const prepare = async (data: string, size: StockSize): Promise<void> => {
  const store = await openStore({ folder: data, port: nodeFilePort, features, settings, now: Date.now });
  importCatalogue(store);
  store.close();
  const parts = await openParts({ folder: data, port: nodeFilePort, features });
  fillStock(parts.projection, size);
  const { journal } = parts.openWriter();
  parts.tables.writeSnapshot(journal.place());
  journal.close();
  parts.tables.close();
};

interface Question {
  /** What somebody looks at. */
  readonly name: string;
  /** The questions that its screen asks. */
  readonly asks: (random: Random) => readonly (readonly [query: string, params: unknown])[];
}

export const questionsOf = (size: StockSize): readonly Question[] => {
  const { skus, lots, serials, serialSkus, bins, parcels } = countsOf(size);
  const sku = (random: Random): string => skuAt(random.integer(0, skus - 1));
  const bin = (random: Random): string => binAt(random.integer(0, bins - 1));
  const movements = (wish: object): readonly [string, unknown] => ['stock.movements', { limit: 100, ...wish }];
  const trace = (subject: object): readonly [string, unknown] => ['trace.of', { subject, limit: 300 }];
  const page = { filter: 'all', limit: 50 };
  return [
    {
      name: 'stock page',
      asks: (random) => [['stock.skus', { ...page, search: '', offset: random.integer(0, skus - 1) }]],
    },
    { name: 'search', asks: (random) => [['stock.skus', { ...page, search: `${random.integer(10, 99)}`, offset: 0 }]] },
    {
      name: 'item page',
      asks: (random) => {
        const wanted = sku(random);
        return [
          ['stock.ofSku', { sku: wanted }],
          ['stock.reservations', { sku: wanted, limit: 100 }],
          ['stock.holds', { sku: wanted }],
          ['stock.rule', { sku: wanted }],
          movements({ sku: wanted }),
        ];
      },
    },
    {
      name: 'shelf page',
      asks: (random) => {
        const location = bin(random);
        return [['stock.atLocation', { location }], movements({ location })];
      },
    },
    {
      name: 'map of a zone',
      asks: (random) => [['stock.map', { site: 'bench', zone: `Z${random.integer(0, Math.floor((bins - 1) / 500))}` }]],
    },
    { name: 'newest movements', asks: () => [movements({})] },
    { name: 'movements of the pack bench', asks: () => [movements({ location: 'S1' })] },
    { name: 'low stock', asks: () => [['stock.low', { limit: 200 }]] },
    { name: 'expiry', asks: () => [['stock.expiring', { days: 30, limit: 200 }]] },
    { name: 'oldest stock', asks: () => [['stock.ageing', { limit: 200 }]] },
    {
      name: 'trace of a lot',
      asks: (random) => {
        const lot = random.integer(0, lots - 1);
        return [trace({ kind: 'lot', sku: skuAt(lot % skus), lot: lotAt(lot) })];
      },
    },
    {
      name: 'trace of a serial number',
      asks: (random) => {
        const serial = random.integer(0, serials - 1);
        return [trace({ kind: 'serial', sku: serialSkuAt(serial % serialSkus), serial: serialAt(serial) })];
      },
    },
    {
      name: 'trace of a parcel',
      asks: (random) => {
        const hex = random.integer(0, parcels - 1).toString(16);
        return [trace({ kind: 'unit', unit: `${hex.padStart(8, '0')}-0000-4000-8000-${hex.padStart(12, '0')}` })];
      },
    },
    {
      name: 'an item at a past moment',
      asks: (random) => {
        const at = new Date(Date.parse('2026-11-01T00:00:00.000Z') - random.integer(0, 700) * 86_400_000).toISOString();
        return [['stock.asOf', { at, sku: sku(random), limit: 500 }]];
      },
    },
  ];
};

const sample = (store: OpenStore, { asks }: Question, rounds: number, touch: () => void): readonly number[] => {
  const random = createRandom(5);
  return Array.from({ length: rounds }, () => {
    // As on a working day: something has moved since the last look, and nothing that was remembered holds.
    touch();
    const asked = asks(random);
    const begun = performance.now();
    for (const [name, params] of asked) {
      const answer = store.query(name, params, boss);
      if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
    }
    return performance.now() - begun;
  });
};

const moveSome = (store: OpenStore, random: Random, { skus, bins }: ReturnType<typeof countsOf>): void => {
  const side = (location: string) => ({ location, status: 'available', unit: null });
  const index = random.integer(0, skus - 1);
  const wanted = { sku: skuAt(index), lot: lotAt(index), serial: null, expiry: null };
  const bin = (index * 7) % bins;
  const [from, to] = [side(binAt(bin)), side(binAt((bin + random.integer(1, bins - 1)) % bins))];
  const rest = { reason: null, document: null, beyondBook: true };
  command(store, 'stock.move', { kind: 'move', wanted, from, to, quantity: 1, ...rest }, boss);
};

const measureWork = async (data: string, size: StockSize, rounds: number, label: string, emit: Emit): Promise<void> => {
  const store = await openStore({ folder: data, port: nodeFilePort, features, settings, now: Date.now });
  // What the host does in the first seconds between other work; how long the store takes to open is measured before.
  while (store.loadMore());
  const random = createRandom(3);
  const counts = countsOf(size);
  const moves: number[] = [];
  const touch = (): void => {
    const begun = performance.now();
    moveSome(store, random, counts);
    moves.push(performance.now() - begun);
  };
  for (const question of questionsOf(size)) {
    const times = sample(store, question, rounds, touch);
    emit(row(`${question.name}, ${label}, p99`, percentile(times, 0.99), 'ms', aim));
  }
  emit(row(`a movement booked, ${label}, p99`, percentile(moves, 0.99), 'ms', aim));
  // A book that is kept has the orders of earlier runs.
  const run = store.status().head.n;
  const allocations = Array.from({ length: rounds }, (_, round) => {
    const lines = Array.from({ length: 5 }, () => ({
      item: random.integer(0, Math.min(counts.skus, 1000) - 1),
      quantity: 3,
    }));
    const begun = performance.now();
    importOrders(store, `orders-${run}-${round}.json`, [{ number: `${run}-${round}`, lines }], skuAt);
    return performance.now() - begun;
  });
  emit(row(`an order allocated, ${label}, p99`, percentile(allocations, 0.99), 'ms', aim));
  store.close();
};

const settleMs = 4000;

const measureHost = async (data: string, label: string, emit: Emit): Promise<void> => {
  const begun = performance.now();
  const host = startHost(data);
  await host.open();
  emit(row(`store opens, ${label}`, performance.now() - begun, 'ms'));
  await wait(settleMs);
  // Until nothing more comes in: the rest of the snapshot is read between other work.
  for (let last = -1, now = pssOf(host.pid); now !== null && now > last + 1;) {
    last = now;
    await wait(settleMs);
    now = pssOf(host.pid);
  }
  emitMemory(`store host memory, ${label}`, pssOf(host.pid), emit);
  await host.close();
};

const short = new Intl.NumberFormat('en-US', { notation: 'compact' });

/** A book that an earlier run left; one whose tables are others by now is none. */
const isFilled = async (data: string): Promise<boolean> => {
  if (!existsSync(data)) return false;
  const { tables, openedFrom } = await openParts({ folder: data, port: nodeFilePort, features });
  tables.close();
  return openedFrom !== null;
};

/** What people ask of stock all day, beside the size of the book. */
export const stockPart: Part = async ({ quick, large, folder, book }, emit) => {
  const size = quick ? sizes.quick : large ? sizes.large : sizes.usual;
  const label = `${short.format(size.rows)} rows, ${short.format(size.movements)} movements`;
  const data = book === null ? mkdtempSync(join(folder, 'stock-')) : join(book, `${size.rows}-${size.movements}`);
  try {
    if (!(await isFilled(data))) {
      rmSync(data, { recursive: true, force: true });
      mkdirSync(data, { recursive: true });
      await prepare(data, size);
    }
    await measureHost(data, label, emit);
    await measureWork(data, size, quick ? 10 : 100, label, emit);
  } finally {
    if (book === null) rmSync(data, { recursive: true, force: true });
  }
};
