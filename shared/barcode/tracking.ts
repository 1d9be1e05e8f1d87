import { hasMod10CheckDigit, mod10CheckDigit } from './check-digit';

export const carriers = [
  'ups',
  'usps',
  'postal-union',
  'fedex',
  'dhl',
  'amazon',
  'canada-post',
  'purolator',
  'dpd',
] as const;
export type TrackingCarrier = (typeof carriers)[number];

export interface TrackingNumber {
  readonly carrier: TrackingCarrier;
  /** As the carrier writes it, without routing in front. */
  readonly number: string;
  /** Destination postcode that stood before the number. */
  readonly postcode: string | null;
  /**
   * True when the shape names the carrier (fixed letters, or a service prefix with its check digit). Bare digits pass
   * the arithmetic of some carrier one time in ten: they are a hint and nothing more.
   */
  readonly certain: boolean;
}

interface Shape {
  readonly carrier: TrackingCarrier;
  readonly pattern: RegExp;
  readonly certain: boolean;
  /** The number when the check holds, else `null`. */
  readonly check: (code: string, match: RegExpExecArray) => { number: string; postcode?: string } | null;
}

const digitAt = (text: string, index: number): number => text.charCodeAt(index) - 48;

const weighted = (digits: string, weights: readonly number[]): number =>
  Array.from(digits).reduce(
    (sum, _, index) => sum + digitAt(digits, index) * (weights[index % weights.length] ?? 0),
    0,
  );

/** UPS: letters count as (ASCII − 3) mod 10, weights 1 and 2 in turn. */
const upsCheckDigit = (text: string): number => {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const value = code >= 65 ? (code - 3) % 10 : code - 48;
    sum += index % 2 === 0 ? value : value * 2;
  }
  return (10 - (sum % 10)) % 10;
};

const s10Weights = [8, 6, 4, 2, 3, 5, 9, 7];

/** UPU S10: 11 − sum mod 11, with 10 written as 0 and 11 as 5. */
const s10CheckDigit = (digits: string): number => {
  const check = 11 - (weighted(digits, s10Weights) % 11);
  if (check === 10) return 0;
  return check === 11 ? 5 : check;
};

const luhn = (digits: string): boolean => {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digitAt(digits, digits.length - 1 - index);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
};

