import { mod10CheckDigit } from '../../barcode/check-digit';
import { checkDigitsOf } from '../../features/stock/check-digits';

/** What a label's fixed words and its numbers are written in. */
export type LabelLanguage = string;

/** A formatted text, or `null` when the value is not what the formatter is for. */
type Formatter = (text: string, args: readonly string[], language: LabelLanguage) => string | null;

const months: Readonly<Record<string, readonly string[]>> = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  de: ['Jan', 'Feb', 'Mär', 'Apr', 'Mai', 'Jun', 'Jul', 'Aug', 'Sep', 'Okt', 'Nov', 'Dez'],
  es: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
};

const decimalMark = (language: LabelLanguage): string => (language === 'en' ? '.' : ',');

const date: Formatter = (text, [pattern = 'YYYY-MM-DD'], language) => {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})(?:T|$)/.exec(text) ?? [];
  const length = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (year === '' || month < '01' || month > '12' || day < '01' || Number(day) > length) return null;
  const names = months[language] ?? months['en'];
  const words: Readonly<Record<string, string>> = {
    YYYY: year,
    YY: year.slice(2),
    MMM: names?.[Number(month) - 1] ?? month,
    MM: month,
    DD: day,
  };
  return pattern.replaceAll(/YYYY|YY|MMM|MM|DD/g, (token) => words[token] ?? token);
};

/** Digits with a decimal point so many places from the right. */
const withPoint = (digits: string, decimals: number): string => {
  const padded = digits.padStart(decimals + 1, '0');
  return decimals === 0 ? padded : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
};

const localised = (text: string, language: LabelLanguage): string => text.replace('.', decimalMark(language));

/** Milligrams in a unit, as a fraction. */
const unitsMg: Readonly<Record<string, readonly [bigint, bigint]>> = {
  mg: [1n, 1n],
  g: [1000n, 1n],
  kg: [1_000_000n, 1n],
  // The international pound is 453.59237 g.
  lb: [45_359_237n, 100n],
  oz: [45_359_237n, 1600n],
};

/** Whole units of 10^-decimals, rounded half to even. */
const inUnit = (mg: bigint, unit: readonly [bigint, bigint], decimals: number): bigint => {
  const [above, below] = [mg * 10n ** BigInt(decimals) * unit[1], unit[0]];
  const [whole, rest] = [above / below, above % below];
  const up = rest * 2n > below || (rest * 2n === below && whole % 2n === 1n);
  return up ? whole + 1n : whole;
};

const isCount = (text: string): boolean => /^[0-9]{1,15}$/.test(text);
const placesOf = (text: string | undefined, otherwise: number): number | null => {
  if (text === undefined) return otherwise;
  return /^[0-9]$/.test(text) ? Number(text) : null;
};

const weight: Formatter = (text, [unit = 'kg', places], language) => {
  const [fraction, decimals] = [unitsMg[unit], placesOf(places, 2)];
  if (!isCount(text) || fraction === undefined || decimals === null) return null;
  return localised(withPoint(String(inUnit(BigInt(text), fraction, decimals)), decimals), language);
};

/** Six digits with so many decimals, as AIs 310n and 330n want kilograms. */
const gs1Weight: Formatter = (text, [places]) => {
  const decimals = placesOf(places, 3);
  if (!isCount(text) || decimals === null || decimals > 5) return null;
  const digits = String(inUnit(BigInt(text), [1_000_000n, 1n], decimals));
  return digits.length > 6 ? null : digits.padStart(6, '0');
};

const decimal: Formatter = (text, [places], language) => {
  const decimals = placesOf(places, 2);
  if (decimals === null || !/^-?[0-9]{1,15}$/.test(text)) return null;
  const sign = text.startsWith('-') ? '-' : '';
  return localised(`${sign}${withPoint(text.replace('-', ''), decimals)}`, language);
};

const lengthOf = (text: string | undefined): number | null =>
  text !== undefined && /^[0-9]{1,3}$/.test(text) ? Number(text) : null;

const padStart: Formatter = (text, [length, fill = '0']) => {
  const wanted = lengthOf(length);
  return wanted === null || fill === '' ? null : text.padStart(wanted, fill);
};

const cut =
  (of: (characters: string[], count: number) => string[]): Formatter =>
  (text, [length]) => {
    const count = lengthOf(length);
    return count === null ? null : of(Array.from(text), count).join('');
  };

/** Counted from the left: `3:9` → `123 456 789`. */
const group: Formatter = (text, [length]) => {
  const size = lengthOf(length);
  if (size === null || size === 0) return null;
  const characters = Array.from(text);
  const groups: string[] = [];
  for (let at = 0; at < characters.length; at += size) groups.push(characters.slice(at, at + size).join(''));
  return groups.join(' ');
};

/** The digits that the station asks for where a bin's code is typed, unless the warehouse has its own. */
const checkDigits: Formatter = (text) => {
  const code = text.trim().toUpperCase();
  return code === '' ? null : checkDigitsOf(code);
};

/** Every formatter by its name in a binding: `{{order.date | date:DD.MM.YYYY}}`. */
export const formatters: Readonly<Record<string, Formatter>> = {
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  trim: (text) => text.trim(),
  date,
  weight,
  'gs1-weight': gs1Weight,
  decimal,
  pad: padStart,
  first: cut((characters, count) => characters.slice(0, count)),
  last: cut((characters, count) => (count === 0 ? [] : characters.slice(-count))),
  group,
  /** Appends the GS1 check digit. */
  check: (text) => (/^[0-9]{1,20}$/.test(text) ? `${text}${mod10CheckDigit(text)}` : null),
  'check-digits': checkDigits,
  gtin14: (text) => (/^[0-9]{8,14}$/.test(text) ? text.padStart(14, '0') : null),
};
