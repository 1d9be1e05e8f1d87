import type { Goods, Shelf } from '../stock/records';
import type { CountLine, LineClass, LineShelf } from './records';

/** What lies on a shelf by the book, and what a counter scanned in its bin. */
export interface Lying {
  readonly goods: Goods;
  readonly shelf: Shelf;
  readonly quantity: number;
}

export interface Scanned {
  readonly goods: Goods;
  readonly quantity: number;
}

interface Group {
  readonly sku: string;
  readonly serial: string | null;
  book: number;
  counted: number;
  readonly shelves: LineShelf[];
  scanned: Goods | null;
}

/** Lots count apart only where whoever counted named them: else the pieces of a SKU are one heap. */
const keyOf = ({ sku, serial, lot }: Goods, lots: ReadonlySet<string>): string =>
  JSON.stringify([sku, serial, lots.has(sku) ? lot : null]);

const classOf = ({ serial, book, counted }: Group, belongs: string | null, known: boolean): LineClass => {
  if (counted < book) return serial === null ? 'short' : 'missing';
  if (serial === null) return 'surplus';
  if (belongs !== null) return 'misplaced';
  return known ? 'unexpected' : 'unknown';
};

export interface BinFacts {
  readonly location: string;
  readonly lying: readonly Lying[];
  readonly scanned: readonly Scanned[];
  readonly valueMinor: (sku: string) => number | null;
  /** Bin that has a piece by the book, and whether the book ever had it. */
  readonly whereabouts: (sku: string, serial: string) => { readonly location: string | null; readonly known: boolean };
}

/** The differences of one bin that was counted by scans. */
export const linesOfBin = (facts: BinFacts): readonly CountLine[] => {
  const { location, lying, scanned } = facts;
  const named = (sku: string): boolean =>
    scanned.every(({ goods }) => goods.sku !== sku || goods.lot !== null) &&
    scanned.some(({ goods }) => goods.sku === sku);
  const lots = new Set(lying.map(({ goods }) => goods.sku).filter(named));
  const groups = new Map<string, Group>();
  const groupOf = (goods: Goods): Group => {
    const key = keyOf(goods, lots);
    const made = groups.get(key) ?? {
      sku: goods.sku,
      serial: goods.serial,
      book: 0,
      counted: 0,
      shelves: [],
      scanned: null,
    };
    groups.set(key, made);
    return made;
  };
  for (const { goods, shelf, quantity } of lying) {
    const group = groupOf(goods);
    group.book += quantity;
    if (group.shelves.length < 50) group.shelves.push({ goods, shelf, quantity });
  }
  for (const { goods, quantity } of scanned) {
    const group = groupOf(goods);
    group.counted += quantity;
    group.scanned = goods;
  }
  const bin: Shelf = { location, unit: null, status: 'available' };
  return [...groups.values()].flatMap((group): CountLine[] => {
    const { sku, serial, book, counted, shelves, scanned: goods } = group;
    if (book === counted) return [];
    const { location: belongs, known } =
      serial === null || counted < book ? { location: null, known: true } : facts.whereabouts(sku, serial);
    const line: CountLine = {
      class: classOf(group, belongs, known),
      sku,
      key: serial,
      epc: null,
      tid: null,
      scheme: null,
      book,
      counted,
      shelves: shelves.length > 0 || goods === null ? shelves : [{ goods, shelf: bin, quantity: 0 }],
      location,
      belongs,
      valueMinor: facts.valueMinor(sku),
      reads: 0,
      rssiCentiDbm: null,
      antennas: [],
      passes: [],
      lastAt: null,
      notes: [],
    };
    return [line];
  });
};
