import type { Code128 } from '../code-128';
import { barsOf, type BarSymbol } from './symbol';

/** Bars and spaces of every Code 128 character, six widths each; the stop character has a seventh (ISO/IEC 15417). */
const code128Patterns =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221' +
  '223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321' +
  '112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131' +
  '311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114' +
  '122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141' +
  '214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232';
const stopPattern = '2331112';

const digitsOf = (pattern: string): number[] => Array.from(pattern, Number);

const code128Pattern = (value: number): string => code128Patterns.slice(value * 6, value * 6 + 6);

/** Sum of the values weighted by their places, the start character counting once. */
const code128Check = (values: readonly number[]): number =>
  values.reduce((sum, value, index) => sum + value * Math.max(1, index), 0) % 103;

export const code128Bars = ({ values }: Code128): BarSymbol => {
  const patterns = [...values, code128Check(values)].map(code128Pattern);
  return barsOf(digitsOf([...patterns, stopPattern].join('')));
};

/** Spaces and bars of the digits in the left halves of EAN and UPC, odd parity (GS1 General Specifications 5.2.1). */
const eanDigits = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112'] as const;
/** Which of the left six digits have even parity, by the digit in front. */
const eanParities = [
  'OOOOOO', 'OOEOEE', 'OOEEOE', 'OOEEEO', 'OEOOEE', 'OEEOOE', 'OEEEOO', 'OEOEOE', 'OEOEEO', 'OEEOEO',
] as const; // prettier-ignore

const eanDigit = (digit: string, isEven: boolean): string => {
  const pattern = eanDigits[Number(digit)] ?? '';
  return isEven ? Array.from(pattern).reverse().join('') : pattern;
};

const half = (digits: string, parity = ''): string =>
  Array.from(digits, (digit, index) => eanDigit(digit, parity.charAt(index) === 'E')).join('');

/** EAN-13 of 13 digits, their check digit included. UPC-A is the one with a zero in front. */
export const ean13Bars = (digits: string): BarSymbol => {
  const parity = eanParities[Number(digits.charAt(0))];
  return barsOf(digitsOf(`111${half(digits.slice(1, 7), parity)}11111${half(digits.slice(7))}111`));
};

export const ean8Bars = (digits: string): BarSymbol =>
  barsOf(digitsOf(`111${half(digits.slice(0, 4))}11111${half(digits.slice(4))}111`));

/** Wide bars and spaces are three times as wide as narrow ones: within what every specification allows. */
export const wideRatio = 3;

const itfDigits = ['NNWWN', 'WNNNW', 'NWNNW', 'WWNNN', 'NNWNW', 'WNWNN', 'NWWNN', 'NNNWW', 'WNNWN', 'NWNWN'] as const;
const widthOf = (letter: string): number => (letter === 'W' ? wideRatio : 1);

/** Interleaved 2 of 5 of an even number of digits (ISO/IEC 16390). */
export const itfBars = (digits: string): BarSymbol => {
  const widths = [1, 1, 1, 1];
  for (let at = 0; at < digits.length; at += 2) {
    const bars = itfDigits[Number(digits.charAt(at))] ?? '';
    const spaces = itfDigits[Number(digits.charAt(at + 1))] ?? '';
    for (let index = 0; index < 5; index += 1) widths.push(widthOf(bars.charAt(index)), widthOf(spaces.charAt(index)));
  }
  return barsOf([...widths, wideRatio, 1, 1]);
};

export const code39Characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%';
/** Nine elements each, the wide ones set, the first in the highest bit; the last is `*` (ISO/IEC 16388). */
const code39Patterns = [
  0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064, 0x109, 0x049, 0x148, 0x019, 0x118, 0x058,
  0x00d, 0x10c, 0x04c, 0x01c, 0x103, 0x043, 0x142, 0x013, 0x112, 0x052, 0x007, 0x106, 0x046, 0x016, 0x181, 0x0c1,
  0x1c0, 0x091, 0x190, 0x0d0, 0x085, 0x184, 0x0c4, 0x0a8, 0x0a2, 0x08a, 0x02a, 0x094,
] as const; // prettier-ignore

export const code39Bars = (text: string): BarSymbol => {
  const values = Array.from(`*${text}*`, (letter) => (letter === '*' ? 43 : code39Characters.indexOf(letter)));
  const widths: number[] = [];
  for (const value of values) {
    const pattern = code39Patterns[value] ?? 0;
    if (widths.length > 0) widths.push(1);
    for (let bit = 8; bit >= 0; bit -= 1) widths.push(((pattern >> bit) & 1) === 1 ? wideRatio : 1);
  }
  return barsOf(widths);
};
