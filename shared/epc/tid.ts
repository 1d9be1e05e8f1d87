import { fail, ok, type Result } from '../result';
import { bytesOfHex, createBitReader, hexOfBytes, type BitReader } from './bits';
import { maskDesigners } from './mask-designers';

/** Options of the air protocol that a chip says it has (XTID, table 16-4). */
export interface OptionalCommands {
  /** Largest EPC in words that the control word can announce. */
  readonly maxEpcWords: number;
  readonly recommissioning: boolean;
  readonly access: boolean;
  readonly separateLockBits: boolean;
  readonly automaticUserMemoryIndicator: boolean;
  readonly phaseJitterModulation: boolean;
  readonly blockErase: boolean;
  readonly blockWrite: boolean;
  readonly blockPermalock: boolean;
}

/** How one of the block commands must be used (table 16-5); addresses and sizes in words. */
export interface BlockAccess {
  readonly maxBlockWords: number;
  readonly variableSize: boolean;
  readonly firstEpcBlock: number;
  readonly anyEpcAddress: boolean;
  readonly firstUserBlock: number;
  readonly anyUserAddress: boolean;
}

/** What the chip says of itself beyond its type (EPC Tag Data Standard 2.3, section 16.2). */
export interface ExtendedTid {
  readonly header: number;
  /** A part is announced that was not read: `null` below does not mean that the chip lacks it. */
  readonly truncated: boolean;
  /** Length that the header announces, 0 for none, else 48 to 144 in steps of 16. */
  readonly serialBits: number;
  /** The serial number of the chip in hexadecimal digits, or `null` when there is none or not all of it was read. */
  readonly serial: string | null;
  readonly optionalCommands: OptionalCommands | null;
  readonly blockWrite: BlockAccess | null;
  readonly blockErase: BlockAccess | null;
  readonly userMemoryWords: number | null;
  /** 0: not described. */
  readonly permalockBlockWords: number | null;
  /** Six bits of the current locks (table 16-7). */
  readonly lockBits: number | null;
}

export interface Tid {
  /** As it came, upper case. */
  readonly hex: string;
  readonly extendedTid: boolean;
  /** The chip can be asked to prove that it is genuine. */
  readonly security: boolean;
  readonly files: boolean;
  readonly maskDesigner: number;
  /** `null` when the number is not in the table. */
  readonly maskDesignerName: string | null;
  readonly model: number;
  readonly modelName: string | null;
  /** `null` when the chip has none, or when its header was not read. */
  readonly xtid: ExtendedTid | null;
  /** `urn:epc:stid:…`, one for each chip in the world; `null` without a serial number. */
  readonly stidUri: string | null;
}

/** `not-epc-tid`: the first byte is not E2; `details.class` says what it is. */
export type TidFailureCode = 'not-hex' | 'not-whole-words' | 'tid-too-short' | 'not-epc-tid';

const hexDigits = (value: number, digits: number): string => value.toString(16).padStart(digits, '0').toUpperCase();

/** Whether the bit of a word is set; bits are counted from the low end, as the standard's tables do. */
const bitOf = (word: number, bit: number): boolean => ((word >> bit) & 1) === 1;

const optionalCommandsOf = (word: number): OptionalCommands => ({
  maxEpcWords: word & 0x1f,
  recommissioning: bitOf(word, 5),
  access: bitOf(word, 6),
  separateLockBits: bitOf(word, 7),
  automaticUserMemoryIndicator: bitOf(word, 8),
  phaseJitterModulation: bitOf(word, 9),
  blockErase: bitOf(word, 10),
  blockWrite: bitOf(word, 11),
  blockPermalock: bitOf(word, 12),
});

