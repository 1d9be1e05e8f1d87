/** Pieces of a SKU that crossed the border of a count while its readers read. */
export interface PoolMove {
  readonly n: number;
  readonly quantity: number;
  readonly into: boolean;
}

/**
 * A tag by its last read: after the entry `lastFrom` of the record, or in it, and not after `lastTo`. Both are the entry
 * that brought it where a reader tells at once; far apart where a sled read it and nobody knows when.
 */
export interface PoolTag {
  readonly lastFrom: number;
  readonly lastTo: number;
}

export interface Difference {
  readonly least: number;
  readonly most: number;
  /** Whether some piece that left was read before or after it nobody can say. */
  readonly undated: boolean;
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
  const mayHaveLeft = ({ lastFrom }: PoolTag, n: number): boolean => lastFrom <= n;
  let left = 0;
  let unheard = 0;
  for (const { n, quantity, into } of moves) {
    if (into) unheard += passesAfter(n) < 2 ? quantity : 0;
    else left += Math.min(quantity, tags.filter((tag) => mayHaveLeft(tag, n)).length);
  }
  const candidates = tags.filter((tag) => moves.some(({ n, into }) => !into && mayHaveLeft(tag, n))).length;
  const difference = tags.length - book;
  const undated = moves.some(({ n, into }) => !into && tags.some((tag) => tag.lastFrom <= n && tag.lastTo > n));
  return { least: difference - Math.min(left, candidates), most: difference + unheard, undated };
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
  const readAfter = tag !== null && tag.lastFrom > moveN;
  // Before it or after it: nobody can say.
  if (tag !== null && !readAfter && tag.lastTo > moveN) return 'unknown';
  if (into) {
    if (readAfter) return 'as-read';
    return passesAfter(moveN) >= 2 ? 'unread' : 'unknown';
  }
  if (tag === null || !readAfter) return 'not-here';
  // Read in the pass that ran while it left, perhaps on its way out; only a pass that began later shows it is still here.
  return tag.lastPassN > moveN ? 'as-read' : 'unknown';
};
