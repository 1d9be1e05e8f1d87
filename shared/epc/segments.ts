import { fail, ok, type Result } from '../result';
import { bitsOf, type BitReader } from './bits';
import { alphanumericPattern, sixBitCharacter, sixBitPattern } from './characters';
import type { EpcFailureCode } from './failure';
import { companyPrefixBits, type EpcSegment, type PartitionTable } from './schemes';

/** Components read, or what is wrong with the field. */
type Read = Result<readonly string[], EpcFailureCode>;
/** The bits of a field, or why the components do not fit it. */
type Written = Result<string, EpcFailureCode>;

const prefixDigits = (partition: number): number => 12 - partition;

/** A whole number as digits; fields of up to 48 bits go the quick way. */
const takeDigits = (reader: BitReader, bits: number): string =>
  bits <= 48 ? String(reader.take(bits)) : String(reader.takeBig(bits));

/** Seven-bit characters up to the first zero; everything behind it must be zero too (section 14.4.2). */
const readString = (reader: BitReader, bits: number): Result<string, EpcFailureCode> => {
  let text = '';
  let ended = false;
  for (let index = 0; index < Math.floor(bits / 7); index += 1) {
    const code = reader.take(7);
    if (code === 0) ended = true;
    else if (ended) return fail('bad-characters');
    else text += String.fromCharCode(code);
  }
  if (reader.take(bits % 7) !== 0 || !alphanumericPattern.test(text)) return fail('bad-characters');
  return text === '' ? fail('empty-part') : ok(text);
};

/** Six-bit characters up to a zero, which is always there (section 14.4.8). */
const readSixBitString = (reader: BitReader, least: number, most: number): Result<string, EpcFailureCode> => {
  let text = '';
  for (;;) {
    const code = reader.take(6);
    if (reader.overrun) return fail('truncated');
    if (code === 0) break;
    const character = sixBitCharacter(code);
    if (character === null) return fail('bad-characters');
    text += character;
    if (text.length > most) return fail('part-too-long', { most });
  }
  return text.length < least ? fail('empty-part') : ok(text);
};

const readPartition = (reader: BitReader, { table, reference }: Extract<EpcSegment, { kind: 'partition' }>): Read => {
  const partition = reader.take(3);
  const prefixBits = companyPrefixBits[partition];
  const row = table[partition];
  if (prefixBits === undefined || row === undefined) return fail('bad-partition', { partition });
  const [bits, digits] = row;
  const prefix = String(reader.take(prefixBits)).padStart(prefixDigits(partition), '0');
  if (prefix.length > prefixDigits(partition)) return fail('company-prefix', { companyPrefix: prefix });
  if (reference === 'string' || reference === 'six-bit') {
    const text = reference === 'string' ? readString(reader, bits) : readSixBitString(reader, 1, digits);
    if (!text.ok) return text;
    return text.value.length > digits ? fail('part-too-long', { most: digits }) : ok([prefix, text.value]);
  }
  const number = takeDigits(reader, bits);
  // No digits at all: the field is there, and zero.
  const text = digits === 0 && number === '0' ? '' : reference === 'padded' ? number.padStart(digits, '0') : number;
  return text.length > digits ? fail('reference', { reference: text }) : ok([prefix, text]);
};

/** Zeros in front are kept by a 1 that stands before them (section 14.4.6). */
const readNumericString = (reader: BitReader, bits: number, most: number): Read => {
  const digits = takeDigits(reader, bits);
  if (!digits.startsWith('1')) return fail('bad-coding');
  if (digits.length === 1) return fail('empty-part');
  return digits.length - 1 > most ? fail('part-too-long', { most }) : ok([digits.slice(1)]);
};

/** CAGE code or DoDAAC: six characters, or five behind a blank (sections 6.3.17 and 14.4.7). */
const enterprisePattern = /^[0-9A-HJ-NP-Z]{5,6}$/;

const readEnterprise = (reader: BitReader, bits: 36 | 48): Read => {
  let text = '';
  for (let index = 0; index < 6; index += 1) {
    const code = reader.take(bits / 6);
    const blank = index === 0 && code === 0x20;
    if (!blank) text += bits === 36 ? (sixBitCharacter(code) ?? ' ') : String.fromCharCode(code);
  }
  return enterprisePattern.test(text) ? ok([text]) : fail('bad-characters');
};

/** Reads the components of one field. Whether the bits were all there is asked of the reader afterwards. */
export const readSegment = (reader: BitReader, segment: EpcSegment): Read => {
  switch (segment.kind) {
    case 'partition':
      return readPartition(reader, segment);
    case 'integer': {
      const value = reader.take(segment.bits);
      return value >= (segment.limit ?? Infinity) ? fail('number-too-large') : ok([String(value)]);
    }
    case 'string': {
      const text = readString(reader, segment.bits);
      return text.ok ? ok([text.value]) : text;
    }
    case 'numeric-string':
      return readNumericString(reader, segment.bits, segment.digits);
    case 'fixed-width': {
      const text = String(reader.take(segment.bits)).padStart(segment.digits, '0');
      return text.length > segment.digits ? fail('number-too-large') : ok([text]);
    }
    case 'reserved':
      return reader.take(segment.bits) === 0 ? ok([]) : fail('reserved-bits');
    case 'enterprise':
      return readEnterprise(reader, segment.bits);
    case 'six-bit-string': {
      const text = readSixBitString(reader, segment.least, segment.most);
      if (!text.ok) return text;
      return segment.pattern.test(text.value) ? ok([text.value]) : fail('bad-characters');
    }
  }
};