/** Half of a segment, 32 bits; `null` when all is zero: the command is not supported. */
const blockAccessOf = (half: number): BlockAccess | null =>
  half === 0
    ? null
    : {
        maxBlockWords: half & 0xff,
        variableSize: bitOf(half, 8),
        firstEpcBlock: (half >>> 9) & 0xff,
        anyEpcAddress: bitOf(half, 17),
        firstUserBlock: (half >>> 18) & 0xff,
        anyUserAddress: bitOf(half, 26),
      };

/** Reads a segment when it is announced and whole. */
const segment = <T>(reader: BitReader, present: boolean, bits: number, read: () => T): T | null => {
  if (!present) return null;
  if (reader.left >= bits) return read();
  // Leaves nothing for the next one: it would be read from the wrong place.
  reader.take(bits);
  return null;
};

const readSerial = (reader: BitReader, bits: number): string =>
  Array.from({ length: bits / 16 }, () => hexDigits(reader.take(16), 4)).join('');

/** Segments follow the header in the order of its bits, from the highest down. */
const readExtendedTid = (reader: BitReader): ExtendedTid => {
  const header = reader.take(16);
  const serialField = header >> 13;
  const serialBits = serialField === 0 ? 0 : 48 + 16 * (serialField - 1);
  const serial = segment(reader, serialBits > 0, serialBits, () => readSerial(reader, serialBits));
  const optionalCommands = segment(reader, bitOf(header, 12), 16, () => optionalCommandsOf(reader.take(16)));
  const blocks = segment(reader, bitOf(header, 11), 64, () => {
    const erase = blockAccessOf(reader.take(32) | 0);
    return { erase, write: blockAccessOf(reader.take(32) | 0) };
  });
  const user = segment(reader, bitOf(header, 10), 32, () => ({ block: reader.take(16), size: reader.take(16) }));
  const lockBits = segment(reader, bitOf(header, 9), 16, () => reader.take(16) & 0x3f);
  return {
    header,
    truncated: reader.overrun,
    serialBits,
    serial,
    optionalCommands,
    blockWrite: blocks?.write ?? null,
    blockErase: blocks?.erase ?? null,
    userMemoryWords: user?.size ?? null,
    permalockBlockWords: user?.block ?? null,
    lockBits,
  };
};

/**
 * Reads the TID bank from its first bit on: who made the chip, which model, what it can do and its serial number. Fails
 * with `not-hex`, `not-whole-words`, `tid-too-short` for less than two words, or `not-epc-tid`. What was not read far
 * enough is `null` and `truncated`.
 */
export const decodeTid = (hex: string): Result<Tid, TidFailureCode> => {
  const bytes = bytesOfHex(hex);
  if (!bytes.ok) return bytes;
  if (hex.length % 4 !== 0) return fail('not-whole-words', { digits: hex.length });
  const reader = createBitReader(bytes.value, hex.length * 4);
  const allocationClass = reader.take(8);
  if (allocationClass !== 0xe2) return fail('not-epc-tid', { class: hexDigits(allocationClass, 2) });
  if (reader.left < 24) return fail('tid-too-short');
  const [extendedTid, security, files] = [reader.take(1) === 1, reader.take(1) === 1, reader.take(1) === 1];
  const [maskDesigner, model] = [reader.take(9), reader.take(12)];
  const designer = maskDesigners.find(({ id }) => id === maskDesigner);
  const xtid = extendedTid && reader.left >= 16 ? readExtendedTid(reader) : null;
  const text = hexOfBytes(bytes.value);
  return ok({
    hex: text,
    extendedTid,
    security,
    files,
    maskDesigner,
    maskDesignerName: designer?.name ?? null,
    model,
    modelName: designer?.models.find(([from, to]) => model >= from && model <= to)?.[2] ?? null,
    xtid,
    // X, S, F and designer are written as one number of twelve bits (section 16.3).
    stidUri:
      xtid === null || xtid.serial === null
        ? null
        : `urn:epc:stid:x${text.slice(2, 5)}.x${text.slice(5, 8)}.x${xtid.serial}`,
  });
};
