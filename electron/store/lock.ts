import { closeSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result';

/** When a process began, in the kernel's own ticks: a reused pid has another one. Only Linux tells it cheaply. */
const startOf = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
};

const isHeld = (path: string): boolean => {
  try {
    const [pidText = '', start = ''] = readFileSync(path, 'utf8').split(' ');
    const pid = Number(pidText);
    if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
    const found = startOf(pid);
    return found === null || start === '' || found === start;
  } catch {
    return false;
  }
};

const take = (path: string): boolean => {
  try {
    const handle = openSync(path, 'wx', 0o600);
    writeSync(handle, `${process.pid} ${startOf(process.pid) ?? ''}`);
    closeSync(handle);
    return true;
  } catch {
    return false;
  }
};

/** One store host for a data folder. The lock of a process that is gone is taken over. */
export const lockFolder = (folder: string): Result<{ release(): void }, 'already-running'> => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'store.lock');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (take(path)) {
      return ok({
        release: () => {
          try {
            unlinkSync(path);
          } catch {
            // Gone already: nothing is held.
          }
        },
      });
    }
    if (isHeld(path)) return fail('already-running');
    try {
      unlinkSync(path);
    } catch {
      // Another process was faster; the next attempt sees its lock.
    }
  }
  return fail('already-running');
};
