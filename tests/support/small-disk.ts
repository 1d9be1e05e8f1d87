import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real file system with little room. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives it back. */
  makeRoom(): void;
  remove(): void;
}

/** Why there is none; `null` where it can be had. */
export const noSmallDisk =
  process.platform === 'linux' && process.getuid?.() === 0 ? null : 'it needs Linux and root, to mount a small tmpfs';

const writeUntilFull = (path: string): void => {
  const handle = openSync(path, 'w');
  // The last rooms are smaller than a large write.
  for (const size of [1024 * 1024, 4096]) {
    try {
      for (;;) writeSync(handle, Buffer.alloc(size));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
  closeSync(handle);
};

/** Mounts one for a user; throws where that is not allowed. */
export const createSmallDisk = (megabytes: number, user = 0): SmallDisk => {
  const folder = mkdtempSync(join(tmpdir(), 'packwright-small-'));
  const options = `size=${megabytes}m,uid=${user},gid=${user},mode=755`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { encoding: 'utf8' });
  if (mounted.status !== 0) throw new Error(mounted.stderr);
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => writeUntilFull(filler),
    makeRoom: () => rmSync(filler, { force: true }),
    remove: () => {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
