import type { Framing } from '../types';
import { createFramedOutput, createGapClock, defaultGapMs } from './output';

/**
 * How long the frame is that begins at the first byte, `more` when that cannot be told yet, or `no-frame` when none
 * begins there. Called with at least one byte; once with the whole frame, when its checksum can be looked at.
 */
export type MeasureFrame = (pending: Uint8Array) => number | 'more' | 'no-frame';

/**
 * Frames cut by their length, never by a delimiter: a checksum byte may equal any delimiter. Where no frame begins, or
 * one would be longer than `maxBytes`, a single byte is dropped as noise and the next one tried, so that a false start
 * does not eat the good frame behind it. A partial frame followed by more than `gapMs` of silence is noise.
 */
export const byLength = (
  measure: MeasureFrame,
  options: {
    maxBytes: number;
    gapMs?: number;
    /** Bytes that a frame can begin with; where absent, `measure` is asked about every byte. */
    starts?: readonly number[];
  },
): Framing => {
  const { maxBytes, gapMs = defaultGapMs } = options;
  const canStart = new Uint8Array(256).fill(options.starts === undefined ? 1 : 0);
  for (const byte of options.starts ?? []) canStart[byte] = 1;
  const buffer = new Uint8Array(maxBytes);
  const output = createFramedOutput();
  const gap = createGapClock(gapMs);
  let length = 0;

  /** Cuts what can be cut from the front of the buffer and moves the rest down. */
  const cut = (): void => {
    let from = 0;
    while (from < length) {
      const first = buffer[from] ?? 0;
      if (canStart[first] !== 1) {
        output.stray(first, 'E_FRAME');
        from += 1;
        continue;
      }
      const pending = buffer.subarray(from, length);
      const measured = measure(pending);
      if (measured === 'more') {
        if (pending.length < maxBytes) break;
        output.noise(pending.subarray(0, 1), 'E_OVERFLOW');
        from += 1;
      } else if (measured === 'no-frame' || measured < 1 || measured > maxBytes) {
        output.noise(pending.subarray(0, 1), 'E_FRAME');
        from += 1;
      } else if (measured <= pending.length) {
        output.frame(pending.subarray(0, measured));
        from += measured;
      } else {
        break;
      }
    }
    buffer.copyWithin(0, from, length);
    length -= from;
  };

  const dropStale = (nowMs: number): void => {
    if (length > 0 && gap.passed(nowMs)) {
      output.noise(buffer.subarray(0, length), 'E_TIMEOUT');
      length = 0;
    }
  };

  return {
    push(bytes, nowMs) {
      dropStale(nowMs);
      if (bytes.length > 0) gap.touch(nowMs);
      let offset = 0;
      while (offset < bytes.length) {
        const part = bytes.subarray(offset, offset + maxBytes - length);
        buffer.set(part, length);
        length += part.length;
        offset += part.length;
        cut();
      }
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
    },
  };
};

/** Frames of one length that begin with `start`; `isFrame` looks at a whole candidate (end byte, checksum). */
export const fixedLength = (
  bytes: number,
  options: { start: number; isFrame?: (frame: Uint8Array) => boolean; gapMs?: number },
): Framing =>
  byLength(
    (pending) => {
      if (pending[0] !== options.start) return 'no-frame';
      if (pending.length < bytes) return 'more';
      return options.isFrame?.(pending.subarray(0, bytes)) === false ? 'no-frame' : bytes;
    },
    {
      maxBytes: bytes,
      starts: [options.start],
      ...(options.gapMs === undefined ? {} : { gapMs: options.gapMs }),
    },
  );
