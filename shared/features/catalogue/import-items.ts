import { parseCountry } from '../import/countries';
import type { ImportProblem } from '../import/file';
import type { lengthUnits, massUnits } from '../import/mapping';
import { parseFlag, parseLengthMm, parseMinor, parseWeightMg, parseWhole, type DecimalMark } from '../import/numbers';
import { collectProblems, type ProblemCollector } from '../import/problems';
import { readText } from '../import/read-text';
import type { RowValues } from '../import/table';
import { barcodeOf } from './barcodes';
import type { BarcodeRecord, ItemInput } from './records';

export interface ItemReading {
  readonly decimal: DecimalMark;
  readonly weightUnit: (typeof massUnits)[number];
  readonly lengthUnit: (typeof lengthUnits)[number];
  readonly currency: string;
}

export interface ReadItem {
  readonly item: ItemInput | null;
  readonly problems: readonly ImportProblem[];
}

/** What a row says of one field: nothing (`undefined`, stays as it is), that it is not known (`null`), or a value. */
type Said<T> = T | null | undefined;

const readWeight = (values: RowValues, problems: ProblemCollector, reading: ItemReading): Said<number> => {
  const units = {
    weight: reading.weightUnit,
    weight_mg: 'mg',
    weight_g: 'g',
    weight_kg: 'kg',
    weight_lb: 'lb',
    weight_oz: 'oz',
  } as const;
  for (const [field, unit] of Object.entries(units)) {
    const raw = values[field];
    if (raw === undefined) continue;
    const milligrams = parseWeightMg(raw, reading.decimal, unit);
    if (milligrams === null || milligrams > 2_000_000_000) problems.error(field, 'not-a-weight', raw);
    // Shops write 0 where they don't know: such a weight is learned.
    return milligrams === 0 ? null : milligrams;
  }
  return undefined;
};

const readSpread = (values: RowValues, problems: ProblemCollector, reading: ItemReading): Said<number> => {
  const raw = values['weight_spread'];
  if (raw === undefined) return undefined;
  const spread = parseWeightMg(raw, reading.decimal, reading.weightUnit);
  if (spread === null || spread > 500_000_000) problems.error('weight_spread', 'not-a-weight', raw);
  return spread;
};

const readLength = (
  values: RowValues,
  field: string,
  problems: ProblemCollector,
  reading: ItemReading,
): Said<number> => {
  const raw = values[field];
  if (raw === undefined) return undefined;
  const length = parseLengthMm(raw, reading.decimal, reading.lengthUnit);
  if (length === null || length > 100_000) problems.error(field, 'not-a-length', raw);
  return length === 0 ? null : length;
};

const readFlag = (values: RowValues, field: string, problems: ProblemCollector): boolean | undefined => {
  const raw = values[field];
  if (raw === undefined) return undefined;
  const flag = parseFlag(raw);
  if (flag === null) problems.error(field, 'not-yes-or-no', raw);
  return flag ?? undefined;
};

const readRule = (values: RowValues, field: string, problems: ProblemCollector): 'none' | 'required' | undefined => {
  const flag = readFlag(values, field, problems);
  return flag === undefined ? undefined : flag ? 'required' : 'none';
};

const readCount = (
  values: RowValues,
  field: string,
  problems: ProblemCollector,
  mark: DecimalMark,
  max: number,
): number | undefined => {
  const raw = values[field];
  if (raw === undefined) return undefined;
  const count = parseWhole(raw, mark);
  if (count === null || count < 0 || count > max) problems.error(field, 'not-a-whole-number', raw);
  return count ?? undefined;
};

const gtinLength = /^(?:\d{8}|\d{12,14})$/;
const spreadsheetFigure = /^\d[.,]\d+E\+?\d+$/i;

/** A code with a wrong check digit can never be scanned as it stands; the item comes in without it. */
const readBarcode = (
  values: RowValues,
  field: string,
  quantity: number,
  problems: ProblemCollector,
): BarcodeRecord[] => {
  const code = readText(values, field, problems, { max: 80 });
  if (code === null) return [];
  if (spreadsheetFigure.test(code)) {
    problems.warn(field, 'barcode-spoilt-by-spreadsheet', code);
    return [];
  }
  const record = barcodeOf(code.replaceAll(/(?<=\d)[ -](?=\d)/g, ''), quantity);
  if (record.kind === 'other' && gtinLength.test(record.code)) {
    problems.warn(field, 'check-digit', code);
    return [];
  }
  return [record.kind === 'gtin' ? record : barcodeOf(code, quantity)];
};

