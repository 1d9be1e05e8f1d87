import fc from 'fast-check';
import { mod10CheckDigit } from '../../../shared/barcode/check-digit';
import type { Gs1Element } from '../../../shared/barcode/gs1';
import type { EpcSegment, TagSchemeRow } from '../../../shared/epc/schemes';
import type { PlusSchemeRow } from '../../../shared/epc/plus-schemes';
import { prioritisedDates } from '../../../shared/epc/plus-schemes';

const alphabet82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const alphabet39 = '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const alphabet37 = '-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const textOf = (alphabet: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...alphabet), { minLength, maxLength }).map((characters) => characters.join(''));

export const digits = (minLength: number, maxLength = minLength): fc.Arbitrary<string> =>
  textOf('0123456789', minLength, maxLength);

/** Whole numbers below a power of two or of ten, the ends more often than chance would have them. */
const number = (limit: bigint): fc.Arbitrary<string> =>
  fc.oneof(fc.constant(0n), fc.constant(limit - 1n), fc.bigInt({ min: 0n, max: limit - 1n })).map(String);

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);

const partition = ({ table, reference }: Extract<EpcSegment, { kind: 'partition' }>): fc.Arbitrary<string[]> =>
  fc.integer({ min: 0, max: 6 }).chain((at) => {
    const [bits, most] = table[at] ?? [0, 0];
    const references = {
      padded: () => digits(most),
      unpadded: () => number(least(2n ** BigInt(bits), 10n ** BigInt(most))),
      string: () => textOf(alphabet82, 1, most),
      'six-bit': () => textOf(alphabet39, 1, most),
    };
    return fc.tuple(digits(12 - at), references[reference]());
  });

const enterprise = textOf('0123456789ABCDEFGHJKLMNPQRSTUVWXYZ', 5, 6);

const sixBit = (segment: Extract<EpcSegment, { kind: 'six-bit-string' }>): fc.Arbitrary<string> =>
  segment.least === 0
    ? textOf(alphabet37, 0, segment.most)
    : fc.tuple(fc.constantFrom('', '#'), textOf(alphabet37, 1, segment.most - 1)).map((pair) => pair.join(''));

const segmentParts = (segment: EpcSegment): fc.Arbitrary<string[]> => {
  const one = (part: fc.Arbitrary<string>): fc.Arbitrary<string[]> => part.map((text) => [text]);
  switch (segment.kind) {
    case 'partition':
      return partition(segment);
    case 'integer':
      return one(number(least(2n ** BigInt(segment.bits), BigInt(segment.limit ?? 2n ** 64n))));
    case 'string':
      return one(textOf(alphabet82, 1, Math.floor(segment.bits / 7)));
    case 'numeric-string':
      return one(digits(1, segment.digits));
    case 'fixed-width':
      return one(digits(segment.digits));
    case 'reserved':
      return fc.constant([]);
    case 'enterprise':
      return one(enterprise);
    case 'six-bit-string':
      return one(sixBit(segment));
  }
};

/** Components of any EPC that a scheme can hold. */
export const partsOf = (row: TagSchemeRow): fc.Arbitrary<string[]> =>
  fc.tuple(...row.segments.map(segmentParts)).map((parts) => parts.flat());

const withCheckDigit = (text: string): string => `${text}${mod10CheckDigit(text)}`;

const key = (length: number): fc.Arbitrary<string> => digits(length - 1).map(withCheckDigit);

/** A serial that fits one of the six codings, or any. */
const serial = (most: number): fc.Arbitrary<string> =>
  fc.oneof(
    digits(1, most),
    textOf('0123456789ABCDEF', 1, most),
    textOf('0123456789abcdef', 1, most),
    textOf('ABCabc012-_', 1, most),
    textOf('ABCXYZ012-.:', 1, most),
    textOf(alphabet82, 1, most),
  );

const joined = (...texts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...texts).map((parts) => parts.join(''));

const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  '00': key(18),
  '01': key(14),
  '21': serial(20),
  '253': joined(key(13), serial(17)),
  // One zero means that there is no extension.
  '254': serial(20).filter((text) => text !== '0'),
  '255': joined(key(13), digits(1, 12)),
  '414': key(13),
  '8003': joined(fc.constant('0'), key(13), serial(16)),
  '8004': joined(digits(4, 14), serial(16)),
  '8006': joined(key(14), digits(4)),
  '8010': joined(digits(4, 14), textOf(alphabet39, 1, 16)),
  '8011': digits(1, 12),
  '8017': key(18),
  '8018': key(18),
};

const dates = fc
  .tuple(fc.constantFrom(...prioritisedDates), fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }))
  .map(([ai, date]): Gs1Element => ({ ai, value: date.toISOString().slice(2, 10).replaceAll('-', '') }));

/** Elements of any EPC that a `+` scheme can hold. */
export const elementsFor = ({ ais, dated }: PlusSchemeRow): fc.Arbitrary<Gs1Element[]> =>
  fc
    .tuple(fc.tuple(...ais.map((ai) => (values[ai] ?? fc.constant('')).map((value) => ({ ai, value })))), dates)
    .map(([elements, date]) => (dated === true ? [...elements, date] : elements));
