/** Pieces that came into a bin or left it while it was counted, by the entry that booked them. */
export interface BinMove {
  readonly n: number;
  readonly quantity: number;
  readonly into: boolean;
  /** It takes a booking back: whether anything was carried nobody can say. */
  readonly takesBack?: boolean;
}

/** What was scanned of one heap of goods: pieces, and the entries of the first and the last scan. */
export interface BinScans {
  readonly counted: number;
  readonly firstN: number;
  readonly lastN: number;
}

export interface Present {
  readonly least: number;
  readonly most: number;
}

/** One piece with a serial number: what was booked or scanned of it last says where it is. */
export const pieceThere = (scans: BinScans | null, moves: readonly BinMove[]): Present => {
  const last = moves.reduce<BinMove | null>((best, each) => (best === null || each.n > best.n ? each : best), null);
  const counted = scans?.counted ?? 0;
  if (last === null || (scans !== null && scans.lastN > last.n)) return { least: counted, most: counted };
  const there = last.into ? 1 : 0;
  return last.takesBack === true
    ? { least: Math.min(counted, there), most: Math.max(counted, there) }
    : { least: there, most: there };
};

/**
 * How many pieces of a heap lie in the bin when it is through. A piece that left after the first scan may have been scanned
 * before it left, one that came before the last scan may have been scanned too: where that makes a difference, nobody knows.
 */
export const piecesThere = (scans: BinScans | null, moves: readonly BinMove[]): Present => {
  const sum = (wanted: (each: BinMove) => boolean): number =>
    moves.filter(wanted).reduce((pieces, { quantity }) => pieces + quantity, 0);
  const { counted, firstN, lastN } = scans ?? { counted: 0, firstN: 0, lastN: 0 };
  const left = sum(({ n, into }) => !into && n > firstN);
  const between = sum(({ n, into }) => into && n > firstN && n < lastN);
  const after = sum(({ n, into }) => into && n > lastN);
  const surelyAfter = sum(({ n, into, takesBack }) => into && n > lastN && takesBack !== true);
  // What left was scanned before, or came meanwhile itself; or it was neither, and takes nothing from what was counted.
  return { least: Math.max(0, counted + surelyAfter - left), most: counted + between + after };
};
