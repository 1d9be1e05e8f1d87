import type { Gs1Element } from '../barcode/gs1';
import { fail, ok, type Result } from '../result';
import { bytesOfHex, createBitReader, hexOfBytes, maxEpcWords, type BitReader } from './bits';
import { formatDigitalLink } from './digital-link';
import type { EpcFailureCode } from './failure';
import { elementsOfIdentity, isEmptyKey } from './gs1-keys';
import { factoryHeader, foreignScheme, unprogrammedHeader } from './headers';
import { companyPrefixOf, formatIdentityUri, formatTagUri, type EpcIdentity } from './identity';
import { readPlus } from './plus';
import { plusSchemeOfHeader, type PlusScheme, type PlusSchemeRow } from './plus-schemes';
import { tagSchemeOfHeader, type EpcKind, type TagScheme, type TagSchemeRow } from './schemes';
import { readSegment } from './segments';

export type EpcScheme = TagScheme | PlusScheme;

/**
 * What should be told beside a good EPC: bits behind it that ought to be zero, more data of the item behind it, a web
 * host behind it (neither is read), or a key that is all zeros and so nobody's.
 */
export type EpcNote = 'trailing-bits' | 'more-data' | 'host-name' | 'empty-key';

export interface DecodedEpc {
  /** As it came, upper case, whole words. */
  readonly hex: string;
  readonly scheme: EpcScheme;
  readonly kind: EpcKind;
  /** How many of the bits belong to the EPC. */
  readonly bits: number;
  /** Read-speed hint, no part of the identity; `null` for General Identifiers. */
  readonly filter: number | null;
  /** Components of the URI, or `null` for `+` schemes: they do not say where the company prefix ends. */
  readonly identity: EpcIdentity | null;
  /** As assigned, with its zeros: its length is known. */
  readonly companyPrefix: string | null;
  /** `urn:epc:id:…`, for records and exchange. */
  readonly identityUri: string | null;
  /** `urn:epc:tag:…`. */
  readonly tagUri: string | null;
  /** Key, serial and date as on a barcode; empty for kinds outside GS1. */
  readonly elements: readonly Gs1Element[];
  readonly digitalLink: string | null;
  /**
   * The same text for the same thing, however its tag is encoded: the element string without dates, or the identity
   * URI. Match stock on it, never on the bits.
   */
  readonly key: string;
  readonly notes: readonly EpcNote[];
}

/** The longest EPC that a tag can announce. */
const maxHexDigits = maxEpcWords * 4;
/** The shortest EPC: a `giai+` of five digits. */
const minHexDigits = 12;

const keyOf = (identity: EpcIdentity | null, elements: readonly Gs1Element[], ais: number): string =>
  elements.length === 0 && identity !== null
    ? formatIdentityUri(identity)
    : elements
        .slice(0, ais)
        .map(({ ai, value }) => `(${ai})${value}`)
        .join('');

const restIsZero = (reader: BitReader): boolean => {
  while (reader.left > 0) if (reader.take(Math.min(reader.left, 32)) !== 0) return false;
  return true;
};

const decodeTag = (hex: string, reader: BitReader, row: TagSchemeRow): Result<DecodedEpc, EpcFailureCode> => {
  const { scheme, kind, filterBits } = row;
  const filter = filterBits === 0 ? null : reader.take(filterBits);
  const parts: string[] = [];
  for (const segment of row.segments) {
    const read = readSegment(reader, segment);
    if (reader.overrun) return fail('truncated', { scheme });
    if (!read.ok) return fail(read.failure.code, { ...read.failure.details, scheme });
    parts.push(...read.value);
  }
  const bits = reader.position;
  const identity: EpcIdentity = { kind, parts };
  const elements = elementsOfIdentity(identity) ?? [];
  const notes: EpcNote[] = restIsZero(reader) ? [] : ['trailing-bits'];
  if (isEmptyKey(elements)) notes.push('empty-key');
  return ok({
    hex,
    scheme,
    kind,
    bits,
    filter,
    identity,
    companyPrefix: companyPrefixOf(identity),
    identityUri: formatIdentityUri(identity),
    tagUri: formatTagUri({ identity, scheme, filter }),
    elements,
    digitalLink: elements.length === 0 ? null : formatDigitalLink(elements),
    key: keyOf(identity, elements, 2),
    notes,
  });
};

