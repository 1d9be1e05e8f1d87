import type { Framing } from '../types';
import { createFramedOutput, createGapClock } from './output';

/**
 * Frames that end with a silence, for scanners without a suffix (50 ms at 9600 baud). Less certain than a suffix: a
 * computer that was busy may see two codes as one. More than `maxBytes` without a pause is noise up to the next pause.
 */
export const idleGap = (options: { gapMs: number; maxBytes: number; minBytes?: number }): Framing => {
  const { gapMs, maxBytes, minBytes = 1 } = options;
  const buffer = new Uint8Array(maxBytes);
  const output = createFramedOutput();
  const gap = createGapClock(gapMs);
  let length = 0;
  let overlong = false;

  const end = (nowMs: number): void => {
    if (!gap.passed(nowMs)) return;
    const bytes = buffer.subarray(0, length);
    if (overlong) output.noise(bytes, 'E_OVERFLOW');
    else if (length >= minBytes) output.frame(bytes);
    else output.noise(bytes, 'E_SHORT');
    length = 0;
    overlong = false;
  };

  return {
    push(bytes, nowMs) {
      end(nowMs);
      if (bytes.length > 0) gap.touch(nowMs);
      let offset = 0;
      while (offset < bytes.length) {
        if (length === maxBytes) {
          output.noise(buffer, 'E_OVERFLOW');
          length = 0;
          overlong = true;
        }
        const part = bytes.subarray(offset, offset + maxBytes - length);
        buffer.set(part, length);
        length += part.length;
        offset += part.length;
      }
      return output.take();
    },
    tick(nowMs) {
      end(nowMs);
      return output.take();
    },
    get pending() {
      return length;
    },
    reset() {
      length = 0;
      overlong = false;
    },
  };
};
