import type { AnswerOf } from '../../../shared/feature';
import { createClassifier, type Classifier } from '../../../shared/features/counts/classify';
import type { countQueries } from '../../../shared/features/counts/queries';
import { wholeCount, type CountLine, type LineShelf } from '../../../shared/features/counts/records';
import {
  usualStrayRules,
  type ClassifiedTag,
  type CountWorld,
  type Expected,
  type Sighting,
  type Whereabouts,
} from '../../../shared/features/counts/tag-classes';
import { keyOfPiece } from '../../../shared/features/counts/tag-identity';
import type { Reader } from '../../store/types';
import type { Held } from '../stock/facts';
import {
  gtinOf,
  heldInCount,
  itemFacts,
  movedKey,
  movedSince,
  skuOfGtin,
  type CountRow,
  type ItemFacts,
  type MovedSince,
} from './facts';

/** Answers that are asked for again and again within one command. */
const remember = <T>(ask: (key: string) => T): ((key: string) => T) => {
  const known = new Map<string, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = ask(key);
    known.set(key, answer);
    return answer;
  };
};

/** Where the book has a piece outside of what is counted, or whether it ever had it. */
const whereaboutsIn = (db: Reader, sku: string, serial: string): Whereabouts => {
  const place = db.get<{ location: string }>(
    `SELECT a.location FROM stock_goods g JOIN stock_balances b ON b.goods = g.goods JOIN stock_accounts a ON a.account = b.account
     WHERE g.sku = ? AND g.serial = ? ORDER BY a.location LIMIT 1`,
    sku,
    serial,
  );
  if (place !== undefined) return { kind: 'place', location: place.location };
  const known = db.get('SELECT 1 AS known FROM stock_goods WHERE sku = ? AND serial = ?', sku, serial);
  return { kind: known === undefined ? 'never-seen' : 'gone' };
};

const expectedOf = (
  held: readonly Held[],
  gtin: (sku: string) => string | null,
  item: (sku: string) => ItemFacts,
): Expected[] => {
  const pools = new Map<string, number>();
  const expected: Expected[] = [];
  for (const { goods, quantity } of held) {
    const code = gtin(goods.sku);
    if (code !== null && goods.serial !== null && item(goods.sku).isSerial)
      expected.push({ kind: 'piece', key: keyOfPiece(code, goods.serial), sku: goods.sku, area: wholeCount });
    else pools.set(goods.sku, (pools.get(goods.sku) ?? 0) + quantity);
  }
  for (const [sku, quantity] of pools) expected.push({ kind: 'pieces', sku, area: wholeCount, quantity });
  return expected;
};

interface TagRow {
  epc: string;
  tid: string;
  reader_id: string;
  antenna: number;
  pass: number;
  reads: number;
  rssi: number | null;
  first_at: number | null;
  last_at: number | null;
}

export const sightingsOf = (db: Reader, countId: string): readonly Sighting[] =>
  db.all<TagRow>('SELECT * FROM count_tags WHERE count_id = ?', countId).map((row) => ({
    epc: row.epc,
    tid: row.tid === '' ? null : row.tid,
    area: wholeCount,
    readerId: row.reader_id,
    antenna: row.antenna === 0 ? null : row.antenna,
    pass: row.pass,
    reads: row.reads,
    rssiCentiDbm: row.rssi,
    firstAt: row.first_at,
    lastAt: row.last_at,
  }));

export interface SortedTags {
  readonly classifier: Classifier;
  readonly held: readonly Held[];
  readonly item: (sku: string) => ItemFacts;
  readonly keyOf: (goods: Held['goods']) => string | null;
}

/** All tags of a count, sorted by what the book says now. */
export const sortTags = (db: Reader, countId: string): SortedTags => {
  const gtin = remember((sku) => gtinOf(db, sku));
  const item = remember((sku) => itemFacts(db, sku));
  const held = heldInCount(db, countId);
  const world: CountWorld = {
    expected: expectedOf(held, gtin, item),
    skuOfGtin: remember((code) => skuOfGtin(db, code)),
    whereabouts: (sku, serial) => (item(sku).isSerial ? whereaboutsIn(db, sku, serial) : { kind: 'gone' }),
    rules: usualStrayRules,
  };
  const classifier = createClassifier(world);
  for (const each of sightingsOf(db, countId)) classifier.see(each);
  const keyOf = ({ sku, serial }: Held['goods']): string | null => {
    const code = gtin(sku);
    return code === null || serial === null ? null : keyOfPiece(code, serial);
  };
  return { classifier, held, item, keyOf };
};

const evidenceOf = ({
  evidence,
}: ClassifiedTag): Pick<CountLine, 'reads' | 'rssiCentiDbm' | 'antennas' | 'passes' | 'lastAt'> => {
  const best = (numbers: readonly (number | null)[]): number | null =>
    numbers.reduce((most, each) => (most === null || (each !== null && each > most) ? each : most), null);
  return {
    reads: evidence.reduce((sum, each) => sum + each.reads, 0),
    rssiCentiDbm: best(evidence.map((each) => each.rssiCentiDbm)),
    antennas: [...new Set(evidence.flatMap(({ antenna }) => (antenna === null ? [] : [antenna])))],
    passes: [...new Set(evidence.flatMap(({ passes }) => passes))],
    lastAt: best(evidence.map((each) => each.lastAt)),
  };
};

