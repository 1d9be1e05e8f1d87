import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result';
import { errorCode, writeDurably, type FilePort } from '../journal/file-port';
import { encodeLine, type Head } from '../journal/format';
import { scanJournal, segmentName } from '../journal/scan';

const manifestSchema = z.object({
  format: z.literal(1),
  at: z.string(),
  head: z.object({ n: z.number().int().nonnegative(), hash: z.string().length(64) }),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int().nonnegative(), sha256: z.string().length(64) })),
});
type Manifest = z.infer<typeof manifestSchema>;

/** Folders of a data folder that make up the record. Snapshots are left out: they are made anew. */
const parts = ['journal', 'attachments', 'keys', 'people'] as const;

/** Numbers that may have been used after the backup was made: SSCCs and parcel numbers jump past this many. */
export const restoreReserve = 10_000;

const filesBelow = (port: FilePort, root: string, path: string): string[] => {
  if (!port.exists(`${root}/${path}`)) return [];
  return port.list(`${root}/${path}`).flatMap((name) => {
    const each = `${path}/${name}`;
    if (name.endsWith('.part') || name === 'torn') return [];
    return isFolder(port, `${root}/${each}`) ? filesBelow(port, root, each) : [each];
  });
};

const isFolder = (port: FilePort, path: string): boolean => {
  try {
    port.list(path);
    return true;
  } catch {
    return false;
  }
};

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const copyFile = (port: FilePort, from: string, to: string, path: string): Manifest['files'][number] => {
  const bytes = port.read(`${from}/${path}`);
  port.makeFolder(folderOf(`${to}/${path}`));
  writeDurably(port, folderOf(`${to}/${path}`), nameOf(path), bytes);
  return { path, bytes: bytes.length, sha256: sha256Of(bytes) };
};

export interface BackupInfo {
  readonly folder: string;
  readonly at: string;
  readonly entries: number;
  readonly head: Head;
}

/** Reads a backup's own list; `null` when it is none. */
const readManifest = (port: FilePort, folder: string): Manifest | null => {
  try {
    return manifestSchema.parse(JSON.parse(new TextDecoder().decode(port.read(`${folder}/backup.json`))));
  } catch {
    return null;
  }
};

/** Opens a backup: every file against its hash, the whole chain against the head. */
export const verifyBackup = (port: FilePort, folder: string): Result<BackupInfo> => {
  const manifest = readManifest(port, folder);
  if (manifest === null) return fail('backup-not-found', { folder });
  for (const file of manifest.files) {
    const path = `${folder}/${file.path}`;
    if (!port.exists(path) || sha256Of(port.read(path)) !== file.sha256)
      return fail('backup-damaged', { file: file.path });
  }
  const scan = scanJournal(port, `${folder}/journal`, null, () => undefined);
  if (scan.broken !== null) return fail('backup-damaged', { file: scan.broken.file, n: scan.broken.n });
  if (scan.head.n !== manifest.head.n || scan.head.hash !== manifest.head.hash)
    return fail('backup-damaged', { file: 'journal', n: scan.head.n });
  return ok({ folder, at: manifest.at, entries: manifest.head.n, head: manifest.head });
};

/**
 * Copies the record as it stands between two commands into `<target>/<time>`, then opens the copy and checks it. A
 * backup that was interrupted keeps its temporary name and is never listed.
 */
export const backupStore = (
  port: FilePort,
  dataFolder: string,
  target: string,
  head: Head,
  now: Date,
): Result<BackupInfo> => {
  const at = now.toISOString();
  const name = `packwright-${at.replaceAll(/[:.]/g, '-')}-${head.n}`;
  const temporary = `${target}/.${name}.part`;
  try {
    port.makeFolder(temporary);
    const files = parts
      .flatMap((part) => filesBelow(port, dataFolder, part))
      .map((path) => copyFile(port, dataFolder, temporary, path));
    const manifest: Manifest = { format: 1, at, head: { n: head.n, hash: head.hash }, files };
    writeDurably(port, temporary, 'backup.json', new TextEncoder().encode(JSON.stringify(manifest, null, 1)));
    port.rename(temporary, `${target}/${name}`);
    port.syncFolder(target);
  } catch (error) {
    return fail('backup-failed', { error: errorCode(error), folder: target });
  }
  return verifyBackup(port, `${target}/${name}`);
};

/** Backups in a folder, newest first. */
export const listBackups = (port: FilePort, target: string): readonly BackupInfo[] =>
  !port.exists(target)
    ? []
    : port
        .list(target)
        .filter((name) => name.startsWith('packwright-'))
        .flatMap((name) => {
          const folder = `${target}/${name}`;
          const manifest = readManifest(port, folder);
          return manifest === null ? [] : [{ folder, at: manifest.at, entries: manifest.head.n, head: manifest.head }];
        })
        .reverse();

/** Says in the record itself that it was restored: numbers jump, and orders open in the backup wait for a supervisor. */
const appendRestored = (port: FilePort, folder: string, info: BackupInfo, now: Date): void => {
  const scan = scanJournal(port, `${folder}/journal`, null, () => undefined);
  const { bytes } = encodeLine(
    {
      kind: 'entry',
      n: scan.head.n + 1,
      at: now.toISOString(),
      site: '',
      station: '',
      person: null,
      role: 'station',
      id: `restore-${now.getTime()}`,
      command: 'store.restore',
      input: '',
      events: [{ type: 'v1.store.restored', data: { reserve: restoreReserve, from: info.at, head: { ...info.head } } }],
      answer: { ok: true, value: null },
    },
    scan.chain,
  );
  const path = `${folder}/journal/${segmentName(scan.segment)}`;
  const before = port.read(path);
  const joined = new Uint8Array(before.length + bytes.length);
  joined.set(before);
  joined.set(bytes, before.length);
  writeDurably(port, `${folder}/journal`, segmentName(scan.segment), joined);
};

/** Restores a verified backup into a data folder. What was there before is kept beside it, never overwritten. */
export const restoreBackup = (port: FilePort, backup: string, dataFolder: string, now: Date): Result<BackupInfo> => {
  const info = verifyBackup(port, backup);
  if (!info.ok) return info;
  const manifest = readManifest(port, backup);
  if (manifest === null) return fail('backup-not-found', { folder: backup });
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-');
  const temporary = `${dataFolder}/.restore-${stamp}.part`;
  try {
    port.makeFolder(temporary);
    for (const { path } of manifest.files) copyFile(port, backup, temporary, path);
    appendRestored(port, temporary, info.value, now);
    const aside = `${dataFolder}/before-restore-${stamp}`;
    for (const part of [...parts, 'snapshots']) {
      if (!port.exists(`${dataFolder}/${part}`)) continue;
      port.makeFolder(aside);
      port.rename(`${dataFolder}/${part}`, `${aside}/${part}`);
    }
    for (const part of parts)
      if (port.exists(`${temporary}/${part}`)) port.rename(`${temporary}/${part}`, `${dataFolder}/${part}`);
    port.syncFolder(dataFolder);
  } catch (error) {
    return fail('restore-failed', { error: errorCode(error) });
  }
  return info;
};
