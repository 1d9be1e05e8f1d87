import type { ImportProblem } from '../import/file';
import { parseInstant } from '../import/instants';
import type { DecimalMark } from '../import/numbers';
import { collectProblems, type ProblemCollector } from '../import/problems';
import { readText } from '../import/read-text';
import type { RowValues } from '../import/table';
import { cleanText } from '../import/text';
import { readAddress } from './import-address';
import { readLines, readMentions, type SourceRow } from './import-lines';
import type { OrderContent, OrderInput } from './records';

export interface OrderReading {
  readonly timeZone: string;
  readonly decimal: DecimalMark;
}

export interface ReadOrder {
  /** `null`: it has errors and stays out as a whole. */
  readonly order: OrderInput | null;
  readonly problems: readonly ImportProblem[];
}

/** Fields of the whole order: its rows may repeat them or leave them empty after the first, but not contradict. */
const orderLevel = [
  'order_number',
  'status',
  'revision',
  'updated_at',
  'cancelled_at',
  'service',
  'cut_off',
  'tote',
  'reference',
  'customer_number',
  'note',
  'gift_message',
  'ship_name',
  'ship_company',
  'ship_line_1',
  'ship_line_2',
  'ship_line_3',
  'ship_line_4',
  // One more than there is room for: it is an error, and not left out in silence.
  'ship_line_5',
  'ship_postcode',
  'ship_city',
  'ship_region',
  'ship_country',
  'ship_phone',
  'ship_email',
];

const gather = (rows: readonly SourceRow[], problems: ProblemCollector): RowValues => {
  const values: Record<string, string> = {};
  for (const { row, values: own } of rows)
    for (const field of orderLevel) {
      const text = own[field];
      if (text === undefined) continue;
      const before = values[field];
      problems.at(row);
      if (before === undefined) values[field] = text;
      else if (before !== text) problems.error(field, 'rows-disagree', text);
    }
  return values;
};

const openWords = new Set([
  '',
  'open',
  'new',
  'paid',
  'processing',
  'pending',
  'unfulfilled',
  'unshipped',
  'confirmed',
  'offen',
  'neu',
  'abierto',
  'pagado',
]);
const cancelWords = new Set([
  'cancelled',
  'canceled',
  'void',
  'voided',
  'storniert',
  'cancelado',
  'annulé',
  'annullato',
]);
const shippedWords = new Set(['shipped', 'fulfilled', 'completed', 'complete', 'delivered', 'versendet', 'enviado']);

const readCancelled = (values: RowValues, problems: ProblemCollector): boolean => {
  if (values['cancelled_at'] !== undefined) return true;
  const word = cleanText(values['status'] ?? '')
    .text.toLowerCase()
    .replace(/^wc-/, '');
  if (cancelWords.has(word)) return true;
  if (shippedWords.has(word)) problems.error('status', 'already-shipped', word);
  else if (!openWords.has(word)) problems.error('status', 'status-unknown', word);
  return false;
};

const readRevision = (values: RowValues, timeZone: string, problems: ProblemCollector): number | null => {
  const field = values['revision'] === undefined ? 'updated_at' : 'revision';
  const text = values[field];
  if (text === undefined) return null;
  const revision = /^\d{1,15}$/.test(text) ? Number(text) : parseInstant(text, timeZone);
  if (revision === null) problems.error(field, 'not-a-date', text);
  return revision;
};

const readCutOff = (values: RowValues, timeZone: string, problems: ProblemCollector): string | null => {
  const text = values['cut_off'];
  if (text === undefined) return null;
  const instant = parseInstant(text, timeZone);
  if (instant === null) problems.error('cut_off', 'not-a-date', text);
  return instant === null ? null : new Date(instant).toISOString();
};

const readContent = (
  rows: readonly SourceRow[],
  values: RowValues,
  reading: OrderReading,
  problems: ProblemCollector,
): OrderContent => {
  const first = rows[0]?.row ?? 0;
  problems.at(first);
  const content = {
    service: readText(values, 'service', problems, { max: 40 }) ?? 'STANDARD',
    cutOffAt: readCutOff(values, reading.timeZone, problems),
    tote: readText(values, 'tote', problems, { max: 60 }),
    reference: readText(values, 'reference', problems, { max: 80 }),
    customer: readText(values, 'customer_number', problems, { max: 60 }),
    note: readText(values, 'note', problems, { max: 1000, lines: true }),
    gift: readText(values, 'gift_message', problems, { max: 1000, lines: true }),
    shipTo: readAddress(values, problems),
  };
  return { ...content, lines: readLines(rows, problems, reading.decimal) };
};

/** Id of an order from the shop's number: the same at every station, and safe in file names. */
export const orderIdOf = (number: string): string => encodeURIComponent(number);

const readNumber = (values: RowValues, problems: ProblemCollector): string | null => {
  const number = readText(values, 'order_number', problems, { max: 60, required: true });
  if (number !== null && orderIdOf(number).length > 100) problems.error('order_number', 'too-long', number);
  return number;
};

/** A cancellation needs no more than its number; what else it brings counts only when it is whole. */
const readCancellation = (
  rows: readonly SourceRow[],
  values: RowValues,
  reading: OrderReading,
  number: string,
): OrderContent | null => {
  const quiet = collectProblems(number, null);
  const content = readContent(rows, values, reading, quiet);
  return quiet.hasErrors() ? null : content;
};

/** One order from its rows: whole and clean, or kept out with the reasons. Never throws. */
export const readOrder = (rows: readonly SourceRow[], reading: OrderReading): ReadOrder => {
  const row = rows[0]?.row ?? null;
  const problems = collectProblems(rows[0]?.values['order_number'] ?? null, row);
  const values = gather(rows, problems);
  if (row !== null) problems.at(row);
  const number = readNumber(values, problems);
  const cancelled = readCancelled(values, problems);
  const revision = readRevision(values, reading.timeZone, problems);
  const content = cancelled
    ? readCancellation(rows, values, reading, number ?? '')
    : readContent(rows, values, reading, problems);
  const mentions = content === null ? [] : readMentions(rows, collectProblems(number, row));
  if (number === null || problems.hasErrors()) return { order: null, problems: problems.problems };
  return {
    order: { orderId: orderIdOf(number), number, cancelled, revision, content, row, mentions },
    problems: problems.problems,
  };
};

/** Rows of one order, wherever they stand in the file; rows without a number are orders of their own (and bad). */
export const groupRows = (rows: Iterable<SourceRow>): SourceRow[][] => {
  const groups = new Map<string, SourceRow[]>();
  const lost: SourceRow[][] = [];
  for (const row of rows) {
    const number = cleanText(row.values['order_number']?.slice(0, 500) ?? '').text;
    const group = groups.get(number);
    if (number === '') lost.push([row]);
    else if (group === undefined) groups.set(number, [row]);
    else group.push(row);
  }
  return [...groups.values(), ...lost];
};
