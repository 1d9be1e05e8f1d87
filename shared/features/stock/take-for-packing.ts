import { plainGoods, type Goods, type MovementLine, type Shelf } from './records';
import type { HeldGoods } from './decide-move';

/** What a scan at the pack station said of an item. */
export interface PackedGoods {
  readonly sku: string;
  readonly quantity: number;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly expiry: string | null;
}

/** What the book leaves open doesn't speak against it. */
const mayBe = (said: string | null, known: string | null): boolean => said === null || known === null || said === known;

/** Whether these could be the goods in the packer's hand. With the lot the same, a date that differs is a slip of the book. */
const isCandidate = (packed: PackedGoods, goods: Goods): boolean =>
  mayBe(packed.serial, goods.serial) &&
  mayBe(packed.lot, goods.lot) &&
  (packed.lot !== null && packed.lot === goods.lot ? true : mayBe(packed.expiry, goods.expiry));

/** The very ones first, then those that the book knows less of. */
const closeness = (packed: PackedGoods, goods: Goods): number =>
  (packed.serial !== null && packed.serial === goods.serial ? 0 : 2) +
  (packed.lot !== null && packed.lot === goods.lot ? 0 : 1);

/**
 * Where the pieces in the packer's hand came from, as far as the book can tell: of the shelves that fit the scan best, the
 * first of `held`. What no shelf has is missing from `blamed`, the shelf that it most likely came from.
 */
export const takeForPacking = (
  packed: PackedGoods,
  held: readonly HeldGoods[],
  to: Shelf,
  blamed: () => Shelf,
): readonly MovementLine[] => {
  const candidates = held
    .filter(({ goods }) => isCandidate(packed, goods))
    .toSorted((a, b) => closeness(packed, a.goods) - closeness(packed, b.goods));
  const lines: MovementLine[] = [];
  let left = packed.quantity;
  for (const { goods, shelf, quantity } of candidates) {
    if (left === 0) break;
    const pieces = Math.min(left, quantity);
    lines.push({ goods, from: shelf, to, quantity: pieces });
    left -= pieces;
  }
  if (left === 0) return lines;
  const { sku, lot, serial, expiry } = packed;
  const goods = { ...plainGoods(sku), lot, serial, expiry };
  return [...lines, { goods, from: candidates[0]?.shelf ?? blamed(), to, quantity: left }];
};
