import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createIntake } from '../../electron/features/import/intake';
import { features } from '../../electron/features';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openStore, type OpenStore } from '../../electron/store/store';
import type { Actor, CommandContext, Decision, Feature } from '../../electron/store/types';
import { z } from 'zod';
import { defineCommand } from '../../shared/feature';
import { encodeEpc } from '../../shared/epc/encode';
import type { CountView } from '../../shared/features/counts/queries';
import type { SightingRecord } from '../../shared/features/counts/records';
import { stockEvent } from '../../shared/features/stock/events';
import { movementLine } from '../../shared/features/stock/records';
import { createRandom, type Random } from '../support/random';
import { percentile, row, type Part } from './rows';
import { command, operator, place, settings } from './world';

const boss: Actor = { personId: 'bench-supervisor', role: 'supervisor', ...place };
const fill = z.object({ lines: z.array(movementLine).max(500) }).strict();

/** Books what lies on the shelves by the hundred: as many serial numbers by scans would take all day. */
const filling: Feature = {
  name: 'filling',
  schema: [],
  apply: {},
  commands: {
    'bench.fill': (_context: CommandContext, { lines }: z.infer<typeof fill>): Decision<null> => ({
      events: [
        stockEvent('v1.stock.moved', {
          kind: 'receive',
          reason: null,
          document: null,
          undoes: null,
          lines: [...lines],
        }),
      ],
      result: { ok: true, value: null },
    }),
  },
  queries: {},
  definitions: {
    commands: { 'bench.fill': defineCommand<null>()({ input: fill, origin: 'trusted', role: 'supervisor' }) },
    queries: {},
  },
};

const bins = 200;
const binOf = (serial: number): string => `A-${String(serial % bins).padStart(3, '0')}`;

const bring = async (store: OpenStore, name: string, rows: readonly string[]): Promise<void> => {
  const bytes = new TextEncoder().encode(rows.join('\n'));
  const asked = { ...store, execute: async (each: Parameters<OpenStore['execute']>[0]) => store.execute(each) };
  const intake = createIntake(
    { execute: asked.execute, query: async (query, params, actor) => store.query(query, params, actor) },
    () => settings,
  );
  const taken = await intake.take({ name, bytes, source: 'drop', actor: boss });
  if (!taken.ok || taken.value.state !== 'done') throw new Error(`${name} was not taken`);
};

const fillShelves = (store: OpenStore, pieces: number): void => {
  for (let from = 1; from <= pieces; from += 500) {
    const lines = Array.from({ length: Math.min(500, pieces - from + 1) }, (_, index) => ({
      goods: { sku: 'LAMP', owner: null, lot: null, serial: String(from + index), expiry: null, condition: 'new' },
      from: { counter: 'supplier' },
      to: { location: binOf(from + index), unit: null, status: 'available' },
      quantity: 1,
    }));
    command(store, 'bench.fill', { lines }, boss);
  }
};

const epcOf = (serial: number): string => {
  const made = encodeEpc({ kind: 'sgtin', parts: ['0614141', '099999', String(serial)] }, { filter: 1 });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value.hex;
};

/** Reads of one pass as the outbox writes them: one sighting for each tag and antenna, 98 of 100 tags, 5 reads a tag. */
const readsOf = (epcs: readonly string[], pass: number, random: Random): SightingRecord[] =>
  epcs
    .filter(() => random.next() < 0.98)
    .flatMap((epc) =>
      [2, 3].map((reads, index) => ({
        epc,
        tid: null,
        readerId: 'cart',
        antenna: index + 1,
        pass,
        reads,
        rssiCentiDbm: random.integer(-6400, -4800),
        firstAt: pass * 1000,
        lastAt: pass * 1000 + 900,
      })),
    );

const timed = (act: () => void): number => {
  const from = performance.now();
  act();
  return performance.now() - from;
};

const start = (store: OpenStore): string => {
  const wish = { title: 'All', method: 'rfid', scope: { kind: 'all' }, blind: false };
  const limits = { toleranceMinor: 0, approvalMinor: 0 };
  return (command(store, 'counts.start', { ...wish, ...limits }, boss) as { countId: string }).countId;
};

const measure = (store: OpenStore, pieces: number, emit: Parameters<Part>[1]): void => {
  const random = createRandom(11);
  // One in a hundred is a serial number that the book has never seen.
  const epcs = Array.from({ length: Math.round(pieces * 1.01) }, (_, index) => epcOf(index + 1));
  const countId = start(store);
  const [writes, views]: [number[], number[]] = [[], []];
  const look = (): CountView => {
    const answer = store.query('counts.count', { countId }, operator);
    if (!answer.ok || answer.value === null) throw new Error('no count');
    return answer.value as CountView;
  };
  for (const pass of [1, 2]) {
    command(store, 'counts.startPass', { countId, readers: ['cart'] });
    const reads = readsOf(epcs, pass, random);
    for (let from = 0; from < reads.length; from += 500) {
      const sightings = reads.slice(from, from + 500);
      writes.push(timed(() => void command(store, 'counts.see', { countId, sightings })));
      views.push(timed(look));
    }
    command(store, 'counts.endPass', { countId, pass });
  }
  const last = timed(() => void command(store, 'counts.submit', { countId }));
  const { expected, found, sums } = look();
  if (expected !== pieces || found === null || sums.missing?.lines !== pieces - found)
    throw new Error('counted wrongly');
  emit(row('count in the record, 500 reads of tags written, p99', percentile(writes, 0.99), 'ms'));
  emit(
    row('count in the record, what its screen asks after each write, p99', percentile(views, 0.99), 'ms', {
      aim: { of: 'value', atMost: 10 },
    }),
  );
  emit(
    row('count in the record, handed in: all classified and written after the last read', last, 'ms', {
      aim: { of: 'value', atMost: 1000 },
    }),
  );
};

/** A count by RFID in the store host's own record: 100,000 expected pieces, a million reads in two passes. */
export const countInRecord = async (quick: boolean, folder: string, emit: Parameters<Part>[1]): Promise<void> => {
  const data = mkdtempSync(join(folder, 'count-'));
  const store = await openStore({
    folder: data,
    port: nodeFilePort,
    features: [...features, filling],
    settings,
    now: Date.now,
  });
  try {
    await bring(store, 'items.csv', [
      'sku,name,barcode,serial_rule,value,currency',
      'LAMP,Lamp,00614141999996,yes,4,EUR',
    ]);
    const codes = Array.from({ length: bins }, (_, index) => `${binOf(index)},A`);
    await bring(store, 'bins.csv', ['location,zone', ...codes]);
    const pieces = quick ? 1000 : 100_000;
    fillShelves(store, pieces);
    measure(store, pieces, emit);
  } finally {
    store.close();
    rmSync(data, { recursive: true, force: true });
  }
};
