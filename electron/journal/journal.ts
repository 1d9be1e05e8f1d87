import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../../shared/result';
import { errorCode, writeAll, type FilePort } from './file-port';
import { encodeLine, type Head, type JournalEntry } from './format';
import { scanJournal, segmentName, segmentNumbers, type Break, type ScanFrom } from './scan';

/** Where an entry ends in the files: enough to go on reading after it. */
export interface Place extends ScanFrom {}

export type JournalFailure = 'disk-full' | 'write-failed' | 'sync-failed' | 'journal-stopped';

export interface TornTail {
  readonly file: string;
  readonly bytes: number;
  /** Where the bytes were put. */
  readonly keptAs: string;
}

export interface Journal {
  readonly store: string;
  head(): Head;
  place(): Place;
  /** Durable when it answers. After a failed sync nothing is accepted any more: what is on disk is not known. */
  append(
    entry: Omit<JournalEntry, 'kind' | 'n'>,
  ): Result<{ readonly entry: JournalEntry; readonly head: Head }, JournalFailure>;
  close(): void;
}

export type OpenedJournal =
  | { readonly state: 'open'; readonly journal: Journal; readonly torn: TornTail | null }
  | { readonly state: 'broken'; readonly broken: Break; readonly head: Head };

export interface JournalOptions {
  readonly port: FilePort;
  readonly folder: string;
  /** A place known to be good (from a snapshot); entries before it are checked in the background. */
  readonly from: Place | null;
  readonly onEntry: (entry: JournalEntry, hash: string) => void;
  /** A new segment begins once one is this long. */
  readonly segmentBytes?: number;
}

const defaultSegmentBytes = 64 * 1024 * 1024;

/** Sets the torn bytes aside where they can be looked at, and cuts them off. */
const setTornAside = (
  port: FilePort,
  folder: string,
  segment: number,
  goodBytes: number,
  tornBytes: number,
): TornTail => {
  const file = segmentName(segment);
  const path = `${folder}/${file}`;
  const tornFolder = `${folder}/torn`;
  port.makeFolder(tornFolder);
  const bytes = port.readRange(path, goodBytes, tornBytes);
  const keptAs = `${tornFolder}/${file}.${goodBytes}.${randomUUID().slice(0, 8)}`;
  const copy = port.open(keptAs, 'create');
  try {
    writeAll(port, copy, bytes);
    port.sync(copy);
  } finally {
    port.close(copy);
  }
  port.syncFolder(tornFolder);
  const handle = port.open(path, 'update');
  try {
    port.truncate(handle, goodBytes);
    port.sync(handle);
  } finally {
    port.close(handle);
  }
  return { file, bytes: tornBytes, keptAs };
};

interface Tail {
  handle: number;
  segment: number;
  length: number;
  n: number;
  hash: string;
}

const startSegment = (port: FilePort, folder: string, store: string, segment: number, head: Head): Tail => {
  const path = `${folder}/${segmentName(segment)}`;
  const handle = port.open(path, 'append');
  try {
    const { bytes, hash } = encodeLine({ kind: 'segment', version: 1, store, segment, n: head.n }, head.hash);
    writeAll(port, handle, bytes);
    port.sync(handle);
    port.syncFolder(folder);
    return { handle, segment, length: bytes.length, n: head.n, hash };
  } catch (error) {
    port.close(handle);
    throw error;
  }
};

const createWriter = (options: JournalOptions, store: string, tail: Tail): Journal => {
  const { port, folder } = options;
  const limit = options.segmentBytes ?? defaultSegmentBytes;
  let stopped = false;

  /** Takes back what a failed write left; if even that fails nothing more may be written. */
  const takeBack = (code: string): Result<never, JournalFailure> => {
    try {
      port.truncate(tail.handle, tail.length);
    } catch {
      stopped = true;
    }
    return fail(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'write-failed', { error: code });
  };

  const roll = (): void => {
    port.close(tail.handle);
    try {
      Object.assign(tail, startSegment(port, folder, store, tail.segment + 1, { n: tail.n, hash: tail.hash }));
    } catch (error) {
      stopped = true;
      throw error;
    }
  };

  return {
    store,
    head: () => ({ n: tail.n, hash: tail.hash }),
    place: () => ({ head: { n: tail.n, hash: tail.hash }, byte: tail.length, segment: tail.segment }),
    append: (fields) => {
      if (stopped) return fail('journal-stopped');
      const entry: JournalEntry = { kind: 'entry', n: tail.n + 1, ...fields };
      try {
        if (tail.length >= limit) roll();
      } catch (error) {
        return fail('write-failed', { error: errorCode(error) });
      }
      const { bytes, hash } = encodeLine(entry, tail.hash);
      try {
        writeAll(port, tail.handle, bytes);
      } catch (error) {
        return takeBack(errorCode(error));
      }
      try {
        port.sync(tail.handle);
      } catch (error) {
        // A failed fsync may have dropped the pages and cleared the error: a second one would lie (fsyncgate).
        stopped = true;
        return fail('sync-failed', { error: errorCode(error) });
      }
      tail.n = entry.n;
      tail.hash = hash;
      tail.length += bytes.length;
      return ok({ entry, head: { n: entry.n, hash } });
    },
    close: () => {
      if (!stopped) stopped = true;
      port.close(tail.handle);
    },
  };
};

/** An interrupted first write of a segment leaves an empty or torn file: it holds no entry and is begun anew. */
const dropEmptyLast = (port: FilePort, folder: string): void => {
  const last = segmentNumbers(port, folder).at(-1);
  if (last === undefined) return;
  const path = `${folder}/${segmentName(last)}`;
  if (port.size(path) === 0) {
    port.remove(path);
    port.syncFolder(folder);
  }
};

/** Opens the journal, sets a torn tail aside, and reports a break without touching anything. */
export const openJournal = (options: JournalOptions): OpenedJournal => {
  const { port, folder, from, onEntry } = options;
  port.makeFolder(folder);
  dropEmptyLast(port, folder);
  const scan = scanJournal(port, folder, from, onEntry);
  if (scan.broken !== null) return { state: 'broken', broken: scan.broken, head: scan.head };
  const exists = segmentNumbers(port, folder).length > 0;
  const torn = scan.tornBytes > 0 ? setTornAside(port, folder, scan.segment, scan.goodBytes, scan.tornBytes) : null;
  if (exists && scan.goodBytes === 0) port.remove(`${folder}/${segmentName(scan.segment)}`);
  const store = scan.store ?? storeIdOf(port, folder) ?? randomUUID();
  const tail =
    !exists || scan.goodBytes === 0
      ? startSegment(port, folder, store, scan.segment, scan.head)
      : {
          handle: port.open(`${folder}/${segmentName(scan.segment)}`, 'append'),
          segment: scan.segment,
          length: scan.goodBytes,
          n: scan.head.n,
          hash: scan.head.hash,
        };
  return { state: 'open', journal: createWriter(options, store, tail), torn };
};

/** The store's id stands in the first line of the first segment, whose hash a later start need not check again. */
const storeIdOf = (port: FilePort, folder: string): string | null => {
  const first = `${folder}/${segmentName(1)}`;
  if (!port.exists(first)) return null;
  const found = /"store":"([0-9a-f-]{36})"/.exec(new TextDecoder().decode(port.readRange(first, 0, 300)));
  return found?.[1] ?? null;
};
