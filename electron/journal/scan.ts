import type { FilePort } from './file-port';
import { decodeLine, genesis, hashLength, newline, type Head, type JournalEntry } from './format';
import { readLines, type Rest } from './read-lines';
import { seekEntry } from './seek-entry';

/** A place where the chain does not hold: the file, the byte and the number of the entry that should be there. */
export interface Break {
  readonly file: string;
  readonly byte: number;
  readonly n: number;
  readonly why: 'hash' | 'shape' | 'order' | 'damaged-end' | 'missing-segment' | 'missing-head' | 'unreadable';
}

/** Why bytes at the end are no entry: a write that was cut short, or the same entries written twice. */
export type TornWhy = 'torn' | 'doubled';

export interface ScanFrom {
  readonly head: Head;
  /** First byte to read. */
  readonly byte: number;
  readonly segment: number;
}

/** How far a record was read, and what stands there. */
export interface JournalScan {
  /** The last entry. */
  readonly head: Head;
  /** Where the last entry ends: in the segment before, if the last one has none yet. */
  readonly end: ScanFrom;
  /** Hash of the last line, which may be a segment's first one. */
  readonly chain: string;
  readonly segment: number;
  /** Bytes of the last segment up to and including the last good line. */
  readonly goodBytes: number;
  /** Where the last good line begins: it is written once more before anything follows it. */
  readonly lastLine: number;
  /** Bytes after it that were never acknowledged. */
  readonly tornBytes: number;
  readonly tornWhy: TornWhy;
  readonly broken: Break | null;
  readonly store: string | null;
}

export const segmentName = (segment: number): string => `${String(segment).padStart(6, '0')}.jsonl`;

export const segmentNumbers = (port: FilePort, folder: string): number[] =>
  port.exists(folder)
    ? port.list(folder).flatMap((name) => (/^\d{6}\.jsonl$/.test(name) ? [Number(name.slice(0, 6))] : []))
    : [];

/** `end`: where the entry ends. */
export type OnEntry = (entry: JournalEntry, hash: string, end: ScanFrom) => void;

/** What follows the last newline: nothing, a tear, or a whole entry whose end was damaged (a tear can't add bytes). */
const judgeRest = (rest: Rest, previous: string): 'none' | 'torn' | 'damaged-end' => {
  if (rest.length === 0) return 'none';
  return decodeLine(rest.bytes.subarray(0, -1), previous).ok ? 'damaged-end' : 'torn';
};

/** Disks write sectors whole, and no JSON has a zero byte. */
const sectorBytes = 512;

/**
 * Whether a sector of this last line never reached the disk: its part of the line is all zero. After a power cut the
 * sectors of an unsynced write may be there in any choice, the last one with its newline too.
 */
const hasLostSector = (bytes: Uint8Array, start: number): boolean => {
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + sectorBytes - ((start + at) % sectorBytes));
    if (bytes.subarray(at, end).every((byte) => byte === 0)) return true;
    at = end;
  }
  return false;
};

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Whether the file's end repeats, byte for byte, what stands right before it: nothing is lost without it. */
const isDoubled = (port: FilePort, path: string, goodBytes: number): boolean => {
  const length = port.size(path) - goodBytes;
  if (length > goodBytes) return false;
  return sameBytes(port.readRange(path, goodBytes - length, length), port.readRange(path, goodBytes, length));
};

/** Reads one segment on from where the scan stands, hands over each entry and stops at the first break. */
const scanSegment = (
  port: FilePort,
  folder: string,
  before: JournalScan,
  from: { readonly segment: number; readonly byte: number },
  isLast: boolean,
  onEntry: OnEntry,
): JournalScan => {
  const file = segmentName(from.segment);
  const path = `${folder}/${file}`;
  let { n } = before.head;
  let hash = before.chain;
  let { end, store } = before;
  let good = from.byte;
  let { lastLine } = before;
  let broken: Break | null = null;
  let torn: { bytes: number; why: TornWhy } = { bytes: 0, why: 'torn' };

  const bad = (byte: number, why: Break['why']): false => {
    broken = { file, byte, n: n + 1, why };
    return false;
  };
  /** A bad line at the very end may be what a power cut left of a write that nobody was told of. */
  const badLine = (bytes: Uint8Array, start: number, isEnd: boolean, why: 'hash' | 'shape'): false => {
    const length = port.size(path) - start;
    if (isLast && isEnd && hasLostSector(bytes, start)) torn = { bytes: length, why: 'torn' };
    else if (isLast && isDoubled(port, path, start)) torn = { bytes: length, why: 'doubled' };
    else return bad(start, why);
    return false;
  };

  const rest = readLines(port, path, from.byte, (bytes, start, isEnd) => {
    const decoded = decodeLine(bytes, hash);
    if (!decoded.ok) return badLine(bytes, start, isEnd, decoded.why);
    const { line } = decoded;
    if (line.kind === 'segment') {
      if (good !== 0 || line.segment !== from.segment || line.n !== n) return bad(start, 'order');
      store = line.store;
    } else {
      if (line.n !== n + 1 || good === 0) return bad(start, 'order');
      n = line.n;
    }
    hash = decoded.hash;
    lastLine = start;
    good = start + bytes.length + 1;
    if (line.kind === 'entry') {
      end = { head: { n, hash }, byte: good, segment: from.segment };
      onEntry(line, hash, end);
    }
    return true;
  });
  if (rest !== null) {
    const tail = judgeRest(rest, hash);
    if (rest.tooLong || tail === 'damaged-end' || (tail === 'torn' && !isLast))
      bad(rest.start, tail === 'damaged-end' ? tail : 'hash');
    else if (tail === 'torn') torn = { bytes: rest.length, why: 'torn' };
  }
  return {
    head: end.head,
    end,
    chain: hash,
    segment: from.segment,
    goodBytes: good,
    lastLine,
    tornBytes: broken === null ? torn.bytes : 0,
    tornWhy: torn.why,
    broken,
    store,
  };
};

