import type { FilePort } from './file-port';
import { decodeLine, genesis, splitLines, type Head } from './format';
import { segmentName, segmentNumbers, type Break } from './scan';

/** Bytes that are checked in one go: some milliseconds of hashing. */
const sliceBytes = 512 * 1024;

interface Position {
  segment: number;
  byte: number;
  head: Head;
}

/** Checks the next whole lines; answers a break, `null` for more to do, or `done`. */
const checkSlice = (port: FilePort, folder: string, at: Position, last: number): Break | 'done' | null => {
  const path = `${folder}/${segmentName(at.segment)}`;
  let length = sliceBytes;
  let bytes = port.readRange(path, at.byte, length);
  while (!bytes.includes(0x0a) && bytes.length === length) {
    length *= 4;
    bytes = port.readRange(path, at.byte, length);
  }
  const { lines } = splitLines(bytes);
  for (const { start, bytes: line } of lines) {
    const decoded = decodeLine(line, at.head.hash);
    if (!decoded.ok)
      return { file: segmentName(at.segment), byte: at.byte + start, n: at.head.n + 1, why: decoded.why };
    at.head = { n: decoded.line.n, hash: decoded.hash };
  }
  if (lines.length > 0) {
    const end = lines.at(-1);
    at.byte += end === undefined ? 0 : end.start + end.bytes.length + 1;
    return null;
  }
  // The end of the last segment is still being written; what stands there was checked at the start.
  if (at.segment >= last) return 'done';
  at.segment += 1;
  at.byte = 0;
  return null;
};

/** Checks the record from its first entry on, in small slices between other work. */
export const checkOlder = (port: FilePort, folder: string, onBreak: (broken: Break) => void): void => {
  const last = segmentNumbers(port, folder).at(-1);
  if (last === undefined) return;
  const end = port.size(`${folder}/${segmentName(last)}`);
  const at: Position = { segment: 1, byte: 0, head: genesis };
  const step = (): void => {
    const found = at.segment === last && at.byte >= end ? 'done' : checkSlice(port, folder, at, last);
    if (found === 'done') return;
    if (found !== null) return onBreak(found);
    setTimeout(step, 20).unref();
  };
  setTimeout(step, 1000).unref();
};