const unread = { reads: 0, rssiCentiDbm: null, antennas: [], passes: [], lastAt: null };
const noTag = { key: null, epc: null, tid: null, scheme: null, location: null, belongs: null, notes: [] };

const mostNotes = 1000;

const tagLine = (tag: ClassifiedTag, item: (sku: string) => ItemFacts): CountLine => {
  const isOurs = tag.class === 'misplaced' || tag.class === 'unexpected' || tag.class === 'unknown';
  return {
    class: tag.class,
    sku: tag.sku,
    key: tag.key,
    epc: tag.epc,
    tid: tag.tid,
    scheme: tag.scheme,
    book: 0,
    counted: isOurs ? 1 : 0,
    shelves: [],
    location: null,
    belongs: tag.belongs,
    valueMinor: tag.sku === null ? null : item(tag.sku).valueMinor,
    notes: [...tag.notes],
    ...evidenceOf(tag),
  };
};

const shelvesOf = (held: readonly Held[], wanted: (each: Held) => boolean): LineShelf[] =>
  held
    .filter(wanted)
    .slice(0, 50)
    .map(({ goods, shelf, quantity }) => ({ goods, shelf, quantity }));

/** What movements during the count explain of a difference is none. */
const explained = (difference: number, { left, arrived }: MovedSince, key: string): number => {
  if (difference > 0) return Math.max(0, difference - (left.get(key) ?? 0));
  return Math.min(0, difference + (arrived.get(key) ?? 0));
};

/** The differences of a count by RFID, and what else was read. */
export const linesOfTags = (db: Reader, count: CountRow, sorted: SortedTags): readonly CountLine[] => {
  const { classifier, held, item, keyOf } = sorted;
  const moved = movedSince(db, count);
  const lines: CountLine[] = [];
  const surplus = new Map<string, { pieces: number; tag: ClassifiedTag }>();
  let notes = 0;
  for (const tag of classifier.tags()) {
    if (tag.class === 'found') continue;
    const isPooled = tag.class === 'unexpected' && tag.sku !== null && !item(tag.sku).isSerial;
    if (isPooled && tag.sku !== null) {
      surplus.set(tag.sku, { pieces: (surplus.get(tag.sku)?.pieces ?? 0) + 1, tag });
      continue;
    }
    const line = tagLine(tag, item);
    if (line.counted === 0 && (notes += 1) > mostNotes) continue;
    // Read here, and then it left by a movement: both are right.
    if (tag.sku !== null && line.counted === 1 && moved.left.has(movedKey(tag.sku, tag.serial))) continue;
    lines.push(line);
  }
  for (const [sku, { pieces, tag }] of surplus) {
    const expected = held.reduce((sum, each) => (each.goods.sku === sku ? sum + each.quantity : sum), 0);
    const left = explained(pieces, moved, movedKey(sku, null));
    if (left === 0) continue;
    const shelves = shelvesOf(held, ({ goods }) => goods.sku === sku);
    const facts = { ...evidenceOf(tag), valueMinor: item(sku).valueMinor };
    lines.push({ ...noTag, ...facts, class: 'surplus', sku, book: expected, counted: expected + left, shelves });
  }
  for (const { sku, key, quantity } of classifier.missing()) {
    const mine = ({ goods }: Held): boolean => goods.sku === sku && (key === null || keyOf(goods) === key);
    const serial = key === null ? null : (held.find(mine)?.goods.serial ?? null);
    const short = -explained(-quantity, moved, movedKey(sku, serial));
    if (short === 0) continue;
    const shelves = shelvesOf(held, mine);
    const book = key === null ? shelves.reduce((sum, each) => sum + each.quantity, 0) : 1;
    const base = { ...noTag, ...unread, key, sku, book, counted: book - short, shelves };
    lines.push({ ...base, class: key === null ? 'short' : 'missing', valueMinor: item(sku).valueMinor });
  }
  return lines;
};

/** What the trusted side needs to sort tags while they come in. */
export const worldOf = (db: Reader, countId: string): AnswerOf<(typeof countQueries)['counts.world']> => {
  const gtin = remember((sku) => gtinOf(db, sku));
  const item = remember((sku) => itemFacts(db, sku));
  const gtins = db.all<{ code: string; sku: string }>(
    `SELECT code, min(sku) AS sku FROM barcodes WHERE kind = 'gtin' AND quantity = 1 GROUP BY code`,
  );
  return {
    expected: expectedOf(heldInCount(db, countId), gtin, item),
    gtins: gtins.map(({ code, sku }) => [code, sku] as const),
    sightings: sightingsOf(db, countId),
  };
};
