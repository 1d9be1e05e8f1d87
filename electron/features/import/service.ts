import { join } from 'node:path';
import type { AnswerOf } from '../../../shared/feature';
import type { ImportFile } from '../../../shared/features/import/file';
import type { importQueries } from '../../../shared/features/import/queries';
import { fail, type Result } from '../../../shared/result';
import type { Actor, Store } from '../../store/types';
import { createIntake, type IntakeReport, type IntakeSettings } from './intake';
import { systemCode } from './move-file';
import { createWaitingRoom, type WaitingRoom } from './waiting-room';
import { createWatchFolder, type WatchFolder, type WatchState } from './watch-folder';

export type ImportState = WatchState | { readonly state: 'off'; readonly reason: null; readonly troubles: readonly [] };

export interface ImportServiceOptions {
  readonly store: Store;
  /** Time zone and currency as `station.yaml` says now. */
  readonly settings: () => IntakeSettings;
  /** The station itself: nobody in person brings the files of the folder. */
  readonly actor: () => Actor;
  /** `null`: no folder is watched; drag and drop works all the same. */
  readonly importFolder: string | null;
  /** The station's own folder, for dropped files that wait for a mapping. */
  readonly dataFolder: string;
  readonly pollMs?: number;
  readonly stableMs?: number;
  readonly now?: () => number;
  readonly onState?: (state: ImportState) => void;
  readonly onReport?: (name: string, report: IntakeReport) => void;
  /** A bug came out of a poll: it is logged, and polling goes on. */
  readonly onError?: (error: unknown) => void;
}

export interface ImportService {
  start(): void;
  /** Resolves when the file in work, if any, is through. */
  stop(): Promise<void>;
  /** One look at folder and waiting rooms. */
  poll(): Promise<void>;
  /** Drag and drop by a person. */
  drop(name: string, bytes: Uint8Array, actor: Actor): Promise<Result<IntakeReport>>;
  state(): ImportState;
}

type Due = AnswerOf<(typeof importQueries)['import.due']>;

const off: ImportState = { state: 'off', reason: null, troubles: [] };

/** Brings files into the store: from the watched folder, by drag and drop, and out of the waiting rooms. */
export const createImportService = (options: ImportServiceOptions): ImportService => {
  const { store, actor, importFolder, dataFolder } = options;
  const intake = createIntake(store, options.settings);
  const ownRoom = createWaitingRoom(
    { folder: join(dataFolder, 'import-waiting'), done: null, rejected: null },
    intake,
    store,
    actor,
  );
  const folderRoom: WaitingRoom | null =
    importFolder === null
      ? null
      : createWaitingRoom(
          {
            folder: join(importFolder, 'waiting'),
            done: join(importFolder, 'done'),
            rejected: join(importFolder, 'rejected'),
          },
          intake,
          store,
          actor,
        );
  const watcher: WatchFolder | null =
    importFolder === null || folderRoom === null
      ? null
      : createWatchFolder({
          folder: importFolder,
          intake,
          waitingRoom: folderRoom,
          actor,
          now: options.now ?? (() => performance.now()),
          ...(options.stableMs === undefined ? {} : { stableMs: options.stableMs }),
          ...(options.onState === undefined ? {} : { onState: options.onState }),
          ...(options.onReport === undefined ? {} : { onReport: options.onReport }),
        });
  let timer: NodeJS.Timeout | null = null;
  let stopped = true;
  let polling: Promise<void> | null = null;

  let lastTrouble = '';

  const reportError = (error: unknown): void => {
    const text = String(error);
    if (text !== lastTrouble) options.onError?.(error);
    lastTrouble = text;
  };

  /** Nobody can take it any more. A folder that can't be seen just now is no reason to say so. */
  const giveUp = async ({ fileId, name, sha256 }: Due[number]): Promise<void> => {
    if (watcher !== null && watcher.state().state !== 'watching') return;
    const file: ImportFile = { fileId, name, sha256, source: 'folder', demo: false };
    const input = { file, code: 'file-gone', row: null };
    await store.execute({ id: `gone:${fileId}`, name: 'import.reject', input, actor: actor(), origin: 'trusted' });
  };

  const settleDue = async (): Promise<void> => {
    const due = await store.query('import.due', {}, actor());
    if (!due.ok) return;
    for (const file of due.value as Due) {
      const settled = ((await folderRoom?.settle(file)) ?? false) || (await ownRoom.settle(file));
      if (!settled) await giveUp(file);
    }
  };

  const look = async (): Promise<void> => {
    try {
      await watcher?.poll();
      await settleDue();
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
    state: () => watcher?.state() ?? off,
    start: () => {
      if (!stopped) return;
      stopped = false;
      options.onState?.(watcher?.state() ?? off);
      schedule();
    },
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await polling;
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
  };
};
