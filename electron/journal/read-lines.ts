import type { FilePort } from './file-port';
import { splitLines } from './format';

/** Read in one go; a longer line is read in ever larger pieces. */
const pieceBytes = 4 * 1024 * 1024;

/** No entry comes near: a "line" beyond it is not looked at whole, so that a file of any size can be opened. */
export const longestLine = 64 * 1024 * 1024;

/** What follows the last newline. */
export interface Rest {
  readonly start: number;
  readonly length: number;
  /** Its first bytes; all of them unless it is longer than any entry. */
  readonly bytes: Uint8Array;
  /** It is longer than any entry, and a newline ends it all the same. */
  readonly tooLong: boolean;
}

/** `isEnd`: nothing follows the line's newline. Answers whether to go on. */
export type OnLine = (bytes: Uint8Array, start: number, isEnd: boolean) => boolean;

const hasNewlineAfter = (port: FilePort, path: string, from: number, size: number): boolean => {
  for (let at = from; at < size; at += pieceBytes)
    if (port.readRange(path, at, Math.min(pieceBytes, size - at)).includes(0x0a)) return true;
  return false;
};

/** Hands over each newline-ended line of a file from a byte on; `null` when `onLine` ended it. Memory stays bounded. */
export const readLines = (port: FilePort, path: string, from: number, onLine: OnLine): Rest | null => {
  const size = port.size(path);
  let at = from;
  let length = pieceBytes;
  while (at < size) {
    const bytes = port.readRange(path, at, Math.min(length, size - at));
    const { lines, rest } = splitLines(bytes);
    for (const line of lines) {
      const end = at + line.start + line.bytes.length + 1;
      if (!onLine(line.bytes, at + line.start, end === size)) return null;
    }
    const isWhole = at + bytes.length >= size || bytes.length === 0;
    at += rest.start;
    if (isWhole) return { start: at, length: size - at, bytes: rest.bytes, tooLong: false };
    length = lines.length > 0 ? pieceBytes : length * 4;
    if (length > longestLine * 4)
      return {
        start: at,
        length: size - at,
        bytes: rest.bytes.slice(0, pieceBytes),
        tooLong: hasNewlineAfter(port, path, at + bytes.length, size),
      };
  }
  return { start: at, length: 0, bytes: new Uint8Array(), tooLong: false };
};
