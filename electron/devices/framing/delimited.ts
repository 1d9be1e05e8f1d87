import type { Framing } from '../types';
import { createFramedOutput, createGapClock, defaultGapMs } from './output';

export interface DelimitedOptions {
  /** Most bytes of one frame, delimiters included. */
  readonly maxBytes: number;
  /** What every frame begins with; bytes before it are noise. */
  readonly start?: string;
  /**
   * The start cannot occur inside a frame (a control character): a second one means that the first frame was cut
   * short, and is where to go on after an overflow.
   */
  readonly restart?: boolean;
  readonly gapMs?: number;
  /** Also take delimiters that carry even parity in bit 7: a 7E1 device on a port opened with 8 data bits. */
  readonly parity?: boolean;
  /** Drop frames that are nothing but an end, such as the second half of CR LF when CR alone ends a frame. */
  readonly ignoreEmpty?: boolean;
  /** A byte that may begin a frame without a `start`; others are noise until one comes. */
  readonly opens?: (byte: number) => boolean;
  /** Bytes that are a frame by themselves where a frame could begin: ACK, NAK. An end behind one is dropped. */
  readonly alone?: readonly number[];
  /**
   * Where the real frame begins in bytes that run up to an end (or up to an overflow): for protocols whose start also
   * occurs inside a frame. What stands before it is noise.
   */
  readonly realStart?: (bytes: Uint8Array) => number;
}

const bitsSet = (byte: number): number => {
  let count = 0;
  for (let rest = byte; rest > 0; rest >>= 1) count += rest & 1;
  return count;
};

const evenParity = Uint8Array.from({ length: 128 }, (_, byte) => (bitsSet(byte) % 2 === 1 ? byte | 0x80 : byte));

/** The byte as a 7E1 device sends it: even parity in bit 7. */
export const withEvenParity = (byte: number): number => evenParity[byte & 0x7f] ?? 0;

const codesOf = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

/** True when the bytes that end at `end` are the pattern, plainly or with parity in bit 7. */
const endsWith = (buffer: Uint8Array, end: number, pattern: readonly number[], parity: boolean): boolean => {
  const from = end - pattern.length;
  if (from < 0) return false;
  for (let index = 0; index < pattern.length; index += 1) {
    const code = pattern[index] ?? 0;
    const byte = buffer[from + index];
    if (byte !== code && !(parity && byte === withEvenParity(code))) return false;
  }
  return true;
};

/** 1 for each byte that can be the last of a pattern: a quick no for nearly every byte of a frame. */
const lastBytes = (patterns: readonly (readonly number[])[], parity: boolean): Uint8Array => {
  const table = new Uint8Array(256);
  for (const pattern of patterns) {
    const last = pattern.at(-1);
    if (last === undefined) continue;
    table[last] = 1;
    if (parity) table[withEvenParity(last)] = 1;
  }
  return table;
};

/**
 * Frames that end with one of `ends`. A frame keeps its delimiters, so that a protocol can insist on the exact form.
 * Never holds more than `maxBytes`; an overlong frame is noise (`E_OVERFLOW`) up to its own end, because its tail must
 * not pass for a frame; a frame cut by more than `gapMs` of silence is noise (`E_TIMEOUT`).
 */
