import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { moveInto, systemCode, writeNew, writeReason } from './move-file';
import { reasonText, type Outcome } from './reason-text';

/** Where files wait for a mapping, and where they go afterwards; `null` removes them. */
export interface WaitingPlace {
  readonly folder: string;
  readonly done: string | null;
  readonly rejected: string | null;
}

/** A file as it lies in the waiting room. */
export interface WaitingFile {
  readonly fileId: string;
  readonly name: string;
  readonly stored: string;
}

export interface WaitingRoom {
  /** Keeps a file that came without a place of its own (drag and drop). */
  put(fileId: string, name: string, bytes: Uint8Array): Promise<void>;
  /** Takes a file from a folder in. */
  moveIn(fileId: string, name: string, path: string): Promise<void>;
  list(): Promise<readonly WaitingFile[]>;
  read(file: WaitingFile): Promise<Uint8Array>;
  /** Puts a file away that is through, with its reason. */
  leave(file: WaitingFile, outcome: Outcome): Promise<void>;
}

const divider = '__';

const waitingName = (fileId: string, name: string): string =>
  `${fileId}${divider}${name.replaceAll(/[^\p{L}\p{N}._ ()-]/gu, '_')}`;

const waitingFile = (stored: string): WaitingFile[] => {
  const at = stored.indexOf(divider);
  return at < 1 || stored.endsWith('.part')
    ? []
    : [{ fileId: stored.slice(0, at), name: stored.slice(at + divider.length), stored }];
};

export const createWaitingRoom = (place: WaitingPlace): WaitingRoom => {
  const list = async (): Promise<readonly WaitingFile[]> => {
    try {
      return (await readdir(place.folder)).flatMap(waitingFile);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return [];
      throw error;
    }
  };

  return {
    list,
    put: async (fileId, name, bytes) => {
      // The same bytes may be dropped twice while they wait.
      if ((await list()).some((each) => each.fileId === fileId)) return;
      await mkdir(place.folder, { recursive: true });
      const path = join(place.folder, waitingName(fileId, name));
      await rm(`${path}.part`, { force: true });
      await writeNew(`${path}.part`, bytes);
      await rename(`${path}.part`, path);
    },
    moveIn: async (fileId, name, path) => {
      await moveInto(path, place.folder, waitingName(fileId, name));
    },
    read: ({ stored }) => readFile(join(place.folder, stored)),
    leave: async ({ name, stored }, outcome) => {
      const path = join(place.folder, stored);
      const folder = outcome.state === 'rejected' ? place.rejected : place.done;
      if (folder === null) return rm(path, { force: true });
      const moved = await moveInto(path, folder, name);
      await writeReason(folder, moved, reasonText(name, outcome));
    },
  };
};
