import { readCsv, sniffCsv } from '../../../shared/features/import/csv';
import type { ImportTable, TableRow } from '../../../shared/features/import/table';
import { cleanText } from '../../../shared/features/import/text';
import { fail, ok, type Result } from '../../../shared/result';

/** Lets the station breathe: a long file is read in pieces, so that scans and screens go on. */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

const recordsPerTurn = 500;

type Faults = { row: number; code: string; cells: string[] }[];

const guessCells = (line: string, delimiter: string): string[] =>
  line.split(delimiter).map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));

const fits = (cells: readonly string[], columns: number): boolean =>
  cells.slice(columns).every((cell) => cell.trim() === '');

/** The table of a delimited text. Rows with more cells than the header are faults: something stands in the wrong column. */
export const readCsvTable = async (
  text: string,
): Promise<Result<ImportTable, 'too-many-rows' | 'too-many-faults' | 'no-rows'>> => {
  const { delimiter, start, firstRow } = sniffCsv(text);
  let header: readonly string[] | null = null;
  const rows: TableRow[] = [];
  const faults: Faults = [];
  let turns = 0;
  for (const record of readCsv(start === 0 ? text : text.slice(start), delimiter)) {
    const row = record.row + firstRow - 1;
    if ('fault' in record) {
      if (record.fault === 'too-many-rows' || record.fault === 'too-many-faults') return fail(record.fault);
      faults.push({ row, code: record.fault, cells: guessCells(record.line, delimiter) });
    } else if (header === null) header = record.cells.map((cell) => cleanText(cell.slice(0, 400)).text);
    else if (fits(record.cells, header.length)) rows.push({ row, cells: record.cells });
    else faults.push({ row, code: 'too-many-cells', cells: [...record.cells] });
    turns += 1;
    if (turns % recordsPerTurn === 0) await breathe();
  }
  if (header === null || (rows.length === 0 && faults.length === 0)) return fail('no-rows');
  return ok({ header, rows, faults, decimalFallback: delimiter === ';' ? ',' : '.' });
};

const cellOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** A JSON list of flat objects, as a table whose columns are the keys of its first objects. */
export const jsonTable = (list: readonly unknown[]): ImportTable | null => {
  const objects = list.map((each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each) ? new Map(Object.entries(each)) : null,
  );
  const header = [...new Set(objects.slice(0, 100).flatMap((each) => (each === null ? [] : [...each.keys()])))].slice(
    0,
    1000,
  );
  if (header.length < 2) return null;
  const rows = objects.map((each, index) => ({ row: index + 1, cells: header.map((key) => cellOf(each?.get(key))) }));
  return { header, rows, faults: [], decimalFallback: '.' };
};
