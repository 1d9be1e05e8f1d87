import { decodeLine, genesis, hashLength, newline, splitLines, type Head, type JournalEntry } from './format';
import type { FilePort } from './file-port';

/** A place where the chain does not hold: the file, the byte and the number of the entry that should be there. */
export interface Break {
  readonly file: string;
  readonly byte: number;
  readonly n: number;
  readonly why: 'hash' | 'shape' | 'order' | 'damaged-end' | 'missing-segment' | 'missing-head';
}

export interface SegmentScan {
  readonly head: Head;
  /** Bytes up to and including the last good entry. */
  readonly goodBytes: number;
  /** Bytes after it that no newline ends, when they are a tear. */
  readonly tornBytes: number;
  readonly broken: Break | null;
  readonly store: string | null;
}

export const segmentName = (segment: number): string => `${String(segment).padStart(6, '0')}.jsonl`;

export const segmentNumbers = (port: FilePort, folder: string): number[] =>
  port.exists(folder)
    ? port.list(folder).flatMap((name) => (/^\d{6}\.jsonl$/.test(name) ? [Number(name.slice(0, 6))] : []))
    : [];

/** What follows the last newline: nothing, a tear, or a whole entry whose end was damaged (a tear can't add bytes). */
const judgeRest = (rest: Uint8Array, previous: string): 'none' | 'torn' | 'damaged-end' => {
  if (rest.length === 0) return 'none';
  return decodeLine(rest.subarray(0, -1), previous).ok ? 'damaged-end' : 'torn';
};

export interface ScanFrom {
  readonly head: Head;
  /** First byte to read. */
  readonly byte: number;
  readonly segment: number;
}

/** Reads one segment from a known head on, hands over each entry and stops at the first break. */
export const scanSegment = (
  port: FilePort,
  folder: string,
  from: ScanFrom,
  isLast: boolean,
  onEntry: (entry: JournalEntry, hash: string, end: number) => void,
): SegmentScan => {
  const file = segmentName(from.segment);
  const path = `${folder}/${file}`;
  const bytes = port.readRange(path, from.byte, port.size(path) - from.byte);
  const { lines, rest } = splitLines(bytes);
  let { n, hash } = from.head;
  let store: string | null = null;
  let good = from.byte;
  const broken = (byte: number, why: Break['why']): SegmentScan => ({
    head: { n, hash },
    goodBytes: good,
    tornBytes: 0,
    broken: { file, byte: from.byte + byte, n: n + 1, why },
    store,
  });
  for (const { start, bytes: lineBytes } of lines) {
    const decoded = decodeLine(lineBytes, hash);
    if (!decoded.ok) return broken(start, decoded.why);
    const { line } = decoded;
    if (line.kind === 'segment') {
      if (good !== 0 || line.segment !== from.segment || line.n !== n) return broken(start, 'order');
      store = line.store;
    } else {
      if (line.n !== n + 1 || good === 0) return broken(start, 'order');
      n = line.n;
    }
    hash = decoded.hash;
    good = from.byte + start + lineBytes.length + 1;
    if (line.kind === 'entry') onEntry(line, hash, good);
  }
  const tail = judgeRest(rest.bytes, hash);
  if (tail === 'damaged-end' || (tail === 'torn' && !isLast))
    return broken(rest.start, tail === 'torn' ? 'hash' : tail);
  return {
    head: { n, hash },
    goodBytes: good,
    tornBytes: tail === 'torn' ? rest.bytes.length : 0,
    broken: null,
    store,
  };
};

export interface JournalScan {
  readonly head: Head;
  readonly segment: number;
  readonly goodBytes: number;
  readonly tornBytes: number;
  readonly broken: Break | null;
  readonly store: string | null;
}

/** Reads all segments from a known place on (from the very beginning when `from` is null). */
export const scanJournal = (
  port: FilePort,
  folder: string,
  from: ScanFrom | null,
  onEntry: (entry: JournalEntry, hash: string) => void,
): JournalScan => {
  const start: ScanFrom = from ?? { head: genesis, byte: 0, segment: 1 };
  const segments = segmentNumbers(port, folder).filter((segment) => segment >= start.segment);
  const last = segments.at(-1) ?? start.segment;
  let state: JournalScan = {
    head: start.head,
    segment: start.segment,
    goodBytes: start.byte,
    tornBytes: 0,
    broken: null,
    store: null,
  };
  if (from !== null && !reaches(port, folder, from))
    return {
      ...state,
      broken: { file: segmentName(from.segment), byte: from.byte, n: from.head.n, why: 'missing-head' },
    };
  for (let segment = start.segment; segment <= last && segments.length > 0; segment += 1) {
    if (!segments.includes(segment))
      return { ...state, broken: { file: segmentName(segment), byte: 0, n: state.head.n + 1, why: 'missing-segment' } };
    const byte = segment === start.segment ? start.byte : 0;
    const scan = scanSegment(port, folder, { head: state.head, byte, segment }, segment === last, onEntry);
    state = {
      head: scan.head,
      segment,
      goodBytes: scan.goodBytes,
      tornBytes: scan.tornBytes,
      broken: scan.broken,
      store: scan.store ?? state.store,
    };
    if (scan.broken !== null) return state;
  }
  return state;
};

/** Whether the journal still holds the entry that a snapshot ends with: its line carries the head's hash. */
const reaches = (port: FilePort, folder: string, from: ScanFrom): boolean => {
  const path = `${folder}/${segmentName(from.segment)}`;
  if (!port.exists(path) || port.size(path) < from.byte) return false;
  const before = new TextDecoder().decode(
    port.readRange(path, Math.max(0, from.byte - 8 * 1024 * 1024), Math.min(from.byte, 8 * 1024 * 1024)),
  );
  const lineStart = before.lastIndexOf('\n', before.length - 2) + 1;
  return before.endsWith('\n') && before.startsWith(from.head.hash, lineStart);
};

/** Number of the last entry before a segment, as its first line says. */
const entriesBefore = (port: FilePort, path: string): number => {
  const header = new TextDecoder().decode(port.readRange(path, 0, 400));
  return Number(/"segment":\d+,"n":(\d+)\}/.exec(header)?.[1] ?? Number.POSITIVE_INFINITY);
};

/** One entry out of the middle of the record, found by its text and without checking the chain; `null` if it is not there. */
export const findEntry = (port: FilePort, folder: string, n: number): JournalEntry | null => {
  const segment = segmentNumbers(port, folder).findLast(
    (each) => entriesBefore(port, `${folder}/${segmentName(each)}`) < n,
  );
  if (segment === undefined) return null;
  const read = port.read(`${folder}/${segmentName(segment)}`);
  const bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
  const start = ` {"kind":"entry","n":${n},`;
  for (let at = bytes.indexOf(start); at !== -1; at = bytes.indexOf(start, at + 1)) {
    if (bytes[at - hashLength - 1] !== newline) continue;
    const end = bytes.indexOf(newline, at);
    return end === -1 ? null : (JSON.parse(bytes.toString('utf8', at + 1, end)) as JournalEntry);
  }
  return null;
};
