import type { Gs1Element } from '../barcode/gs1';
import { fail, ok, type Result } from '../result';
import { bitsOf, type BitReader } from './bits';
import type { EpcFailureCode } from './failure';
import { checkElements } from './gs1-keys';
import { readPlusField, writePlusField } from './plus-fields';
import { plusFields, plusSchemes, prioritisedDates, type PlusScheme, type PlusSchemeRow } from './plus-schemes';

const pad = (number: number): string => String(number).padStart(2, '0');

const daysIn = (year: number, month: number): number => new Date(Date.UTC(2000 + year, month, 0)).getUTCDate();

/** A date with day 00 means the end of the month, as on barcodes. */
const isDate = (year: number, month: number, day: number): boolean =>
  year <= 99 && month >= 1 && month <= 12 && day <= daysIn(year, month);

/** Type and day of the date that stands before the key (section 14.5.3). */
const readDate = (reader: BitReader): Result<Gs1Element, EpcFailureCode> => {
  const ai = prioritisedDates[reader.take(4)];
  const [year, month, day] = [reader.take(7), reader.take(4), reader.take(5)];
  if (ai === undefined || !isDate(year, month, day)) return fail('bad-date');
  return ok({ ai, value: `${pad(year)}${pad(month)}${pad(day)}` });
};

const writeDate = ({ ai, value }: Gs1Element): Result<string, EpcFailureCode> => {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(value);
  const [year = 0, month = 0, day = 0] = match === null ? [] : match.slice(1).map(Number);
  if (!isDate(year, month, day)) return fail('bad-date', { ai, value });
  return ok(bitsOf(prioritisedDates.indexOf(ai), 4) + bitsOf(year, 7) + bitsOf(month, 4) + bitsOf(day, 5));
};

/** Stands for "no extension" behind a GLN. */
const isNoExtension = ({ ai, value }: Gs1Element): boolean => ai === '254' && value === '0';

export interface ReadPlus {
  readonly filter: number;
  readonly elements: readonly Gs1Element[];
  /** The tag says that data of the item follow. */
  readonly moreData: boolean;
}

/** Reads what stands behind the header of a `+` or `++` encoding, up to the end of the identity. */
export const readPlus = (reader: BitReader, row: PlusSchemeRow): Result<ReadPlus, EpcFailureCode> => {
  const moreData = reader.take(1) === 1;
  const filter = reader.take(3);
  const dates: Gs1Element[] = [];
  if (row.dated === true) {
    const date = readDate(reader);
    if (!date.ok) return date;
    dates.push(date.value);
  }
  const elements: Gs1Element[] = [];
  for (const ai of row.ais) {
    let value = '';
    for (const field of plusFields[ai] ?? []) {
      const read = readPlusField(reader, field);
      if (!read.ok) return read;
      value += read.value;
    }
    elements.push({ ai, value });
  }
  const checked = checkElements(elements);
  if (!checked.ok) return checked;
  return ok({ filter, moreData, elements: [...elements.filter((each) => !isNoExtension(each)), ...dates] });
};

const rowFor = (elements: readonly Gs1Element[]): PlusSchemeRow | null => {
  const has = (ai: string): boolean => elements.some((element) => element.ai === ai);
  const dated = prioritisedDates.some(has);
  return (
    plusSchemes.find(
      (row) => row.hostName !== true && has(row.ais[0] ?? '') && (row.dated === true) === (dated && has('01')),
    ) ?? null
  );
};

const writeElement = (ai: string, value: string): Result<string, EpcFailureCode> => {
  let bits = '';
  let rest = value;
  for (const field of plusFields[ai] ?? []) {
    const text = field.kind === 'digits' ? rest.slice(0, field.count) : rest;
    if (text === '') return fail('missing-serial', { ai });
    const written = writePlusField(text, field);
    if (!written.ok) return written;
    bits += written.value;
    rest = rest.slice(text.length);
  }
  return ok(bits);
};

/**
 * The bits of a `+` encoding for a key with its serial, and with a date for `dsgtin+`: the company prefix need not be
 * known. `++` encodings are read only. Fails with `not-an-epc-key`, `missing-serial`, `filter-range` or what is wrong
 * with a value.
 */
export const writePlus = (
  elements: readonly Gs1Element[],
  filter: number,
): Result<{ scheme: PlusScheme; bits: string }, EpcFailureCode> => {
  const row = rowFor(elements);
  if (row === null) return fail('not-an-epc-key');
  if (!Number.isInteger(filter) || filter < 0 || filter > 7) return fail('filter-range', { filter, bits: 3 });
  const used: Gs1Element[] = [];
  for (const ai of row.ais) {
    const element = elements.find((each) => each.ai === ai) ?? (ai === '254' ? { ai, value: '0' } : null);
    if (element === null) return fail('missing-serial', { ai });
    used.push(element);
  }
  const checked = checkElements(used);
  if (!checked.ok) return checked;
  let bits = bitsOf(row.header, 8) + bitsOf(0, 1) + bitsOf(filter, 3);
  const date = elements.find(({ ai }) => prioritisedDates.includes(ai));
  if (row.dated === true && date !== undefined) {
    const written = writeDate(date);
    if (!written.ok) return written;
    bits += written.value;
  }
  for (const { ai, value } of used) {
    const written = writeElement(ai, value);
    if (!written.ok) return written;
    bits += written.value;
  }
  return ok({ scheme: row.scheme, bits });
};
