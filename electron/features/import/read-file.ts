import { createHash } from 'node:crypto';
import { catalogueFormat, readCatalogueJson, type ReadCatalogue } from '../../../shared/features/catalogue/import-json';
import type { ImportProblem } from '../../../shared/features/import/file';
import { figureFields } from '../../../shared/features/import/fields';
import { knownLayout } from '../../../shared/features/import/layouts';
import type { Mapping, TableKind } from '../../../shared/features/import/mapping';
import { detectDecimalMark, type DecimalMark } from '../../../shared/features/import/numbers';
import { headerKey, mapRow, type ImportTable } from '../../../shared/features/import/table';
import { cleanText, shownValue } from '../../../shared/features/import/text';
import { jsonOrderRows, ordersFormat } from '../../../shared/features/orders/import-json';
import type { SourceRow } from '../../../shared/features/orders/import-lines';
import { groupRows } from '../../../shared/features/orders/import-orders';
import { jsonStockValues, stockFormat } from '../../../shared/features/stock/import-stock';
import { decodeText } from './decode-text';
import { breathe, jsonTable, readCsvTable } from './read-table';

export type FileContent =
  | { readonly kind: 'rejected'; readonly code: string }
  | { readonly kind: 'unknown'; readonly table: ImportTable; readonly fingerprint: string }
  | {
      readonly kind: 'orders';
      readonly groups: readonly (readonly SourceRow[])[];
      /** Numbers of orders that a broken line belongs to or may belong to: they stay out. */
      readonly broken: ReadonlyMap<string, number>;
      readonly problems: readonly ImportProblem[];
      readonly rows: number;
      readonly decimal: DecimalMark;
      readonly demo: boolean;
    }
  | {
      readonly kind: 'items';
      readonly list: readonly SourceRow[];
      readonly problems: readonly ImportProblem[];
      readonly rows: number;
      readonly decimal: DecimalMark;
      readonly mapping: Mapping;
    }
  | {
      readonly kind: 'stock';
      readonly list: readonly SourceRow[];
      readonly problems: readonly ImportProblem[];
      readonly rows: number;
      readonly decimal: DecimalMark;
      readonly demo: boolean;
    }
  | {
      readonly kind: 'kits';
      readonly list: readonly SourceRow[];
      /** Lines that can't be read at all. */
      readonly broken: readonly number[];
      readonly problems: readonly ImportProblem[];
      readonly rows: number;
      readonly decimal: DecimalMark;
    }
  | { readonly kind: 'catalogue'; readonly catalogue: ReadCatalogue; readonly demo: boolean };

/** Recognises a header again, whatever its case, spaces and punctuation. */
export const fingerprintOf = (header: readonly string[]): string =>
  createHash('sha256').update(header.map(headerKey).join('\u001F')).digest('hex').slice(0, 32);

export type FindMapping = (fingerprint: string) => Promise<Mapping | null>;

const rejected = (code: string): FileContent => ({ kind: 'rejected', code });

function* figures(table: ImportTable, { columns }: Mapping): Generator<string> {
  const wanted = Object.entries(columns).flatMap(([field, indexes]) => (figureFields.has(field) ? indexes : []));
  for (const { cells } of table.rows) for (const index of wanted) yield cells[index] ?? '';
}

export const decimalOf = (table: ImportTable, mapping: Mapping): DecimalMark =>
  mapping.decimal === 'auto' ? detectDecimalMark(figures(table, mapping), table.decimalFallback) : mapping.decimal;

const numberIn = (cells: readonly string[], mapping: Mapping): string =>
  cleanText((mapRow(cells, mapping)['order_number'] ?? '').slice(0, 500)).text;

/** In a line with too many cells nothing can have moved what stands in the first one. */
const saysNumber = (table: ImportTable, { columns }: Mapping, index: number): boolean => {
  const fault = table.faults[index];
  const before = table.faults[index - 1];
  return fault?.code === 'too-many-cells' && columns['order_number']?.join() === '0' && before?.row !== fault.row - 1;
};

/**
 * A line that can't be read may be a line of an order whose other lines can: that order must not come in incomplete.
 * When the line doesn't say which one, the orders beside it stay out.
 */
const brokenOrders = (table: ImportTable, mapping: Mapping): Map<string, number> => {
  const numbers = table.rows.map(({ cells }) => numberIn(cells, mapping));
  const known = new Set(numbers);
  const broken = new Map<string, number>();
  let next = 0;
  for (const [index, fault] of table.faults.entries()) {
    while (next < table.rows.length && (table.rows[next]?.row ?? 0) < fault.row) next += 1;
    const own = numberIn(fault.cells, mapping);
    const isSaid = own !== '' && saysNumber(table, mapping, index);
    const affected = isSaid || known.has(own) ? [own] : [numbers[next - 1], numbers[next]];
    for (const number of affected) if (number !== undefined) broken.set(number, fault.row);
  }
  return broken;
};

const faultProblems = (table: ImportTable, mapping: Mapping | null): ImportProblem[] =>
  table.faults.map(({ row, code, cells }) => {
    const number = mapping === null ? '' : numberIn(cells, mapping);
    return {
      row,
      field: null,
      code,
      severity: 'error',
      value: null,
      subject: number === '' ? null : shownValue(number),
    };
  });

/** Without it a row says nothing. */
const keyFields: Readonly<Record<TableKind, string>> = {
  orders: 'order_number',
  items: 'sku',
  stock: 'location',
  kits: 'kit_sku',
};

