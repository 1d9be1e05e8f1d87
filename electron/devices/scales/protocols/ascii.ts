import { fail, ok, type Result } from '../../../../shared/result';
import { toMilligrams, weightDigits, type Weight, type WeightUnit } from '../../../../shared/units';
import { withEvenParity } from '../../framing';
import type { DecodedReading, ScaleMessage, ScaleProfile, ShownWeight } from '../../types';

/** Bytes of an ASCII command. */
export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** The frame as Latin-1 text: one character a byte, so that nothing is lost or merged. */
export const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

export interface PlainFrame {
  readonly text: string;
  /** The bytes came with even parity in bit 7: a 7E1 device on a port opened with 8 data bits. */
  readonly parity: boolean;
}

/** Frame text with parity taken out of bit 7 when **every** byte carries it; otherwise the bytes as they are. */
export const plainFrame = (frame: Uint8Array): PlainFrame => {
  const parity = frame.some((byte) => byte >= 0x80) && frame.every((byte) => withEvenParity(byte) === byte);
  return { text: latin1(parity ? frame.map((byte) => byte & 0x7f) : frame), parity };
};

/**
 * A decimal number as ASCII scales send it: spaces only on the left, an optional sign that may be apart from the
 * digits, one to nine digits with at most one point. No exponent, comma, letter or other digit passes, and nothing is
 * ever read in part.
 *
 * @returns mantissa and exponent, both safe integers, or `E_DIGITS`.
 */
export const parseDecimal = (text: string): Result<{ mantissa: number; exponent: number }, 'E_DIGITS'> => {
  const match = /^ *([+-]?) *([0-9]*)(?:\.([0-9]*))?$/.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  const digits = whole + fraction;
  if (match === null || digits.length < 1 || digits.length > 9) return fail('E_DIGITS');
  const magnitude = Number(digits);
  // Not -0, which would not equal 0 in a comparison of readings.
  const mantissa = match[1] === '-' && magnitude !== 0 ? -magnitude : magnitude;
  return ok({ mantissa, exponent: fraction.length === 0 ? 0 : -fraction.length });
};

/** Unit names on the wire. Tael, stone and the avoirdupois ton are left out: their size depends on the market. */
const unitNames: Readonly<Record<string, WeightUnit>> = {
  mg: 'mg',
  g: 'g',
  gm: 'g',
  G: 'g',
  GM: 'g',
  kg: 'kg',
  Kg: 'kg',
  KG: 'kg',
  t: 't',
  T: 't',
  lb: 'lb',
  LB: 'lb',
  lbs: 'lb',
  LBS: 'lb',
  '#': 'lb',
  oz: 'oz',
  OZ: 'oz',
  ozt: 'ozt',
  GN: 'gr',
  dwt: 'dwt',
  ct: 'ct',
};

/** The unit that a scale means by a name, or `null`. */
export const unitNamed = (name: string): WeightUnit | null =>
  Object.hasOwn(unitNames, name) ? (unitNames[name] ?? null) : null;

/**
 * True when a value is more than the scale can show: above its capacity plus 9 e (OIML R 76-1), or above the capacity
 * itself when the division is not known. Without a configured capacity nothing is out of range.
 */
export const isOutOfRange = (weight: Weight, profile: ScaleProfile): boolean => {
  if (profile.capacity === undefined) return false;
  const divisionMg = profile.division === undefined ? 0 : toMilligrams(profile.division);
  return toMilligrams(weight) > toMilligrams(profile.capacity) + 9 * divisionMg;
};

export const errorMessage = (
  code: Extract<ScaleMessage, { kind: 'error' }>['code'],
  text: string,
): Extract<ScaleMessage, { kind: 'error' }> => ({ kind: 'error', code, text });

export interface ReadingParts {
  readonly weight: Weight | null;
  readonly text: string;
  readonly state: DecodedReading['state'];
  readonly net?: boolean | null;
  readonly parity: boolean;
  /** The figure has more digits than the scale is verified for. */
  readonly highRes?: boolean;
  /** The scale sends no flag of stability. */
  readonly inferred?: boolean;
  readonly platform?: number;
}

/**
 * A reading that answered a poll of ours. A stable value below zero becomes `under`: it is no weight to go by. With
 * parity found in bit 7 the link is not what was configured, so the reading does not count as checked.
 */
export const polledReading = (parts: ReadingParts, profile: ScaleProfile): ScaleMessage => {
  const { weight, text, parity } = parts;
  if (weight !== null && isOutOfRange(weight, profile)) return errorMessage('E_RANGE', text);
  const negative = weight !== null && weight.mantissa < 0;
  const resting = parts.state === 'stable' || parts.state === 'zero';
  const reading: DecodedReading = {
    weight,
    text,
    state: negative && resting ? 'under' : parts.state,
    net: parts.net ?? null,
    highRes: parts.highRes ?? false,
    stableSource: parts.inferred === true ? 'inferred' : 'device',
    checked: !parity,
    ...(parity ? { warning: 'parity-in-bit-7' as const } : {}),
    ...(parts.platform === undefined ? {} : { platform: parts.platform }),
  };
  return { kind: 'reading', reading };
};

/** The same of a scale that sends by itself and without a checksum: nothing vouches for the frame. */
export const streamedReading = (parts: ReadingParts, profile: ScaleProfile): ScaleMessage => {
  const message = polledReading(parts, profile);
  return message.kind === 'reading' ? { kind: 'reading', reading: { ...message.reading, checked: false } } : message;
};

/** A byte that can begin a line of text: neither a control character nor a space, whatever its parity bit. */
export const opensText = (byte: number): boolean => (byte & 0x7f) > 0x20 && (byte & 0x7f) < 0x7f;

/** The same, but a space may stand first, as in right-aligned values. */
export const opensPaddedText = (byte: number): boolean => (byte & 0x7f) >= 0x20 && (byte & 0x7f) < 0x7f;

/** Digits of a display, for the scale's side of a protocol. */
export const shownDigits = ({ mantissa, decimals }: Pick<ShownWeight, 'mantissa' | 'decimals'>): string =>
  weightDigits({ mantissa, exponent: 0 - decimals });
