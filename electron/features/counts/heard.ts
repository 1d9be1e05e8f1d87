import type { CountEventData } from '../../../shared/features/counts/events';
import type { SightingRecord } from '../../../shared/features/counts/records';
import { silentReads, usualStrayRules } from '../../../shared/features/counts/tag-classes';
import { bitOf } from '../../../shared/features/counts/tag-places';
import type { EntryMeta, Reader, Writer } from '../../store/types';
import { datingIn, type Dating } from './dating';
import { knownIdentity } from './identities';

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
  /** Its first read was not before this entry; its last one after the second, or in it, and not after the third. */
  first_from: number;
  last_from: number;
  last_to: number;
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

/** What one entry says of a tag: all its antennas and passes together. */
interface Told {
  readonly epc: string;
  readonly tid: string;
  reads: number;
  silent: number;
  rssi: number | null;
  passes: number;
  firstFrom: number;
  lastFrom: number;
  lastTo: number;
}

/** What a round is told with: which of its passes came by file, and when what they read was read. */
interface Telling {
  readonly n: number;
  readonly isFile: (pass: number) => boolean;
  readonly dated: Dating;
}

const tell = (told: Map<string, Told>, { epc, tid, ...each }: SightingRecord, { n, isFile, dated }: Telling): void => {
  const key = `${epc} ${tid ?? ''}`;
  const before = told.get(key) ?? {
    epc,
    tid: tid ?? '',
    reads: 0,
    silent: 0,
    rssi: null,
    passes: 0,
    firstFrom: Number.MAX_SAFE_INTEGER,
    lastFrom: 0,
    lastTo: 0,
  };
  const byFile = isFile(each.pass);
  const live = !byFile && each.lastAt !== null;
  const { from, to } = live ? { from: n, to: n } : dated(each.lastAt);
  before.reads += each.reads;
  if (each.rssiCentiDbm === null) before.silent += byFile ? silentReads(each.reads) : each.reads;
  before.rssi = louder(before.rssi, each.rssiCentiDbm);
  before.passes |= bitOf(each.pass);
  before.firstFrom = Math.min(before.firstFrom, live ? n : dated(each.firstAt).from);
  before.lastFrom = Math.max(before.lastFrom, from);
  before.lastTo = Math.max(before.lastTo, to);
  told.set(key, before);
};

const together = (one: Loudness | undefined, { silent, rssi, passes }: Loudness): Loudness =>
  one === undefined
    ? { silent, rssi, passes }
    : { silent: one.silent + silent, rssi: louder(one.rssi, rssi), passes: one.passes | passes };

/**
 * The tags of one identity, by chip number: however its EPC is encoded, it is one. Reads without a chip number are of a tag that is known by its own, if there is one: they add the passes
 * in which none of those was heard.
 */
const tagsOf = (rows: readonly HeardRow[]): readonly Loudness[] => {
  const byChip = new Map<string, Loudness>();
  for (const row of rows) byChip.set(row.tid, together(byChip.get(row.tid), row));
  const nameless = byChip.get('');
  byChip.delete('');
  const [first, ...others] = byChip.values();
  if (first === undefined) return nameless === undefined ? [] : [nameless];
  if (nameless === undefined) return [first, ...others];
  const known = others.reduce((passes, tag) => passes | tag.passes, first.passes);
  const silent = first.silent + nameless.silent;
  return [
    { silent, rssi: louder(first.rssi, nameless.rssi), passes: first.passes | (nameless.passes & ~known) },
    ...others,
  ];
};

