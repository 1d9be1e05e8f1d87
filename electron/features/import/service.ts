import { join } from 'node:path';
import { fail, type Result } from '../../../shared/result';
import { within } from '../../devices/waiting';
import type { Actor, Store } from '../../store/types';
import { createIntake, type IntakeReport, type IntakeSettings } from './intake';
import { systemCode } from './move-file';
import { retryFile, type RetryReport } from './retry';
import { createSettling } from './settle';
import { createWaitingRoom, type WaitingRoom } from './waiting-room';
import { createWatchFolder, type WatchFolder, type WatchState } from './watch-folder';

export interface ImportServiceOptions {
  readonly store: Store;
  /** Time zone and currency as `station.yaml` says now. */
  readonly settings: () => IntakeSettings;
  /** The station itself: nobody in person brings the files of the folder. */
  readonly actor: () => Actor;
  /** The watched folder as `station.yaml` says now. */
  readonly importFolder: () => string;
  /** The station's own folder, for dropped files that wait for a mapping. */
  readonly dataFolder: string;
  readonly pollMs?: number;
  readonly stableMs?: number;
  readonly now?: () => number;
  readonly onState?: (state: WatchState) => void;
  readonly onReport?: (name: string, report: IntakeReport) => void;
  /** A bug came out of a poll: it is logged, and polling goes on. */
  readonly onError?: (error: unknown) => void;
}

export interface ImportService {
  start(): void;
  /** Resolves when the file in work, if any, is through, or when its folder never answers. */
  stop(): Promise<void>;
  /** One look at folder and waiting rooms. */
  poll(): Promise<void>;
  /** Drag and drop by a person. */
  drop(name: string, bytes: Uint8Array, actor: Actor): Promise<Result<IntakeReport>>;
  /** Takes a file in once more, from where it lies. */
  retry(fileId: string, actor: Actor): Promise<Result<RetryReport>>;
  state(): WatchState;
}

interface Watched {
  readonly folder: string;
  readonly room: WaitingRoom;
  readonly watcher: WatchFolder;
}

/** The file in work is finished, but an app that is told to end does not wait for a share that never answers. */
const stopMs = 3000;

/** Brings files into the store: from the watched folder, by drag and drop, and out of the waiting rooms. */
export const createImportService = (options: ImportServiceOptions): ImportService => {
  const { store, actor } = options;
  const intake = createIntake(store, options.settings);
  const ownRoom = createWaitingRoom({
    folder: join(options.dataFolder, 'import-waiting'),
    done: null,
    rejected: null,
  });
  const settling = createSettling({ store, intake, actor });
  let watched: Watched | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = true;
  let polling: Promise<void> | null = null;
  let lastTrouble = '';

  const watch = (folder: string): Watched => {
    const room = createWaitingRoom({
      folder: join(folder, 'waiting'),
      done: join(folder, 'done'),
      rejected: join(folder, 'rejected'),
    });
    const { now = () => performance.now(), stableMs, onState, onReport } = options;
    const watcher = createWatchFolder({
      folder,
      intake,
      waitingRoom: room,
      actor,
      now,
      ...(stableMs === undefined ? {} : { stableMs }),
      ...(onState === undefined ? {} : { onState }),
      ...(onReport === undefined ? {} : { onReport }),
    });
    return { folder, room, watcher };
  };

  /** IT may name another folder at any time. */
  const current = (): Watched => {
    const folder = options.importFolder();
    if (watched?.folder !== folder) {
      watched = watch(folder);
      options.onState?.(watched.watcher.state());
    }
    return watched;
  };

  const reportError = (error: unknown): void => {
    const text = String(error);
    if (text !== lastTrouble) options.onError?.(error);
    lastTrouble = text;
  };

  const look = async (): Promise<void> => {
    try {
      const { watcher, room } = current();
      await watcher.poll();
      const away = watcher.state().state !== 'watching';
      await settling.settle(away ? [ownRoom] : [room, ownRoom], away);
      lastTrouble = '';
    } catch (error) {
      reportError(error);
    }
  };

  const poll = (): Promise<void> => {
    polling ??= look().finally(() => {
      polling = null;
    });
    return polling;
  };

  const schedule = (): void => {
    if (stopped) return;
    timer = setTimeout(() => void poll().then(schedule), options.pollMs ?? 1000);
    timer.unref();
  };

  return {
    poll,
    state: () => current().watcher.state(),
    start: () => {
      if (!stopped) return;
      stopped = false;
      current();
      schedule();
    },
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      if (polling !== null) await within(polling, stopMs);
    },
    drop: async (name, bytes, person) => {
      const taken = await intake.take({ name, bytes, source: 'drop', actor: person });
      if (!taken.ok || taken.value.state !== 'waiting') return taken;
      try {
        await ownRoom.put(taken.value.fileId, name, bytes);
      } catch (error) {
        reportError(error);
        return fail('write-failed', { error: systemCode(error) });
      }
      return taken;
    },
    retry: async (fileId, person) => {
      const { folder, room } = current();
      return retryFile({ store, intake, folder, room, poll }, fileId, person);
    },
  };
};