const readBarcodes = (
  values: RowValues,
  problems: ProblemCollector,
  mark: DecimalMark,
): BarcodeRecord[] | undefined => {
  const fields = ['barcode', 'barcode_2', 'case_barcode'];
  if (fields.every((field) => values[field] === undefined)) return undefined;
  const caseQuantity = readCount(values, 'case_quantity', problems, mark, 99_999) ?? 0;
  if (values['case_barcode'] !== undefined && caseQuantity < 1) problems.error('case_quantity', 'missing');
  const found = [
    ...readBarcode(values, 'barcode', 1, problems),
    ...readBarcode(values, 'barcode_2', 1, problems),
    ...readBarcode(values, 'case_barcode', Math.max(1, caseQuantity), problems),
  ];
  return [...new Map(found.map((each) => [each.code, each])).values()];
};

const readOrigin = (values: RowValues, problems: ProblemCollector): Said<string> => {
  const raw = values['origin'];
  if (raw === undefined) return undefined;
  const country = parseCountry(raw);
  if (country === null) problems.error('origin', 'country-unknown', raw);
  return country;
};

const readHsCode = (values: RowValues, problems: ProblemCollector): Said<string> => {
  const raw = values['hs_code'];
  if (raw === undefined) return undefined;
  const digits = raw.replaceAll(/[\s.]/g, '');
  if (/^\d{6,12}$/.test(digits)) return digits;
  problems.error('hs_code', 'not-an-hs-code', raw);
  return null;
};

const readValue = (
  values: RowValues,
  problems: ProblemCollector,
  reading: ItemReading,
): Pick<ItemInput, 'valueMinor' | 'currency'> => {
  const raw = values['value'];
  if (raw === undefined) return {};
  const currency = (readText(values, 'currency', problems, { max: 3 }) ?? reading.currency).toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) problems.error('currency', 'currency-unknown', currency);
  const valueMinor = parseMinor(raw, reading.decimal, currency);
  if (valueMinor === null) problems.error('value', 'not-an-amount', raw);
  return { valueMinor, currency };
};

/** Leaves out what the row doesn't say. */
const said = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;

const readFields = (sku: string, values: RowValues, problems: ProblemCollector, reading: ItemReading): ItemInput => {
  const text = (field: string, max: number): string | undefined =>
    readText(values, field, problems, { max }) ?? undefined;
  const length = (field: string): Said<number> => readLength(values, field, problems, reading);
  const flag = (field: string): boolean | undefined => readFlag(values, field, problems);
  const rule = (field: string): 'none' | 'required' | undefined => readRule(values, field, problems);
  return said({
    sku,
    name: text('name', 200),
    picture: text('picture', 40),
    category: text('category', 60),
    weightMg: readWeight(values, problems, reading),
    weightSpreadMg: readSpread(values, problems, reading),
    lengthMm: length('length'),
    widthMm: length('width'),
    heightMm: length('height'),
    lotRule: rule('lot_rule'),
    serialRule: rule('serial_rule'),
    expiryRule: rule('expiry_rule'),
    minDaysLeft: readCount(values, 'min_days_left', problems, reading.decimal, 36_500),
    keyedQuantity: flag('keyed_quantity'),
    fragile: flag('fragile'),
    hazmat: flag('hazmat'),
    retired: flag('retired'),
    origin: readOrigin(values, problems),
    hsCode: readHsCode(values, problems),
    ...readValue(values, problems, reading),
    barcodes: readBarcodes(values, problems, reading.decimal),
  }) as ItemInput;
};

/** One item from a row of canonical columns; `null` with the reasons when it can't be used. Never throws. */
export const readItem = (row: number, values: RowValues, reading: ItemReading): ReadItem => {
  const problems = collectProblems(values['sku'] ?? null, row);
  const sku = readText(values, 'sku', problems, { max: 60, required: true });
  const item = readFields(sku ?? '', values, problems, reading);
  return { item: sku === null || problems.hasErrors() ? null : item, problems: problems.problems };
};
