import type { FilePort } from '../../electron/journal/file-port';
import { cutContent, cutNames, type Inode, type NameChange } from './power-cut';
import type { Random } from './random';

/** What goes wrong, and when. Operations are counted from 1. */
export interface Faults {
  /** Called before every operation; may throw, or answer how many bytes a write takes. Only changes are counted. */
  on?: (operation: Operation, path: string, count: number) => number | null;
  /** `false`: a sync does nothing, as on a disk that lies. */
  syncs?: boolean;
}

export type Operation =
  | 'read'
  | 'make-folder'
  | 'open'
  | 'write'
  | 'sync'
  | 'truncate'
  | 'rename'
  | 'link'
  | 'remove'
  | 'sync-folder';

const isRoot = (path: string): boolean => path === '' || path === '/';
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const systemError = (code: string, path: string): Error => Object.assign(new Error(`${code} ${path}`), { code });

const overwritten = (live: Uint8Array, part: Uint8Array, at: number): Uint8Array => {
  const grown = new Uint8Array(Math.max(live.length, at + part.length));
  grown.set(live);
  grown.set(part, at);
  return grown;
};

/**
 * A disk in memory that knows what was synced. `powerCut` loses what was not: sectors of files in any choice, and names
 * of files in folders that were not synced, as SQLite's own crash tests do it (https://sqlite.org/testing.html, 3.2).
 */
export const createFakeDisk = (faults: Faults = {}) => {
  /** `null`: a folder. */
  let names = new Map<string, Inode | null>();
  /** The names that a power cut leaves, and the changes to them that it may take back. */
  let safeNames = new Map<string, Inode | null>();
  let pending: NameChange[] = [];
  const handles = new Map<number, { readonly path: string; readonly inode: Inode; readonly append: boolean }>();
  let nextHandle = 3;
  let count = 0;

  const tell = (operation: Operation, path: string): number | null => {
    count += 1;
    return faults.on?.(operation, path, count) ?? null;
  };
  const fileAt = (path: string): Inode => {
    tell('read', path);
    const inode = names.get(path);
    if (inode === undefined) throw systemError('ENOENT', path);
    if (inode === null) throw systemError('EISDIR', path);
    return inode;
  };
  const ofHandle = (handle: number) => {
    const found = handles.get(handle);
    if (found === undefined) throw systemError('EBADF', String(handle));
    return found;
  };
  const needFolder = (path: string): void => {
    if (path !== '' && names.get(path) !== null) throw systemError('ENOENT', path);
  };
  const change = (each: NameChange): void => {
    cutNames.apply(names, each);
    pending.push(each);
  };

  const port: FilePort = {
    exists: (path) => isRoot(path) || names.has(path),
    size: (path) => fileAt(path).live.length,
    list: (path) => {
      tell('read', path);
      if (names.get(path) !== null) throw systemError('ENOTDIR', path);
      return [...names.keys()]
        .filter((each) => parentOf(each) === path)
        .map((each) => each.slice(path.length + 1))
        .toSorted();
    },
    read: (path) => fileAt(path).live.slice(),
    readRange: (path, position, length) => fileAt(path).live.slice(position, position + length),
    makeFolder: (path) => {
      const parts = path.split('/');
      for (let end = 2; end <= parts.length; end += 1) {
        const each = parts.slice(0, end).join('/');
        if (names.has(each)) continue;
        tell('make-folder', each);
        change({ kind: 'set', path: each, inode: null });
      }
    },
    open: (path, mode) => {
      tell('open', path);
      needFolder(parentOf(path));
      let inode = names.get(path);
      if (inode === null) throw systemError('EISDIR', path);
      if (inode === undefined) {
        if (mode === 'update' || mode === 'read') throw systemError('ENOENT', path);
        inode = { live: new Uint8Array(), safe: new Uint8Array() };
        change({ kind: 'set', path, inode });
      }
      if (mode === 'create') inode.live = new Uint8Array();
      nextHandle += 1;
      handles.set(nextHandle, { path, inode, append: mode === 'append' });
      return nextHandle;
    },
    readAt: (handle, target, position) => {
      const { path, inode } = ofHandle(handle);
      tell('read', path);
      const part = inode.live.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
    write: (handle, bytes, position) => {
      const { path, inode } = ofHandle(handle);
      const took = Math.min(bytes.length, tell('write', path) ?? bytes.length);
      inode.live = overwritten(inode.live, bytes.subarray(0, took), position ?? inode.live.length);
      return took;
    },
    sync: (handle) => {
      const { path, inode } = ofHandle(handle);
      tell('sync', path);
      if (faults.syncs !== false) inode.safe = inode.live;
    },
    truncate: (handle, length) => {
      const { path, inode } = ofHandle(handle);
      tell('truncate', path);
      inode.live = inode.live.slice(0, length);
    },
    close: (handle) => void handles.delete(handle),
    rename: (from, to) => {
      tell('rename', from);
      if (!names.has(from)) throw systemError('ENOENT', from);
      needFolder(parentOf(to));
      change({ kind: 'rename', from, to });
    },
    link: (from, to) => {
      tell('link', from);
      const inode = names.get(from);
      if (inode === undefined || inode === null) throw systemError('ENOENT', from);
      if (names.has(to)) throw systemError('EEXIST', to);
      change({ kind: 'set', path: to, inode });
    },
    remove: (path) => {
      tell('remove', path);
      if (!names.has(path)) throw systemError('ENOENT', path);
      change({ kind: 'remove', path });
    },
    removeTree: (path) => {
      const inside = [...names.keys()].filter((each) => each === path || each.startsWith(`${path}/`));
      for (const each of inside.reverse()) {
        tell('remove', each);
        change({ kind: 'remove', path: each });
      }
    },
    syncFolder: (path) => {
      tell('sync-folder', path);
      if (!isRoot(path) && !names.has(path)) throw systemError('ENOENT', path);
      if (faults.syncs === false) return;
      pending = cutNames.settle(safeNames, pending, isRoot(path) ? '' : path);
    },
  };

  return {
    port,
    operations: (): number => count,
    bytes: (path: string): Uint8Array => {
      const inode = names.get(path);
      if (inode === undefined || inode === null) throw systemError('ENOENT', path);
      return inode.live;
    },
    /** Puts a file there as if it had always been. */
    set: (path: string, bytes: Uint8Array): void => {
      const parts = path.split('/');
      for (let end = 2; end < parts.length; end += 1)
        for (const each of [names, safeNames]) each.set(parts.slice(0, end).join('/'), null);
      const inode = { live: bytes, safe: bytes };
      for (const each of [names, safeNames]) each.set(path, inode);
    },
    paths: (): string[] => [...names].flatMap(([path, inode]) => (inode === null ? [] : [path])),
    /** The process is killed: what it wrote is still in the page cache. */
    killProcess: (): void => handles.clear(),
    /** The machine loses power: open handles are gone, and some of what was not synced. */
    powerCut: (random: Random): void => {
      handles.clear();
      safeNames = cutNames.survivors(safeNames, pending, random);
      pending = [];
      const inodes = new Set([...safeNames.values()].filter((inode) => inode !== null));
      for (const inode of inodes) {
        inode.live = cutContent(inode, random);
        inode.safe = inode.live;
      }
      names = new Map(safeNames);
    },
  };
};
export type FakeDisk = ReturnType<typeof createFakeDisk>;
