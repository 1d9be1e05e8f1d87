import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../../shared/result';
import { errorCode, makeFolderDurably, SyncFailed, syncOrStop, writeAll, type FilePort } from './file-port';
import { encodeLine, type Head, type JournalEntry } from './format';
import { scanJournal, segmentName, segmentNumbers, type Break, type JournalScan, type ScanFrom } from './scan';
import { setTornAside, type TornTail } from './torn';

/** Where an entry ends in the files: enough to go on reading after it. */
export interface Place extends ScanFrom {}

export type JournalFailure = 'disk-full' | 'write-failed' | 'sync-failed' | 'second-writer' | 'journal-stopped';

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

export interface JournalOptions {
  readonly port: FilePort;
  readonly folder: string;
  /** A new segment begins once one is this long. */
  readonly segmentBytes?: number;
}

export type OpenedJournal =
  | { readonly state: 'open'; readonly journal: Journal; readonly torn: TornTail | null }
  | { readonly state: 'broken'; readonly broken: Break; readonly head: Head };

const defaultSegmentBytes = 64 * 1024 * 1024;

interface Tail {
  handle: number;
  segment: number;
  length: number;
  /** Hash of the last line. */
  chain: string;
  /** Where the last entry ends; a segment's first line is none. */
  end: Place;
}

/** Begins a segment with its first line; what an attempt before left of it holds no entry and goes. */
const startSegment = (
  port: FilePort,
  folder: string,
  store: string,
  segment: number,
  before: Pick<Tail, 'chain' | 'end'>,
): Tail => {
  const path = `${folder}/${segmentName(segment)}`;
  if (port.exists(path)) port.remove(path);
  const handle = port.open(path, 'append');
  try {
    const { n } = before.end.head;
    const { bytes, hash } = encodeLine({ kind: 'segment', version: 1, store, segment, n }, before.chain);
    writeAll(port, handle, bytes);
    syncOrStop(port, handle);
    port.syncFolder(folder);
    return { handle, segment, length: bytes.length, chain: hash, end: before.end };
  } catch (error) {
    port.close(handle);
    throw error;
  }
};

/** A full disk is waited for; any other failed write means that this disk is not to be trusted with more. */
const isFull = (code: string): boolean => code === 'ENOSPC' || code === 'EDQUOT';

const createWriter = (options: JournalOptions, store: string, tail: Tail): Journal => {
  const { port, folder } = options;
  const limit = options.segmentBytes ?? defaultSegmentBytes;
  let stopped = false;
  let closed = false;

  const stop = (code: JournalFailure, error: string): Result<never, JournalFailure> => {
    stopped = true;
    return fail(code, { error });
  };

  /** Takes back what a failed write left; if even that fails nothing more may be written. */
  const takeBack = (code: string): Result<never, JournalFailure> => {
    try {
      port.truncate(tail.handle, tail.length);
    } catch {
      stopped = true;
    }
    return isFull(code) ? fail('disk-full', { error: code }) : stop('write-failed', code);
  };

  const roll = (): Result<null, JournalFailure> => {
    try {
      const next = startSegment(port, folder, store, tail.segment + 1, tail);
      port.close(tail.handle);
      Object.assign(tail, next);
      return ok(null);
    } catch (error) {
      const code = errorCode(error);
      if (error instanceof SyncFailed) return stop('sync-failed', code);
      return isFull(code) ? fail('disk-full', { error: code }) : stop('write-failed', code);
    }
  };

  const write = (bytes: Uint8Array): Result<null, JournalFailure> => {
    try {
      // Somebody else's bytes behind ours would end the chain: better to stop than to add to them.
      const length = port.size(`${folder}/${segmentName(tail.segment)}`);
      if (length !== tail.length) return stop('second-writer', String(length));
      writeAll(port, tail.handle, bytes);
    } catch (error) {
      return takeBack(errorCode(error));
    }
    try {
      port.sync(tail.handle);
    } catch (error) {
      // A failed fsync may have dropped the pages and cleared the error: a second one would lie (fsyncgate).
      return stop('sync-failed', errorCode(error));
    }
    return ok(null);
  };

  return {
    store,
    head: () => tail.end.head,
    place: () => tail.end,
    append: (fields) => {
      if (stopped) return fail('journal-stopped');
      const rolled = tail.length >= limit ? roll() : ok(null);
      if (!rolled.ok) return rolled;
      const entry: JournalEntry = { kind: 'entry', n: tail.end.head.n + 1, ...fields };
      const { bytes, hash } = encodeLine(entry, tail.chain);
      const written = write(bytes);
      if (!written.ok) return written;
      const head = { n: entry.n, hash };
      tail.chain = hash;
      tail.length += bytes.length;
      tail.end = { head, byte: tail.length, segment: tail.segment };
      return ok({ entry, head });
    },
    close: () => {
      stopped = true;
      if (!closed) port.close(tail.handle);
      closed = true;
    },
  };
};

/**
 * Writes the last line once more, in its place, and syncs it. A process that was killed between write and sync, or that
 * saw a sync fail, may have left it in the page cache only, where it reads like any other; nothing may stand on it then.
 */
const settleLastLine = (port: FilePort, path: string, { lastLine, goodBytes }: JournalScan): void => {
  const handle = port.open(path, 'update');
  try {
    writeAll(port, handle, port.readRange(path, lastLine, goodBytes - lastLine), lastLine);
    syncOrStop(port, handle);
  } finally {
    port.close(handle);
  }
};

/** Gets ready to append after what a scan has found good: a torn end is set aside first. Throws the system's error. */
export const openWriter = (
  options: JournalOptions,
  scan: JournalScan,
): { readonly journal: Journal; readonly torn: TornTail | null } => {
  const { port, folder } = options;
  makeFolderDurably(port, folder);
  const path = `${folder}/${segmentName(scan.segment)}`;
  const torn = scan.tornBytes > 0 ? setTornAside(port, folder, scan) : null;
  const store = scan.store ?? storeIdOf(port, folder) ?? randomUUID();
  if (scan.goodBytes === 0)
    return {
      journal: createWriter(options, store, startSegment(port, folder, store, scan.segment, scan)),
      torn,
    };
  settleLastLine(port, path, scan);
  // A segment that was begun and killed may not be in its folder yet.
  port.syncFolder(folder);
  const handle = port.open(path, 'append');
  const { segment, goodBytes: length, chain, end } = scan;
  return {
    journal: createWriter(options, store, { handle, segment, length, chain, end }),
    torn,
  };
};

/** Opens the journal, sets a torn tail aside, and reports a break without touching anything. */
export const openJournal = (
  options: JournalOptions & {
    /** A place known to be good (from a snapshot); entries before it are checked in the background. */
    readonly from: Place | null;
    readonly onEntry: (entry: JournalEntry, hash: string) => void;
  },
): OpenedJournal => {
  const scan = scanJournal(options.port, options.folder, options.from, options.onEntry);
  return scan.broken === null
    ? { state: 'open', ...openWriter(options, scan) }
    : { state: 'broken', broken: scan.broken, head: scan.head };
};

/** The store's id stands in the first line of the first segment, whose hash a later start need not check again. */
const storeIdOf = (port: FilePort, folder: string): string | null => {
  const [first] = segmentNumbers(port, folder);
  if (first !== 1) return null;
  const header = port.readRange(`${folder}/${segmentName(1)}`, 0, 300);
  return /"store":"([0-9a-f-]{36})"/.exec(new TextDecoder().decode(header))?.[1] ?? null;
};
