import type { AnswerOf } from '../../../shared/feature';
import type { countQueries } from '../../../shared/features/counts/queries';
import { wholeCount, type CountZone } from '../../../shared/features/counts/records';
import type { Expected, Sighting } from '../../../shared/features/counts/tag-classes';
import { keyOfPiece } from '../../../shared/features/counts/tag-identity';
import { bitOf } from '../../../shared/features/counts/tag-places';
import type { Reader } from '../../store/types';
import { bookAt, gtinOf, itemFacts, readCount, type BookRow, type ItemFacts } from './facts';
import { heardIn, type HeardRow } from './heard';
import { zonesIn, zonesOfGoods } from './zones';

/** Answers that are asked for again and again within one command. */
export const remember = <T>(ask: (key: string) => T): ((key: string) => T) => {
  const known = new Map<string, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = ask(key);
    known.set(key, answer);
    return answer;
  };
};

/** What the catalogue says of the goods of a count. */
export interface CountItems {
  readonly item: (sku: string) => ItemFacts;
  /** The key that the tag of one piece has; `null` where pieces are not told apart. */
  readonly keyOf: (sku: string, serial: string | null) => string | null;
}

export const itemsIn = (db: Reader): CountItems => {
  const gtin = remember((sku) => gtinOf(db, sku));
  const item = remember((sku) => itemFacts(db, sku));
  return {
    item,
    keyOf: (sku, serial) => {
      if (serial === null || !item(sku).isSerial) return null;
      const code = gtin(sku);
      return code === null ? null : keyOfPiece(code, serial);
    },
  };
};

/** Of a book, the pieces that are told apart, and how many there are of each SKU whose pieces are not. */
export interface CountBook {
  readonly pieces: ReadonlyMap<string, string>;
  readonly pools: ReadonlyMap<string, number>;
}

export const countBookOf = (rows: readonly BookRow[], { keyOf }: CountItems): CountBook => {
  const pieces = new Map<string, string>();
  const pools = new Map<string, number>();
  for (const { sku, serial, quantity } of rows) {
    const key = keyOf(sku, serial === '' ? null : serial);
    if (key !== null) pieces.set(key, sku);
    else pools.set(sku, (pools.get(sku) ?? 0) + quantity);
  }
  return { pieces, pools };
};

export function* expectedOf({ pieces, pools }: CountBook): Generator<Expected> {
  for (const [key, sku] of pieces) yield { kind: 'piece', key, sku, area: wholeCount };
  for (const [sku, quantity] of pools) yield { kind: 'pieces', sku, area: wholeCount, quantity };
}

const strength = (row: HeardRow, readerId: string, reads: number, rssiCentiDbm: number | null): Sighting => ({
  epc: row.epc,
  tid: row.tid === '' ? null : row.tid,
  area: wholeCount,
  readerId,
  antenna: null,
  pass: 32 - Math.clz32(row.passes & -row.passes),
  reads,
  rssiCentiDbm,
  firstAt: null,
  lastAt: null,
});

/** A tag of a round as the classifier takes it: what told its strength, and what did not. */
export const strengthsOf = (row: HeardRow): readonly Sighting[] => {
  const { reads, silent, rssi } = row;
  if (silent === 0) return [strength(row, 'loud', reads, rssi)];
  const quiet = strength(row, 'silent', silent, null);
  return rssi === null ? [quiet] : [strength(row, 'loud', reads - silent, rssi), quiet];
};

/** The same with all its passes, for whoever goes on counting. */
const sightingsOf = (row: HeardRow): readonly Sighting[] => {
  const [first, ...more] = strengthsOf(row);
  if (first === undefined) return [];
  const later = Array.from({ length: 30 }, (_, index) => index + 1).filter(
    (pass) => pass !== first.pass && (row.passes & bitOf(pass)) !== 0,
  );
  return [first, ...more, ...later.map((pass) => ({ ...first, pass, reads: 0 }))];
};

/** Goods with the zone that they count for. */
const inZones = (
  db: Reader,
  countId: string,
  zones: readonly CountZone[],
  { keyOf }: CountItems,
  expected: Iterable<Expected>,
): readonly Expected[] => {
  if (zones.length === 0) return [...expected];
  const zoneOf = zonesOfGoods(db, countId, zones, (sku, serial) => keyOf(sku, serial === '' ? null : serial) ?? sku);
  return Array.from(expected, (each) => {
    const zone = zoneOf.get(each.kind === 'piece' ? each.key : each.sku) ?? undefined;
    return zone === undefined ? each : { ...each, zone };
  });
};

/** What the trusted side needs to sort tags while they come in. */
export const worldOf = (db: Reader, countId: string): AnswerOf<(typeof countQueries)['counts.world']> => {
  const count = readCount(db, countId);
  if (count === null) return null;
  const gtins = db.all<{ code: string; sku: string }>(
    `SELECT code, min(sku) AS sku FROM barcodes WHERE kind = 'gtin' AND quantity = 1 GROUP BY code`,
  );
  const items = itemsIn(db);
  const all = zonesIn(db, countId).map(({ site, zone }): CountZone => ({ site, zone }));
  const zones = all.length > 1 ? all : [];
  const book = countBookOf(bookAt(db, countId, Number.MAX_SAFE_INTEGER), items);
  return {
    expected: inZones(db, countId, zones, items, expectedOf(book)),
    zones,
    gtins: gtins.map(({ code, sku }) => [code, sku] as const),
    sightings: heardIn(db, countId, count.round).flatMap(sightingsOf),
  };
};
