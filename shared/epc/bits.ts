import { fail, ok, type Result } from '../result';

/** The length field of a tag counts at most 31 words of 16 bits (Gen2 protocol control word). */
export const maxEpcWords = 31;

/** Reads fields from the front of some bits. Reading past the end gives zeros and is remembered in `overrun`. */
export interface BitReader {
  /** Whole number of at most 48 bits. */
  take(bits: number): number;
  /** Whole number of any length. */
  takeBig(bits: number): bigint;
  readonly position: number;
  readonly left: number;
  readonly overrun: boolean;
}

export const createBitReader = (bytes: Uint8Array, bitCount: number): BitReader => {
  let position = 0;
  let overrun = false;
  const take = (bits: number): number => {
    let value = 0;
    const end = position + bits;
    while (position < end) {
      const room = 8 - (position % 8);
      const count = Math.min(room, end - position);
      if (position + count > bitCount) overrun = true;
      const byte = overrun ? 0 : (bytes[position >> 3] ?? 0);
      // Multiplied, not shifted: fields are wider than 32 bits.
      value = value * (1 << count) + ((byte >> (room - count)) & ((1 << count) - 1));
      position += count;
    }
    return value;
  };
  const takeBig = (bits: number): bigint => {
    let value = 0n;
    for (let rest = bits; rest > 0; rest -= 32) {
      const count = Math.min(rest, 32);
      value = (value << BigInt(count)) | BigInt(take(count));
    }
    return value;
  };
  return {
    take,
    takeBig,
    get position() {
      return position;
    },
    get left() {
      return Math.max(bitCount - position, 0);
    },
    get overrun() {
      return overrun;
    },
  };
};

/** A number as bits, zeros in front. The number must fit. */
export const bitsOf = (value: number | bigint, bits: number): string =>
  bits === 0 ? '' : value.toString(2).padStart(bits, '0');

/** Bits as upper case hexadecimal, zeros behind up to a whole 16-bit word. */
export const hexOfBits = (bits: string): string => {
  const padded = bits.padEnd(Math.ceil(bits.length / 16) * 16, '0');
  return Array.from({ length: padded.length / 4 }, (_, index) =>
    Number.parseInt(padded.slice(index * 4, index * 4 + 4), 2).toString(16),
  )
    .join('')
    .toUpperCase();
};

const byteHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0').toUpperCase());

export const hexOfBytes = (bytes: Uint8Array): string => {
  let hex = '';
  for (const byte of bytes) hex += byteHex[byte] ?? '';
  return hex;
};

/** Bytes of an even number of hexadecimal digits. */
export const bytesOfHex = (hex: string): Result<Uint8Array, 'not-hex'> => {
  if (hex.length % 2 !== 0 || !/^[0-9A-Fa-f]+$/.test(hex)) return fail('not-hex');
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  }
  return ok(bytes);
};
