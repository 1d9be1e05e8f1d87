import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nodeFilePort, type FilePort } from '../../electron/journal/file-port';
import { createAutoBackup, type AutoBackup } from '../../electron/station/auto-backup';
import { listBackups, verifyBackup, type BackupInfo } from '../../electron/store/backup';
import { createReportService } from '../../electron/store/report-service';
import type { OpenStore } from '../../electron/store/store';
import type { Result } from '../../shared/result';
import { ledger } from '../support/ledger-feature';
import { book, fault, openLedger } from '../support/ledger-store';

/** Real files; what is tested here is not durability. */
const quick: FilePort = { ...nodeFilePort, sync: () => undefined, syncFolder: () => undefined };
const minuteMs = 60_000;

let base = '';
let target = '';
let store: OpenStore;
let now = 0;
let written = 0;
let disk: FilePort = quick;
const started: AutoBackup[] = [];

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'packwright-auto-backup-'));
  target = join(base, 'backups');
  mkdirSync(target);
  store = await openLedger(quick, { folder: join(base, 'live') });
  now = Date.now();
  written = 0;
  disk = quick;
  work();
});
afterEach(() => {
  for (const each of started.splice(0)) each.stop();
  store.close();
  rmSync(base, { recursive: true, force: true });
});

const work = (): void => {
  written += 1;
  expect(book(store, `c${written}`, written, `evidence ${written}`).ok).toBe(true);
};

/** The station's automatic backups, as a start of the app makes them, over the report worker's own work. */
const start = (keep = 5): AutoBackup => {
  const made = createAutoBackup({
    make: async (folder, kept) => {
      const place = store.place();
      const worker = createReportService([ledger], disk);
      const wish = { folder: join(base, 'live'), target: folder, place, keep: kept };
      return (await worker('backup', wish, () => undefined)) as Result<BackupInfo>;
    },
    list: (folder) => Promise.resolve(listBackups(quick, folder)),
    plan: () => ({ folder: target, everyMinutes: 60, keep }),
    dataDir: join(base, 'live'),
    head: () => store.status().head.n,
    now: () => now,
    onView: () => undefined,
    lookEveryMs: 3_600_000,
  });
  started.push(made);
  return made;
};

const entriesOf = (): readonly number[] => listBackups(quick, target).map(({ entries }) => entries);

it('is made when something was written and the time has come, counted from the newest one over starts', async () => {
  const first = start();
  await first.look();
  expect(entriesOf()).toEqual([1]);
  now += 61 * minuteMs;
  await first.look();
  expect(entriesOf()).toEqual([1]);
  work();
  await first.look();
  expect(entriesOf()).toEqual([2, 1]);
  first.stop();
  work();
  const second = start();
  now = Date.parse(listBackups(quick, target)[0]?.at ?? '') + 59 * minuteMs;
  await second.look();
  expect(entriesOf()).toEqual([2, 1]);
  expect(second.view()).toMatchObject({ folder: target, failure: null, sameDisk: true });
  now += 2 * minuteMs;
  await second.look();
  expect(entriesOf()).toEqual([3, 2, 1]);
});

it('keeps as many as it is told, the newest, and every one of them opens', async () => {
  const backups = start(2);
  for (let each = 0; each < 4; each += 1) {
    now += 61 * minuteMs;
    work();
    await backups.run();
  }
  expect(entriesOf()).toEqual([5, 4]);
  for (const { folder } of listBackups(quick, target)) expect(verifyBackup(quick, folder)).toMatchObject({ ok: true });
  expect(readdirSync(target)).toHaveLength(2);
});

it('says that its folder is away, makes none in its place, and goes on by itself once it is back', async () => {
  const backups = start();
  await backups.look();
  renameSync(target, `${target}-away`);
  work();
  now += 61 * minuteMs;
  await backups.look();
  expect(backups.view().failure).toMatchObject({ code: 'backup-folder-missing', details: { folder: target } });
  expect(readdirSync(base)).not.toContain('backups');
  renameSync(`${target}-away`, target);
  now += 4 * minuteMs;
  await backups.look();
  expect(entriesOf()).toEqual([1]);
  now += 2 * minuteMs;
  await backups.look();
  expect(entriesOf()).toEqual([2, 1]);
  expect(backups.view().failure).toBeNull();
});

it('says that the disk is full, leaves nothing half-made and no older one out, and goes on when there is room', async () => {
  const backups = start(1);
  await backups.look();
  for (let room = 0; room < 3; room += 1) {
    let left = room * 400;
    disk = {
      ...quick,
      link: () => fault('EPERM'),
      // As a disk that fills up does it: some of the bytes go, then none.
      write: (handle, bytes, position) => {
        if (left <= 0) return fault('ENOSPC');
        const took = quick.write(handle, bytes.subarray(0, left), position);
        left -= took;
        return took;
      },
    };
    work();
    now += 61 * minuteMs;
    await backups.look();
    expect(backups.view().failure).toMatchObject({ code: 'backup-failed', details: { error: 'ENOSPC' } });
    expect(entriesOf()).toEqual([1]);
    expect(readdirSync(target)).toHaveLength(1);
  }
  disk = quick;
  now += 6 * minuteMs;
  await backups.look();
  expect(entriesOf()).toEqual([4]);
  expect(backups.view().failure).toBeNull();
});

it('that is not what was to be copied is found by opening it, and the one before stays', async () => {
  const backups = start(1);
  await backups.look();
  let open = '';
  disk = {
    ...quick,
    link: () => fault('EPERM'),
    open: (path, mode) => {
      open = path;
      return quick.open(path, mode);
    },
    write: (handle, bytes, position) => {
      const bad = bytes.slice();
      if (open.endsWith('.jsonl')) bad[bad.length - 20] = (bad[bad.length - 20] ?? 0) ^ 1;
      return quick.write(handle, bad, position);
    },
  };
  work();
  now += 61 * minuteMs;
  await backups.look();
  expect(backups.view().failure).toMatchObject({ code: 'backup-damaged', details: { n: 2 } });
  expect(entriesOf()).toEqual([1]);
  expect(readdirSync(target)).toHaveLength(1);
});

it('is made once for all who ask while it is made', async () => {
  const backups = start();
  const [one, other] = await Promise.all([backups.run(), backups.run()]);
  expect(one).toEqual(other);
  expect(entriesOf()).toEqual([1]);
});

it('goes to another folder as soon as the settings name one', async () => {
  const backups = start();
  await backups.look();
  target = join(base, 'elsewhere');
  mkdirSync(target);
  await backups.look();
  expect(entriesOf()).toEqual([1]);
  expect(backups.view().folder).toBe(target);
});
