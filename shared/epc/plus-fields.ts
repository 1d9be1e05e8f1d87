import { fail, ok, type Result } from '../result';
import { bitsOf, type BitReader } from './bits';
import type { EpcFailureCode } from './failure';
import type { PlusField } from './plus-schemes';

type Text = Result<string, EpcFailureCode>;

/** Bits that hold any number of so many digits: ⌈n·log₂10⌉ (section 14.5.6.1). */
const bitsOfDigits = (count: number): number => (10n ** BigInt(count) - 1n).toString(2).length;
const digitBits = Array.from({ length: 31 }, (_, count) => (count === 0 ? 0 : bitsOfDigits(count)));

const upperHex = '0123456789ABCDEF';
const lowerHex = '0123456789abcdef';
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** URN Code 40; the first stands for "nothing" (table 14-8). */
const code40 = ' ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:0123456789';
/** Characters of both sets, 82 and 39 (table 14-9). */
const sevenBitPattern = /^[!-#%-?A-Z_a-z]*$/;

/** One way to hold a text, named by three bits in front of it (table E). */
interface Coding {
  readonly indicator: number;
  readonly pattern: RegExp;
  bits(length: number): number;
  read(reader: BitReader, length: number): string | null;
  write(text: string): string;
}

const ofAlphabet = (indicator: number, pattern: RegExp, alphabet: string, width: number): Coding => ({
  indicator,
  pattern,
  bits: (length) => length * width,
  read: (reader, length) => Array.from({ length }, () => alphabet[reader.take(width)]).join(''),
  write: (text) => Array.from(text, (character) => bitsOf(alphabet.indexOf(character), width)).join(''),
});

/** Digits as one number; zeros in front come back because the count is known. `null` when the number has too many. */
const readDigits = (reader: BitReader, length: number): string | null => {
  const digits = String(reader.takeBig(digitBits[length] ?? 0)).padStart(length, '0');
  return digits.length > length ? null : digits;
};
const writeDigits = (text: string): string => bitsOf(BigInt(text), digitBits[text.length] ?? 0);

const readCode40 = (reader: BitReader, length: number): string | null => {
  let text = '';
  for (let group = 0; group < Math.ceil(length / 3); group += 1) {
    const value = reader.take(16) - 1;
    text += [Math.floor(value / 1600), Math.floor(value / 40) % 40, value % 40].map((at) => code40[at] ?? '?').join('');
  }
  const rest = text.slice(length);
  // Only what fills up the last group may be blank.
  return /^[-.:0-9A-Z]*$/.test(text.slice(0, length)) && /^ *$/.test(rest) ? text.slice(0, length) : null;
};

const writeCode40 = (text: string): string =>
  (text.match(/.{1,3}/g) ?? [])
    .map((group) => {
      const [first = 0, second = 0, third = 0] = Array.from(group, (character) => code40.indexOf(character));
      return bitsOf(1600 * first + 40 * second + third + 1, 16);
    })
    .join('');

const readSevenBit = (reader: BitReader, length: number): string =>
  Array.from({ length }, () => String.fromCharCode(reader.take(7))).join('');

const codings: readonly Coding[] = [
  {
    indicator: 0,
    pattern: /^[0-9]*$/,
    bits: (length) => digitBits[length] ?? Infinity,
    read: readDigits,
    write: writeDigits,
  },
  ofAlphabet(1, /^[0-9A-F]*$/, upperHex, 4),
  ofAlphabet(2, /^[0-9a-f]*$/, lowerHex, 4),
  ofAlphabet(3, /^[-0-9A-Z_a-z]*$/, base64, 6),
  {
    indicator: 4,
    pattern: sevenBitPattern,
    bits: (length) => length * 7,
    read: readSevenBit,
    write: (text) => Array.from(text, (character) => bitsOf(character.charCodeAt(0), 7)).join(''),
  },
  {
    indicator: 5,
    pattern: /^[-.:0-9A-Z]*$/,
    bits: (length) => Math.ceil(length / 3) * 16,
    read: readCode40,
    write: writeCode40,
  },
];

const lengthBits = 5;

const readText = (reader: BitReader, most: number): Text => {
  const coding = codings[reader.take(3)];
  const length = reader.take(lengthBits);
  if (coding === undefined) return fail('bad-coding');
  if (length === 0) return fail('empty-part');
  if (length > most) return fail('part-too-long', { most });
  const text = coding.read(reader, length);
  return text === null || !sevenBitPattern.test(text) ? fail('bad-characters') : ok(text);
};

/** The shortest coding that has all the characters (figure 14-5); of equal ones the first. */
const writeText = (text: string, most: number): Text => {
  if (text === '') return fail('empty-part');
  if (text.length > most) return fail('part-too-long', { part: text, most });
  const fitting = codings.filter(({ pattern }) => pattern.test(text));
  const [best] = fitting.sort((one, other) => one.bits(text.length) - other.bits(text.length));
  if (best === undefined) return fail('bad-characters', { part: text });
  return ok(`${bitsOf(best.indicator, 3)}${bitsOf(text.length, lengthBits)}${best.write(text)}`);
};

const delimiter = 0b1110;
const terminator = 0b1111;

const readDelimited = (reader: BitReader, most: number): Text => {
  let text = '';
  for (;;) {
    const nibble = reader.take(4);
    if (reader.overrun) return fail('truncated');
    if (nibble === terminator) return ok(text);
    if (nibble === delimiter) break;
    if (nibble > 9) return fail('bad-coding');
    text += String(nibble);
    if (text.length > most) return fail('part-too-long', { most });
  }
  const rest = readText(reader, most - text.length);
  return rest.ok ? ok(text + rest.value) : rest;
};

const nibbles = (digits: string): string => Array.from(digits, (digit) => bitsOf(Number(digit), 4)).join('');

const writeDelimited = (text: string, most: number): Text => {
  if (text.length > most) return fail('part-too-long', { part: text, most });
  const digits = /^[0-9]*/.exec(text)?.[0] ?? '';
  const rest = text.slice(digits.length);
  if (rest === '') return ok(nibbles(digits) + bitsOf(terminator, 4));
  const written = writeText(rest, most);
  return written.ok ? ok(nibbles(digits) + bitsOf(delimiter, 4) + written.value) : written;
};

const readFixedDigits = (reader: BitReader, count: number): Text => {
  let digits = '';
  while (digits.length < count) {
    const digit = reader.take(4);
    if (digit > 9) return fail('bad-characters');
    digits += String(digit);
  }
  return ok(digits);
};

const readCountedDigits = (reader: BitReader, most: number): Text => {
  const length = reader.take(4);
  if (length === 0) return fail('empty-part');
  if (length > most) return fail('part-too-long', { most });
  const digits = readDigits(reader, length);
  return digits === null ? fail('number-too-large') : ok(digits);
};

/** Reads one field. Whether the bits were all there is asked of the reader afterwards. */
export const readPlusField = (reader: BitReader, field: PlusField): Text => {
  switch (field.kind) {
    case 'digits':
      return readFixedDigits(reader, field.count);
    case 'text':
      return readText(reader, field.most);
    case 'delimited':
      return readDelimited(reader, field.most);
    case 'counted-digits':
      return readCountedDigits(reader, field.most);
  }
};

/** The bits of one field; the text has been checked as a GS1 element before. */
export const writePlusField = (text: string, field: PlusField): Text => {
  switch (field.kind) {
    case 'digits':
      return ok(nibbles(text));
    case 'text':
      return writeText(text, field.most);
    case 'delimited':
      return writeDelimited(text, field.most);
    case 'counted-digits':
      return text === '' ? fail('empty-part') : ok(bitsOf(text.length, 4) + writeDigits(text));
  }
};
