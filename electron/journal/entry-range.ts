import type { FilePort } from './file-port';
import { checkedHash, decodeLine, genesis, hashLength, type JournalEntry } from './format';
import { readLines } from './read-lines';
import { entriesBefore, segmentName, segmentNumbers } from './scan';
import { seekEntry } from './seek-entry';

/** One entry as it stands in the file. */
export interface EntryLine {
  readonly n: number;
  readonly hash: string;
  readonly previous: string;
  /** Without its hash and its newline; read when somebody asks. */
  json(): string;
  /** Throws where it is not the entry that it should be. */
  entry(): JournalEntry;
}

const latin1 = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const broken = (n: number): Error => Object.assign(new Error(`entry ${n} does not hold`), { code: 'EIO' });

const lineOf = (bytes: Uint8Array, n: number, hash: string, previous: string): EntryLine => ({
  n,
  hash,
  previous,
  json: () => utf8.decode(bytes.subarray(hashLength + 1)),
  entry: () => {
    const decoded = decodeLine(bytes, previous);
    if (!decoded.ok || decoded.line.kind !== 'entry' || decoded.line.n !== n) throw broken(n);
    return decoded.line;
  },
});

/** Entries out of the middle of the record, with their part of the chain checked; throws where it does not hold. */
export const readEntries = (
  port: FilePort,
  journal: string,
  range: { readonly from: number; readonly to: number },
  onEntry: (line: EntryLine) => void,
): void => {
  const segments = segmentNumbers(port, journal);
  const path = (segment: number): string => `${journal}/${segmentName(segment)}`;
  const first = segments.findLast((segment) => entriesBefore(port, path(segment)) < range.from) ?? 1;
  // From the entry before on, whose hash the first one is checked against.
  const place = seekEntry(port, path(first), (line) => line.n >= range.from);
  let previous: string | null = first === 1 && place === null ? genesis.hash : null;
  let n = place === null ? (first === 1 ? 0 : entriesBefore(port, path(first))) : place.n - 1;
  const take = (bytes: Uint8Array): boolean => {
    const hash = latin1.decode(bytes.subarray(0, hashLength));
    const isHeader = latin1.decode(bytes.subarray(hashLength, hashLength + 20)).startsWith(' {"kind":"segment"');
    if (!isHeader) n += 1;
    if (!isHeader && previous !== null && n >= range.from) {
      if (checkedHash(bytes, previous) === null) throw broken(n);
      onEntry(lineOf(bytes, n, hash, previous));
    }
    previous = hash;
    return n < range.to;
  };
  for (const segment of segments)
    if (segment >= first && n < range.to)
      readLines(port, path(segment), segment === first ? (place?.byte ?? 0) : 0, take);
};
