import { stat } from 'node:fs/promises';
import { fail, type Failure, type Result } from '../../shared/result';
import type { BackupView } from '../../shared/station';
import type { BackupInfo } from '../store/backup';

export interface AutoBackupParts {
  readonly make: (folder: string, keep: number) => Promise<Result<BackupInfo>>;
  readonly list: (folder: string) => Promise<readonly BackupInfo[]>;
  readonly plan: () => { readonly folder: string; readonly everyMinutes: number; readonly keep: number };
  readonly dataDir: string;
  /** Number of the record's last entry; 0 while it is not known. */
  readonly head: () => number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onView: () => void;
  readonly lookEveryMs?: number;
}

/** After a failure it is tried again sooner than the plan says. */
const retryMs = 5 * 60_000;
const minuteMs = 60_000;

const onSameDisk = async (one: string, other: string): Promise<boolean> => {
  try {
    const [a, b] = await Promise.all([stat(one), stat(other)]);
    return a.dev === b.dev;
  } catch {
    return false;
  }
};

/**
 * A backup every so often, when something was written since, counted from the newest one there is, whenever the app was
 * started. The worker lets the oldest go only once a newer checked one is there.
 */
export const createAutoBackup = (parts: AutoBackupParts) => {
  let folder = '';
  let newest: BackupInfo | null = null;
  let failure: Failure | null = null;
  let sameDisk = false;
  let triedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<Result<BackupInfo>> | null = null;
  let stopped = false;

  /** What stands in the folder that the settings name now. */
  const read = async (): Promise<void> => {
    const wanted = parts.plan().folder;
    if (wanted === folder) return;
    [newest = null] = await parts.list(wanted);
    sameDisk = await onSameDisk(wanted, parts.dataDir);
    folder = wanted;
    failure = null;
    parts.onView();
  };

  const make = async (): Promise<Result<BackupInfo>> => {
    await read();
    triedAt = parts.now();
    const made = await parts.make(folder, parts.plan().keep).catch((error: unknown) => {
      console.error('backup', error);
      return fail('internal-error');
    });
    if (stopped) return made;
    failure = made.ok ? null : made.failure;
    if (made.ok) newest = made.value;
    sameDisk = await onSameDisk(folder, parts.dataDir);
    parts.onView();
    return made;
  };

  /** One at a time: who asks while one is made gets that one. */
  const run = (): Promise<Result<BackupInfo>> => {
    running ??= make().finally(() => {
      running = null;
    });
    return running;
  };

  const isDue = (): boolean => {
    const now = parts.now();
    const { everyMinutes } = parts.plan();
    if (failure !== null) return now - triedAt >= Math.min(retryMs, everyMinutes * minuteMs);
    if (parts.head() === 0 || newest?.entries === parts.head()) return false;
    return newest === null || Math.abs(now - Date.parse(newest.at)) >= everyMinutes * minuteMs;
  };

  const look = async (): Promise<void> => {
    if (running !== null || parts.head() === 0) return;
    await read();
    if (!stopped && isDue()) await run();
  };

  const timer = setInterval(() => void look(), parts.lookEveryMs ?? 30_000);
  return {
    run,
    look,
    view: (): BackupView => ({
      folder: folder === '' ? parts.plan().folder : folder,
      lastAt: newest?.at ?? null,
      failure,
      sameDisk,
    }),
    stop: (): void => {
      stopped = true;
      clearInterval(timer);
    },
  };
};
export type AutoBackup = ReturnType<typeof createAutoBackup>;
