import { createHash } from 'node:crypto';

/** How far a record goes: the number and the hash of its last entry. */
export interface Head {
  readonly n: number;
  readonly hash: string;
}

export const genesis: Head = { n: 0, hash: '0'.repeat(64) };

export interface JournalEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One entry: a command with its events and the answer that it was given. */
export interface JournalEntry {
  readonly kind: 'entry';
  readonly n: number;
  /** UTC, ISO 8601 with milliseconds; never earlier than the entry before. */
  readonly at: string;
  readonly site: string;
  readonly station: string;
  readonly person: string | null;
  readonly role: string;
  /** Command id and name, and a digest of its input, to know a repeated command from a reused id. */
  readonly id: string;
  readonly command: string;
  readonly input: string;
  readonly events: readonly JournalEvent[];
  readonly answer: unknown;
}

/** First line of every segment file: part of the chain like any entry, but it carries no events. */
export interface SegmentHeader {
  readonly kind: 'segment';
  readonly version: 1;
  readonly store: string;
  readonly segment: number;
  /** Number of the last entry before this segment. */
  readonly n: number;
}

export type JournalLine = JournalEntry | SegmentHeader;

export const newline = 0x0a;
const space = 0x20;
export const hashLength = 64;

export const hashOf = (previous: string, json: string): string =>
  createHash('sha256').update(`${previous}\n${json}`).digest('hex');

/** `<sha256 of previous hash and json> <json>\n`. JSON escapes every newline, so the last byte ends the entry. */
export const encodeLine = (
  line: JournalLine,
  previous: string,
): { readonly bytes: Uint8Array; readonly hash: string } => {
  const json = JSON.stringify(line);
  const hash = hashOf(previous, json);
  return { bytes: new TextEncoder().encode(`${hash} ${json}\n`), hash };
};

export type Decoded =
  | { readonly ok: true; readonly line: JournalLine; readonly hash: string }
  | { readonly ok: false; readonly why: 'hash' | 'shape' };

const isLine = (value: unknown): value is JournalLine =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  (value.kind === 'entry' || value.kind === 'segment') &&
  'n' in value &&
  typeof value.n === 'number';

/** A line's hash, if it holds over the line's bytes and the hash before it; the text is not read. */
export const checkedHash = (bytes: Uint8Array, previous: string): string | null => {
  if (bytes.length < hashLength + 3 || bytes[hashLength] !== space) return null;
  const hash = Buffer.from(bytes.buffer, bytes.byteOffset, hashLength).toString('latin1');
  // The hash is taken over the bytes themselves: a damaged byte must not be mended by decoding.
  const found = createHash('sha256')
    .update(`${previous}\n`)
    .update(bytes.subarray(hashLength + 1))
    .digest('hex');
  return found === hash ? hash : null;
};

/** One line without its newline, against the hash before it. Every byte counts: hash, separator and text. */
export const decodeLine = (bytes: Uint8Array, previous: string): Decoded => {
  const hash = checkedHash(bytes, previous);
  if (hash === null) return { ok: false, why: 'hash' };
  const text = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });
  const value = parseJson(text.decode(bytes.subarray(hashLength + 1)));
  return isLine(value) ? { ok: true, line: value, hash } : { ok: false, why: 'shape' };
};

/** Somebody who can reckon a hash can put anything behind it. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Cuts bytes at newlines; `rest` is what follows the last one. */
export const splitLines = (
  bytes: Uint8Array,
): {
  readonly lines: readonly { readonly start: number; readonly bytes: Uint8Array }[];
  readonly rest: { readonly start: number; readonly bytes: Uint8Array };
} => {
  const lines: { start: number; bytes: Uint8Array }[] = [];
  let start = 0;
  for (let end = bytes.indexOf(newline, start); end !== -1; end = bytes.indexOf(newline, start)) {
    lines.push({ start, bytes: bytes.subarray(start, end) });
    start = end + 1;
  }
  return { lines, rest: { start, bytes: bytes.subarray(start) } };
};
