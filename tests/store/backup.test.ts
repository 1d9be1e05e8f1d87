import { describe, expect, it } from 'vitest';
import type { Place } from '../../electron/journal/journal';
import { verifyFolder } from '../../electron/journal/verify';
import { backupStore, isRecordPath, listBackups, verifyBackup, type BackupInfo } from '../../electron/store/backup';
import { finishRestore, prepareRestore, restoreBackup, switchToRestored } from '../../electron/store/restore';
import type { RestoreBy } from '../../electron/store/may-restore';
import { readRecoveryCode, showRecoveryCode } from '../../electron/store/recovery-key';
import type { OpenStore } from '../../electron/store/store';
import { createFakeDisk, type FakeDisk } from '../support/fake-disk';
import { book, fault, filledLedger, folder, openLedger, rows } from '../support/ledger-store';
import { createRandom } from '../support/random';

const target = '/backups';
const noon = new Date('2026-11-24T12:00:00Z');
const later = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);

const placeOf = (store: OpenStore): Place => {
  const place = store.place();
  if (place === null) throw new Error('no place');
  return place;
};

const back = (disk: FakeDisk, store: OpenStore, now = noon, keep?: number): BackupInfo => {
  const made = backupStore(disk.port, {
    folder,
    target,
    place: placeOf(store),
    now,
    ...(keep === undefined ? {} : { keep }),
  });
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return made.value;
};

const byCommandLine: RestoreBy = { way: 'command-line', personId: null, code: null };

const amounts = (store: OpenStore): readonly number[] => rows(store).map((row) => row.amount);

/** Nine entries, one with evidence, in several segments. */
const nine = async () => {
  const filled = await filledLedger(8, {}, { segmentBytes: 1500 });
  expect(book(filled.store, 'e', 9, 'evidence 9').ok).toBe(true);
  return filled;
};

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
        expect({ path, verified, restored: restoreBackup(disk.port, backup, '/other', noon).ok }).toEqual({
          path,
          verified: false,
          restored: false,
        });
        disk.set(path, whole);
      }
    }
    expect(verifyBackup(disk.port, backup)).toMatchObject({ ok: true });
    expect(disk.paths().some((path) => path.startsWith('/other/'))).toBe(false);
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

