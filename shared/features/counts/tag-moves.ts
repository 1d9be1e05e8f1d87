/** Pieces of a SKU that crossed the border of a count while its readers read. */
export interface PoolMove {
  readonly n: number;
  readonly quantity: number;
  readonly into: boolean;
}

/** A tag by the entry that brought its last reads. */
export interface PoolTag {
  readonly lastN: number;
  /** A reader could not tell when it read it. */
  readonly timeless: boolean;
}

export interface Difference {
  readonly least: number;
  readonly most: number;
}

/**
 * By how many pieces the tags that were read differ from the book after the last pass. A tag that was read before pieces left,
 * and not after, may be one of those that left; a piece that came when fewer than two whole passes were still to come may just
 * not have been heard. Everything else is exact: no movement explains away what the tags show.
 */
export const poolDifference = (
  book: number,
  tags: readonly PoolTag[],
  moves: readonly PoolMove[],
  passesAfter: (n: number) => number,
): Difference => {
  const mayHaveLeft = ({ lastN, timeless }: PoolTag, n: number): boolean => timeless || lastN < n;
  let left = 0;
  let unheard = 0;
  for (const { n, quantity, into } of moves) {
    if (into) unheard += passesAfter(n) < 2 ? quantity : 0;
    else left += Math.min(quantity, tags.filter((tag) => mayHaveLeft(tag, n)).length);
  }
  const candidates = tags.filter((tag) => moves.some(({ n, into }) => !into && mayHaveLeft(tag, n))).length;
  const difference = tags.length - book;
  return { least: difference - Math.min(left, candidates), most: difference + unheard };
};

export type PieceVerdict = 'as-read' | 'not-here' | 'unread' | 'unknown';

/**
 * What is to be made of one piece that crossed the border. `as-read`: it was read after that, what its tag says holds.
 * `not-here`: it was read, and then it left. `unread`: what was read of it was before it came back. `unknown`: only a recount tells.
 */
export const pieceVerdict = (
  into: boolean,
  moveN: number,
  tag: (PoolTag & { readonly lastPassN: number }) | null,
  passesAfter: (n: number) => number,
): PieceVerdict => {
  if (tag !== null && tag.timeless) return 'unknown';
  const readAfter = tag !== null && tag.lastN > moveN;
  if (into) {
    if (readAfter) return 'as-read';
    return passesAfter(moveN) >= 2 ? 'unread' : 'unknown';
  }
  if (tag === null || !readAfter) return 'not-here';
  // Read in the pass that ran while it left, perhaps on its way out; only a pass that began later shows it is still here.
  return tag.lastPassN > moveN ? 'as-read' : 'unknown';
};
