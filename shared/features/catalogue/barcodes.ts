import type { BarcodeRecord } from './records';

const gtinLengths: readonly number[] = [8, 12, 13, 14];

/** GS1 General Specifications 7.9: weights 3 and 1 from the right, the check digit fills up to the next ten. */
export const gtinCheckDigit = (digitsWithoutCheck: string): number => {
  let sum = 0;
  for (let index = 0; index < digitsWithoutCheck.length; index += 1)
    sum += Number(digitsWithoutCheck.at(-1 - index)) * (index % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
};

/** A GTIN of 8, 12, 13 or 14 digits with a right check digit, padded to 14; otherwise `null`. */
export const toGtin14 = (text: string): string | null => {
  if (!/^\d+$/.test(text) || !gtinLengths.includes(text.length)) return null;
  return gtinCheckDigit(text.slice(0, -1)) === Number(text.at(-1)) ? text.padStart(14, '0') : null;
};

/** How a code is kept: GTINs padded, everything else as it is scanned. */
export const barcodeOf = (text: string, quantity: number): BarcodeRecord => {
  const gtin = toGtin14(text);
  return gtin === null ? { code: text, quantity, kind: 'other' } : { code: gtin, quantity, kind: 'gtin' };
};
