import { describe, expect, it } from 'vitest';
import { verifyFolder } from '../../electron/journal/verify';
import { finishRestore, prepareRestore, restoreBackup, switchToRestored } from '../../electron/store/restore';
import { amounts, back, byCommandLine, later, nine, noon, ours } from '../support/backups';
import { createFakeDisk } from '../support/fake-disk';
import { book, fault, folder, openLedger, rows } from '../support/ledger-store';
import { createRandom } from '../support/random';

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
      restoreBackup(disk.port, backup, `/other-${minutes}`, later(minutes), ours);
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
    restoreBackup(disk.port, backup, '/fresh', noon, ours);
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