const alphabet36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO/IEC 7064 MOD 37,36 over text with its check character. */
const mod37And36 = (text: string): boolean => {
  let product = 36;
  for (const character of text.slice(0, -1)) {
    const sum = (product + alphabet36.indexOf(character)) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return (product + alphabet36.indexOf(text.slice(-1))) % 36 === 1;
};

/** Left to right 1, 3, 1, 3 …, on 14 digits; the check digit is the last. */
const fedexGround = (digits: string): boolean =>
  digitAt(digits, 14) === (10 - (weighted(digits.slice(0, 14), [1, 3]) % 10)) % 10;

const mod11And10 = (payload: string, weights: readonly number[]): number => (weighted(payload, weights) % 11) % 10;

const whole = (code: string, holds: boolean): { number: string } | null => (holds ? { number: code } : null);

const last = (code: string): number => digitAt(code, code.length - 1);

/** USPS Intelligent Mail package barcode. */
const impb = (number: string, postcode: string | undefined): { number: string; postcode?: string } | null => {
  if (!hasMod10CheckDigit(number)) return null;
  return postcode === undefined ? { number } : { number, postcode };
};

/** Number modulo 7 without overflow. */
const mod7 = (digits: string): number =>
  Array.from(digits).reduce((rest, _, index) => (rest * 10 + digitAt(digits, index)) % 7, 0);

/**
 * Shapes and checks (jkeen/tracking_number_data at b79ce4b, MIT; UPU S10; ISO/IEC 7064). Tried in this order.
 */
const shapes: readonly Shape[] = [
  {
    carrier: 'ups',
    pattern: /^1Z[0-9A-Z]{15}[0-9]$/,
    certain: true,
    check: (code) => whole(code, upsCheckDigit(code.slice(2, 17)) === last(code)),
  },
  {
    carrier: 'ups',
    pattern: /^[AHJKTV][0-9]{10}$/,
    certain: false,
    check: (code) => whole(code, upsCheckDigit(code.slice(1, 10)) === last(code)),
  },
  {
    carrier: 'usps',
    // 420 and the ZIP stand before the number and are not part of its check.
    pattern: /^(?:420([0-9]{5}))?(9[1-5](?:[0-9]{20}|[0-9]{24}|[0-9]{28}))$/,
    certain: true,
    check: (_, [, zip, number = '']) => impb(number, zip),
  },
  {
    carrier: 'usps',
    pattern: /^420([0-9]{5})([0-9]{4})(9[1-5](?:[0-9]{20}|[0-9]{24}|[0-9]{28}))$/,
    certain: true,
    check: (_, [, zip = '', plus4 = '', number = '']) => impb(number, `${zip}-${plus4}`),
  },
  {
    carrier: 'usps',
    // The printed form without 91 in front; with it, the check may have been made over 22 digits.
    pattern: /^[0-9]{20}$/,
    certain: false,
    check: (code) => whole(code, hasMod10CheckDigit(code) || mod10CheckDigit(`91${code.slice(0, -1)}`) === last(code)),
  },
  {
    carrier: 'postal-union',
    pattern: /^[A-Z]{2}[0-9]{9}[A-Z]{2}$/,
    certain: true,
    check: (code) => whole(code, s10CheckDigit(code.slice(2, 10)) === digitAt(code, 10)),
  },
  {
    carrier: 'fedex',
    pattern: /^[0-9]{12}$/,
    certain: false,
    check: (code) => whole(code, mod11And10(code.slice(0, 11), [3, 1, 7]) === last(code)),
  },
  {
    carrier: 'fedex',
    pattern: /^[0-9]{15}$/,
    certain: false,
    check: (code) => whole(code, fedexGround(code)),
  },
  {
    carrier: 'fedex',
    pattern: /^96[0-9]{20}$/,
    certain: true,
    check: (code) => whole(code, fedexGround(code.slice(-15))),
  },
  {
    carrier: 'fedex',
    pattern: /^(?:[0-8][0-9]{33}|96[0-9]{32})$/,
    certain: true,
    check: (code) => {
      const tail = code.slice(-14);
      return mod11And10(tail.slice(0, 13), [1, 7, 3]) === last(tail) ? { number: tail.slice(2) } : null;
    },
  },
  {
    carrier: 'fedex',
    pattern: /^0[0124][0-9]{16}$/,
    certain: false,
    check: (code) => whole(code, hasMod10CheckDigit(code)),
  },
  {
    carrier: 'dhl',
    pattern: /^[0-9]{10,11}$/,
    certain: false,
    check: (code) => whole(code, mod7(code.slice(0, -1)) === last(code)),
  },
  { carrier: 'dhl', pattern: /^J(?:JD|D|VGL)[0-9]{10,24}$/, certain: true, check: (code) => whole(code, true) },
  { carrier: 'dhl', pattern: /^GM[0-9]{10,39}$/, certain: true, check: (code) => whole(code, true) },
  { carrier: 'amazon', pattern: /^TB[ACM][0-9]{12}$/, certain: true, check: (code) => whole(code, true) },
  {
    carrier: 'canada-post',
    pattern: /^[0-9]{16}$/,
    certain: false,
    check: (code) => whole(code, (10 - (weighted(code.slice(0, 15), [3, 1]) % 10)) % 10 === last(code)),
  },
  { carrier: 'purolator', pattern: /^[0-9]{12}$/, certain: false, check: (code) => whole(code, luhn(code)) },
  {
    carrier: 'dpd',
    pattern: /^(?:[0-9]{14}|[0-9]{27})[0-9A-Z]$/,
    certain: false,
    check: (code) => whole(code, mod37And36(code)),
  },
];

/** Without spaces, hyphens and separators, upper case: how tracking numbers are compared. */
export const normaliseTracking = (text: string): string => text.replace(/[\s\-\u001d]/g, '').toUpperCase();

/**
 * Every carrier whose number this can be, by shape **and** check. A certain one stands alone: by chance other
 * arithmetic fits the same digits one time in ten. Which codes may be tried at all is decided by symbology, in
 * `classifyScan`.
 */
export const findTracking = (text: string): TrackingNumber[] => {
  const code = normaliseTracking(text);
  if (code.length < 10 || code.length > 42) return [];
  const hints: TrackingNumber[] = [];
  for (const { carrier, pattern, certain, check } of shapes) {
    const match = pattern.exec(code);
    const result = match === null ? null : check(code, match);
    if (result === null) continue;
    const found = { carrier, number: result.number, postcode: result.postcode ?? null, certain };
    if (certain) return [found];
    if (hints.every((other) => other.carrier !== carrier)) hints.push(found);
  }
  return hints;
};
