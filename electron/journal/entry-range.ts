import type { FilePort } from './file-port';
import { decodeLine, genesis, hashLength, type JournalEntry } from './format';
import { readLines } from './read-lines';
import { entriesBefore, segmentName, segmentNumbers } from './scan';

/** One entry as it stands in the file. */
export interface EntryLine {
  readonly n: number;
  readonly hash: string;
  readonly previous: string;
  /** Without its hash and its newline. */
  readonly json: string;
  readonly entry: JournalEntry;
}

const latin1 = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

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
  let previous: string | null = first === 1 ? genesis.hash : null;
  let n = first === 1 ? 0 : entriesBefore(port, path(first));
  const take = (bytes: Uint8Array): boolean => {
    const hash = latin1.decode(bytes.subarray(0, hashLength));
    const isHeader = latin1.decode(bytes.subarray(hashLength, hashLength + 20)).startsWith(' {"kind":"segment"');
    if (!isHeader) n += 1;
    if (!isHeader && previous !== null && n >= range.from) {
      const decoded = decodeLine(bytes, previous);
      if (!decoded.ok || decoded.line.kind !== 'entry' || decoded.line.n !== n)
        throw Object.assign(new Error(`entry ${n} does not hold`), { code: 'EIO' });
      onEntry({ n, hash, previous, json: utf8.decode(bytes.subarray(hashLength + 1)), entry: decoded.line });
    }
    previous = hash;
    return n < range.to;
  };
  for (const segment of segments) if (segment >= first && n < range.to) readLines(port, path(segment), 0, take);
};
