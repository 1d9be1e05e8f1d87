import { encodeEpc } from '../../shared/epc/encode';
import type { CountView } from '../../shared/features/counts/queries';
import type { SightingRecord } from '../../shared/features/counts/records';
import type { OpenStore } from '../../electron/store/store';
import { createRandom, type Random } from '../support/random';
import { boss, fill, received, withCountStore } from './count-store';
import { percentile, row, type Part } from './rows';
import { command, operator } from './world';

const bins = 200;
const binOf = (serial: number): string => `A-${String(serial % bins).padStart(3, '0')}`;

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
  if (expected !== pieces || found === null || (sums.missing?.lines ?? 0) !== pieces - found)
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
  const codes = Array.from({ length: bins }, (_, index) => `${binOf(index)},A`);
  await withCountStore(folder, codes, (store) => {
    const pieces = quick ? 1000 : 100_000;
    // As many serial numbers by scans would take all day.
    fill(
      store,
      Array.from({ length: pieces }, (_, index) => received(index + 1, binOf(index + 1))),
    );
    measure(store, pieces, emit);
  });
};
