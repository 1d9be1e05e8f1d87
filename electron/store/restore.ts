import { userInfo } from 'node:os';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result';
import type { OnProgress } from '../host-port';
import { errorCode, syncOrStop, writeAll, writeDurably, type FilePort } from '../journal/file-port';
import { encodeLine, type JournalEntry } from '../journal/format';
import { scanJournal, segmentName } from '../journal/scan';
import { readFileList, verifyBackup, type BackupInfo } from './backup';
import { copyFile, createTree, recordParts } from './backup-files';
import { mayRestore, type BackupOrigin, type RestoreBy } from './may-restore';
import { recoveryKeyFile } from './recovery-key';

/** Parcel numbers and SSCCs that may have been used since the backup: so many, and so many more for each day since. */
const reserve = { least: 10_000, perDay: 1000 } as const;
/** Copies of a label that may have been printed since. */
const copyReserve = 100;

const dayMs = 86_400_000;
const reserveFor = (sinceMs: number): number =>
  reserve.least + reserve.perDay * Math.ceil(Math.max(0, sinceMs) / dayMs);

/** What is to be put in place, written down before anything is moved: a start that finds it goes on with it. */
const planSchema = z.object({
  temporary: z.string().min(1),
  aside: z.string().min(1),
  moveAside: z.array(z.string()),
  moveIn: z.array(z.string()),
});
type Plan = z.infer<typeof planSchema>;
const planName = 'restore.json';

/** Says in the record itself that it was restored: numbers jump, and orders open in the backup wait for a supervisor. */
const appendRestored = (
  port: FilePort,
  folder: string,
  info: BackupInfo,
  { by, origin }: { readonly by: RestoreBy; readonly origin: BackupOrigin },
  now: Date,
): void => {
  const journal = `${folder}/journal`;
  let last: JournalEntry | null = null;
  const scan = scanJournal(port, journal, null, (entry) => {
    last = entry;
  });
  const { site = '', station = '' } = (last as JournalEntry | null) ?? {};
  const data = {
    reserve: reserveFor(now.getTime() - Date.parse(info.at)),
    copyReserve,
    from: info.at,
    head: { ...info.head },
    folder: info.folder,
    origin,
    way: by.way,
    ...(by.way === 'command-line' ? { user: userInfo().username } : {}),
  };
  const entry: JournalEntry = {
    kind: 'entry',
    n: scan.head.n + 1,
    at: now.toISOString(),
    site,
    station,
    person: by.personId,
    role: by.personId === null ? 'station' : 'it',
    id: `restore-${now.getTime()}`,
    command: 'store.restore',
    input: '',
    events: [{ type: 'v1.store.restored', data }],
    answer: { ok: true, value: null },
  };
  const handle = port.open(`${journal}/${segmentName(scan.segment)}`, 'append');
  try {
    writeAll(port, handle, encodeLine(entry, scan.chain).bytes);
    syncOrStop(port, handle);
  } finally {
    port.close(handle);
  }
};

const stampOf = (now: Date): string => now.toISOString().replaceAll(/[:.]/g, '-');
const temporaryOf = (dataFolder: string, now: Date): string => `${dataFolder}/.restore-${stampOf(now)}.part`;

/** Copies a checked backup beside the record as it is now, ready to be put in its place. Nothing is moved yet. */
export const prepareRestore = (
  port: FilePort,
  backup: string,
  dataFolder: string,
  now: Date,
  by: RestoreBy,
  onProgress: OnProgress = () => undefined,
): Result<BackupInfo> => {
  const right = mayRestore(port, backup, dataFolder, by);
  if (!right.ok) return right;
  const info = verifyBackup(port, backup, ({ done, total }) => onProgress({ done, total: total * 2 }));
  if (!info.ok) return info;
  const files = readFileList(port, backup) ?? [];
  const temporary = temporaryOf(dataFolder, now);
  try {
    port.makeFolder(temporary);
    const tree = createTree(port, temporary);
    for (const [index, { path, bytes, sha256 }] of files.entries()) {
      if (index % 100 === 0) onProgress({ done: files.length + index, total: files.length * 2 });
      if (copyFile(port, `${backup}/${path}`, tree.place(path), bytes) !== sha256)
        throw Object.assign(new Error(`${path} changed while it was read`), { code: 'EIO' });
    }
    tree.settle();
    appendRestored(port, temporary, info.value, { by, origin: right.value.origin }, now);
    if (right.value.adopt !== null)
      writeDurably(port, temporary, recoveryKeyFile, new TextEncoder().encode(`${right.value.adopt}\n`));
    return info;
  } catch (error) {
    dropRestore(port, dataFolder, now);
    return fail('restore-failed', { error: errorCode(error) });
  }
};

