import { constants } from 'node:fs';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const isCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

/** A symbolic link stays one: what it points to is replaced. */
const resolveTarget = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return path;
    throw error;
  }
};

const modeOf = async (path: string): Promise<number | null> => {
  try {
    return (await stat(path)).mode & 0o777;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
};

const writeAll = async (file: FileHandle, bytes: Uint8Array): Promise<void> => {
  let offset = 0;
  while (offset < bytes.length) {
    // A disk that is nearly full writes less than asked without an error; only the next call says ENOSPC.
    const { bytesWritten } = await file.write(bytes, offset, bytes.length - offset);
    offset += bytesWritten;
  }
};

const syncFolder = async (folder: string): Promise<void> => {
  // Windows has no handle for a folder's entries; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    // Some shares can't sync a folder at all: the rename is then as durable as they make it.
    if (!isCode(error, 'EINVAL', 'ENOSYS', 'ENOTSUP')) throw error;
  } finally {
    await handle.close();
  }
};

const renameTries = 5;

/** On Windows a virus scanner or editor may hold the target for a moment. */
const renameOver = async (from: string, to: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (attempt === renameTries || !isCode(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, 40 * attempt);
      });
    }
  }
};

/**
 * Replaces a file so that after a crash either the old or the new content stands there whole: temporary file, fsync,
 * rename, fsync of the folder. Keeps the mode of the file that it replaces; `mode` is for a new one.
 * Throws the system's error; the old content is then still there (unless only the last fsync failed).
 */
export const writeAtomically = async (path: string, content: string | Uint8Array, mode = 0o644): Promise<void> => {
  const target = await resolveTarget(path);
  // Hidden, so that whoever collects files from the folder never takes a half one.
  const temporary = join(dirname(target), `.${basename(target)}.new`);
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  try {
    const existing = await modeOf(target);
    await rm(temporary, { force: true });
    const file = await open(temporary, 'wx', existing ?? mode);
    try {
      await writeAll(file, bytes);
      if (existing !== null) await file.chmod(existing);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameOver(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(target));
};