describe('a restore', () => {
  it('puts the backup in place, keeps what was there, and says so in the record', async () => {
    const { disk, store } = await nine();
    const { folder: backup } = back(disk, store);
    book(store, 'later', 100);
    const before = amounts(store);
    store.close();
    expect(restoreBackup(disk.port, backup, folder, later(60))).toMatchObject({ ok: true });
    const restored = await openLedger(disk.port, { segmentBytes: 1500 });
    expect(amounts(restored)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(rows(restored).at(-1)?.note).toBe('evidence 9');
    expect(restored.status()).toMatchObject({ state: 'ready', head: { n: 10 } });
    expect(verifyFolder(disk.port, folder, restored.status().head)).toMatchObject({ ok: true, attachments: 1 });
    restored.close();
    const aside =
      disk
        .paths()
        .find((path) => path.includes('/before-restore-'))
        ?.split('/')[2] ?? '';
    expect(amounts(await openLedger(disk.port, { folder: `${folder}/${aside}` }))).toEqual(before);
  });

  it('jumps further the older the backup is', async () => {
    const { disk, store } = await nine();
    const { folder: backup } = back(disk, store);
    store.close();
    const reserveAfter = (minutes: number): unknown => {
      restoreBackup(disk.port, backup, `/other-${minutes}`, later(minutes));
      const text = new TextDecoder().decode(
        disk.bytes(
          disk
            .paths()
            .filter((path) => path.startsWith(`/other-${minutes}/journal/0`))
            .at(-1) ?? '',
        ),
      );
      return /"reserve":(\d+)/.exec(text)?.[1];
    };
    expect(reserveAfter(0)).toBe('10000');
    expect(reserveAfter(30)).toBe('11000');
    expect(reserveAfter(60 * 24 * 9 + 1)).toBe('20000');
  });

  it('brings the settings back where there are none, and leaves those that are there', async () => {
    const { disk, store } = await nine();
    const yaml = new TextEncoder().encode('site: A\n');
    disk.set(`${folder}/station.yaml`, yaml);
    const { folder: backup } = back(disk, store);
    store.close();
    restoreBackup(disk.port, backup, '/fresh', noon);
    expect(disk.bytes('/fresh/station.yaml')).toEqual(yaml);
    const changed = new TextEncoder().encode('site: B\n');
    disk.set(`${folder}/station.yaml`, changed);
    restoreBackup(disk.port, backup, folder, noon);
    expect(disk.bytes(`${folder}/station.yaml`)).toEqual(changed);
  });

  it('that is only prepared changes nothing', async () => {
    const { disk, store } = await nine();
    const { folder: backup } = back(disk, store);
    book(store, 'later', 100);
    expect(prepareRestore(disk.port, backup, folder, later(1), byCommandLine)).toMatchObject({ ok: true });
    expect(book(store, 'and on', 1).ok).toBe(true);
    store.close();
    expect(finishRestore(disk.port, folder)).toBe(false);
    expect(amounts(await openLedger(disk.port))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 100, 1]);
  });

  it('cut by a power failure at any operation ends with one record or the other, whole, and loses neither', async () => {
    const outcomes = new Set<string>();
    const { disk: source, store } = await nine();
    const { folder: backup } = back(source, store);
    book(store, 'later', 100);
    store.close();
    for (let cut = 1; cut < 400; cut += 1) {
      let left = Number.POSITIVE_INFINITY;
      const disk = createFakeDisk({ on: () => ((left -= 1) < 0 ? fault('EIO') : null) });
      for (const path of source.paths()) disk.set(path, source.bytes(path));
      left = cut;
      let isDone = false;
      try {
        isDone = restoreBackup(disk.port, backup, folder, later(1)).ok && left >= 0;
      } catch {
        // The machine is off.
      }
      left = Number.POSITIVE_INFINITY;
      disk.powerCut(createRandom(cut));
      finishRestore(disk.port, folder);
      const opened = await openLedger(disk.port);
      const last = String(amounts(opened).at(-1));
      outcomes.add(last);
      expect({ cut, state: opened.status().state, count: amounts(opened).length }).toEqual({
        cut,
        state: 'ready',
        count: last === '100' ? 10 : 9,
      });
      if (isDone) expect(last).toBe('9');
      opened.close();
      const aside = disk
        .paths()
        .find((path) => path.includes('/before-restore-'))
        ?.split('/')[2];
      expect(aside === undefined ? '100' : last).toBe(aside === undefined ? last : '9');
      if (aside !== undefined)
        expect(amounts(await openLedger(disk.port, { folder: `${folder}/${aside}` })).at(-1)).toBe(100);
      if (isDone) break;
    }
    expect([...outcomes].toSorted()).toEqual(['100', '9']);
  });

  it('begun and not finished is finished by the next start', async () => {
    const { disk, store } = await nine();
    const { folder: backup } = back(disk, store);
    store.close();
    prepareRestore(disk.port, backup, folder, later(1), byCommandLine);
    let left = 8;
    const failing = {
      ...disk.port,
      rename: (from: string, to: string) => ((left -= 1) === 5 ? fault('EIO') : disk.port.rename(from, to)),
    };
    expect(switchToRestored(failing, folder, later(1))).toMatchObject({ ok: false });
    expect(finishRestore(disk.port, folder)).toBe(true);
    expect((await openLedger(disk.port)).status()).toMatchObject({ state: 'ready', head: { n: 10 } });
    expect(disk.paths().filter((path) => path.includes('.part') || path.endsWith('restore.json'))).toEqual([]);
  });
});

const ours = '0123456789ABCDEFGHJKMNPQRS';
const theirs = 'ZYXWVTSRQPNMKJHGFEDCBA9876';