const decodePlus = (hex: string, reader: BitReader, row: PlusSchemeRow): Result<DecodedEpc, EpcFailureCode> => {
  const { scheme, kind } = row;
  const read = readPlus(reader, row);
  if (reader.overrun) return fail('truncated', { scheme });
  if (!read.ok) return fail(read.failure.code, { ...read.failure.details, scheme });
  const { filter, elements, moreData } = read.value;
  const notes: EpcNote[] = row.hostName === true ? ['host-name'] : [];
  const bits = reader.position;
  if (moreData) notes.push('more-data');
  else if (row.hostName !== true && !restIsZero(reader)) notes.push('trailing-bits');
  if (isEmptyKey(elements)) notes.push('empty-key');
  return ok({
    hex,
    scheme,
    kind,
    bits,
    filter,
    identity: null,
    companyPrefix: null,
    identityUri: null,
    tagUri: null,
    elements,
    digitalLink: formatDigitalLink(elements),
    key: keyOf(null, elements, row.ais.length),
    notes,
  });
};

const decodeBits = (
  hex: string,
  bytes: Uint8Array,
  bitsRead: number,
  bitCount: number,
): Result<DecodedEpc, EpcFailureCode> => {
  if (!Number.isInteger(bitCount) || bitCount > bitsRead) return fail('truncated', { bits: bitCount });
  if (bitsRead < minHexDigits * 4) return fail('epc-too-short', { bits: bitsRead });
  const reader = createBitReader(bytes, bitCount);
  const header = reader.take(8);
  if (header === unprogrammedHeader) return fail('unprogrammed-tag');
  if (header === factoryHeader) return fail('unencoded-tag');
  const tag = tagSchemeOfHeader(header);
  if (tag !== null) return decodeTag(hex, reader, tag);
  const plus = plusSchemeOfHeader(header);
  if (plus !== null) return decodePlus(hex, reader, plus);
  const headerHex = header.toString(16).padStart(2, '0').toUpperCase();
  return fail('foreign-tag', { header: headerHex, scheme: foreignScheme(header) });
};

/**
 * Decodes the EPC of a tag: hexadecimal as readers give it, whole 16-bit words from the header on. Nothing is filled up
 * or cut off to make it fit. Fails with `not-hex`, `not-whole-words`, `epc-too-short`, `epc-too-long`,
 * `unprogrammed-tag` (header 00), `unencoded-tag` (header E2, a chip as the factory sent it), `foreign-tag`
 * (`details.scheme` says what the standard calls its header), or what is wrong in it (`details.scheme`).
 *
 * @param bitCount when the reader says how many bits it saw and these are no whole words (an SGTIN-198 as 198 bits).
 */
export const decodeEpc = (hex: string, bitCount?: number): Result<DecodedEpc, EpcFailureCode> => {
  if (hex.length > maxHexDigits) return fail('epc-too-long', { digits: hex.length });
  const whole = bitCount === undefined ? hex : hex.padEnd(Math.ceil(hex.length / 4) * 4, '0');
  if (!/^[0-9A-Fa-f]+$/.test(whole)) return fail('not-hex');
  if (whole.length % 4 !== 0) return fail('not-whole-words', { digits: hex.length });
  const bytes = bytesOfHex(whole);
  if (!bytes.ok) return bytes;
  return decodeBits(whole.toUpperCase(), bytes.value, hex.length * 4, bitCount ?? hex.length * 4);
};

/** The same for bytes as a reader's protocol gives them. */
export const decodeEpcBytes = (bytes: Uint8Array, bitCount?: number): Result<DecodedEpc, EpcFailureCode> => {
  if (bytes.length * 2 > maxHexDigits) return fail('epc-too-long', { digits: bytes.length * 2 });
  if (bitCount === undefined && bytes.length % 2 !== 0) return fail('not-whole-words', { digits: bytes.length * 2 });
  const hex = hexOfBytes(bytes);
  return decodeBits(hex.padEnd(Math.ceil(hex.length / 4) * 4, '0'), bytes, hex.length * 4, bitCount ?? hex.length * 4);
};

/** The form for tags that are no EPC but have to be written down: `urn:epc:raw:96.x3074…` (section 12.1). */
export const formatRawUri = (hex: string, afi: number | null = null): string => {
  const family = afi === null ? '' : `x${afi.toString(16).padStart(2, '0').toUpperCase()}.`;
  return `urn:epc:raw:${hex.length * 4}.${family}x${hex.toUpperCase()}`;
};
