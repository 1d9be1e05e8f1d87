import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor, Store } from '../../store/types';
import type { ImportFileState } from '../../../shared/features/import/queries';
import type { Intake } from './intake';
import { moveInto, systemCode, writeNew, writeReason } from './move-file';
import { reasonText, type Outcome } from './reason-text';

/** Where files wait for a mapping, and where they go afterwards; `null` removes them. */
export interface WaitingPlace {
  readonly folder: string;
  readonly done: string | null;
  readonly rejected: string | null;
}

export interface DueFile {
  readonly fileId: string;
  readonly name: string;
  readonly state: ImportFileState;
}

export interface WaitingRoom {
  /** Keeps a file that came without a place of its own (drag and drop). */
  put(fileId: string, name: string, bytes: Uint8Array): Promise<void>;
  /** Takes a file from a folder in. */
  moveIn(fileId: string, name: string, path: string): Promise<void>;
  /** Deals with one file that has something to do; `false` when it doesn't lie here. */
  settle(due: DueFile): Promise<boolean>;
}

const waitingName = (fileId: string, name: string): string =>
  `${fileId}__${name.replaceAll(/[^\p{L}\p{N}._ ()-]/gu, '_')}`;

/** `store` is told when a file is given up. */
export const createWaitingRoom = (
  place: WaitingPlace,
  intake: Intake,
  store: Store,
  actor: () => Actor,
): WaitingRoom => {
  const find = async (fileId: string): Promise<string | null> => {
    try {
      return (await readdir(place.folder)).find((name) => name.startsWith(`${fileId}__`)) ?? null;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null;
      throw error;
    }
  };

  const leave = async (stored: string, folder: string | null, report: Outcome): Promise<void> => {
    const path = join(place.folder, stored);
    const name = stored.slice(stored.indexOf('__') + 2);
    if (folder === null) return rm(path, { force: true });
    const moved = await moveInto(path, folder, name);
    await writeReason(folder, moved, reasonText(name, report));
  };

  const discard = async ({ fileId, name }: DueFile, stored: string, bytes: Uint8Array): Promise<void> => {
    const file = {
      fileId,
      name,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      source: 'folder' as const,
      demo: false,
    };
    const input = { file, code: 'discarded', row: null };
    const result = await store.execute({
      id: `discard:${fileId}`,
      name: 'import.reject',
      input,
      actor: actor(),
      origin: 'trusted',
    });
    if (result.ok)
      await leave(stored, place.rejected, { state: 'rejected', code: 'discarded', problems: [], rows: 0, badRows: 0 });
  };

  return {
    put: async (fileId, name, bytes) => {
      await mkdir(place.folder, { recursive: true });
      const path = join(place.folder, waitingName(fileId, name));
      await rm(`${path}.part`, { force: true });
      await writeNew(`${path}.part`, bytes);
      await rename(`${path}.part`, path);
    },
    moveIn: async (fileId, name, path) => {
      await moveInto(path, place.folder, waitingName(fileId, name));
    },
    settle: async (due) => {
      const stored = await find(due.fileId);
      if (stored === null) return false;
      const bytes = await readFile(join(place.folder, stored));
      if (due.state === 'discard') await discard(due, stored, bytes);
      else {
        const taken = await intake.take({
          name: due.name,
          bytes,
          source: 'folder',
          actor: actor(),
          fileId: due.fileId,
        });
        if (taken.ok && taken.value.state !== 'waiting')
          await leave(stored, taken.value.state === 'rejected' ? place.rejected : place.done, taken.value);
      }
      return true;
    },
  };
};
