import { errorCode, type FilePort } from './file-port';
import { decodeLine, genesis, splitLines, type Head } from './format';
import { segmentName, type Break, type ScanFrom } from './scan';

/** Bytes that are checked in one go: a millisecond or two, so that no command waits for longer. */
const sliceBytes = 128 * 1024;
const betweenMs = 20;
const beginAfterMs = 1000;

interface Position {
  segment: number;
  byte: number;
  head: Head;
}

const breakAt = (at: Position, byte: number, why: Break['why']): Break => ({
  file: segmentName(at.segment),
  byte,
  n: at.head.n + 1,
  why,
});

/** Whole lines from a byte on, at least one if there is one. */
const readSlice = (port: FilePort, path: string, from: number): Uint8Array => {
  for (let length = sliceBytes; ; length *= 4) {
    const bytes = port.readRange(path, from, length);
    if (bytes.includes(0x0a) || bytes.length < length) return bytes;
  }
};

/** Checks the next whole lines and moves on; answers a break, or `null`. */
const checkSlice = (port: FilePort, folder: string, at: Position): Break | null => {
  const path = `${folder}/${segmentName(at.segment)}`;
  if (!port.exists(path)) return breakAt(at, 0, 'missing-segment');
  const { lines, rest } = splitLines(readSlice(port, path, at.byte));
  for (const { start, bytes: line } of lines) {
    const decoded = decodeLine(line, at.head.hash);
    if (!decoded.ok) return breakAt(at, at.byte + start, decoded.why);
    at.head = { n: decoded.line.n, hash: decoded.hash };
  }
  if (lines.length > 0) {
    at.byte += rest.start;
    return null;
  }
  // Another segment follows: nothing may stand behind the last whole line of this one.
  if (rest.bytes.length > 0) return breakAt(at, at.byte, 'hash');
  at.segment += 1;
  at.byte = 0;
  return null;
};

/** The same, for a file that can't be read. */
const tryCheck = (port: FilePort, folder: string, at: Position): Break | null => {
  try {
    return checkSlice(port, folder, at);
  } catch (error) {
    console.error(`the record can’t be read: ${errorCode(error)}`);
    return breakAt(at, at.byte, 'unreadable');
  }
};

/**
 * Checks the record from its first entry on, up to where the start began to read, in small slices between other work.
 * Answers the way to stop it.
 */
export const checkOlder = (
  port: FilePort,
  folder: string,
  until: ScanFrom,
  onBreak: (broken: Break) => void,
): (() => void) => {
  const at: Position = { segment: 1, byte: 0, head: genesis };
  const isDone = (): boolean => at.segment > until.segment || (at.segment === until.segment && at.byte >= until.byte);
  const step = (): void => {
    const found = isDone() ? null : tryCheck(port, folder, at);
    if (found !== null) return onBreak(found);
    if (isDone()) {
      // Reached by its own chain, the start's place must be the very entry that the snapshot names.
      if (at.segment === until.segment && at.byte === until.byte && at.head.hash !== until.head.hash)
        onBreak(breakAt({ ...at, head: { ...at.head, n: until.head.n - 1 } }, at.byte, 'missing-head'));
      return;
    }
    timer = setTimeout(step, betweenMs);
    timer.unref();
  };
  let timer = setTimeout(step, beginAfterMs);
  timer.unref();
  return () => clearTimeout(timer);
};
