import { createHash } from 'node:crypto';
import { makeFolderDurably, syncOrStop, writeAll, type FilePort } from '../journal/file-port';
import type { Place } from '../journal/journal';
import { segmentName, segmentNumbers } from '../journal/scan';

/** What makes up a record, beside the station's settings. Snapshots are left out: they are made anew. */
export const recordParts = ['journal', 'attachments', 'keys', 'people'] as const;

/** One file of a record, by its path in the data folder. */
export interface RecordFile {
  readonly path: string;
  /** As many of its bytes as belong to the backup: what the journal gets afterwards does not. */
  readonly bytes: number;
  /** Never written again once it is there: it may be shared with the backup before. */
  readonly lasts: boolean;
  /** Replaced whole at any time, and then of another length: it is taken as it is when it is copied. */
  readonly whole: boolean;
}

const namesIn = (port: FilePort, folder: string): readonly string[] => (port.exists(folder) ? port.list(folder) : []);
const isTemporary = (name: string): boolean => name.startsWith('.') || /\.(part|new)$/.test(name);

const journalFiles = (port: FilePort, folder: string, place: Place): RecordFile[] =>
  segmentNumbers(port, `${folder}/journal`)
    .filter((segment) => segment <= place.segment)
    .map((segment) => {
      const path = `journal/${segmentName(segment)}`;
      const lasts = segment < place.segment;
      return { path, bytes: lasts ? port.size(`${folder}/${path}`) : place.byte, lasts, whole: false };
    });

const attachmentFiles = (port: FilePort, folder: string): RecordFile[] =>
  namesIn(port, `${folder}/attachments`)
    .filter((name) => /^[0-9a-f]{2}$/.test(name))
    .flatMap((name) =>
      port
        .list(`${folder}/attachments/${name}`)
        .filter((each) => !isTemporary(each))
        .map((each) => {
          const path = `attachments/${name}/${each}`;
          return { path, bytes: port.size(`${folder}/${path}`), lasts: true, whole: false };
        }),
    );

const smallFiles = (port: FilePort, folder: string, part: string): RecordFile[] =>
  namesIn(port, `${folder}/${part}`)
    .filter((name) => !isTemporary(name))
    .map((name) => ({
      path: `${part}/${name}`,
      bytes: port.size(`${folder}/${part}/${name}`),
      lasts: false,
      whole: true,
    }));

/** Every file that a backup of the record up to a place is made of. What stands there later than that does no harm. */
export const recordFiles = (port: FilePort, folder: string, place: Place): RecordFile[] => [
  ...journalFiles(port, folder, place),
  ...attachmentFiles(port, folder),
  ...smallFiles(port, folder, 'keys'),
  ...smallFiles(port, folder, 'people'),
  ...(port.exists(`${folder}/station.yaml`)
    ? [{ path: 'station.yaml', bytes: port.size(`${folder}/station.yaml`), lasts: false, whole: true }]
    : []),
];

const pieceBytes = 4 * 1024 * 1024;

/** Copies the first bytes of a file, durably, in pieces; answers their SHA-256. */
export const copyFile = (port: FilePort, from: string, to: string, bytes: number): string => {
  const hash = createHash('sha256');
  const handle = port.open(to, 'create');
  try {
    for (let at = 0; at < bytes; at += pieceBytes) {
      const piece = port.readRange(from, at, Math.min(pieceBytes, bytes - at));
      hash.update(piece);
      writeAll(port, handle, piece);
    }
    syncOrStop(port, handle);
  } finally {
    port.close(handle);
  }
  return hash.digest('hex');
};

/** Copies a small file as it is now, durably; answers its length and SHA-256. */
export const copyWhole = (
  port: FilePort,
  from: string,
  to: string,
): { readonly bytes: number; readonly sha256: string } => {
  const bytes = port.read(from);
  const handle = port.open(to, 'create');
  try {
    writeAll(port, handle, bytes);
    syncOrStop(port, handle);
  } finally {
    port.close(handle);
  }
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
};

export const hashFile = (port: FilePort, path: string): string => {
  const hash = createHash('sha256');
  const size = port.size(path);
  for (let at = 0; at < size; at += pieceBytes) hash.update(port.readRange(path, at, Math.min(pieceBytes, size - at)));
  return hash.digest('hex');
};

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Folders that files are put into: each is made once, and synced once all of its files are there. */
export const createTree = (port: FilePort, root: string) => {
  const folders = new Set<string>();
  return {
    /** Where a file of that path goes. */
    place: (path: string): string => {
      const folder = folderOf(`${root}/${path}`);
      if (!folders.has(folder)) makeFolderDurably(port, folder);
      folders.add(folder);
      return `${root}/${path}`;
    },
    settle: (): void => {
      for (const folder of folders) port.syncFolder(folder);
    },
  };
};
