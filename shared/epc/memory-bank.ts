import { fail, ok, type Result } from '../result';
import { bytesOfHex, hexOfBytes } from './bits';
import { decodeEpc, formatRawUri, type DecodedEpc } from './decode';
import type { EpcFailureCode } from './failure';

/** The protocol control word, bits 10h to 1Fh of the EPC bank (EPC Tag Data Standard 1.13, section 9.1). */
export interface PcWord {
  /** Length of what follows, in 16-bit words, 0 to 31. */
  readonly words: number;
  /** User memory holds data. */
  readonly userMemory: boolean;
  /** An extended word (XPC) is sent behind this one. */
  readonly extended: boolean;
  /** What follows is no EPC but follows an ISO standard, named by the application family. */
  readonly iso: boolean;
  /** Application family identifier, when `iso`. */
  readonly afi: number | null;
  /** Attribute bits, when not `iso`. */
  readonly attributes: number | null;
  /** The lowest attribute bit: the thing is hazardous. `null` when `iso`. */
  readonly hazardous: boolean | null;
}

/** Every word of 16 bits is a protocol control word. */
export const decodePcWord = (word: number): PcWord => {
  const iso = (word & 0x0100) !== 0;
  const low = word & 0xff;
  return {
    words: (word >> 11) & 0x1f,
    userMemory: (word & 0x0400) !== 0,
    extended: (word & 0x0200) !== 0,
    iso,
    afi: iso ? low : null,
    attributes: iso ? null : low,
    hazardous: iso ? null : (low & 1) === 1,
  };
};

/** The word to write with an EPC of so many words, as four hexadecimal digits. User memory and attributes are zero. */
export const encodePcWord = ({ words, attributes = 0 }: { words: number; attributes?: number }): string =>
  (((words & 0x1f) << 11) | (attributes & 0xff)).toString(16).padStart(4, '0').toUpperCase();

const hex4 = (word: number): string => word.toString(16).padStart(4, '0').toUpperCase();

/** CRC-16 that a tag keeps and sends over its protocol control word and EPC: CCITT-FALSE, inverted (Gen2, annex F). */
export const tagCrc = (bytes: Uint8Array): number => {
  let register = 0xffff;
  for (const byte of bytes) {
    register ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      register = ((register << 1) ^ ((register & 0x8000) === 0 ? 0 : 0x1021)) & 0xffff;
    }
  }
  return register ^ 0xffff;
};

/** True when the CRC that came with a read belongs to this word and EPC: nothing was lost on the way. */
export const hasTagCrc = (pc: number, epcHex: string, crc: number): boolean => {
  const bytes = bytesOfHex(hex4(pc) + epcHex);
  return bytes.ok && tagCrc(bytes.value) === crc;
};

export interface EpcBank {
  /** The CRC that the tag keeps, and whether it belongs to what follows. */
  readonly crc: number;
  readonly crcValid: boolean;
  readonly pc: PcWord;
  /** As many words as the control word announces. */
  readonly epcHex: string;
  /** Bits 210h to 21Fh, when announced and read. */
  readonly xpc: number | null;
  /** The EPC, or why it is none: `foreign-tag` with `details.afi` when the bank follows an ISO standard. */
  readonly epc: Result<DecodedEpc, EpcFailureCode>;
  /** `urn:epc:tag:…` with control fields, or `urn:epc:raw:…` when the bank holds no EPC (section 15.2.2). */
  readonly uri: string;
}

/** Places in hexadecimal digits: the bank begins with CRC and control word; XPC is at bit 210h. */
const epcAt = 8;
const xpcAt = 0x210 / 4;

const afiHex = (afi: number): string => afi.toString(16).padStart(2, '0').toUpperCase();

const controlFields = (pc: PcWord, xpc: number | null): string => {
  const fields = [
    pc.attributes === null || pc.attributes === 0 ? '' : `[att=x${afiHex(pc.attributes)}]`,
    pc.userMemory ? '[umi=1]' : '',
    xpc === null || xpc === 0 ? '' : `[xpc=x${hex4(xpc)}]`,
  ].join('');
  return fields === '' ? '' : `${fields}:`;
};

const uriOf = (epcHex: string, pc: PcWord, xpc: number | null, epc: EpcBank['epc']): string => {
  const tagUri = epc.ok ? epc.value.tagUri : null;
  const uri = tagUri ?? formatRawUri(epcHex, pc.afi);
  return uri.replace(/^urn:epc:(tag|raw):/, (prefix) => prefix + controlFields(pc, xpc));
};

const decodeContents = (epcHex: string, { iso, afi }: PcWord): EpcBank['epc'] => {
  if (iso) return fail('foreign-tag', { scheme: 'iso', afi: afiHex(afi ?? 0) });
  return epcHex === '' ? fail('unprogrammed-tag') : decodeEpc(epcHex);
};

/**
 * Reads the EPC bank of a tag from its first bit on (CRC, control word, EPC and, when it was read, XPC). Fails with
 * `not-hex`, `not-whole-words`, `epc-too-short` for less than two words or `truncated` for less than is announced; what
 * is wrong with the EPC itself stands in `epc`.
 */
export const decodeEpcBank = (hex: string): Result<EpcBank, EpcFailureCode> => {
  const bytes = bytesOfHex(hex);
  if (!bytes.ok) return bytes;
  if (hex.length % 4 !== 0) return fail('not-whole-words', { digits: hex.length });
  if (hex.length < epcAt) return fail('epc-too-short', { bits: hex.length * 4 });
  const text = hexOfBytes(bytes.value);
  const wordAt = (digit: number): number => Number.parseInt(text.slice(digit, digit + 4), 16);
  const crc = wordAt(0);
  const pc = decodePcWord(wordAt(4));
  const epcHex = text.slice(epcAt, epcAt + pc.words * 4);
  if (epcHex.length < pc.words * 4) return fail('truncated', { words: pc.words });
  const xpc = pc.extended && text.length >= xpcAt + 4 ? wordAt(xpcAt) : null;
  const crcValid = hasTagCrc(wordAt(4), epcHex, crc);
  const epc = decodeContents(epcHex, pc);
  return ok({ crc, crcValid, pc, epcHex, xpc, epc, uri: uriOf(epcHex, pc, xpc, epc) });
};
