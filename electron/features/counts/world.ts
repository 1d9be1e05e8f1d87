import type { AnswerOf } from '../../../shared/feature';
import type { countQueries } from '../../../shared/features/counts/queries';
import { wholeCount } from '../../../shared/features/counts/records';
import type { Expected, Sighting } from '../../../shared/features/counts/tag-classes';
import { keyOfPiece } from '../../../shared/features/counts/tag-identity';
import { bitOf } from '../../../shared/features/counts/tag-places';
import type { Reader } from '../../store/types';
import type { Held } from '../stock/facts';
import { gtinOf, heldInCount, itemFacts, readCount, type ItemFacts } from './facts';
import { heardIn, type HeardRow } from './heard';

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

export const expectedOf = (held: readonly Held[], { keyOf }: CountItems): Expected[] => {
  const pools = new Map<string, number>();
  const expected: Expected[] = [];
  for (const { goods, quantity } of held) {
    const key = keyOf(goods.sku, goods.serial);
    if (key !== null) expected.push({ kind: 'piece', key, sku: goods.sku, area: wholeCount });
    else pools.set(goods.sku, (pools.get(goods.sku) ?? 0) + quantity);
  }
  for (const [sku, quantity] of pools) expected.push({ kind: 'pieces', sku, area: wholeCount, quantity });
  return expected;
};

/** A tag of a round as the classifier takes it: what told its strength, and what did not. */
export const strengthsOf = ({ epc, tid, reads, silent, rssi, passes }: HeardRow): readonly Sighting[] => {
  const base = { epc, tid: tid === '' ? null : tid, area: wholeCount, antenna: null, firstAt: null, lastAt: null };
  const pass = 32 - Math.clz32(passes & -passes);
  const loud = { ...base, readerId: 'loud', pass, reads: reads - silent, rssiCentiDbm: rssi };
  const quiet = { ...base, readerId: 'silent', pass, reads: silent, rssiCentiDbm: null };
  return silent === 0 ? [loud] : rssi === null ? [quiet] : [loud, quiet];
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

/** What the trusted side needs to sort tags while they come in. */
export const worldOf = (db: Reader, countId: string): AnswerOf<(typeof countQueries)['counts.world']> => {
  const count = readCount(db, countId);
  if (count === null) return null;
  const gtins = db.all<{ code: string; sku: string }>(
    `SELECT code, min(sku) AS sku FROM barcodes WHERE kind = 'gtin' AND quantity = 1 GROUP BY code`,
  );
  return {
    expected: expectedOf(heldInCount(db, countId), itemsIn(db)),
    gtins: gtins.map(({ code, sku }) => [code, sku] as const),
    sightings: heardIn(db, countId, count.round).flatMap(sightingsOf),
  };
};