/** Takes a prepared restore back. */
export const dropRestore = (port: FilePort, dataFolder: string, now: Date): void => {
  try {
    port.removeTree(temporaryOf(dataFolder, now));
  } catch {
    // Its name says that it is unfinished.
  }
};

const readPlan = (port: FilePort, dataFolder: string): Plan | null => {
  const path = `${dataFolder}/${planName}`;
  if (!port.exists(path)) return null;
  return planSchema.parse(JSON.parse(new TextDecoder().decode(port.read(path))));
};

/**
 * Goes on with a restore that was begun: what was there is moved aside, what was prepared is moved in. Every step can be
 * done again, so a power cut in the middle ends with the restored record at the next start, never with none.
 */
export const finishRestore = (port: FilePort, dataFolder: string): boolean => {
  const plan = readPlan(port, dataFolder);
  if (plan === null) return false;
  const aside = `${dataFolder}/${plan.aside}`;
  const temporary = `${dataFolder}/${plan.temporary}`;
  port.makeFolder(aside);
  port.syncFolder(dataFolder);
  for (const part of plan.moveAside)
    if (!port.exists(`${aside}/${part}`) && port.exists(`${dataFolder}/${part}`))
      port.rename(`${dataFolder}/${part}`, `${aside}/${part}`);
  port.syncFolder(aside);
  for (const part of plan.moveIn)
    if (port.exists(`${temporary}/${part}`)) port.rename(`${temporary}/${part}`, `${dataFolder}/${part}`);
  port.syncFolder(dataFolder);
  port.removeTree(temporary);
  port.remove(`${dataFolder}/${planName}`);
  port.syncFolder(dataFolder);
  return true;
};

/** Puts a prepared restore in place. The caller holds the folder's lock. What was there is kept, never overwritten. */
export const switchToRestored = (port: FilePort, dataFolder: string, now: Date): Result<null> => {
  const temporary = temporaryOf(dataFolder, now);
  const isThere = (folder: string) => (part: string) => port.exists(`${folder}/${part}`);
  try {
    const settings = isThere(dataFolder)('station.yaml') ? [] : ['station.yaml'];
    const plan: Plan = {
      temporary: temporary.slice(dataFolder.length + 1),
      aside: `before-restore-${stampOf(now)}`,
      moveAside: [...recordParts, 'snapshots'].filter(isThere(dataFolder)),
      moveIn: [...recordParts, ...settings, recoveryKeyFile].filter(isThere(temporary)),
    };
    writeDurably(port, dataFolder, planName, new TextEncoder().encode(JSON.stringify(plan)));
    finishRestore(port, dataFolder);
    return ok(null);
  } catch (error) {
    return fail('restore-failed', { error: errorCode(error) });
  }
};

/**
 * Restores a checked backup into a data folder that nobody uses now, as the command line does.
 * @param code the recovery code as it was typed; needed for a backup that the folder's station did not sign
 */
export const restoreBackup = (
  port: FilePort,
  backup: string,
  dataFolder: string,
  now: Date,
  code: string | null = null,
): Result<BackupInfo> => {
  const by = { way: 'command-line', personId: null, code } as const;
  const prepared = prepareRestore(port, backup, dataFolder, now, by);
  if (!prepared.ok) return prepared;
  const switched = switchToRestored(port, dataFolder, now);
  return switched.ok ? prepared : switched;
};
