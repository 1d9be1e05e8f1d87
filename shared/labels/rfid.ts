import { decodeEpc } from '../epc/decode';
import { encodeTagUri } from '../epc/encode';
import { fail, ok, type Result } from '../result';

/** What a label's tag is to say. */
export interface TagWish {
  /** Upper case, whole words. */
  readonly epcHex: string;
  /** Labels that the printer may try it on: each that fails is printed over and counted as void. */
  readonly tries: number;
}

export const usualTries = 3;

/** An EPC as a record has it: hexadecimal digits, or `urn:epc:tag:…`. What does not decode again is never written. */
export const readEpc = (text: string): Result<string> => {
  const plain = text.trim();
  if (plain === '') return fail('empty');
  if (plain.startsWith('urn:')) {
    const encoded = encodeTagUri(plain);
    return encoded.ok ? ok(encoded.value.hex) : encoded;
  }
  const hex = plain.toUpperCase();
  const decoded = decodeEpc(hex);
  return decoded.ok ? ok(hex) : decoded;
};

const epcBank = 1;
/** The EPC begins behind the bank's checksum and control word. */
const epcWord = 2;

/**
 * Writes the tag's EPC and its control word (`^RFW`, memory `A`), reads it back from the tag and has it said
 * (`^HV`). `^RS`: Gen2, so many tries, and `P` for a pause once they are used up: the usual setting drops the label
 * without a word (ZPL II guide, RFID commands).
 */
export const tagFields = ({ epcHex, tries }: TagWish): readonly string[] => [
  `^RS8,,,${tries},P`,
  `^RFW,H,,,A^FD${epcHex}^FS`,
  `^RFR,H,${epcWord},${epcHex.length / 2},${epcBank}^FN1^FS`,
  `^FH_^HV1,${epcHex.length},EPC[,]_0D_0A,L^FS`,
];

/** The EPC that a format writes to its label's tag; `null` for a label without one. */
export const epcOfFormat = (zpl: string): string | null =>
  /\^RFW,H[^^]*\^FD((?:[0-9A-F]{4})+)\^FS/.exec(zpl)?.[1] ?? null;

/** The format without what is for its tag: an interpreter that knows nothing of tags would draw the digits. */
export const withoutTag = (zpl: string): string =>
  epcOfFormat(zpl) === null
    ? zpl
    : zpl.replaceAll(/\^RS8[^^]*|\^RF[WR][^^]*(?:\^F[DN][^^]*)+\^FS|\^FH_\^HV1,[^^]*\^FS/g, '');
