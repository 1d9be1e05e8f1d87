/** Numbers to big-endian bytes, and joining: what the encoders are written with. */

export const u8 = (value: number): Uint8Array => Uint8Array.of(value);

export const u16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value);

export const u32 = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

export const join = (...parts: readonly Uint8Array[]): Uint8Array => {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};

/** Reading; the caller has made sure that the bytes are there (beyond the end reads as zero). */
export const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;

export const u16At = (bytes: Uint8Array, at: number): number => (byteAt(bytes, at) << 8) | byteAt(bytes, at + 1);

export const s16At = (bytes: Uint8Array, at: number): number => (u16At(bytes, at) << 16) >> 16;

export const u32At = (bytes: Uint8Array, at: number): number => u16At(bytes, at) * 65_536 + u16At(bytes, at + 2);

/** Clocks that were never set count from 1970: what is before 2000 is no time. */
const leastTimeUs = Date.UTC(2000, 0, 1) * 1000;

/** Microseconds since 1970; `unknown` for a clock that was never set, or what no date can be (beyond the year 2255). */
export const timeUsAt = (bytes: Uint8Array, at: number): number | 'unknown' => {
  const value = u32At(bytes, at) * 2 ** 32 + u32At(bytes, at + 4);
  return Number.isSafeInteger(value) && value >= leastTimeUs ? value : 'unknown';
};

/** Text with its length in front (u16 bytes, UTF-8), cut where the container ends. */
export const textAt = (bytes: Uint8Array, at: number): { readonly text: string; readonly end: number } => {
  const end = Math.min(bytes.length, at + 2 + u16At(bytes, at));
  return { text: new TextDecoder().decode(bytes.subarray(Math.min(at + 2, end), end)), end };
};
