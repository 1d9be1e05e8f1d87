import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result';
import type { OnProgress } from '../host-port';
import { errorCode, writeDurably, type FilePort } from '../journal/file-port';
import type { Head } from '../journal/format';
import type { Place } from '../journal/journal';
import { verifyFolder } from '../journal/verify';
import { copyFile, copyWhole, createTree, hashFile, recordFiles, recordParts, type RecordFile } from './backup-files';
import { readRecoveryKey, sameCode, signWith } from './recovery-key';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const describedSchema = z.object({
  format: z.literal(1),
  at: z.string(),
  head: z.object({ n: z.number().int().nonnegative(), hash }),
  /** SHA-256 of the list of files beside it. */
  files: hash,
  /** Over all of the above with the site's recovery key; absent where there was none. */
  mac: hash.optional(),
});
type Described = z.infer<typeof describedSchema>;

export interface BackupFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface BackupInfo {
  readonly folder: string;
  readonly at: string;
  readonly entries: number;
  readonly head: Head;
}

const text = (port: FilePort, path: string): string => new TextDecoder().decode(port.read(path));

const readDescribed = (port: FilePort, folder: string): Described | null => {
  try {
    return describedSchema.parse(JSON.parse(text(port, `${folder}/backup.json`)));
  } catch {
    return null;
  }
};

/** What is signed: it names the record's end and, by their list, every byte of every file. */
const signedText = ({ format, at, head, files }: Described): string =>
  JSON.stringify([format, at, head.n, head.hash, files]);

/** Whether a backup says of itself that it was made by whoever has this code. Its files are another question. */
export const isSignedBy = (port: FilePort, folder: string, code: string): boolean => {
  const described = readDescribed(port, folder);
  return described?.mac !== undefined && sameCode(described.mac, signWith(code, signedText(described)));
};

const infoOf = (folder: string, { at, head }: Described): BackupInfo => ({ folder, at, entries: head.n, head });

/** `<sha256> <bytes> <path>`, one a line. */
const listText = (files: readonly BackupFile[]): string =>
  files.map(({ path, bytes, sha256 }) => `${sha256} ${bytes} ${path}\n`).join('');

/** Windows takes more for a way out than a slash does: drives, backslashes, names that it shortens. */
const plainName = /^[^\\/:*?"<>|\p{Cc}]*[^\\/:*?"<>|\p{Cc}. ]$/u;

/** One of a record's own files: any other path could be written out of the data folder, or over something else in it. */
export const isRecordPath = (path: string): boolean => {
  const [part = '', ...names] = path.split('/');
  if (names.length === 0) return part === 'station.yaml';
  return recordParts.some((each) => each === part) && names.every((name) => plainName.test(name));
};

const fileLine = /^([0-9a-f]{64}) (\d+) (\S.*)$/;

/** The files of a backup as its own list names them; `null` when there is no such list, or not the one it was made with. */
export const readFileList = (port: FilePort, folder: string): readonly BackupFile[] | null => {
  const described = readDescribed(port, folder);
  const path = `${folder}/files.txt`;
  if (described === null || !port.exists(path) || hashFile(port, path) !== described.files) return null;
  const files = text(port, path)
    .split('\n')
    .flatMap((line) => {
      const [, sha256 = '', bytes = '', file = ''] = fileLine.exec(line) ?? [];
      return file === '' ? [] : [{ path: file, bytes: Number(bytes), sha256 }];
    });
  return files.every((file) => isRecordPath(file.path)) ? files : null;
};

const damaged = (file: string): Result<never> => fail('backup-damaged', { file });

