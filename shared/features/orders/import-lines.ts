import { parseWhole, type DecimalMark } from '../import/numbers';
import type { ProblemCollector } from '../import/problems';
import { readText } from '../import/read-text';
import type { RowValues } from '../import/table';
import type { OrderInput, OrderLine } from './records';

export interface SourceRow {
  /** Line of the file, or position in a JSON list. */
  readonly row: number;
  readonly values: RowValues;
}

interface RawLine extends Omit<OrderLine, 'lineId'> {
  readonly lineId: string | null;
  readonly row: number;
}

const readQuantity = (values: RowValues, problems: ProblemCollector, mark: DecimalMark): number => {
  const raw = values['quantity'];
  if (raw === undefined) {
    problems.error('quantity', 'missing');
    return 0;
  }
  const quantity = parseWhole(raw, mark);
  if (quantity === null) problems.error('quantity', 'not-a-whole-number', raw);
  else if (quantity < 1 || quantity > 99_999) problems.error('quantity', 'out-of-range', raw);
  return quantity ?? 0;
};

const readLine = (
  { row, values }: SourceRow,
  index: number,
  problems: ProblemCollector,
  mark: DecimalMark,
): RawLine => {
  problems.at(row);
  return {
    row,
    lineId: readText(values, 'line_id', problems, { max: 60 }),
    lineNumber: index + 1,
    sku: readText(values, 'sku', problems, { max: 60, required: true }) ?? '',
    quantity: readQuantity(values, problems, mark),
    lot: readText(values, 'lot', problems, { max: 40 }),
    note: readText(values, 'line_note', problems, { max: 500, lines: true }),
  };
};

/** Larger quantities first, so that the same two lines of one SKU get the same ids however the file lists them. */
const byContent = (a: RawLine, b: RawLine): number =>
  b.quantity - a.quantity || ((a.note ?? '') < (b.note ?? '') ? -1 : 1);

/**
 * Lines without an id of the shop get one from what they are (SKU, lot, and a number where that repeats), not from where
 * they stand: a file that lists them in another order changes nothing.
 */
const withIds = (lines: readonly RawLine[], problems: ProblemCollector): OrderLine[] => {
  const used = new Set<string>();
  for (const { lineId, row } of lines) {
    if (lineId === null) continue;
    problems.at(row);
    if (used.has(lineId)) problems.error('line_id', 'line-twice', lineId);
    used.add(lineId);
  }
  const named = new Map<RawLine, string>();
  for (const line of lines.filter((each) => each.lineId === null).sort(byContent)) {
    const base = line.lot === null ? line.sku : `${line.sku}@${line.lot}`.slice(0, 90);
    let candidate = base;
    for (let count = 2; used.has(candidate); count += 1) candidate = `${base}#${count}`;
    used.add(candidate);
    named.set(line, candidate);
  }
  return lines.map((line) => {
    const { lineNumber, sku, quantity, lot, note } = line;
    return { lineId: line.lineId ?? named.get(line) ?? sku, lineNumber, sku, quantity, lot, note };
  });
};

const maximumLines = 2000;

/** The lines of an order, in the order of the file. */
export const readLines = (rows: readonly SourceRow[], problems: ProblemCollector, mark: DecimalMark): OrderLine[] => {
  if (rows.length > maximumLines) problems.error(null, 'too-many-lines', String(rows.length));
  const taken = rows.slice(0, maximumLines);
  return withIds(
    taken.map((row, index) => readLine(row, index, problems, mark)),
    problems,
  );
};

/** What the lines say of their SKUs, for those that the catalogue lacks. */
export const readMentions = (rows: readonly SourceRow[], problems: ProblemCollector): OrderInput['mentions'] => {
  const mentions = new Map<string, OrderInput['mentions'][number]>();
  for (const { row, values } of rows.slice(0, maximumLines)) {
    problems.at(row);
    const sku = readText(values, 'sku', problems, { max: 60 });
    if (sku === null || mentions.has(sku)) continue;
    const name = readText(values, 'item_name', problems, { max: 200 });
    mentions.set(sku, { sku, name, barcode: readText(values, 'item_barcode', problems, { max: 80 }) });
  }
  return [...mentions.values()];
};