const mapTable = async (table: ImportTable, mapping: Mapping): Promise<FileContent> => {
  if (mapping.columns[keyFields[mapping.kind]] === undefined) return rejected('mapping-incomplete');
  const list: SourceRow[] = [];
  for (const { row, cells } of table.rows) {
    list.push({ row, values: mapRow(cells, mapping) });
    if (list.length % 1000 === 0) await breathe();
  }
  const decimal = decimalOf(table, mapping);
  const rows = table.rows.length + table.faults.length;
  if (mapping.kind === 'items')
    return { kind: 'items', list, problems: faultProblems(table, null), rows, decimal, mapping };
  if (mapping.kind === 'stock')
    return { kind: 'stock', list, problems: faultProblems(table, null), rows, decimal, demo: false };
  if (mapping.kind === 'kits') {
    const broken = table.faults.map(({ row }) => row);
    return { kind: 'kits', list, broken, problems: faultProblems(table, null), rows, decimal };
  }
  const broken = brokenOrders(table, mapping);
  return {
    kind: 'orders',
    groups: groupRows(list),
    broken,
    problems: faultProblems(table, mapping),
    rows,
    decimal,
    demo: false,
  };
};

const readTable = async (table: ImportTable, findMapping: FindMapping): Promise<FileContent> => {
  const known = knownLayout(table.header);
  if (known !== null) return mapTable(table, known.mapping);
  const fingerprint = fingerprintOf(table.header);
  const saved = await findMapping(fingerprint);
  return saved === null ? { kind: 'unknown', table, fingerprint } : mapTable(table, saved);
};

const maximumRecords = 200_000;

/** The same order twice in one list is a doubled export when both are equal, and otherwise nobody knows which one counts. */
const distinctOrders = (list: readonly unknown[]): { groups: SourceRow[][]; broken: Map<string, number> } => {
  const seen = new Map<string, string>();
  const broken = new Map<string, number>();
  const groups: SourceRow[][] = [];
  for (const [index, raw] of list.entries()) {
    const rows = jsonOrderRows(raw, index + 1);
    const number = cleanText(rows[0]?.values['order_number']?.slice(0, 500) ?? '').text;
    const content = JSON.stringify(rows.map(({ values }) => values));
    const before = seen.get(number);
    if (before !== undefined && before !== content) broken.set(number, index + 1);
    if (before === undefined || number === '') groups.push(rows);
    if (number !== '') seen.set(number, content);
  }
  return { groups, broken };
};

const jsonOrders = (list: readonly unknown[], demo: boolean): FileContent => {
  if (list.length > maximumRecords) return rejected('too-many-rows');
  if (list.length === 0) return rejected('no-rows');
  return { kind: 'orders', ...distinctOrders(list), problems: [], rows: list.length, decimal: '.', demo };
};

const jsonStock = (record: ReadonlyMap<string, unknown>, demo: boolean): FileContent => {
  const listOf = (key: string): readonly unknown[] => {
    const value = record.get(key);
    return Array.isArray(value) ? (value as readonly unknown[]) : [];
  };
  const list = [...listOf('locations'), ...listOf('stock')].map((raw, index) => ({
    row: index + 1,
    values: jsonStockValues(raw),
  }));
  if (list.length > maximumRecords) return rejected('too-many-rows');
  if (list.length === 0) return rejected('no-rows');
  return { kind: 'stock', list, problems: [], rows: list.length, decimal: '.', demo };
};

const readJson = async (value: unknown, findMapping: FindMapping): Promise<FileContent> => {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    if (list.length > maximumRecords) return rejected('too-many-rows');
    const table = jsonTable(list);
    return table === null ? rejected('json-unknown') : readTable(table, findMapping);
  }
  if (typeof value !== 'object' || value === null) return rejected('json-unknown');
  const record = new Map<string, unknown>(Object.entries(value));
  const [format, orders, demo] = [record.get('format'), record.get('orders'), record.get('demo') === true];
  if (format === ordersFormat || (format === undefined && orders !== undefined))
    return Array.isArray(orders) ? jsonOrders(orders, demo) : rejected('json-unknown');
  if (format === stockFormat) return jsonStock(record, demo);
  if (format !== catalogueFormat && !record.has('items') && !record.has('cartons')) return rejected('json-unknown');
  const catalogue = readCatalogueJson(value);
  if (catalogue === null) return rejected('json-unknown');
  return catalogue.rows === 0 ? rejected('no-rows') : { kind: 'catalogue', catalogue, demo };
};

const parseJson = (text: string): { readonly value: unknown } | null => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
};

/** What a file holds. Never throws; what can't be used is `rejected` with a code, an unmapped header is `unknown`. */
export const readFile = async (name: string, bytes: Uint8Array, findMapping: FindMapping): Promise<FileContent> => {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return rejected(decoded.failure.code);
  const text = decoded.value;
  const isJson = /\.json$/i.test(name);
  if (isJson || /^\uFEFF?\s*[[{]/.test(text.slice(0, 1000))) {
    const parsed = parseJson(text.startsWith('\uFEFF') ? text.slice(1) : text);
    if (parsed !== null) return readJson(parsed.value, findMapping);
    if (isJson) return rejected('json-broken');
  }
  const table = await readCsvTable(text);
  return table.ok ? readTable(table.value, findMapping) : rejected(table.failure.code);
};
