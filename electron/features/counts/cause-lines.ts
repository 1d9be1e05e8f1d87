import type { Nearness, NearPlace, OtherLine } from '../../../shared/features/counts/causes';
import type { LocationRecord } from '../../../shared/features/stock/records';
import type { Reader } from '../../store/types';
import { readLocation } from '../stock/facts';
import { nameOf } from './facts';
import { isDifference, lineOf, type StoredLine } from './lines';

/** The bin after one on a counter's walk. */
const nextBin = (db: Reader, { site, zone, aisle, bay, level, bin, location }: LocationRecord): string | null =>
  db.get<{ location: string }>(
    `SELECT location FROM stock_locations WHERE retired = 0 AND site = ?
       AND (site, zone, aisle, bay, level, bin, location) > (?, ?, ?, ?, ?, ?, ?)
     ORDER BY site, zone, aisle, bay, level, bin, location LIMIT 1`,
    site,
    site,
    zone,
    aisle,
    bay,
    level,
    bin,
    location,
  )?.location ?? null;

const areNeighbours = (db: Reader, a: LocationRecord, b: LocationRecord): boolean =>
  nextBin(db, a) === b.location || nextBin(db, b) === a.location;

const inOneBay = (a: LocationRecord, b: LocationRecord): boolean =>
  a.bay !== '' && a.site === b.site && a.zone === b.zone && a.aisle === b.aisle && a.bay === b.bay;

const inOrder = (digits: string): string => digits.split('').toSorted().join('');

/** The same digits, whatever their order: whoever typed them for the other bin was not told so. */
const areMistaken = (a: string, b: string): boolean => a !== '' && inOrder(a) === inOrder(b);

const nearnessOf = (db: Reader, a: LocationRecord | null, b: LocationRecord | null): Nearness => {
  if (a === null || b === null) return 'unknown';
  if (a.location === b.location) return 'same';
  if (inOneBay(a, b) || areNeighbours(db, a, b)) return 'next';
  return areMistaken(a.checkDigits, b.checkDigits) ? 'digits' : 'far';
};

/** How a bin lies to the one in which a line was counted; a reader's line has none. */
export const nearPlace = (db: Reader, from: string | null, location: string): NearPlace => {
  const there = readLocation(db, location);
  const here = from === null ? null : readLocation(db, from);
  return { location, checkDigits: there?.checkDigits ?? null, nearness: nearnessOf(db, here, there) };
};

const placesOf = (line: StoredLine): ReadonlySet<string> =>
  new Set(lineOf(line).shelves.map(({ shelf }) => shelf.location));

/** Of what a reader heard nobody knows the bin: but goods of one shelf can be mistaken for each other. */
const shareShelf = (a: StoredLine, b: StoredLine): boolean => {
  const places = placesOf(a);
  return [...placesOf(b)].some((each) => places.has(each));
};

const otherOf = (db: Reader, line: StoredLine, each: StoredLine): OtherLine => {
  const sku = each.sku ?? '';
  const data = lineOf(each);
  const near = each.location === null ? null : nearPlace(db, line.location, each.location);
  const shares = near === null && shareShelf(line, each);
  return {
    line: each.line,
    sku,
    name: nameOf(db, sku),
    key: data.key,
    location: near?.location ?? data.shelves[0]?.shelf.location ?? null,
    checkDigits: near?.checkDigits ?? null,
    difference: each.counted - each.book,
    nearness: near?.nearness ?? (shares ? 'same' : 'unknown'),
  };
};

/** Lines that are looked at: what is opposite to more of them says nothing of any. */
const mostLines = 30;

const linesWhere = (
  db: Reader,
  countId: string,
  line: StoredLine,
  where: string,
  cells: readonly (string | number)[],
): readonly OtherLine[] =>
  db
    .all<StoredLine>(
      // Lines of bins are numbered as they were walked: those beside it come first.
      `SELECT * FROM count_lines WHERE count_id = ? AND line <> ? AND ${isDifference} AND class <> 'moved' AND ${where}
       ORDER BY counted - book <> ?, abs(line - ?) LIMIT ${mostLines}`,
      countId,
      line.line,
      ...cells,
      line.book - line.counted,
      line.line,
    )
    .map((each) => otherOf(db, line, each));

/** Differences the other way: of the same SKU any; of others as many, in the same bin where bins were counted one by one. */
export const othersOf = (db: Reader, countId: string, line: StoredLine): readonly OtherLine[] => {
  if (line.sku === null) return [];
  const difference = line.counted - line.book;
  const equal = [line.sku, -difference];
  return [
    ...linesWhere(db, countId, line, 'sku = ? AND (counted - book) * ? < 0', [line.sku, difference]),
    ...(line.location === null
      ? linesWhere(db, countId, line, 'sku <> ? AND counted - book = ? AND location IS NULL', equal)
      : linesWhere(db, countId, line, 'sku <> ? AND counted - book = ? AND location = ?', [...equal, line.location])),
  ];
};

/** Pieces that the book has in the bin of a misplaced one, and that were found in the bin where the book has that one. */
export const exchangedWith = (db: Reader, countId: string, line: StoredLine): readonly OtherLine[] => {
  const { belongs } = lineOf(line);
  if (line.class !== 'misplaced' || belongs === null || line.location === null) return [];
  return linesWhere(db, countId, line, "class = 'misplaced' AND location = ? AND json_extract(data, '$.belongs') = ?", [
    belongs,
    line.location,
  ]);
};