/** Answers how many more tags each pass has heard by it. */
const hear = (db: Writer, countId: string, round: number, told: Told, sums: RoundSums): ReadonlyMap<number, number> => {
  const { epc, tid } = told;
  const identity = knownIdentity(epc).key;
  const rows = db.all<HeardRow>(
    `SELECT epc, tid, reads, silent, rssi, passes, first_from, last_from, last_to FROM count_heard
     WHERE count_id = ? AND round = ? AND identity = ? ORDER BY tid, epc`,
    countId,
    round,
    identity,
  );
  const before = rows.find((row) => row.epc === epc && row.tid === tid);
  const now: HeardRow = {
    epc,
    tid,
    reads: told.reads + (before?.reads ?? 0),
    silent: told.silent + (before?.silent ?? 0),
    rssi: louder(told.rssi, before?.rssi ?? null),
    passes: told.passes | (before?.passes ?? 0),
    first_from: Math.min(told.firstFrom, before?.first_from ?? told.firstFrom),
    last_from: Math.max(told.lastFrom, before?.last_from ?? 0),
    last_to: Math.max(told.lastTo, before?.last_to ?? 0),
  };
  db.run(
    'INSERT OR REPLACE INTO count_heard VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    countId,
    round,
    epc,
    tid,
    identity,
    now.reads,
    now.silent,
    now.rssi,
    now.passes,
    now.first_from,
    now.last_from,
    now.last_to,
  );
  const more = new Map<number, number>();
  const count = (tags: readonly Loudness[], sign: 1 | -1): void => {
    for (const tag of tags) {
      add(sums, tag, sign);
      for (let pass = 1; pass <= 30; pass += 1)
        if ((tag.passes & bitOf(pass)) !== 0) more.set(pass, (more.get(pass) ?? 0) + sign);
    }
  };
  count(tagsOf(rows), -1);
  count(tagsOf([...rows.filter((row) => row !== before), now].toSorted((a, b) => (a.tid < b.tid ? -1 : 1))), 1);
  return more;
};

const hearRound = (
  db: Writer,
  countId: string,
  round: number,
  sightings: readonly SightingRecord[],
  telling: Telling,
): void => {
  const told = new Map<string, Told>();
  for (const each of sightings) tell(told, each, telling);
  const first = sightings[0]?.pass ?? 1;
  const sums = { ...(readRound(db, countId, round) ?? { pass: first, first: 0, other: 0, both: 0 }) };
  const fresh = new Map<number, number>();
  for (const each of told.values())
    for (const [pass, tags] of hear(db, countId, round, each, sums)) fresh.set(pass, (fresh.get(pass) ?? 0) + tags);
  for (const [pass, tags] of fresh)
    if (tags !== 0)
      db.run('UPDATE count_passes SET tags = tags + ? WHERE count_id = ? AND pass = ?', tags, countId, pass);
  const { pass, first: one, other, both } = sums;
  db.run('INSERT OR REPLACE INTO count_rounds VALUES (?, ?, ?, ?, ?, ?)', countId, round, pass, one, other, both);
};

/** What readers saw: the evidence antenna by antenna, and what it says of each tag and of the passes. */
export const tagsSeen = (
  db: Writer,
  { countId, sightings }: CountEventData<'v1.counts.tagsSeen'>,
  { n }: EntryMeta,
): void => {
  const passes = db.all<{ pass: number; round: number; file: string | null }>(
    'SELECT pass, round, file FROM count_passes WHERE count_id = ?',
    countId,
  );
  const roundOf = new Map(passes.map(({ pass, round }) => [pass, round] as const));
  const byFile = new Set(passes.flatMap(({ pass, file }) => (file === null ? [] : [pass])));
  const telling: Telling = { n, isFile: (pass) => byFile.has(pass), dated: datingIn(db, countId, n) };
  for (const each of sightings) writeEvidence(db, countId, each);
  for (const round of new Set(roundOf.values())) {
    const mine = sightings.filter(({ pass }) => roundOf.get(pass) === round);
    if (mine.length > 0) hearRound(db, countId, round, mine, telling);
  }
};

/** Every tag that a round heard. */
export const heardIn = (db: Reader, countId: string, round: number): readonly HeardRow[] =>
  db.all<HeardRow>(
    `SELECT epc, tid, reads, silent, rssi, passes, first_from, last_from, last_to FROM count_heard
     WHERE count_id = ? AND round = ? ORDER BY epc, tid`,
    countId,
    round,
  );
