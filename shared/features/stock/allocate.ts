import { shelfKey } from './book';
import type { Goods, MissingLine, MissingReason, ReservedLine, Shelf } from './records';

/** What lies on a shelf, and whether it may be promised. */
export interface AllocatableShelf {
  readonly goods: Goods;
  readonly shelf: Shelf;
  /** Not promised to anybody yet. */
  readonly free: number;
  /** Promised to other orders. */
  readonly promised: number;
  /** Days until it expires; `null`: it has no date. */
  readonly daysLeft: number | null;
  /** On hold or recalled. */
  readonly isHeld: boolean;
  /** At a dock, in receiving or quarantine: not to be picked from. */
  readonly isApart: boolean;
}

/** What a line of an order still wants. */
export interface WantedLine {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly lot: string | null;
  /** All of it must be of one lot. */
  readonly oneLot: boolean;
  readonly minDaysLeft: number;
}

export interface Allocation {
  readonly lines: readonly ReservedLine[];
  readonly missing: MissingLine | null;
}

const isFresh = ({ minDaysLeft }: WantedLine, { daysLeft }: AllocatableShelf): boolean =>
  daysLeft === null || daysLeft >= Math.max(0, minDaysLeft);

const isLot = ({ lot }: WantedLine, { goods }: AllocatableShelf): boolean => lot === null || goods.lot === lot;

/** Whether pieces of this shelf may go to the line at all, whoever has them now. */
export const mayGo = (wanted: WantedLine, each: AllocatableShelf): boolean =>
  !each.isHeld && !each.isApart && each.goods.condition === 'new' && isLot(wanted, each) && isFresh(wanted, each);

const sameShelf = (a: Pick<ReservedLine, 'goods' | 'shelf'>, b: Pick<ReservedLine, 'goods' | 'shelf'>): boolean =>
  shelfKey(a.goods, a.shelf) === shelfKey(b.goods, b.shelf);

const reasonFor = (wanted: WantedLine, shelves: readonly AllocatableShelf[]): MissingReason => {
  const some = (when: (each: AllocatableShelf) => boolean): boolean => shelves.some(when);
  const ofLot = (each: AllocatableShelf): boolean => isLot(wanted, each) && each.goods.condition === 'new';
  if (some((each) => ofLot(each) && each.free > 0 && each.isApart && !each.isHeld && isFresh(wanted, each)))
    return 'put-away';
  if (some((each) => ofLot(each) && each.free > 0 && !each.isHeld && !isFresh(wanted, each))) return 'short-dated';
  if (some((each) => ofLot(each) && each.free > 0 && each.isHeld)) return 'held';
  if (some((each) => mayGo(wanted, each) && each.promised > 0)) return 'reserved';
  if (some((each) => !isLot(wanted, each) && each.free > 0)) return 'lot';
  return 'none';
};

type Lot = Goods['lot'];

/**
 * The one lot that a line gets where lots must not mix: the first to leave of those that have all of it, what was promised
 * before coming first; else the one that has the most.
 */
const lotFor = (wanted: WantedLine, usable: readonly AllocatableShelf[], before: readonly ReservedLine[]): Lot => {
  const sums = new Map<Lot, number>();
  for (const { goods, free } of usable) sums.set(goods.lot, (sums.get(goods.lot) ?? 0) + free);
  const kept = before.map(({ goods }) => goods.lot).find((lot) => sums.has(lot));
  const lots = kept === undefined ? [...sums] : [[kept, sums.get(kept) ?? 0] as const, ...sums];
  const most = Math.max(0, ...sums.values());
  return (lots.find(([, sum]) => sum >= wanted.quantity) ?? lots.find(([, sum]) => sum === most))?.[0] ?? null;
};

/**
 * Promises pieces to a line: what it was promised before stays as long as it may, the rest comes from the shelves in the order
 * in which they should leave. Never more than is free.
 */
export const allocate = (
  wanted: WantedLine,
  shelves: readonly AllocatableShelf[],
  before: readonly ReservedLine[],
): Allocation => {
  const lines: ReservedLine[] = [];
  let left = wanted.quantity;
  const taken = (each: AllocatableShelf): number =>
    lines.filter((line) => sameShelf(line, each)).reduce((sum, { quantity }) => sum + quantity, 0);
  const take = (each: AllocatableShelf, most: number): void => {
    const quantity = Math.min(left, most, each.free - taken(each));
    if (quantity <= 0) return;
    left -= quantity;
    const same = lines.findIndex((line) => sameShelf(line, each));
    const line = { lineId: wanted.lineId, goods: each.goods, shelf: each.shelf, quantity };
    if (same < 0) lines.push(line);
    else lines[same] = { ...line, quantity: (lines[same]?.quantity ?? 0) + quantity };
  };
  const fit = shelves.filter((each) => each.free > 0 && mayGo(wanted, each));
  const lot = wanted.oneLot ? lotFor(wanted, fit, before) : null;
  const usable = wanted.oneLot ? fit.filter(({ goods }) => goods.lot === lot) : fit;
  for (const line of before) {
    const kept = usable.find((each) => sameShelf(line, each));
    if (kept !== undefined) take(kept, line.quantity);
  }
  for (const each of usable) {
    if (left === 0) break;
    take(each, left);
  }
  const { lineId, sku } = wanted;
  if (left === 0) return { lines, missing: null };
  const why = fit.length > usable.length ? 'one-lot' : reasonFor(wanted, shelves);
  return { lines, missing: { lineId, sku, quantity: left, why } };
};