describe('a backup that this station did not sign', () => {
  const by = (change: Partial<RestoreBy> = {}): RestoreBy => ({
    way: 'signed-in',
    personId: 'ines',
    code: null,
    ...change,
  });
  const write = (disk: FakeDisk, path: string, text: string): void => disk.set(path, new TextEncoder().encode(text));
  const readJson = (disk: FakeDisk, path: string): Record<string, unknown> =>
    JSON.parse(new TextDecoder().decode(disk.bytes(path))) as Record<string, unknown>;
  /** A station whose backup is signed, with `key` beside the record when it is restored. */
  const signed = async (key: string | null) => {
    const { disk, store } = await nine();
    write(disk, `${folder}/recovery.key`, `${ours}\n`);
    const { folder: backup } = back(disk, store);
    store.close();
    if (key === null) disk.port.remove(`${folder}/recovery.key`);
    else write(disk, `${folder}/recovery.key`, `${key}\n`);
    return { disk, backup };
  };
  const prepare = ({ disk, backup }: Awaited<ReturnType<typeof signed>>, who: RestoreBy) =>
    prepareRestore(disk.port, backup, folder, later(1), who);
  const lastEntry = (disk: FakeDisk): Record<string, unknown> => {
    const lines = disk
      .paths()
      .filter((path) => /^\/[^/]+\/journal\/\d+\.jsonl$/.test(path))
      .toSorted()
      .map((path) => new TextDecoder().decode(disk.bytes(path)))
      .join('');
    return JSON.parse(/\{.*\}/.exec(lines.trim().split('\n').at(-1) ?? '')?.[0] ?? '{}') as Record<string, unknown>;
  };

  it('never carries the key that would sign another one', async () => {
    const { disk, backup } = await signed(ours);
    const held = disk.paths().filter((path) => path.startsWith(backup));
    expect(held.some((path) => path.endsWith('recovery.key'))).toBe(false);
    expect(held.some((path) => new TextDecoder().decode(disk.bytes(path)).includes(ours))).toBe(false);
  });

  it('is not needed a code for when it did, and the record says who restored and from what', async () => {
    const { disk, backup } = await signed(ours);
    expect(prepare({ disk, backup }, by())).toMatchObject({ ok: true });
    switchToRestored(disk.port, folder, later(1));
    const { person, role, events } = lastEntry(disk);
    expect({ person, role, events }).toMatchObject({
      person: 'ines',
      role: 'it',
      events: [{ type: 'v1.store.restored', data: { folder: backup, origin: 'own', way: 'signed-in' } }],
    });
  });

  it.each([
    ['was made by another', theirs],
    ['comes to a machine that knows nothing', null],
  ])('%s: only the code opens it', async (_why, key) => {
    const station = await signed(key);
    expect(prepare(station, by())).toMatchObject({ failure: { code: 'recovery-code-needed' } });
    expect(prepare(station, by({ code: 'A'.repeat(26) }))).toMatchObject({ failure: { code: 'recovery-code-wrong' } });
    expect(prepare(station, by({ code: '1' }))).toMatchObject({ failure: { code: 'recovery-code-wrong' } });
    expect(prepare(station, by({ code: showRecoveryCode(ours).toLowerCase() }))).toMatchObject({ ok: true });
    switchToRestored(station.disk.port, folder, later(1));
    expect(lastEntry(station.disk)).toMatchObject({ events: [{ data: { origin: 'other' } }] });
    // The people of the restored record know that code.
    expect(new TextDecoder().decode(station.disk.bytes(`${folder}/recovery.key`)).trim()).toBe(ours);
  });

  it('because somebody changed what it says of itself', async () => {
    const station = await signed(ours);
    const described = `${station.backup}/backup.json`;
    for (const change of [
      { files: '0'.repeat(64) },
      { at: noon.toISOString().replace('12', '13') },
      { mac: undefined },
    ]) {
      const before = station.disk.bytes(described).slice();
      write(station.disk, described, JSON.stringify({ ...readJson(station.disk, described), ...change }));
      expect(prepare(station, by())).toMatchObject({ failure: { code: 'recovery-code-needed' } });
      station.disk.set(described, before);
    }
  });

  it('is restored by who knows this station’s code, and told as what it is', async () => {
    const station = await signed(theirs);
    const unsigned = `${station.backup}/backup.json`;
    write(station.disk, unsigned, JSON.stringify({ ...readJson(station.disk, unsigned), mac: undefined }));
    expect(prepare(station, by({ code: theirs }))).toMatchObject({ ok: true });
    switchToRestored(station.disk.port, folder, later(1));
    expect(lastEntry(station.disk)).toMatchObject({ events: [{ data: { origin: 'unsigned' } }] });
  });

  it('or did: where nobody signs in the code alone must be right', async () => {
    const station = await signed(ours);
    const alone = { way: 'code', personId: null } as const;
    expect(prepare(station, by(alone))).toMatchObject({ failure: { code: 'recovery-code-needed' } });
    expect(prepare(station, by({ ...alone, code: theirs }))).toMatchObject({
      failure: { code: 'recovery-code-wrong' },
    });
    expect(prepare(station, by({ ...alone, code: ours }))).toMatchObject({ ok: true });
  });
});

describe('a recovery code', () => {
  it('is read from paper as people write it', () => {
    expect(readRecoveryCode(showRecoveryCode(ours))).toBe(ours);
    expect(readRecoveryCode(` ${ours.toLowerCase()} `.replace('0', 'o').replace('1', 'l'))).toBe(ours);
    expect([ours.slice(1), `${ours}0`, ours.replace('9', 'U'), ''].map(readRecoveryCode)).toEqual([
      null,
      null,
      null,
      null,
    ]);
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
