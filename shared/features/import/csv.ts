export interface CsvRecord {
  /** Line of the file on which it starts, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

export type CsvFaultCode =
  | 'quote-not-closed'
  | 'quote-broken'
  | 'field-too-long'
  | 'too-many-columns'
  | 'too-many-rows'
  | 'too-many-faults';

export interface CsvFault {
  readonly row: number;
  readonly fault: CsvFaultCode;
  /** Start of the bad line, to guess what it was about. */
  readonly line: string;
}

export interface CsvLimits {
  readonly fieldCharacters: number;
  readonly columns: number;
  readonly rows: number;
  readonly faults: number;
}

export const csvLimits: CsvLimits = { fieldCharacters: 1_000_000, columns: 1000, rows: 200_000, faults: 200 };

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

const quote = '"';
const carriageReturn = 13;
const lineFeed = 10;

/** Index of the next line break at or after `from`, or the end. */
const lineEnd = (text: string, from: number): number => {
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === lineFeed || code === carriageReturn) return index;
  }
  return text.length;
};

const afterBreak = (text: string, at: number): number =>
  text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1;

const countBreaks = (text: string, from: number, to: number): number => {
  let count = 0;
  for (let at = lineEnd(text, from); at < to; at = lineEnd(text, afterBreak(text, at))) count += 1;
  return count;
};

interface Field {
  readonly value: string;
  /** Index of the delimiter, line break or end that follows. */
  readonly end: number;
}

const quotedField = (text: string, start: number, delimiter: Delimiter, limits: CsvLimits): Field | CsvFaultCode => {
  let from = start + 1;
  for (;;) {
    const at = text.indexOf(quote, from);
    if (at === -1) return 'quote-not-closed';
    if (at - start > limits.fieldCharacters) return 'field-too-long';
    if (text[at + 1] !== quote) {
      let end = at + 1;
      while (text[end] === ' ') end += 1;
      const next = text[end];
      if (next !== undefined && next !== delimiter && next !== '\n' && next !== '\r') return 'quote-broken';
      return { value: text.slice(start + 1, at).replaceAll('""', quote), end };
    }
    from = at + 2;
  }
};

/** A quote inside an unquoted field is an ordinary character (`5" nail`). */
const plainField = (text: string, start: number, delimiter: number, limits: CsvLimits): Field | CsvFaultCode => {
  let end = start;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === delimiter || code === lineFeed || code === carriageReturn) break;
    end += 1;
  }
  return end - start > limits.fieldCharacters ? 'field-too-long' : { value: text.slice(start, end), end };
};

interface RecordRead {
  readonly cells: string[];
  /** Where the next record starts. */
  readonly next: number;
}

const readRecord = (
  text: string,
  start: number,
  delimiter: Delimiter,
  limits: CsvLimits,
): RecordRead | CsvFaultCode => {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const field =
      text[at] === quote
        ? quotedField(text, at, delimiter, limits)
        : plainField(text, at, delimiter.charCodeAt(0), limits);
    if (typeof field === 'string') return field;
    if (cells.length >= limits.columns) return 'too-many-columns';
    cells.push(field.value);
    if (text[field.end] !== delimiter)
      return { cells, next: field.end >= text.length ? text.length : afterBreak(text, field.end) };
    at = field.end + 1;
  }
};

/**
 * Reads delimited text (RFC 4180, with any line break) record by record; blank lines are skipped. After a fault it goes
 * on with the line after the one on which the bad record started, so one stray quote can't swallow the rest of a file.
 */
export function* readCsv(
  text: string,
  delimiter: Delimiter,
  limits: CsvLimits = csvLimits,
): Generator<CsvRecord | CsvFault, void, undefined> {
  let at = 0;
  let row = 1;
  let records = 0;
  let faults = 0;
  while (at < text.length) {
    const record = readRecord(text, at, delimiter, limits);
    const end = typeof record === 'string' ? lineEnd(text, at) : 0;
    const next = typeof record === 'string' ? Math.min(text.length, afterBreak(text, end)) : record.next;
    if (typeof record === 'string') {
      const line = text.slice(at, Math.min(end, at + 2000));
      faults += 1;
      if (faults > limits.faults) {
        yield { row, fault: 'too-many-faults', line };
        return;
      }
      yield { row, fault: record, line };
    } else if (record.cells.some((cell) => cell.trim() !== '')) {
      records += 1;
      if (records > limits.rows) {
        yield { row, fault: 'too-many-rows', line: '' };
        return;
      }
      yield { row, cells: record.cells };
    }
    row += countBreaks(text, at, next);
    at = next;
  }
}

const sampleLines = 20;

/** How many columns each of the first records has with this delimiter. */
const widths = (text: string, delimiter: Delimiter): number[] => {
  const found: number[] = [];
  for (const record of readCsv(text, delimiter, { ...csvLimits, rows: sampleLines }))
    if ('cells' in record) found.push(record.cells.length);
  return found;
};

/** Share of records as wide as the first, then the width: the delimiter that cuts a file into one table. */
const score = (text: string, delimiter: Delimiter): number => {
  const found = widths(text, delimiter);
  const first = found[0] ?? 0;
  if (first < 2) return 0;
  return (found.filter((width) => width === first).length / found.length) * 1000 + first;
};

const separatorLine = /^\uFEFF?"?sep=(.)"?(?:\r\n?|\n)/i;

/** The delimiter of a file, and where its table starts: behind a byte order mark and Excel's own `sep=;` line. */
export const sniffCsv = (
  text: string,
): { readonly delimiter: Delimiter; readonly start: number; readonly firstRow: number } => {
  const told = separatorLine.exec(text.slice(0, 20));
  const named = delimiters.find((each) => each === told?.[1]);
  if (told !== null && named !== undefined) return { delimiter: named, start: told[0].length, firstRow: 2 };
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const head = text.slice(start, start + 100_000);
  const best = [...delimiters].sort((a, b) => score(head, b) - score(head, a))[0];
  return { delimiter: best ?? ',', start, firstRow: 1 };
};
