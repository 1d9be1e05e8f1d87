import { randomUUID } from 'node:crypto';
import { makeFolderDurably, syncOrStop, writeAll, type FilePort } from './file-port';
import { segmentName, type JournalScan, type TornWhy } from './scan';

export interface TornTail {
  readonly file: string;
  readonly bytes: number;
  readonly why: TornWhy;
  /** Where the bytes were put. */
  readonly keptAs: string;
}

const pieceBytes = 4 * 1024 * 1024;

/** Copies part of a file into a new one, durably, without holding it whole. */
const copyRange = (port: FilePort, from: string, to: string, start: number, end: number): void => {
  const handle = port.open(to, 'create');
  try {
    for (let at = start; at < end; at += pieceBytes)
      writeAll(port, handle, port.readRange(from, at, Math.min(pieceBytes, end - at)));
    syncOrStop(port, handle);
  } finally {
    port.close(handle);
  }
};

/**
 * Far more bad bytes than good ones: the whole file gets a second name in the folder of torn ends, and a copy of its good
 * part takes its place. `false` where files can't have two names.
 */
const setFileAside = (port: FilePort, folder: string, path: string, keptAs: string, goodBytes: number): boolean => {
  try {
    port.link(path, keptAs);
  } catch {
    return false;
  }
  const part = `${path}.part`;
  copyRange(port, path, part, 0, goodBytes);
  port.rename(part, path);
  port.syncFolder(folder);
  return true;
};

const cutOff = (port: FilePort, path: string, length: number): void => {
  const handle = port.open(path, 'update');
  try {
    port.truncate(handle, length);
    syncOrStop(port, handle);
  } finally {
    port.close(handle);
  }
};

/** Sets the torn bytes aside where they can be looked at, and cuts them off. */
export const setTornAside = (port: FilePort, folder: string, scan: JournalScan): TornTail => {
  const { goodBytes, tornBytes } = scan;
  const file = segmentName(scan.segment);
  const path = `${folder}/${file}`;
  const tornFolder = `${folder}/torn`;
  const keptAs = `${tornFolder}/${file}.${goodBytes}.${randomUUID().slice(0, 8)}`;
  makeFolderDurably(port, tornFolder);
  if (tornBytes < goodBytes + pieceBytes || !setFileAside(port, folder, path, keptAs, goodBytes)) {
    copyRange(port, path, keptAs, goodBytes, goodBytes + tornBytes);
    port.syncFolder(tornFolder);
    cutOff(port, path, goodBytes);
  } else port.syncFolder(tornFolder);
  return { file, bytes: tornBytes, why: scan.tornWhy, keptAs };
};
