import { lstat, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../../store/types';
import { maximumBytes } from './decode-text';
import type { Intake, IntakeReport } from './intake';
import { moveInto, systemCode, writeReason } from './move-file';
import { reasonText } from './reason-text';
import type { WaitingRoom } from './waiting-room';

export interface WatchState {
  readonly state: 'watching' | 'missing' | 'unreadable';
  /** System code of what is wrong with the folder. */
  readonly reason: string | null;
  /** Files that stay where they are for now, with the reason. */
  readonly troubles: readonly { readonly name: string; readonly code: string }[];
}

export interface WatchOptions {
  readonly folder: string;
  readonly intake: Intake;
  readonly waitingRoom: WaitingRoom;
  readonly actor: () => Actor;
  /** Milliseconds; anything that only goes forward. */
  readonly now: () => number;
  readonly stableMs?: number;
  readonly silentMs?: number;
  readonly onState?: (state: WatchState) => void;
  readonly onReport?: (name: string, report: IntakeReport) => void;
}

export interface WatchFolder {
  /** Looks once; calls don't overlap. Network shares send no events, so somebody must look. */
  poll(): Promise<void>;
  state(): WatchState;
}

/** What tells one state of a file from another. */
interface Shape {
  readonly size: number;
  readonly mtimeMs: number;
}

interface Seen extends Shape {
  readonly since: number;
  /** After trouble it is left alone until then, each time twice as long. */
  readonly notBefore: number;
  readonly tries: number;
  /** It is in, but could not be moved: only that is left to do. */
  readonly taken: IntakeReport | null;
}

const defaultStableMs = 2000;
/** Many writers make an empty file first and fill it later. */
const emptyStableMs = 10_000;
const troubleMs = 5000;
const longestTroubleMs = 300_000;

/** A share whose server is gone may answer never: it is told after this long, and waited for all the same. */
const silentMs = 10_000;

const temporary =
  /^\.|^~|~$|\.(?:part|partial|tmp|temp|crdownload|filepart|swp)$|\.reason\.txt$|^(?:thumbs\.db|desktop\.ini)$/i;

const same = (a: Shape, b: Shape): boolean => a.size === b.size && a.mtimeMs === b.mtimeMs;

/** Watches a folder for files of orders and items; each is taken once and then lies in `done/`, `rejected/` or the waiting room. */
export const createWatchFolder = (options: WatchOptions): WatchFolder => {
  const { folder, intake, waitingRoom, actor, now } = options;
  const stableMs = options.stableMs ?? defaultStableMs;
  const seen = new Map<string, Seen>();
  const troubles = new Map<string, string>();
  let current: WatchState = { state: 'watching', reason: null, troubles: [] };
  let running: Promise<void> | null = null;

  const setState = (state: WatchState['state'], reason: string | null): void => {
    const next: WatchState = { state, reason, troubles: [...troubles].map(([name, code]) => ({ name, code })) };
    if (JSON.stringify(next) === JSON.stringify(current)) return;
    current = next;
    options.onState?.(next);
  };

  const trouble = (name: string, code: string): void => {
    troubles.set(name, code);
    const known = seen.get(name);
    if (known === undefined) return;
    const waitMs = Math.min(troubleMs * 2 ** Math.min(known.tries, 10), longestTroubleMs);
    seen.set(name, { ...known, tries: known.tries + 1, notBefore: now() + waitMs });
  };

  /** Size and time while it is read must be those that were stable; `null`: somebody still writes. */
  const readStable = async (path: string, shape: Shape): Promise<Uint8Array | null> => {
    const handle = await open(path, 'r');
    try {
      const before = await handle.stat();
      if (!same(before, shape)) return null;
      // One byte more than allowed is enough to know that it is too large.
      const wanted = Math.min(before.size, maximumBytes + 1);
      const { bytesRead, buffer } = await handle.read(new Uint8Array(wanted), 0, wanted, 0);
      return bytesRead === wanted && same(await handle.stat(), shape) ? buffer : null;
    } finally {
      await handle.close();
    }
  };

  const putAway = async (name: string, path: string, report: IntakeReport): Promise<void> => {
    if (report.state === 'waiting') return waitingRoom.moveIn(report.fileId, name, path);
    const target = join(folder, report.state === 'rejected' ? 'rejected' : 'done');
    const moved = await moveInto(path, target, name);
    await writeReason(target, moved, reasonText(name, report));
  };

  const takeFile = async (name: string, shape: Shape): Promise<void> => {
    const path = join(folder, name);
    const report = seen.get(name)?.taken ?? (await takeIn(name, path, shape));
    if (report === null) return;
    // What was added while it was taken is not in: the file stays, and comes in again as it is now.
    if (!same(await stat(path), shape)) return void seen.delete(name);
    await putAway(name, path, report);
    seen.delete(name);
    troubles.delete(name);
  };

  /** `null`: not now. */
  const takeIn = async (name: string, path: string, shape: Shape): Promise<IntakeReport | null> => {
    const bytes = await readStable(path, shape);
    if (bytes === null) {
      seen.delete(name);
      return null;
    }
    const taken = await intake.take({ name, bytes, source: 'folder', actor: actor() });
    if (!taken.ok) {
      trouble(name, taken.failure.code);
      return null;
    }
    const known = seen.get(name);
    if (known !== undefined) seen.set(name, { ...known, taken: taken.value });
    options.onReport?.(name, taken.value);
    return taken.value;
  };

  const isReady = (name: string, shape: Shape): boolean => {
    const known = seen.get(name);
    if (known === undefined || !same(known, shape)) {
      seen.set(name, { size: shape.size, mtimeMs: shape.mtimeMs, since: now(), notBefore: 0, tries: 0, taken: null });
      return false;
    }
    return now() - known.since >= (shape.size === 0 ? emptyStableMs : stableMs) && now() >= known.notBefore;
  };

  const readyFiles = async (names: readonly string[]): Promise<{ name: string; shape: Shape }[]> => {
    const ready: { name: string; shape: Shape }[] = [];
    for (const name of names) {
      const info = await lstat(join(folder, name)).catch(() => null);
      if (info === null || info.isDirectory()) continue;
      if (!info.isFile()) troubles.set(name, 'not-a-plain-file');
      else if (isReady(name, info)) ready.push({ name, shape: { size: info.size, mtimeMs: info.mtimeMs } });
    }
    return ready.sort((a, b) => a.shape.mtimeMs - b.shape.mtimeMs || (a.name < b.name ? -1 : 1));
  };

  const forget = (names: ReadonlySet<string>): void => {
    for (const name of seen.keys()) if (!names.has(name)) seen.delete(name);
    for (const name of troubles.keys()) if (!names.has(name)) troubles.delete(name);
  };

  const listFolder = async (): Promise<string[]> => {
    const silence = setTimeout(() => setState('unreadable', 'no-answer'), options.silentMs ?? silentMs);
    silence.unref();
    try {
      return (await readdir(folder)).filter((name) => !temporary.test(name));
    } finally {
      clearTimeout(silence);
    }
  };

  const look = async (): Promise<void> => {
    let names: string[];
    try {
      names = await listFolder();
    } catch (error) {
      const code = systemCode(error) ?? 'unknown';
      return setState(code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable', code);
    }
    forget(new Set(names));
    for (const { name, shape } of await readyFiles(names)) {
      try {
        await takeFile(name, shape);
      } catch (error) {
        const code = systemCode(error);
        if (code === null) throw error;
        trouble(name, code);
      }
    }
    setState('watching', null);
  };

  return {
    state: () => current,
    poll: () => {
      running ??= look().finally(() => {
        running = null;
      });
      return running;
    },
  };
};
