import { fail, ok, type Result } from '../result';

const isDigits = (text: string): boolean => /^[0-9]+$/.test(text);

/**
 * GS1 check digit for digits without one: weights 3, 1, 3, 1 … from the right. The same for GTIN, SSCC, GLN, GSIN and
 * GSRN (GS1 General Specifications §7.9).
 */
export const mod10CheckDigit = (payload: string): number => {
  let sum = 0;
  for (let index = 0; index < payload.length; index += 1) {
    const digit = payload.charCodeAt(payload.length - 1 - index) - 48;
    sum += index % 2 === 0 ? digit * 3 : digit;
  }
  return (10 - (sum % 10)) % 10;
};

/** True when the last digit is the GS1 check digit of the others. */
export const hasMod10CheckDigit = (code: string): boolean =>
  code.length > 1 && isDigits(code) && Number(code.slice(-1)) === mod10CheckDigit(code.slice(0, -1));

/** A GTIN of 8, 12, 13 or 14 digits as 14 digits, so that the same product is the same text. */
export const toGtin14 = (code: string): Result<string, 'not-a-gtin' | 'check-digit'> => {
  if (!isDigits(code) || ![8, 12, 13, 14].includes(code.length)) return fail('not-a-gtin');
  return hasMod10CheckDigit(code) ? ok(code.padStart(14, '0')) : fail('check-digit', { code });
};

/** The 14 digits in the shortest of the usual forms: GTIN-12 where it is one, else 13 or 14. For screens. */
export const displayGtin = (gtin14: string): string =>
  gtin14.startsWith('00') ? gtin14.slice(2) : gtin14.startsWith('0') ? gtin14.slice(1) : gtin14;

const expandedBody = (digits: string): string => {
  const [d1, d2, d3, d4, d5, d6] = Array.from(digits) as [string, string, string, string, string, string];
  if (d6 <= '2') return `${d1}${d2}${d6}0000${d3}${d4}${d5}`;
  if (d6 === '3') return `${d1}${d2}${d3}00000${d4}${d5}`;
  if (d6 === '4') return `${d1}${d2}${d3}${d4}00000${d5}`;
  return `${d1}${d2}${d3}${d4}${d5}0000${d6}`;
};

/**
 * UPC-E as the GTIN-12 that it stands for. Eight digits: number system 0 or 1, six digits, check digit of the long
 * form. Six digits: number system 0, check digit computed.
 */
export const expandUpcE = (code: string): Result<string, 'not-upc-e' | 'check-digit'> => {
  if (/^[0-9]{6}$/.test(code)) {
    const body = `0${expandedBody(code)}`;
    return ok(`${body}${mod10CheckDigit(body)}`);
  }
  if (!/^[01][0-9]{7}$/.test(code)) return fail('not-upc-e');
  const expanded = `${code.slice(0, 1)}${expandedBody(code.slice(1, 7))}${code.slice(7)}`;
  return hasMod10CheckDigit(expanded) ? ok(expanded) : fail('check-digit', { code });
};

/** True for 18 digits with a right check digit. */
export const isSscc = (code: string): boolean => code.length === 18 && hasMod10CheckDigit(code);

/** True for 13 digits with a right check digit. */
export const isGln = (code: string): boolean => code.length === 13 && hasMod10CheckDigit(code);

/**
 * Numbers that are no product identity of their own: `in-store` codes hide a price or weight in a layout that only the
 * shop knows, coupons are paper (GS1 General Specifications §1.4.2).
 */
export const restrictedUse = (gtin14: string): 'in-store' | 'coupon' | null => {
  // A GTIN-8: 0 and 2 in front are for the shop's own use.
  if (gtin14.startsWith('000000')) return /^[02]/.test(gtin14.slice(6)) ? 'in-store' : null;
  const prefix = gtin14.slice(1, 4);
  if (/^(?:02|04|2)/.test(prefix)) return 'in-store';
  return /^(?:05|99|98[1-4])/.test(prefix) ? 'coupon' : null;
};