/** Reads all segments from a known place on (from the very beginning when `from` is null). */
export const scanJournal = (port: FilePort, folder: string, from: ScanFrom | null, onEntry: OnEntry): JournalScan => {
  const start: ScanFrom = from === null || from.byte === 0 ? { head: genesis, byte: 0, segment: 1 } : from;
  const segments = segmentNumbers(port, folder).filter((segment) => segment >= start.segment);
  const last = segments.at(-1) ?? start.segment;
  let state: JournalScan = {
    head: start.head,
    end: start,
    chain: start.head.hash,
    segment: start.segment,
    goodBytes: start.byte,
    lastLine: start.byte,
    tornBytes: 0,
    tornWhy: 'torn',
    broken: null,
    store: null,
  };
  const stopAt = (file: string, byte: number, n: number, why: Break['why']): JournalScan => ({
    ...state,
    broken: { file, byte, n, why },
  });
  if (start.byte > 0) {
    const lastLine = lineBefore(port, folder, start);
    if (lastLine === null) return stopAt(segmentName(start.segment), start.byte, start.head.n, 'missing-head');
    state = { ...state, lastLine };
  }
  for (let segment = start.segment; segment <= last && segments.length > 0; segment += 1) {
    if (!segments.includes(segment)) return stopAt(segmentName(segment), 0, state.head.n + 1, 'missing-segment');
    const byte = segment === start.segment ? start.byte : 0;
    state = scanSegment(port, folder, state, { segment, byte }, segment === last, onEntry);
    if (state.broken !== null) return state;
  }
  return state;
};

/**
 * Where the entry begins that ends at a snapshot's place, if the journal still holds it: its line carries the head's
 * hash. `null` when it does not.
 */
const lineBefore = (port: FilePort, folder: string, { segment, byte, head }: ScanFrom): number | null => {
  const path = `${folder}/${segmentName(segment)}`;
  if (!port.exists(path) || port.size(path) < byte) return null;
  for (let length = 64 * 1024; ; length *= 8) {
    const from = Math.max(0, byte - length);
    const { buffer, byteOffset, byteLength } = port.readRange(path, from, byte - from);
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    if (bytes.at(-1) !== newline) return null;
    const before = bytes.length < 2 ? -1 : bytes.lastIndexOf(newline, bytes.length - 2);
    if (before === -1 && from > 0) continue;
    const isHead = bytes.toString('latin1', before + 1, before + 1 + hashLength) === head.hash;
    return isHead ? from + before + 1 : null;
  }
};

/** Number of the last entry before a segment, as its first line says. */
export const entriesBefore = (port: FilePort, path: string): number => {
  const header = new TextDecoder().decode(port.readRange(path, 0, 400));
  return Number(/"segment":\d+,"n":(\d+)\}/.exec(header)?.[1] ?? Number.POSITIVE_INFINITY);
};

/** One entry out of the middle of the record, found by its text and without checking the chain; `null` if it is not there. */
export const findEntry = (port: FilePort, folder: string, n: number): JournalEntry | null => {
  const segment = segmentNumbers(port, folder).findLast(
    (each) => entriesBefore(port, `${folder}/${segmentName(each)}`) < n,
  );
  if (segment === undefined) return null;
  const path = `${folder}/${segmentName(segment)}`;
  const start = ` {"kind":"entry","n":${n},`;
  let found: JournalEntry | null = null;
  readLines(port, path, seekEntry(port, path, (line) => line.n > n)?.byte ?? 0, (bytes) => {
    const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (line.toString('latin1', hashLength, hashLength + start.length) !== start) return true;
    found = JSON.parse(line.toString('utf8', hashLength + 1)) as JournalEntry;
    return false;
  });
  return found;
};
