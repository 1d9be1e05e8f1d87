import { divideHalfEven, toMilligrams } from '../../units';
import type { lengthUnits, massUnits } from './mapping';

export type DecimalMark = '.' | ',';
type MassUnit = (typeof massUnits)[number];
type LengthUnit = (typeof lengthUnits)[number];

/** `mantissa × 10^-decimals`, exact. */
export interface Decimal {
  readonly mantissa: bigint;
  readonly decimals: number;
}

const plainNumber = /^[+-]?\d[\d.,]*$/;
const grouped = /^[+-]?\d{1,3}(?:[.,]\d{3})+$/;
const maximumCharacters = 30;

const build = (whole: string, fraction: string): Decimal => ({
  mantissa: BigInt(whole + fraction),
  decimals: fraction.length,
});

/** Splits at the mark at `index`; what stands before it may be grouped by thousands. */
const splitAt = (text: string, index: number): Decimal | null => {
  const whole = text.slice(0, index);
  const fraction = text.slice(index + 1);
  if (!/^\d*$/.test(fraction)) return null;
  if (/[.,]/.test(whole) && !grouped.test(whole)) return null;
  return build(whole.replaceAll(/[.,]/g, ''), fraction);
};

/**
 * Reads a figure as people write it: `1.25`, `1,25`, `1.234,56`, `1'234.50`, `12 000`. `mark` decides what a lone mark
 * before exactly three digits means. No exponents, no floats. `null`: not a figure.
 */
export const parseDecimal = (raw: string, mark: DecimalMark): Decimal | null => {
  const text = raw.replaceAll(/[\s'’\u00A0\u202F]/gu, '');
  if (text.length > maximumCharacters || !plainNumber.test(text)) return null;
  const lastDot = text.lastIndexOf('.');
  const lastComma = text.lastIndexOf(',');
  if (lastDot === -1 && lastComma === -1) return build(text, '');
  if (lastDot !== -1 && lastComma !== -1) return splitAt(text, Math.max(lastDot, lastComma));
  const own = lastDot === -1 ? ',' : '.';
  const only = Math.max(lastDot, lastComma);
  if (text.indexOf(own) !== only) return grouped.test(text) ? build(text.replaceAll(/[.,]/g, ''), '') : null;
  return own !== mark && grouped.test(text) ? build(text.replace(own, ''), '') : splitAt(text, only);
};

/** The decimal mark that a file's figures prove, else the fallback: a lone mark that three digits don't follow, or both marks. */
export const detectDecimalMark = (figures: Iterable<string>, fallback: DecimalMark): DecimalMark => {
  for (const figure of figures) {
    const marks = figure.replaceAll(/[^.,]/g, '');
    const proof = /[.,](?=\d*\D*$)/.exec(figure)?.[0];
    if (proof !== '.' && proof !== ',') continue;
    const distinct = new Set(marks).size;
    if (distinct === 2) return proof;
    if (marks.length === 1 && !/[.,]\d{3}\D*$/.test(figure)) return proof;
  }
  return fallback;
};

const tenTo = (power: number): bigint => 10n ** BigInt(power);

/** A whole number: `2`, `2.0`, `1 200`; `null` when it is none or not safe. */
export const parseWhole = (raw: string, mark: DecimalMark): number | null => {
  const decimal = parseDecimal(raw, mark);
  if (decimal === null) return null;
  const { mantissa, decimals } = decimal;
  if (mantissa % tenTo(decimals) !== 0n) return null;
  const whole = Number(mantissa / tenTo(decimals));
  return Number.isSafeInteger(whole) ? whole : null;
};

const massNames: Readonly<Record<string, MassUnit>> = {
  mg: 'mg',
  g: 'g',
  gram: 'g',
  grams: 'g',
  gramm: 'g',
  kg: 'kg',
  kgs: 'kg',
  kilogram: 'kg',
  kilograms: 'kg',
  kilogramm: 'kg',
  lb: 'lb',
  lbs: 'lb',
  pound: 'lb',
  pounds: 'lb',
  oz: 'oz',
  ounce: 'oz',
  ounces: 'oz',
};
const lengthNames: Readonly<Record<string, LengthUnit>> = {
  mm: 'mm',
  cm: 'cm',
  in: 'in',
  inch: 'in',
  inches: 'in',
  '"': 'in',
};

/** Figure and unit apart: `1,25 kg`. */
const withUnit = <U extends string>(
  raw: string,
  names: Readonly<Record<string, U>>,
  unit: U,
): { figure: string; unit: U } | null => {
  const match = /^(.*?\d)\s*([a-z"]*)\.?$/iu.exec(raw.trim());
  if (match === null) return null;
  const name = match[2]?.toLowerCase() ?? '';
  const named = name === '' ? unit : Object.hasOwn(names, name) ? names[name] : undefined;
  return named === undefined ? null : { figure: match[1] ?? '', unit: named };
};

/** Whole milligrams, rounded half-even once; `null` when it is no weight. Negative figures are none. */
export const parseWeightMg = (raw: string, mark: DecimalMark, unit: MassUnit): number | null => {
  const parts = withUnit(raw, massNames, unit);
  const decimal = parts === null ? null : parseDecimal(parts.figure, mark);
  if (parts === null || decimal === null || decimal.mantissa < 0n || decimal.mantissa > BigInt(Number.MAX_SAFE_INTEGER))
    return null;
  const milligrams = toMilligrams({
    mantissa: Number(decimal.mantissa),
    exponent: -decimal.decimals,
    unit: parts.unit,
  });
  return Number.isSafeInteger(milligrams) ? milligrams : null;
};

const tenthsOfMillimetre: Readonly<Record<LengthUnit, bigint>> = { mm: 10n, cm: 100n, in: 254n };

/** Whole millimetres, rounded half-even once. */
export const parseLengthMm = (raw: string, mark: DecimalMark, unit: LengthUnit): number | null => {
  const parts = withUnit(raw, lengthNames, unit);
  const decimal = parts === null ? null : parseDecimal(parts.figure, mark);
  if (parts === null || decimal === null || decimal.mantissa < 0n) return null;
  const millimetres = Number(
    divideHalfEven(decimal.mantissa * tenthsOfMillimetre[parts.unit], 10n * tenTo(decimal.decimals)),
  );
  return Number.isSafeInteger(millimetres) ? millimetres : null;
};

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const minorDigits: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** Decimal places of a currency's minor unit: 2 for cents. */
export const minorDigitsOf = (currency: string): number =>
  Object.hasOwn(minorDigits, currency) ? (minorDigits[currency] ?? 2) : 2;

/** Money in minor units, rounded half-even once. */
export const parseMinor = (raw: string, mark: DecimalMark, currency: string): number | null => {
  const decimal = parseDecimal(raw.replaceAll(/[€$£]|[A-Z]{3}/g, ''), mark);
  if (decimal === null || decimal.mantissa < 0n) return null;
  const minor = Number(divideHalfEven(decimal.mantissa * tenTo(minorDigitsOf(currency)), tenTo(decimal.decimals)));
  return Number.isSafeInteger(minor) ? minor : null;
};

const yes = new Set(['1', 'y', 'yes', 'true', 'x', 'ja', 'j', 'sí', 'si', 's', 'oui', 'o', 'required', 'on']);
const no = new Set(['0', 'n', 'no', 'false', '-', 'nein', 'non', 'none', 'off']);

export const parseFlag = (raw: string): boolean | null => {
  const text = raw.trim().toLowerCase();
  return yes.has(text) ? true : no.has(text) ? false : null;
};