/** Opens a backup as a record: every byte of the chain up to its head, all evidence, and every other file. */
export const verifyBackup = (
  port: FilePort,
  folder: string,
  onProgress: OnProgress = () => undefined,
): Result<BackupInfo> => {
  const described = readDescribed(port, folder);
  if (described === null) return fail('backup-not-found', { folder });
  const files = readFileList(port, folder);
  if (files === null) return damaged('files.txt');
  for (const { path, bytes, sha256 } of files) {
    const found = `${folder}/${path}`;
    if (!port.exists(found) || port.size(found) !== bytes) return damaged(path);
    // The journal is checked by its own chain, evidence by its names.
    if (!/^(journal|attachments)\//.test(path) && hashFile(port, found) !== sha256) return damaged(path);
  }
  const verdict = verifyFolder(port, folder, described.head, onProgress);
  if (!verdict.ok) return fail('backup-damaged', { file: 'journal', n: verdict.n, why: verdict.text });
  if (verdict.head.n !== described.head.n || verdict.tornBytes > 0) return damaged('journal');
  return ok(infoOf(folder, described));
};

/** Backups in a folder, newest first. */
export const listBackups = (port: FilePort, target: string): readonly BackupInfo[] =>
  (port.exists(target) ? port.list(target) : [])
    .filter((name) => name.startsWith('packwright-'))
    .flatMap((name) => {
      const folder = `${target}/${name}`;
      const described = readDescribed(port, folder);
      return described === null ? [] : [infoOf(folder, described)];
    })
    .reverse();

interface Before {
  readonly folder: string;
  readonly files: ReadonlyMap<string, BackupFile>;
}

const readBefore = (port: FilePort, target: string): Before | null => {
  const [newest] = listBackups(port, target);
  const files = newest === undefined ? null : readFileList(port, newest.folder);
  if (newest === undefined || files === null) return null;
  return { folder: newest.folder, files: new Map(files.map((file) => [file.path, file])) };
};

/** Shares a file that never changes with the backup before, where files can have two names and it is still whole. */
const share = (port: FilePort, before: Before | null, file: RecordFile, to: string): BackupFile | null => {
  const known = before?.files.get(file.path);
  if (before === null || known === undefined || !file.lasts || known.bytes !== file.bytes) return null;
  try {
    port.link(`${before.folder}/${file.path}`, to);
  } catch {
    return null;
  }
  if (hashFile(port, to) === known.sha256) return known;
  port.remove(to);
  return null;
};

export interface BackupWish {
  readonly folder: string;
  /** Where backups go. */
  readonly target: string;
  /** The record's end when the backup was asked for; what is appended meanwhile is the next one's. */
  readonly place: Place;
  readonly now: Date;
  /** So many are kept; older ones go once this one is there and checked. */
  readonly keep?: number;
}

const copyAll = (port: FilePort, wish: BackupWish, temporary: string, onProgress: OnProgress): BackupFile[] => {
  const before = readBefore(port, wish.target);
  const tree = createTree(port, temporary);
  const files = recordFiles(port, wish.folder, wish.place);
  const copied = files.map((file, index): BackupFile => {
    if (index % 100 === 0) onProgress({ done: index, total: files.length * 2 });
    const to = tree.place(file.path);
    const shared = share(port, before, file, to);
    if (shared !== null) return shared;
    if (file.whole) return { path: file.path, ...copyWhole(port, `${wish.folder}/${file.path}`, to) };
    return {
      path: file.path,
      bytes: file.bytes,
      sha256: copyFile(port, `${wish.folder}/${file.path}`, to, file.bytes),
    };
  });
  tree.settle();
  return copied;
};

const utf8 = new TextEncoder();

const writeList = (port: FilePort, wish: BackupWish, temporary: string, files: readonly BackupFile[]): void => {
  writeDurably(port, temporary, 'files.txt', utf8.encode(listText(files)));
  const described: Described = {
    format: 1,
    at: wish.now.toISOString(),
    head: { ...wish.place.head },
    files: hashFile(port, `${temporary}/files.txt`),
  };
  const code = readRecoveryKey(port, wish.folder);
  const signed = code === null ? described : { ...described, mac: signWith(code, signedText(described)) };
  writeDurably(port, temporary, 'backup.json', utf8.encode(JSON.stringify(signed, null, 1)));
};

/** It gets its name, and with it a place in the list, only once it was opened and found whole. */
const writeBackup = (port: FilePort, wish: BackupWish, onProgress: OnProgress): Result<BackupInfo> => {
  const { target, place } = wish;
  const name = `packwright-${wish.now.toISOString().replaceAll(/[:.]/g, '-')}-${place.head.n}`;
  const temporary = `${target}/.${name}.part`;
  port.makeFolder(temporary);
  try {
    writeList(port, wish, temporary, copyAll(port, wish, temporary, onProgress));
    const checked = verifyBackup(port, temporary, ({ done, total }) =>
      onProgress({ done: total + done, total: total * 2 }),
    );
    if (!checked.ok) {
      removeQuietly(port, temporary);
      return checked;
    }
    port.rename(temporary, `${target}/${name}`);
    port.syncFolder(target);
    return ok({ ...checked.value, folder: `${target}/${name}` });
  } catch (error) {
    removeQuietly(port, temporary);
    throw error;
  }
};

const removeQuietly = (port: FilePort, path: string): void => {
  try {
    port.removeTree(path);
  } catch {
    // Its name says that it is unfinished; the next backup tries again.
  }
};

/** Unfinished backups of processes that were killed, and the oldest ones beyond those kept. */
const prune = (port: FilePort, target: string, keep: number): void => {
  for (const name of port.list(target))
    if (/^\.packwright-.*\.part$/.test(name)) removeQuietly(port, `${target}/${name}`);
  for (const old of listBackups(port, target).slice(Math.max(1, keep))) removeQuietly(port, old.folder);
};

/**
 * Copies the record up to a place into `<target>/<time>`, then opens the copy and checks it. Made beside a store that
 * goes on writing: the journal only grows, evidence never changes, and keys are there before the entries that need them.
 */
export const backupStore = (
  port: FilePort,
  wish: BackupWish,
  onProgress: OnProgress = () => undefined,
): Result<BackupInfo> => {
  try {
    const made = writeBackup(port, wish, onProgress);
    if (made.ok && wish.keep !== undefined) prune(port, wish.target, wish.keep);
    return made;
  } catch (error) {
    return fail('backup-failed', { error: errorCode(error), folder: wish.target });
  }
};
