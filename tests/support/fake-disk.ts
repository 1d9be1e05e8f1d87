import type { FilePort } from '../../electron/journal/file-port';
import type { Random } from './random';

interface FakeFile {
  /** What the program sees. */
  live: Uint8Array;
  /** What a power cut leaves: the content at the last sync. */
  safe: Uint8Array;
}

/** What goes wrong, and when. Operations are counted from 1. */
export interface Faults {
  /** Called before every operation that changes the disk; may throw, or answer how many bytes a write takes. */
  on?: (operation: string, path: string, count: number) => number | null;
  /** `false`: a sync does nothing, as on a disk that lies. */
  syncs?: boolean;
}

const concat = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
};

/**
 * A disk in memory that remembers what was synced. `powerCut` throws away what was not, except for a random first part
 * of unsynced bytes, as a page cache may have been written back in any order.
 */
export const createFakeDisk = (faults: Faults = {}) => {
  let files = new Map<string, FakeFile>();
  const folders = new Set<string>();
  const handles = new Map<number, string>();
  let nextHandle = 3;
  let count = 0;
  const change = (operation: string, path: string): number | null => {
    count += 1;
    return faults.on?.(operation, path, count) ?? null;
  };
  const need = (path: string): FakeFile => {
    const file = files.get(path);
    if (file === undefined) throw Object.assign(new Error(`ENOENT ${path}`), { code: 'ENOENT' });
    return file;
  };
  const ofHandle = (handle: number): { path: string; file: FakeFile } => {
    const path = handles.get(handle);
    if (path === undefined) throw Object.assign(new Error('EBADF'), { code: 'EBADF' });
    return { path, file: need(path) };
  };
  const port: FilePort = {
    exists: (path) => files.has(path) || folders.has(path),
    size: (path) => need(path).live.length,
    list: (path) => {
      if (!folders.has(path)) throw Object.assign(new Error(`ENOTDIR ${path}`), { code: 'ENOTDIR' });
      const below = [...files.keys(), ...folders].filter((each) => each.startsWith(`${path}/`));
      return [...new Set(below.map((each) => each.slice(path.length + 1).split('/')[0] ?? ''))].toSorted();
    },
    read: (path) => need(path).live.slice(),
    readRange: (path, position, length) => need(path).live.slice(position, position + length),
    makeFolder: (path) => {
      const parts = path.split('/');
      for (let end = 2; end <= parts.length; end += 1) folders.add(parts.slice(0, end).join('/'));
    },
    open: (path, mode) => {
      if (mode !== 'update') change('open', path);
      if (mode === 'create' || !files.has(path)) {
        if (mode === 'update') need(path);
        files.set(path, { live: new Uint8Array(), safe: files.get(path)?.safe ?? new Uint8Array() });
      }
      nextHandle += 1;
      handles.set(nextHandle, path);
      return nextHandle;
    },
    write: (handle, bytes, position) => {
      const { path, file } = ofHandle(handle);
      const took = Math.min(bytes.length, change('write', path) ?? bytes.length);
      const part = bytes.subarray(0, took);
      if (position === null) file.live = concat(file.live, part);
      else {
        const grown = new Uint8Array(Math.max(file.live.length, position + took));
        grown.set(file.live);
        grown.set(part, position);
        file.live = grown;
      }
      return took;
    },
    sync: (handle) => {
      const { path, file } = ofHandle(handle);
      change('sync', path);
      if (faults.syncs !== false) file.safe = file.live;
    },
    truncate: (handle, length) => {
      const { path, file } = ofHandle(handle);
      change('truncate', path);
      file.live = file.live.slice(0, length);
    },
    close: (handle) => void handles.delete(handle),
    rename: (from, to) => {
      change('rename', from);
      const moved = files.get(from);
      if (moved !== undefined) {
        files.delete(from);
        files.set(to, moved);
        return;
      }
      for (const [path, file] of files)
        if (path.startsWith(`${from}/`)) {
          files.delete(path);
          files.set(to + path.slice(from.length), file);
        }
      for (const path of folders)
        if (path === from || path.startsWith(`${from}/`)) {
          folders.delete(path);
          folders.add(to + path.slice(from.length));
        }
    },
    remove: (path) => {
      change('remove', path);
      files.delete(path);
    },
    syncFolder: (path) => void change('sync-folder', path),
  };
  return {
    port,
    operations: (): number => count,
    bytes: (path: string): Uint8Array => need(path).live,
    set: (path: string, bytes: Uint8Array): void => {
      files.set(path, { live: bytes, safe: bytes });
    },
    paths: (): string[] => [...files.keys()],
    /** The machine loses power: open handles are gone, unsynced bytes are gone but for a random first part of them. */
    powerCut: (random: Random): void => {
      handles.clear();
      files = new Map(
        [...files].map(([path, { live, safe }]) => {
          const isAppend =
            live.length >= safe.length && live.subarray(0, safe.length).every((byte, at) => byte === safe[at]);
          const kept = isAppend ? live.slice(0, safe.length + random.integer(0, live.length - safe.length)) : safe;
          return [path, { live: kept, safe: kept }];
        }),
      );
    },
  };
};
export type FakeDisk = ReturnType<typeof createFakeDisk>;
