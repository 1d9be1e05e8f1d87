import type { FilePort } from './file-port';
import { hashLength, newline } from './format';

/** A line of a segment's file that holds an entry. What stands there is not checked. */
export interface SoughtLine {
  readonly n: number;
  /** UTC, ISO; never earlier than the entry before. */
  readonly at: string;
  readonly byte: number;
}

/** Read around each byte that is looked at; most lines are shorter. */
const windowBytes = 64 * 1024;

/** How an entry's line begins, behind its hash. */
const entryStart = /^ \{"kind":"entry","n":(\d+),"at":"([^"]*)"/;

const lineAt = (bytes: Buffer, start: number, from: number): SoughtLine | null => {
  const text = bytes.toString('latin1', start + hashLength, start + hashLength + 90);
  const [, n, at] = entryStart.exec(text) ?? [];
  return n === undefined || at === undefined ? null : { n: Number(n), at, byte: from + start };
};

/** The first entry whose line begins behind a byte and before another one. */
const firstEntryAfter = (port: FilePort, path: string, from: number, to: number): SoughtLine | null => {
  for (let length = windowBytes; ; length *= 8) {
    const read = port.readRange(path, from, Math.min(length, to - from));
    const bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
    for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) {
      const line = lineAt(bytes, at + 1, from);
      if (line !== null) return line;
    }
    if (length >= to - from) return null;
  }
};

/**
 * A place of a segment's file at or before what is sought, at most some lines before it, found by halves: entries stand in
 * their order. `null`: the segment's beginning.
 */
export const seekEntry = (port: FilePort, path: string, isBehind: (line: SoughtLine) => boolean): SoughtLine | null => {
  let found: SoughtLine | null = null;
  let [from, to] = [0, port.size(path)];
  while (to - from > windowBytes) {
    const middle = from + Math.floor((to - from) / 2);
    const line = firstEntryAfter(port, path, middle, to);
    if (line === null || isBehind(line)) to = middle;
    else {
      found = line;
      from = line.byte;
    }
  }
  return found;
};

/** Where entries of a moment and later ones can stand: the segment, as its place in the list, and the byte. */
export const seekMoment = (
  port: FilePort,
  paths: readonly string[],
  at: string,
): { readonly index: number; readonly byte: number } => {
  const index = paths.findLastIndex((path) => {
    const first = firstEntryAfter(port, path, 0, port.size(path));
    return first !== null && first.at < at;
  });
  const path = paths[index];
  if (path === undefined) return { index: 0, byte: 0 };
  return { index, byte: seekEntry(port, path, (line) => line.at >= at)?.byte ?? 0 };
};
