import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';

/**
 * Every file operation of the record, so that tests can make each one fail, tear or vanish. Synchronous: the store host
 * is a process of its own with one writer, and an entry is answered only after it is on disk.
 */
export interface FilePort {
  exists(path: string): boolean;
  size(path: string): number;
  list(path: string): string[];
  read(path: string): Uint8Array;
  /** Up to `length` bytes from `position`. */
  readRange(path: string, position: number, length: number): Uint8Array;
  makeFolder(path: string): void;
  /** `append` and `update` keep what is there, `create` starts empty. What is open for `read` stays readable if removed. */
  open(path: string, mode: 'append' | 'create' | 'update' | 'read'): number;
  /** Fills the target with bytes from `position` and answers how many there were. */
  readAt(handle: number, target: Uint8Array, position: number): number;
  /** Writes some of the bytes (`position` null: at the end) and answers how many: a short write is no error. */
  write(handle: number, bytes: Uint8Array, position: number | null): number;
  sync(handle: number): void;
  truncate(handle: number, length: number): void;
  close(handle: number): void;
  rename(from: string, to: string): void;
  /** A second name for the same file; throws where the file system has none. */
  link(from: string, to: string): void;
  remove(path: string): void;
  /** A folder with all that is in it; nothing when it is not there. */
  removeTree(path: string): void;
  syncFolder(path: string): void;
}

const flags = { append: 'a', create: 'w', update: 'r+', read: 'r' } as const;

const readAll = (handle: number, target: Uint8Array, position: number): number => {
  let filled = 0;
  while (filled < target.length) {
    const got = readSync(handle, target, filled, target.length - filled, position + filled);
    if (got === 0) break;
    filled += got;
  }
  return filled;
};

export const nodeFilePort: FilePort = {
  exists: existsSync,
  size: (path) => statSync(path).size,
  list: (path) => readdirSync(path).sort(),
  read: (path) => {
    // The same bytes, not a copy: a snapshot has hundreds of megabytes.
    const { buffer, byteOffset, byteLength } = readFileSync(path);
    return new Uint8Array(buffer, byteOffset, byteLength);
  },
  readRange: (path, position, length) => {
    const handle = openSync(path, 'r');
    try {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, fstatSync(handle).size - position)));
      return bytes.subarray(0, readAll(handle, bytes, position));
    } finally {
      closeSync(handle);
    }
  },
  makeFolder: (path) => void mkdirSync(path, { recursive: true }),
  open: (path, mode) => openSync(path, flags[mode], 0o600),
  readAt: readAll,
  write: (handle, bytes, position) => writeSync(handle, bytes, 0, bytes.length, position),
  sync: fdatasyncSync,
  truncate: ftruncateSync,
  close: closeSync,
  rename: renameSync,
  link: linkSync,
  remove: unlinkSync,
  removeTree: (path) => rmSync(path, { recursive: true, force: true }),
  syncFolder: (path) => {
    // Windows can't sync a folder; NTFS journals the rename by itself.
    if (process.platform === 'win32') return;
    const handle = openSync(path, 'r');
    try {
      fsyncSync(handle);
    } catch (error) {
      // Some network and FUSE file systems can't sync a folder and have no other way to ask for it.
      if (!['EINVAL', 'EBADF', 'ENOTSUP'].includes(errorCode(error))) throw error;
    } finally {
      closeSync(handle);
    }
  },
};

/** Writes all bytes or throws; a write that takes nothing counts as a full disk. */
export const writeAll = (port: FilePort, handle: number, bytes: Uint8Array, position: number | null = null): void => {
  let written = 0;
  while (written < bytes.length) {
    const took = port.write(handle, bytes.subarray(written), position === null ? null : position + written);
    if (took <= 0) throw Object.assign(new Error('nothing written'), { code: 'ENOSPC' });
    written += took;
  }
};

/** What is on disk after a failed sync is not known: the kernel may have dropped the pages and forgotten the error. */
export class SyncFailed extends Error {
  override readonly name = 'SyncFailed';
  readonly code: string;
  constructor(cause: unknown) {
    super('sync failed', { cause });
    this.code = errorCode(cause);
  }
}

export const syncOrStop = (port: FilePort, handle: number): void => {
  try {
    port.sync(handle);
  } catch (error) {
    throw new SyncFailed(error);
  }
};

/**
 * A folder that a power cut can't take: it and all above it that had to be made are written into their own folders. One
 * that is there already may still be unsynced from a start that was killed, so its own name is synced too.
 */
export const makeFolderDurably = (port: FilePort, path: string): void => {
  const parent = path.slice(0, path.lastIndexOf('/'));
  if (parent !== '' && !port.exists(parent)) makeFolderDurably(port, parent);
  port.makeFolder(path);
  if (parent !== '') port.syncFolder(parent);
};

/** A whole file, durable before it returns: temporary name, sync, rename, sync of the folder. */
export const writeDurably = (port: FilePort, folder: string, name: string, bytes: Uint8Array): void => {
  const temporary = `${folder}/.${name}.part`;
  const handle = port.open(temporary, 'create');
  try {
    writeAll(port, handle, bytes);
    port.sync(handle);
  } finally {
    port.close(handle);
  }
  port.rename(temporary, `${folder}/${name}`);
  port.syncFolder(folder);
};

export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown';
