import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
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

const remove = (path: string): void => {
  try {
    unlinkSync(path);
  } catch {
    // Gone already.
  }
};

/** Appears whole, with the owner in it, or not at all: nobody may find an empty lock and think it stale. */
const take = (path: string): boolean => {
  const own = `${path}.${process.pid}.${randomUUID().slice(0, 8)}`;
  const text = `${process.pid} ${startOf(process.pid) ?? ''}`;
  try {
    writeFileSync(own, text, { flag: 'wx', mode: 0o600 });
    linkSync(own, path);
    return true;
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    return code === 'EEXIST' ? false : takeWithoutLinks(path, text, code);
  } finally {
    remove(own);
  }
};

/** FAT and some network shares have no second names for a file. */
const takeWithoutLinks = (path: string, text: string, code: unknown): boolean => {
  if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'UNKNOWN'].includes(String(code))) return false;
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch {
    return false;
  }
};

/** A takeover is a matter of microseconds: one that stands for longer belongs to a process that was killed in it. */
const longestTakeoverMs = 10_000;

const isOld = (path: string): boolean => {
  try {
    return Date.now() - statSync(path).mtimeMs > longestTakeoverMs;
  } catch {
    return false;
  }
};

/** Only one process at a time may take a stale lock away: another's fresh one could stand there a moment later. */
const takeOver = (path: string): boolean => {
  const guard = `${path}.takeover`;
  if (!take(guard)) {
    if (isOld(guard)) remove(guard);
    return false;
  }
  try {
    if (isHeld(path)) return false;
    remove(path);
    return take(path);
  } finally {
    remove(guard);
  }
};

/** One store host for a data folder. The lock of a process that is gone is taken over. */
export const lockFolder = (folder: string): Result<{ release(): void }, 'already-running'> => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'store.lock');
  const taken = take(path) || (!isHeld(path) && takeOver(path));
  return taken ? ok({ release: () => remove(path) }) : fail('already-running');
};
