import type { CountEventData } from '../../../shared/features/counts/events';
import type { SightingRecord } from '../../../shared/features/counts/records';
import { usualStrayRules } from '../../../shared/features/counts/tag-classes';
import { bitOf } from '../../../shared/features/counts/tag-places';
import type { EntryMeta, Reader, Writer } from '../../store/types';

/** A tag in one round, all antennas together. */
export interface HeardRow {
  epc: string;
  tid: string;
  reads: number;
  /** Reads that told no strength. */
  silent: number;
  rssi: number | null;
  /** Bit of each pass. */
  passes: number;
  /** Entries that brought its first and its last reads. */
  first_n: number;
  last_n: number;
  /** A reader could not tell when it read it: a later upload says nothing of the order. */
  timeless: number;
}

type Loudness = Pick<HeardRow, 'silent' | 'rssi' | 'passes'>;

interface RoundSums {
  /** The first pass of the round that heard anything. */
  pass: number;
  first: number;
  other: number;
  both: number;
}

/** Loud enough to be here, as the classifier holds it. */
const isStrong = ({ rssi, silent }: Loudness): boolean =>
  (rssi !== null && rssi >= usualStrayRules.floorCentiDbm) || silent >= usualStrayRules.leastReads;

const add = (sums: RoundSums, tag: Loudness, sign: 1 | -1): void => {
  if (!isStrong(tag)) return;
  const bit = bitOf(sums.pass);
  const inFirst = (tag.passes & bit) !== 0;
  const inOther = (tag.passes & ~bit) !== 0;
  if (inFirst) sums.first += sign;
  if (inOther) sums.other += sign;
  if (inFirst && inOther) sums.both += sign;
};

export const readRound = (db: Reader, countId: string, round: number): Readonly<RoundSums> | undefined =>
  db.get<RoundSums>(
    'SELECT pass, first, other, both FROM count_rounds WHERE count_id = ? AND round = ?',
    countId,
    round,
  );

const louder = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

const writeEvidence = (db: Writer, countId: string, each: SightingRecord): void =>
  db.run(
    `INSERT INTO count_tags VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT(count_id, epc, tid, reader_id, antenna, pass) DO UPDATE SET reads = reads + excluded.reads,
       rssi = coalesce(max(rssi, excluded.rssi), rssi, excluded.rssi), first_at = coalesce(min(first_at, excluded.first_at), first_at),
       last_at = coalesce(max(last_at, excluded.last_at), last_at)`,
    countId,
    each.epc,
    each.tid ?? '',
    each.readerId,
    each.antenna ?? 0,
    each.pass,
    each.reads,
    each.rssiCentiDbm,
    each.firstAt,
    each.lastAt,
  );

const nextOf = (before: HeardRow | undefined, each: SightingRecord, n: number): HeardRow => ({
  epc: each.epc,
  tid: each.tid ?? '',
  reads: (before?.reads ?? 0) + each.reads,
  silent: (before?.silent ?? 0) + (each.rssiCentiDbm === null ? each.reads : 0),
  rssi: louder(before?.rssi ?? null, each.rssiCentiDbm),
  passes: (before?.passes ?? 0) | bitOf(each.pass),
  first_n: before?.first_n ?? n,
  last_n: n,
  timeless: (before?.timeless ?? 0) | (each.lastAt === null ? 1 : 0),
});

const hear = (db: Writer, countId: string, round: number, each: SightingRecord, sums: RoundSums, n: number): void => {
  const before = db.get<HeardRow>(
    'SELECT * FROM count_heard WHERE count_id = ? AND round = ? AND epc = ? AND tid = ?',
    countId,
    round,
    each.epc,
    each.tid ?? '',
  );
  const next = nextOf(before, each, n);
  if (before !== undefined) add(sums, before, -1);
  add(sums, next, 1);
  if (before === undefined || before.passes !== next.passes)
    db.run('UPDATE count_passes SET tags = tags + 1 WHERE count_id = ? AND pass = ?', countId, each.pass);
  const { reads, silent, rssi, passes, first_n, last_n, timeless } = next;
  db.run(
    'INSERT OR REPLACE INTO count_heard VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    countId,
    round,
    next.epc,
    next.tid,
    reads,
    silent,
    rssi,
    passes,
    first_n,
    last_n,
    timeless,
  );
};

/** What readers saw: the evidence antenna by antenna, and what it says of each tag and of the passes. */
export const tagsSeen = (
  db: Writer,
  { countId, sightings }: CountEventData<'v1.counts.tagsSeen'>,
  { n }: EntryMeta,
): void => {
  const rounds = new Map(
    db
      .all<{ pass: number; round: number }>('SELECT pass, round FROM count_passes WHERE count_id = ?', countId)
      .map(({ pass, round }) => [pass, round] as const),
  );
  const sumsOf = new Map<number, RoundSums>();
  for (const each of sightings) {
    writeEvidence(db, countId, each);
    const round = rounds.get(each.pass);
    if (round === undefined) continue;
    const none = { pass: each.pass, first: 0, other: 0, both: 0 };
    const sums = sumsOf.get(round) ?? { ...(readRound(db, countId, round) ?? none) };
    sumsOf.set(round, sums);
    hear(db, countId, round, each, sums, n);
  }
  for (const [round, { pass, first, other, both }] of sumsOf)
    db.run('INSERT OR REPLACE INTO count_rounds VALUES (?, ?, ?, ?, ?, ?)', countId, round, pass, first, other, both);
};

/** Every tag that a round heard. */
export const heardIn = (db: Reader, countId: string, round: number): readonly HeardRow[] =>
  db.all<HeardRow>(
    `SELECT epc, tid, reads, silent, rssi, passes, first_n, last_n, timeless FROM count_heard
     WHERE count_id = ? AND round = ? ORDER BY epc, tid`,
    countId,
    round,
  );
