import type { Goods, Shelf } from '../stock/records';
import { piecesThere, pieceThere, type BinMove, type BinScans } from './bin-moves';
import { mostShelves, type CountedHeap, type CountLine, type LineClass, type LineShelf } from './records';

/** What lies on a shelf by the book, and what a counter scanned in its bin. */
export interface Lying {
  readonly goods: Goods;
  readonly shelf: Shelf;
  readonly quantity: number;
}

export interface Scanned {
  readonly goods: Goods;
  readonly quantity: number;
  /** Entries of its first and its last scan. */
  readonly firstN: number;
  readonly lastN: number;
}

/** Goods that came into the bin or left it since its first scan. */
export interface Moved extends BinMove {
  readonly goods: Pick<Goods, 'sku' | 'serial' | 'lot'>;
}

interface Group {
  readonly sku: string;
  readonly serial: string | null;
  book: number;
  counted: number;
  readonly shelves: LineShelf[];
  moreShelves: number;
  scanned: Goods | null;
  scans: BinScans | null;
  readonly moves: BinMove[];
}

/** Lots count apart only where whoever counted named them: else the pieces of a SKU are one heap. */
const keyOf = ({ sku, serial, lot }: Pick<Goods, 'sku' | 'serial' | 'lot'>, lots: ReadonlySet<string>): string =>
  JSON.stringify([sku, serial, lots.has(sku) ? lot : null]);

const classOf = ({ serial, book, counted }: Group, belongs: string | null, known: boolean): LineClass => {
  if (counted < book) return serial === null ? 'short' : 'missing';
  if (serial === null) return 'surplus';
  if (belongs !== null) return 'misplaced';
  return known ? 'unexpected' : 'unknown';
};

export interface BinFacts {
  readonly location: string;
  /** The book of the moment at which the bin is through. */
  readonly lying: readonly Lying[];
  readonly scanned: readonly Scanned[];
  readonly moved: readonly Moved[];
  readonly valueMinor: (sku: string) => number | null;
  /** Bin that has a piece by the book, and whether the book ever had it. */
  readonly whereabouts: (sku: string, serial: string) => { readonly location: string | null; readonly known: boolean };
}

const both = (before: BinScans | null, { quantity, firstN, lastN }: Scanned): BinScans => ({
  counted: (before?.counted ?? 0) + quantity,
  firstN: Math.min(before?.firstN ?? firstN, firstN),
  lastN: Math.max(before?.lastN ?? lastN, lastN),
});

const groupsOf = ({ lying, scanned, moved }: BinFacts): readonly Group[] => {
  const named = (sku: string): boolean =>
    scanned.every(({ goods }) => goods.sku !== sku || goods.lot !== null) &&
    scanned.some(({ goods }) => goods.sku === sku);
  const lots = new Set(lying.map(({ goods }) => goods.sku).filter(named));
  const groups = new Map<string, Group>();
  const groupOf = (goods: Pick<Goods, 'sku' | 'serial' | 'lot'>): Group => {
    const key = keyOf(goods, lots);
    const { sku, serial } = goods;
    const none = { book: 0, counted: 0, shelves: [], moreShelves: 0, scanned: null, scans: null, moves: [] };
    const made = groups.get(key) ?? { sku, serial, ...none };
    groups.set(key, made);
    return made;
  };
  for (const { goods, shelf, quantity } of lying) {
    const group = groupOf(goods);
    group.book += quantity;
    if (group.shelves.length < mostShelves) group.shelves.push({ goods, shelf, quantity });
    else group.moreShelves += 1;
  }
  for (const each of scanned) {
    const group = groupOf(each.goods);
    group.counted += each.quantity;
    group.scanned = each.goods;
    group.scans = both(group.scans, each);
  }
  for (const each of moved) groupOf(each.goods).moves.push(each);
  return [...groups.values()];
};

export interface BinResult {
  readonly lines: readonly CountLine[];
  readonly heaps: readonly CountedHeap[];
  /** SKUs that moved while they were counted: what is there of them nobody can say, the bin is counted again. */
  readonly again: readonly string[];
}

/** The differences of one bin that was counted by scans, to the book of the moment at which it is through. */
export const linesOfBin = (facts: BinFacts): BinResult => {
  const { location } = facts;
  const bin: Shelf = { location, unit: null, status: 'available' };
  const again = new Set<string>();
  const lines: CountLine[] = [];
  const heaps = new Map<string, CountedHeap>();
  for (const group of groupsOf(facts)) {
    const { sku, serial, book, shelves, moreShelves, scanned: goods, moves } = group;
    const there = serial === null ? piecesThere(group.scans, moves) : pieceThere(group.scans, moves);
    if (there.least !== there.most) {
      again.add(sku);
      continue;
    }
    const counted = moves.length === 0 ? group.counted : there.least;
    const heap = heaps.get(sku) ?? { sku, book: 0, counted: 0, off: 0, valueMinor: facts.valueMinor(sku) };
    heaps.set(sku, {
      ...heap,
      book: heap.book + book,
      counted: heap.counted + counted,
      off: heap.off + Math.abs(counted - book),
    });
    if (book === counted) continue;
    const { location: belongs, known } =
      serial === null || counted < book ? { location: null, known: true } : facts.whereabouts(sku, serial);
    lines.push({
      class: classOf({ ...group, counted }, belongs, known),
      sku,
      key: serial,
      epc: null,
      tid: null,
      scheme: null,
      book,
      counted,
      shelves: shelves.length > 0 || goods === null ? shelves : [{ goods, shelf: bin, quantity: 0 }],
      moreShelves,
      location,
      belongs,
      valueMinor: facts.valueMinor(sku),
      reads: 0,
      rssiCentiDbm: null,
      antennas: [],
      passes: [],
      lastAt: null,
      notes: moves.length === 0 ? [] : ['moved'],
    });
  }
  // What left the bin before it was through was neither in the book nor counted.
  const lying = [...heaps.values()].filter((heap) => heap.book > 0 || heap.counted > 0);
  return { lines, heaps: lying, again: [...again] };
};