export const delimited = (ends: string | readonly string[], options: DelimitedOptions): Framing => {
  const endPatterns = (typeof ends === 'string' ? [ends] : ends).map(codesOf);
  const startPattern = codesOf(options.start ?? '');
  const { maxBytes, restart = false, parity = false, gapMs = defaultGapMs } = options;
  const longestEnd = Math.max(...endPatterns.map((pattern) => pattern.length));
  const canEnd = lastBytes(endPatterns, parity);
  const canRestart = lastBytes([startPattern], parity);
  const standsAlone = lastBytes(
    (options.alone ?? []).map((byte) => [byte]),
    parity,
  );
  const buffer = new Uint8Array(maxBytes);
  const output = createFramedOutput();
  const gap = createGapClock(gapMs);
  let length = 0;
  /** An overlong frame is passing by; wait for its end. */
  let skipping = false;
  /** How much of an end has come behind a byte that stands alone. */
  let endBehindAlone: number | null = null;

  const held = (): Uint8Array => buffer.subarray(0, length);

  const dropBefore = (index: number, code: 'E_FRAME' | 'E_OVERFLOW'): void => {
    if (index <= 0) return;
    output.noise(buffer.subarray(0, index), code);
    buffer.copyWithin(0, index, length);
    length -= index;
  };

  const atEnd = (): boolean => endPatterns.some((pattern) => endsWith(buffer, length, pattern, parity));

  const endOfFrame = (): boolean => (skipping || length > startPattern.length) && atEnd();

  const finish = (): void => {
    if (skipping) {
      output.noise(held(), 'E_OVERFLOW');
    } else {
      if (options.realStart !== undefined) dropBefore(options.realStart(held()), 'E_FRAME');
      const empty = endPatterns.some((pattern) => pattern.length === length);
      if (!(empty && options.ignoreEmpty === true)) output.frame(held());
    }
    skipping = false;
    length = 0;
  };

  const overflow = (): void => {
    const start = options.realStart?.(held()) ?? 0;
    if (!skipping && start > 0) {
      dropBefore(start, 'E_OVERFLOW');
      return;
    }
    // An end of several bytes may lie across the edge of the buffer.
    dropBefore(length - (longestEnd - 1), 'E_OVERFLOW');
    // Where a start can be told from what looks like one, the next one is a safe place to go on.
    skipping = !restart && options.realStart === undefined;
    if (!skipping) dropBefore(length, 'E_OVERFLOW');
  };

  /** Where the held bytes could be (the beginning of) a start; their length when nowhere. */
  const possibleStart = (): number => {
    for (let from = 0; from < length; from += 1) {
      const rest = buffer.subarray(from, length);
      if (endsWith(rest, rest.length, startPattern.slice(0, rest.length), parity)) return from;
    }
    return length;
  };

  /** An end with nothing before it, where such frames are dropped. */
  const isEmptyFrame = (byte: number): boolean => options.ignoreEmpty === true && canEnd[byte] === 1;

  /** A single byte that cannot begin a frame: the quick way for noise. */
  const isStray = (byte: number): boolean =>
    length === 0 &&
    !skipping &&
    !isEmptyFrame(byte) &&
    (startPattern.length === 1 ? canRestart[byte] !== 1 : startPattern.length === 0 && options.opens?.(byte) === false);

  /** Takes a byte; what stands before the start or cannot open a frame is noise at once. */
  const takeByte = (byte: number): void => {
    buffer[length] = byte;
    length += 1;
    if (skipping || length > Math.max(startPattern.length, 1)) return;
    if (startPattern.length > 0) {
      const emptyFrame = options.ignoreEmpty === true && length === 1 && atEnd();
      if (emptyFrame) length = 0;
      else dropBefore(possibleStart(), 'E_FRAME');
    } else if (options.opens?.(byte) === false && !isEmptyFrame(byte)) {
      dropBefore(1, 'E_FRAME');
    }
  };

  const restartsHere = (): boolean =>
    restart && length > startPattern.length && endsWith(buffer, length, startPattern, parity);

  const takeAlone = (byte: number): boolean => {
    const end = endPatterns[0] ?? [];
    if (endBehindAlone !== null && endBehindAlone < end.length && byte === end[endBehindAlone]) {
      endBehindAlone += 1;
      return true;
    }
    endBehindAlone = null;
    if (standsAlone[byte] !== 1) return false;
    output.frame(Uint8Array.of(byte));
    endBehindAlone = 0;
    return true;
  };

  const pushByte = (byte: number): void => {
    if (length === 0 && !skipping && takeAlone(byte)) return;
    if (isStray(byte)) {
      output.stray(byte, 'E_FRAME');
      return;
    }
    takeByte(byte);
    if (canRestart[byte] === 1 && restartsHere()) dropBefore(length - startPattern.length, 'E_FRAME');
    if (length > 0 && canEnd[byte] === 1 && endOfFrame()) finish();
    else if (length === maxBytes) overflow();
  };

  const dropStale = (nowMs: number): void => {
    if (!gap.passed(nowMs)) return;
    if (length > 0) output.noise(held(), skipping ? 'E_OVERFLOW' : 'E_TIMEOUT');
    length = 0;
    skipping = false;
  };

  return {
    push(bytes, nowMs) {
      dropStale(nowMs);
      if (bytes.length > 0) gap.touch(nowMs);
      for (const byte of bytes) pushByte(byte);
      return output.take();
    },
    tick(nowMs) {
      dropStale(nowMs);
      return output.take();
    },
    get pending() {
      return length;
    },
    reset() {
      length = 0;
      skipping = false;
    },
  };
};