const writeInteger = (part: string, bits: number, limit?: number): Written => {
  if (part === '') return fail('empty-part');
  if (!/^[0-9]+$/.test(part)) return fail('bad-characters', { part });
  if (part.length > 1 && part.startsWith('0')) return fail('leading-zero', { part });
  if (part.length > 20) return fail('number-too-large', { part });
  const value = BigInt(part);
  const tooLarge = value >= 2n ** BigInt(bits) || (limit !== undefined && value >= BigInt(limit));
  return tooLarge ? fail('number-too-large', { part, bits }) : ok(bitsOf(value, bits));
};

const writeString = (part: string, bits: number, most: number): Written => {
  if (part === '') return fail('empty-part');
  if (!alphanumericPattern.test(part)) return fail('bad-characters', { part });
  if (part.length > most) return fail('part-too-long', { part, most });
  return ok(
    Array.from(part, (character) => bitsOf(character.charCodeAt(0), 7))
      .join('')
      .padEnd(bits, '0'),
  );
};

const writeSixBitString = (part: string, least: number, most: number, pattern: RegExp): Written => {
  if (part.length < least) return fail('empty-part');
  if (part.length > most) return fail('part-too-long', { part, most });
  if (!pattern.test(part)) return fail('bad-characters', { part });
  return ok(`${Array.from(part, (character) => bitsOf(character.charCodeAt(0) & 0x3f, 6)).join('')}000000`);
};

const writePadded = (part: string, bits: number, digits: number): Written => {
  if (!/^[0-9]*$/.test(part)) return fail('bad-characters', { part });
  return part.length === digits
    ? ok(bitsOf(BigInt(part || '0'), bits))
    : fail('reference', { reference: part, digits });
};

const writeReference = (
  part: string,
  [bits, digits]: PartitionTable[number],
  reference: Extract<EpcSegment, { kind: 'partition' }>['reference'],
): Written => {
  switch (reference) {
    case 'padded':
      return writePadded(part, bits, digits);
    case 'unpadded':
      return part.length > digits ? fail('number-too-large', { part, digits }) : writeInteger(part, bits);
    case 'string':
      return writeString(part, bits, digits);
    case 'six-bit':
      return writeSixBitString(part, 1, digits, sixBitPattern);
  }
};

const writePartition = (
  [prefix = '', part = '']: readonly string[],
  { table, reference }: Extract<EpcSegment, { kind: 'partition' }>,
): Written => {
  const partition = 12 - prefix.length;
  const prefixBits = companyPrefixBits[partition];
  const row = table[partition];
  if (!/^[0-9]{6,12}$/.test(prefix) || prefixBits === undefined || row === undefined) {
    return fail('company-prefix', { companyPrefix: prefix });
  }
  const written = writeReference(part, row, reference);
  return written.ok ? ok(`${bitsOf(partition, 3)}${bitsOf(Number(prefix), prefixBits)}${written.value}`) : written;
};

const writeDigits = (part: string, least: number, most: number): Result<string, EpcFailureCode> => {
  if (part.length < least) return fail('empty-part');
  if (!/^[0-9]*$/.test(part)) return fail('bad-characters', { part });
  return part.length > most ? fail('part-too-long', { part, most }) : ok(part);
};

const writeEnterprise = (part: string, bits: 36 | 48): Written => {
  if (!enterprisePattern.test(part)) return fail('bad-characters', { part });
  const codes = Array.from(part.padStart(6, ' '), (character) => character.charCodeAt(0));
  return ok(codes.map((code) => bitsOf(bits === 36 ? code & 0x3f : code, bits / 6)).join(''));
};

/** The bits of one field for its components: two for `partition`, none for `reserved`, else one. */
export const writeSegment = (parts: readonly string[], segment: EpcSegment): Written => {
  const [part = ''] = parts;
  switch (segment.kind) {
    case 'partition':
      return writePartition(parts, segment);
    case 'integer':
      return writeInteger(part, segment.bits, segment.limit);
    case 'string':
      return writeString(part, segment.bits, Math.floor(segment.bits / 7));
    case 'numeric-string': {
      const digits = writeDigits(part, 1, segment.digits);
      return digits.ok ? ok(bitsOf(BigInt(`1${digits.value}`), segment.bits)) : digits;
    }
    case 'fixed-width': {
      const digits = writeDigits(part, segment.digits, segment.digits);
      return digits.ok ? ok(bitsOf(Number(digits.value), segment.bits)) : digits;
    }
    case 'reserved':
      return ok(bitsOf(0, segment.bits));
    case 'enterprise':
      return writeEnterprise(part, segment.bits);
    case 'six-bit-string':
      return writeSixBitString(part, segment.least, segment.most, segment.pattern);
  }
};
