import type { ImportProblem } from '../import/file';
import { parseWhole, type DecimalMark } from '../import/numbers';
import { collectProblems, type ProblemCollector } from '../import/problems';
import { readText } from '../import/read-text';
import type { RowValues } from '../import/table';
import { isGln } from '../../barcode/check-digit';
import { isDay } from '../../time';
import type { LocationInput, StockRow } from './commands';
import {
  conditions,
  isGlnExtension,
  locationCode,
  locationKinds,
  stockStatuses,
  type Goods,
  type Shelf,
} from './records';

export const stockFormat = 'packwright.stock/1';

export interface ReadStock {
  readonly location: LocationInput | null;
  /** `null`: the row tells of the bin alone. */
  readonly stock: StockRow | null;
  readonly problems: readonly ImportProblem[];
}

const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

/** `2027-03-31` or `31.3.2027`; other ways of writing a day can be read in two ways. */
const readDay = (values: RowValues, problems: ProblemCollector): string | null => {
  const raw = values['expiry']?.trim();
  if (raw === undefined) return null;
  const [, day = '', month = '', year = ''] = dotted.exec(raw) ?? [];
  const text = year === '' ? raw : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (isDay(text)) return text;
  problems.error('expiry', 'not-a-day', raw);
  return null;
};

const readOneOf = <T extends string>(
  values: RowValues,
  field: string,
  allowed: readonly T[],
  problems: ProblemCollector,
): T | undefined => {
  const raw = values[field];
  if (raw === undefined) return undefined;
  const found = allowed.find((each) => each === raw.trim().toLowerCase());
  if (found === undefined) problems.error(field, 'not-one-of-these', raw);
  return found;
};

const readCode = (values: RowValues, problems: ProblemCollector): string | null => {
  const text = readText(values, 'location', problems, { max: 40, required: true })?.toUpperCase() ?? null;
  if (text === null || locationCode.safeParse(text).success) return text;
  problems.error('location', 'not-a-location', text);
  return null;
};

/** Thirteen digits whose last one checks the others. */
const readGln = (values: RowValues, problems: ProblemCollector): string | undefined => {
  const gln = readText(values, 'gln', problems, { max: 20 });
  if (gln === null) return undefined;
  if (!isGln(gln)) problems.error('gln', 'not-a-gln', gln);
  return gln;
};

const readExtension = (values: RowValues, problems: ProblemCollector): string | undefined => {
  const extension = readText(values, 'gln_extension', problems, { max: 40 });
  if (extension === null) return undefined;
  if (!isGlnExtension(extension)) problems.error('gln_extension', 'not-a-gln-extension', extension);
  return extension;
};

const readLocation = (location: string, values: RowValues, problems: ProblemCollector): LocationInput => {
  const text = (field: string, max: number): string | undefined =>
    readText(values, field, problems, { max }) ?? undefined;
  const checkDigits = text('check_digits', 4);
  if (checkDigits !== undefined && !/^\d{2,4}$/.test(checkDigits))
    problems.error('check_digits', 'not-check-digits', checkDigits);
  const record = {
    location,
    site: text('site', 60),
    zone: text('zone', 20),
    aisle: text('aisle', 20),
    bay: text('bay', 20),
    level: text('level', 20),
    bin: text('bin', 20),
    kind: readOneOf(values, 'location_kind', locationKinds, problems),
    checkDigits,
    gln: readGln(values, problems),
    glnExtension: readExtension(values, problems),
  };
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as LocationInput;
};

const readGoods = (sku: string, values: RowValues, problems: ProblemCollector): Goods => ({
  sku,
  owner: readText(values, 'owner', problems, { max: 60 }),
  lot: readText(values, 'lot', problems, { max: 60 }),
  serial: readText(values, 'serial', problems, { max: 60 }),
  expiry: readDay(values, problems),
  condition: readOneOf(values, 'condition', conditions, problems) ?? 'new',
});

const readShelf = (location: string, values: RowValues, problems: ProblemCollector): Shelf => ({
  location,
  unit: readText(values, 'unit', problems, { max: 60 }),
  status: readOneOf(values, 'stock_status', stockStatuses, problems) ?? 'available',
});

const readQuantity = (values: RowValues, problems: ProblemCollector, mark: DecimalMark): number => {
  const raw = values['quantity'];
  const quantity = raw === undefined ? null : parseWhole(raw, mark);
  if (raw === undefined) problems.error('quantity', 'missing');
  else if (quantity === null || quantity < 0) problems.error('quantity', 'not-a-whole-number', raw);
  else if (quantity > 10_000_000) problems.error('quantity', 'out-of-range', raw);
  return quantity ?? 0;
};

/** A bin, or what lies in it, from a row of canonical columns. Never throws. */
export const readStock = (row: number, values: RowValues, decimal: DecimalMark): ReadStock => {
  const problems = collectProblems(values['sku'] ?? values['location'] ?? null, row);
  const code = readCode(values, problems) ?? '';
  const location = readLocation(code, values, problems);
  const sku = readText(values, 'sku', problems, { max: 60 });
  const stock =
    sku === null
      ? null
      : {
          row,
          goods: readGoods(sku, values, problems),
          shelf: readShelf(code, values, problems),
          quantity: readQuantity(values, problems, decimal),
        };
  if (stock !== null && stock.goods.serial !== null && stock.quantity > 1)
    problems.error('quantity', 'serial-is-one', String(stock.quantity));
  if (problems.hasErrors()) return { location: null, stock: null, problems: problems.problems };
  return { location, stock, problems: problems.problems };
};

const keyOf = ({ goods, shelf }: StockRow): string => JSON.stringify([goods, shelf]);

/** Several rows of the same goods on the same shelf are one figure; the first row stands for them. */
export const addUp = (rows: readonly StockRow[]): StockRow[] => {
  const sums = new Map<string, StockRow>();
  for (const each of rows) {
    const before = sums.get(keyOf(each));
    sums.set(keyOf(each), before === undefined ? each : { ...before, quantity: before.quantity + each.quantity });
  }
  return [...sums.values()];
};

const names: Readonly<Record<string, string>> = {
  checkDigits: 'check_digits',
  glnExtension: 'gln_extension',
  kind: 'location_kind',
  status: 'stock_status',
};

/** One record of a JSON list as a row: its texts and figures by their column names. */
export const jsonStockValues = (raw: unknown): RowValues => {
  if (typeof raw !== 'object' || raw === null) return {};
  const pairs = Object.entries(raw).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' || typeof value === 'number' ? [[names[key] ?? key, String(value)]] : [],
  );
  return Object.fromEntries(pairs.filter(([, text]) => text !== ''));
};
