import { createFramedOutput, createGapClock } from '../../framing/output';
import type { Framing, ProtocolErrorCode } from '../../types';
import { u32At } from '../bytes';
import { headerBytes, versionOf } from './message';

/** The largest honest messages are report bursts of some kilobytes. */
const maxMessageBytes = 1_048_576;
const usualBytes = 65_536;
/** Silence inside a message. TCP holds nothing back for so long on a link that is alive. */
const gapMs = 10_000;

/**
 * LLRP messages out of a byte stream. They have no start mark: after a length or version that cannot be, the beginning
 * of the next one cannot be found, so everything from there on is noise (`E_LEN`, `E_VERSION`, `E_TIMEOUT`) and the
 * connection has to be opened anew. Memory grows with the bytes that have come, never with the length announced.
 */
export const createLlrpFraming = (): Framing => {
  const output = createFramedOutput();
  const gap = createGapClock(gapMs);
  let buffer = new Uint8Array(usualBytes);
  let length = 0;
  let broken: ProtocolErrorCode | null = null;

  const breakOff = (bytes: Uint8Array, code: ProtocolErrorCode): void => {
    broken = code;
    output.noise(bytes, code);
    length = 0;
    buffer = new Uint8Array(0);
  };

  const hold = (bytes: Uint8Array): void => {
    if (length + bytes.length > buffer.length) {
      const larger = new Uint8Array(Math.max(2 * buffer.length, length + bytes.length));
      larger.set(buffer.subarray(0, length));
      buffer = larger;
    }
    buffer.set(bytes, length);
    length += bytes.length;
  };

  /** Cuts whole messages off `bytes`; answers how many bytes they took. */
  const cut = (bytes: Uint8Array): number => {
    let from = 0;
    while (bytes.length - from >= headerBytes) {
      const pending = bytes.subarray(from);
      const version = versionOf(pending);
      const measured = u32At(pending, 2);
      const code = measured < headerBytes || measured > maxMessageBytes ? 'E_LEN' : 'E_VERSION';
      if (code === 'E_LEN' || (version !== 1 && version !== 2)) {
        breakOff(pending, code);
        return bytes.length;
      }
      if (measured > pending.length) break;
      output.frame(pending.subarray(0, measured));
      from += measured;
    }
    return from;
  };

  const pushWhole = (bytes: Uint8Array): void => {
    if (length === 0) {
      const rest = bytes.subarray(cut(bytes));
      if (broken === null && rest.length > 0) hold(rest);
      return;
    }
    hold(bytes);
    const taken = cut(buffer.subarray(0, length));
    if (broken !== null) return;
    buffer.copyWithin(0, taken, length);
    length -= taken;
    // What one long message needed is given back.
    if (length <= usualBytes && buffer.length > 4 * usualBytes) buffer = buffer.slice(0, usualBytes);
  };

  const dropStale = (nowMs: number): void => {
    if (length > 0 && gap.passed(nowMs)) breakOff(buffer.subarray(0, length), 'E_TIMEOUT');
  };

  return {
    push(bytes, nowMs) {
      dropStale(nowMs);
      gap.touch(nowMs);
      if (broken === null) pushWhole(bytes);
      else output.noise(bytes, broken);
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
      broken = null;
      if (buffer.length === 0) buffer = new Uint8Array(usualBytes);
    },
  };
};
