import type { Result } from '../../shared/result';
import type { BackupInfo } from '../store/backup';

export interface AutoBackupParts {
  readonly make: () => Promise<Result<BackupInfo>>;
  readonly list: () => Promise<readonly BackupInfo[]>;
  readonly remove: (folder: string) => Promise<void>;
  readonly plan: () => { readonly everyMinutes: number; readonly keep: number };
  /** Number of the record's last entry. */
  readonly head: () => number;
  readonly onFailure: (code: string) => void;
}

/** A backup every so often, when something was written since; the oldest go only once a newer checked one is there. */
export const createAutoBackup = (parts: AutoBackupParts) => {
  let lastN = -1;
  let lastAt = Date.now();
  let running = false;

  const run = async (): Promise<void> => {
    const made = await parts.make();
    if (!made.ok) return parts.onFailure(made.failure.code);
    lastN = made.value.entries;
    const all = await parts.list();
    for (const old of all.slice(Math.max(1, parts.plan().keep))) await parts.remove(old.folder);
  };

  const look = async (): Promise<void> => {
    const due = Date.now() - lastAt >= parts.plan().everyMinutes * 60_000;
    if (running || !due || parts.head() === lastN) return;
    running = true;
    lastAt = Date.now();
    try {
      await run();
    } finally {
      running = false;
    }
  };

  const timer = setInterval(() => void look(), 30_000);
  return { run, stop: (): void => clearInterval(timer) };
};
