import {
  countLine,
  lineShelf,
  noteClasses,
  type CountDecision,
  type CountLine,
  type LineShelf,
} from '../../../shared/features/counts/records';
import type { Reader, StoreSettings } from '../../store/types';
import type { CountRow } from './facts';

export interface StoredLine {
  line: number;
  round: number;
  class: CountLine['class'];
  sku: string | null;
  location: string | null;
  book: number;
  counted: number;
  value_minor: number;
  data: string;
  decision: CountDecision | null;
  reason: string | null;
  note: string | null;
  shelf: string | null;
  decided_by: string | null;
  decided_at: string | null;
  /** Whether the catalogue knows what a piece is worth. */
  valued: number;
  /** How many shelves the difference may belong to. */
  shelves: number;
}

export const lineOf = ({ data }: Pick<StoredLine, 'data'>): CountLine => countLine.parse(JSON.parse(data));

export const chosenShelf = ({ shelf }: Pick<StoredLine, 'shelf'>): LineShelf | null =>
  shelf === null ? null : lineShelf.parse(JSON.parse(shelf));

/** The lot that all goods of a line have; `null` where they have none, or several. */
export const lotOf = ({ shelves }: Pick<CountLine, 'shelves'>): string | null => {
  const [first] = shelves;
  if (first === undefined) return null;
  const { lot } = first.goods;
  return shelves.every(({ goods }) => goods.lot === lot) ? lot : null;
};

const notes = noteClasses.map((each) => `'${each}'`).join(', ');
export const isOurs = `class NOT IN (${notes})`;
/** Lines about our own stock: somebody must say what is to become of them. */
export const isDifference = `${isOurs} AND paired = 0`;

export const differences = (db: Reader, countId: string): readonly StoredLine[] =>
  db.all<StoredLine>(`SELECT * FROM count_lines WHERE count_id = ? AND ${isDifference} ORDER BY line`, countId);

export const readLine = (db: Reader, countId: string, line: number): StoredLine | null =>
  db.get<StoredLine>('SELECT * FROM count_lines WHERE count_id = ? AND line = ?', countId, line) ?? null;

/** The shelf that an adjustment would correct, when nobody needs to say which: there is only one. */
export const onlyShelf = (line: CountLine): LineShelf | null => {
  const [first, second] = line.shelves;
  return first !== undefined && second === undefined ? first : null;
};

/** A difference so small that no word is needed; what has no value in the catalogue, lies in the wrong place or moved while it was counted is never small. */
export const isWithinTolerance = ({ tolerance_minor: most }: CountRow, line: StoredLine): boolean =>
  line.class !== 'misplaced' && line.class !== 'moved' && line.valued === 1 && Math.abs(line.value_minor) <= most;

/** The limits of the site hold whatever a count was started with: a start only tightens them. */
export const withLimits = (count: CountRow, { countToleranceMinor, countApprovalMinor }: StoreSettings): CountRow => ({
  ...count,
  tolerance_minor: Math.min(count.tolerance_minor, countToleranceMinor),
  approval_minor: Math.min(count.approval_minor, countApprovalMinor),
});

/** What goes into the book: what was said to, and what is small and leaves no question open. */
export const isAdjusted = (count: CountRow, line: StoredLine): boolean => {
  if (line.decision !== null) return line.decision === 'adjust';
  return isWithinTolerance(count, line) && line.shelves === 1;
};

export const writesOff = ({ book, counted }: StoredLine): boolean => counted < book;

/** Whether a second person must agree: too much money moves, or something whose value nobody knows. */
export const needsApproval = (count: CountRow, lines: readonly StoredLine[]): boolean =>
  movedValue(count, lines) > count.approval_minor || lines.some((line) => isAdjusted(count, line) && line.valued === 0);

/** The money that an adjustment moves, whichever way: what a second person must agree to above a limit. */
export const movedValue = (count: CountRow, lines: readonly StoredLine[]): number =>
  lines.filter((line) => isAdjusted(count, line)).reduce((sum, line) => sum + Math.abs(line.value_minor), 0);
