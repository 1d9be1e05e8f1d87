import { describe, expect, it } from 'vitest';
import { verifyFolder } from '../../electron/journal/verify';
import { backupStore, isRecordPath, listBackups, verifyBackup } from '../../electron/store/backup';
import { restoreBackup } from '../../electron/store/restore';
import { back, later, nine, noon, ours, placeOf, target, write } from '../support/backups';
import { createFakeDisk, type FakeDisk } from '../support/fake-disk';
import { book, fault, folder } from '../support/ledger-store';

const flip = (disk: FakeDisk, path: string, at = 300): void => {
  const bytes = disk.bytes(path).slice();
  const index = Math.min(at, bytes.length - 2);
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  disk.set(path, bytes);
};

describe('a backup', () => {
  it('is checked by opening it, lists itself with its head, and is left out of what comes after', async () => {
    const { disk, store } = await nine();
    const place = placeOf(store);
    book(store, 'meanwhile', 10);
    const made = backupStore(disk.port, { folder, target, place, now: noon });
    expect(made).toMatchObject({ ok: true, value: { entries: 9, head: place.head, at: noon.toISOString() } });
    expect(listBackups(disk.port, target)).toEqual(made.ok ? [made.value] : []);
    expect(made.ok && verifyFolder(disk.port, made.value.folder, place.head)).toMatchObject({
      ok: true,
      attachments: 1,
    });
  });

  it('with any file altered, cut or gone is refused, and named', async () => {
    const { disk, store } = await nine();
    // Nobody signed it, so that whoever knows the code may restore it: only what it holds is judged here.
    disk.port.remove(`${folder}/recovery.key`);
    write(disk, '/other/recovery.key', ours);
    const { folder: backup } = back(disk, store);
    const files = disk.paths().filter((path) => path.startsWith(`${backup}/`));
    expect(files.length).toBeGreaterThan(6);
    for (const path of files) {
      const whole = disk.bytes(path);
      const damages: readonly (() => void)[] = [
        () => flip(disk, path),
        () => disk.set(path, whole.slice(0, -1)),
        () => disk.port.remove(path),
      ];
      for (const damage of damages) {
        damage();
        const verified = verifyBackup(disk.port, backup).ok;
        expect({ path, verified, restored: restoreBackup(disk.port, backup, '/other', noon, ours).ok }).toEqual({
          path,
          verified: false,
          restored: false,
        });
        disk.set(path, whole);
      }
    }
    expect(verifyBackup(disk.port, backup)).toMatchObject({ ok: true });
    expect(disk.paths().filter((path) => path.startsWith('/other/'))).toEqual(['/other/recovery.key']);
  });

  it('takes a file that is replaced while it is made as it is then: settings may change at any time', async () => {
    const { disk, store } = await nine();
    disk.set(`${folder}/station.yaml`, new TextEncoder().encode('look: contrast\n'));
    let looked = 0;
    const changing = {
      ...disk.port,
      size: (path: string): number => {
        const size = disk.port.size(path);
        // Shorter from the moment on at which the backup has seen how long it is.
        if (path === `${folder}/station.yaml`) disk.set(path, new TextEncoder().encode('look: dark\n'));
        looked += 1;
        return size;
      },
    };
    const made = backupStore(changing, { folder, target, place: placeOf(store), now: noon });
    expect(made).toMatchObject({ ok: true });
    expect(looked).toBeGreaterThan(0);
    expect(made.ok && new TextDecoder().decode(disk.bytes(`${made.value.folder}/station.yaml`))).toBe('look: dark\n');
  });

  it('shares what never changes with the one before, but not once that was damaged', async () => {
    const { disk, store } = await nine();
    const first = back(disk, store);
    book(store, 'more', 10);
    const second = back(disk, store, later(1));
    const segment = '/journal/000001.jsonl';
    expect(disk.bytes(second.folder + segment)).toBe(disk.bytes(first.folder + segment));
    flip(disk, second.folder + segment);
    expect(verifyBackup(disk.port, second.folder)).toMatchObject({ ok: false });
    const third = back(disk, store, later(2));
    expect(disk.bytes(third.folder + segment)).toEqual(disk.bytes(folder + segment));
    expect(verifyBackup(disk.port, third.folder)).toMatchObject({ ok: true });
  });

  it('lets the oldest go only once it is there', async () => {
    const { disk, store } = await nine();
    for (let each = 0; each < 5; each += 1) {
      book(store, `more ${each}`, each);
      back(disk, store, later(each), 3);
    }
    expect(listBackups(disk.port, target).map(({ entries }) => entries)).toEqual([14, 13, 12]);
    for (const { folder: each } of listBackups(disk.port, target))
      expect(verifyBackup(disk.port, each)).toMatchObject({ ok: true });
  });

  it('that fails on the way leaves nothing that looks like one, and the others stay', async () => {
    const { disk: source, store } = await nine();
    const place = placeOf(store);
    for (let failing = 1; failing < 60; failing += 1) {
      let count = 0;
      const disk = createFakeDisk({ on: () => ((count += 1) === failing + 1000 ? fault('EIO') : null) });
      for (const path of source.paths()) disk.set(path, source.bytes(path));
      count = 0;
      const before = backupStore(disk.port, { folder, target, place, now: noon });
      expect(before.ok).toBe(true);
      count = 1000;
      const made = backupStore(disk.port, { folder, target, place, now: later(1), keep: 5 });
      const listed = listBackups(disk.port, target);
      expect(listed.at(-1)?.at).toBe(noon.toISOString());
      expect(listed).toHaveLength(made.ok ? 2 : listed.length);
      if (!made.ok) expect(made.failure.code).toMatch(/^backup-/);
      for (const { folder: each } of listed) expect(verifyBackup(disk.port, each)).toMatchObject({ ok: true });
    }
  });

  it('that was killed on the way is cleared away by the next', async () => {
    const { disk, store } = await nine();
    disk.set(`${target}/.packwright-killed.part/journal/000001.jsonl`, new Uint8Array([1]));
    back(disk, store, noon, 5);
    expect(disk.paths().filter((path) => path.includes('.part'))).toEqual([]);
  });
});

describe('a path in a backup’s list', () => {
  it('is one of the record’s own', () => {
    const good = [
      'station.yaml',
      'journal/000001.jsonl',
      'keys/a-b',
      'attachments/ab/abcdef',
      'people/credentials.json',
    ];
    expect(good.filter(isRecordPath)).toEqual(good);
  });

  it.each([
    '../x',
    'journal/../../x',
    '/etc/passwd',
    'journal//x',
    '..\\x',
    'journal\\..\\..\\x',
    'journal/..\\..\\x',
    'C:/x',
    'C:\\x',
    'journal/C:x',
    'journal/.. ',
    'journal/...',
    'journal/a.',
    'journal/a:stream',
    '\\\\host\\share',
    'journal',
    'journal/',
    'recovery.key',
    'restore.json',
    'lock',
    'people/\u0000',
    'people/.',
    'other/x',
  ])('%j is none', (path) => expect(isRecordPath(path)).toBe(false));
});
