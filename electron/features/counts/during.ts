import {
  pieceVerdict,
  poolDifference,
  type Difference,
  type PieceVerdict,
  type PoolMove,
  type PoolTag,
} from '../../../shared/features/counts/tag-moves';
import { bitOf } from '../../../shared/features/counts/tag-places';
import type { Reader } from '../../store/types';
import { crossingsAfter, type CountRow, type Crossing } from './facts';
import { heardIn, type HeardRow } from './heard';
import { isWhole, passesIn, type PassRow } from './passes';
import type { CountItems } from './world';

/** What moved while a round was read, and after it. */
export interface During {
  /** The book that the tags are compared with is the one of this entry: the end of the last pass. */
  readonly position: number;
  /** What a movement makes of a piece that was read or not; `null`: it did not move. */
  readonly pieceOf: (key: string, epc: string | null) => PieceVerdict | null;
  /** Booked in or out after the last pass: what the tags say of it is not what the book says now. */
  readonly cameLater: (key: string) => boolean;
  readonly leftLater: (key: string) => boolean;
  readonly hasMoved: (sku: string) => boolean;
  readonly differenceOf: (sku: string, book: number, epcs: readonly string[]) => Difference;
}

/** End of the last pass; a pass that still runs ends with the hand-in. */
const positionOf = (passes: readonly PassRow[], now: number): number =>
  passes.reduce((last, { ended_n: n }) => Math.max(last, n ?? now), 0);

const lastOf = (crossings: readonly Crossing[], { keyOf }: CountItems): ReadonlyMap<string, Crossing> =>
  new Map(
    crossings.flatMap((each) => {
      const key = keyOf(each.sku, each.serial);
      return key === null ? [] : [[key, each] as const];
    }),
  );

const poolsOf = (crossings: readonly Crossing[], { keyOf }: CountItems): ReadonlyMap<string, readonly PoolMove[]> => {
  const pools = new Map<string, PoolMove[]>();
  for (const { sku, serial, ...move } of crossings) {
    if (keyOf(sku, serial) !== null) continue;
    const known = pools.get(sku);
    if (known === undefined) pools.set(sku, [move]);
    else known.push(move);
  }
  return pools;
};

const tagOf = (rows: readonly HeardRow[]): PoolTag | null =>
  rows.length === 0
    ? null
    : {
        lastFrom: Math.max(...rows.map((each) => each.last_from)),
        lastTo: Math.max(...rows.map((each) => each.last_to)),
      };

/** When the last pass that heard it began. What a sled read may be older than passes of readers before it. */
const lastPassOf = (rows: readonly HeardRow[], passes: readonly PassRow[]): number => {
  const bits = rows.reduce((all, each) => all | each.passes, 0);
  return passes.reduce((last, each) => ((bits & bitOf(each.pass)) === 0 ? last : Math.max(last, each.started_n)), 0);
};

export const duringOf = (db: Reader, count: CountRow, items: CountItems): During => {
  const passes = passesIn(db, count);
  const begin = passes.reduce((first, { started_n: n }) => Math.min(first, n), Number.MAX_SAFE_INTEGER);
  const position = positionOf(passes, Number.MAX_SAFE_INTEGER);
  const all = crossingsAfter(db, count.count_id, begin);
  const during = all.filter(({ n }) => n <= position);
  const pieces = lastOf(during, items);
  const later = lastOf(
    all.filter(({ n }) => n > position),
    items,
  );
  const pools = poolsOf(during, items);
  const heard = new Map<string, HeardRow[]>();
  if (during.length > 0)
    for (const row of heardIn(db, count.count_id, count.round)) {
      const known = heard.get(row.epc);
      if (known === undefined) heard.set(row.epc, [row]);
      else known.push(row);
    }
  const passesAfter = (n: number): number => passes.filter((each) => isWhole(each) && each.started_n > n).length;
  return {
    position,
    pieceOf: (key, epc) => {
      const move = pieces.get(key);
      if (move === undefined) return null;
      const rows = epc === null ? [] : (heard.get(epc) ?? []);
      const tag = tagOf(rows);
      const read = tag === null ? null : { ...tag, lastPassN: lastPassOf(rows, passes) };
      return pieceVerdict(move.into, move.n, read, passesAfter);
    },
    cameLater: (key) => later.get(key)?.into === true,
    leftLater: (key) => later.get(key)?.into === false,
    hasMoved: (sku) => pools.has(sku),
    differenceOf: (sku, book, epcs) => {
      const tags = epcs.flatMap((epc) => tagOf(heard.get(epc) ?? []) ?? []);
      return poolDifference(book, tags, pools.get(sku) ?? [], passesAfter);
    },
  };
};
