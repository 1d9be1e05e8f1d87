import { randomUUID } from 'node:crypto';
import type { AnswerOf } from '../../shared/feature';
import { encodeEpc } from '../../shared/epc/encode';
import type { Cause, CauseRow, SuggestedCause } from '../../shared/features/counts/causes';
import type { countQueries } from '../../shared/features/counts/queries';
import type { Actor } from '../../electron/store/types';
import { openPackStore } from '../support/pack-store';
import { place, stationItself } from '../support/pack-world';
import { moveOf, type MoveWish } from '../stock/stock-store';
import { goods, seen } from './count-store';

type Queries = typeof countQueries;

export const boss: Actor = { personId: 'sam', role: 'supervisor', ...place };

export interface Lying {
  readonly location: string;
  readonly sku: string;
  readonly quantity: number;
  readonly serial?: string;
  readonly lot?: string;
}

/** EPC of one piece of PLAIN (1) or SERIAL (5) or OTHER (8). */
export const epcOf = (item: 1 | 5 | 8, serial: number): string => {
  const parts = ['9520000', `0${String(item).padStart(5, '0')}`, String(serial)];
  const made = encodeEpc({ kind: 'sgtin', parts }, { filter: 1, scheme: 'sgtin-96' });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value.hex;
};

/** A store of the app's own features with bins A-1, A-2, A-3 side by side, Z-1 far away and the bench; and a count of zone A. */
export const openCauseStore = async (stock: readonly Lying[]) => {
  const pack = await openPackStore({ countToleranceMinor: 0, countApprovalMinor: 1_000_000 });
  const { hand } = pack;
  const bins = [
    { location: 'A-1', zone: 'A', checkDigits: '33' },
    { location: 'A-2', zone: 'A', checkDigits: '34' },
    { location: 'A-3', zone: 'A', checkDigits: '12' },
    { location: 'M-1', zone: 'M', checkDigits: '55' },
    { location: 'Z-1', zone: 'Z', checkDigits: '21' },
  ];
  await hand.must(
    'stock.import',
    {
      file: { fileId: randomUUID(), name: 'stock', sha256: 'b'.repeat(64), source: 'folder', demo: false },
      problems: [],
      end: null,
      locations: bins,
      stock: stock.map(({ location, sku, quantity, serial = null, lot = null }) => ({
        row: 1,
        goods: goods(sku, serial, lot),
        shelf: { location, unit: null, status: 'available' },
        quantity,
      })),
      reached: stock.length,
    },
    stationItself,
  );
  const start = async (method: 'barcode' | 'rfid', zone: string | null = 'A'): Promise<string> => {
    const scope = zone === null ? { kind: 'all' } : { kind: 'zone', site: place.site, zone, aisle: null, bay: null };
    const limits = { blind: false, toleranceMinor: 0, approvalMinor: 1_000_000 };
    const begun = await hand.must('counts.start', { title: `Zone ${zone ?? ''}`, method, scope, ...limits }, boss);
    return (begun as { countId: string }).countId;
  };
  const linesOf = (countId: string) =>
    hand.query<AnswerOf<Queries['counts.lines']>>('counts.lines', { countId, limit: 2000 }).then(({ rows }) => rows);
  const causesOfLine = async (countId: string, line: number): Promise<readonly SuggestedCause[] | null> => {
    const detail = await hand.query<AnswerOf<Queries['counts.line']>>('counts.line', { countId, line });
    if (detail === null) throw new Error('no line');
    return detail.causes;
  };
  const scan = (
    countId: string,
    location: string,
    sku: string,
    quantity: number,
    serial: string | null = null,
    lot: string | null = null,
  ) =>
    hand.must('counts.scan', {
      countId,
      entry: { location, goods: goods(sku, serial, lot), quantity },
      deviceId: 'scanner',
    });
  return {
    pack,
    hand,
    start,
    linesOf,
    causesOfLine,
    scan,
    move: (wish: MoveWish) => hand.must('stock.move', moveOf({ sku: 'PLAIN', ...wish }), boss),
    finish: (countId: string, location: string) => hand.must('counts.finishBin', { countId, location }),
    submit: (countId: string) => hand.must('counts.submit', { countId }),
    /** Counts zone A by scans: pieces of each bin; a bin that is not named is as the book has it, where that is nothing. */
    count: async (scanned: readonly Lying[]): Promise<string> => {
      const countId = await start('barcode');
      for (const { location, sku, quantity, serial = null, lot = null } of scanned)
        await scan(countId, location, sku, quantity, serial, lot);
      for (const location of ['A-1', 'A-2', 'A-3']) await hand.must('counts.finishBin', { countId, location });
      await hand.must('counts.submit', { countId });
      return countId;
    },
    /** One pass of a cart; tags with their chip numbers. */
    pass: async (countId: string, tags: readonly (readonly [epc: string, tid: string | null])[]): Promise<void> => {
      const { pass } = (await hand.must('counts.startPass', { countId, readers: ['cart'] })) as { pass: number };
      const sightings = tags.map(([epc, tid]) => seen(epc, pass, { tid }));
      if (sightings.length > 0) await hand.must('counts.see', { countId, sightings });
      await hand.must('counts.endPass', { countId, pass });
    },
    /** Causes of the one difference of a SKU in a bin. */
    causesOf: async (countId: string, sku: string, location: string | null): Promise<readonly SuggestedCause[]> => {
      const found = (await linesOf(countId)).filter(
        ({ data }) => data.sku === sku && (location === null || data.location === location),
      );
      const [line] = found;
      if (line === undefined || found.length > 1) throw new Error(`${found.length} lines of ${sku}`);
      return (await causesOfLine(countId, line.line)) ?? [];
    },
  };
};
export type CauseStore = Awaited<ReturnType<typeof openCauseStore>>;

/** What a row says, in short. */
export const short = (row: CauseRow): string => {
  switch (row.kind) {
    case 'movement':
      return `${row.says} ${row.movement.kind} ${row.movement.quantity} ${row.movement.from}>${row.movement.to}`;
    case 'promise':
      return `promise ${row.promise.number} ${row.promise.location} ${row.promise.quantity}${row.promise.opened === null ? '' : ` ${row.promise.opened.station}`}`;
    case 'line':
      return `line ${row.other.sku} ${row.other.location ?? ''} ${row.other.difference} ${row.other.nearness}`;
    case 'other-count':
      return `other ${row.found.title} ${row.found.state} ${row.found.location ?? ''} ${row.found.difference}`;
    case 'place':
      return `place ${row.place.location} ${row.place.nearness}`;
    case 'chip':
      return `chip ${row.chip.tid} ${row.chip.now.name ?? ''}${row.chip.was === null ? '' : ` was ${row.chip.was.name ?? ''}`}`;
    case 'scans':
      return `scans ${row.scans.times}×${row.scans.quantity}`;
  }
};

export const told = (causes: readonly SuggestedCause[], cause: Cause): readonly string[] | null => {
  const found = causes.find((each) => each.cause === cause);
  return found === undefined ? null : [found.strength, ...found.rows.map(short)];
};
