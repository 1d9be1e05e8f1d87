import { describe, expect, it } from 'vitest';
import { backupStore, listBackups, restoreBackup, verifyBackup } from '../../electron/store/backup';
import { book, filledLedger, folder, openLedger, rows } from '../support/ledger-store';

describe('backups', () => {
  it('are checked by opening them, refuse damage, and restore with a reserve', async () => {
    const { disk, store } = await filledLedger(8);
    book(store, 'e', 1, 'evidence 1');
    const made = backupStore(disk.port, folder, '/backups', store.status().head, new Date('2026-11-24T12:00:00Z'));
    expect(made).toMatchObject({ ok: true, value: { entries: 9 } });
    if (!made.ok) return;
    expect(listBackups(disk.port, '/backups')).toHaveLength(1);
    book(store, 'later', 100);
    store.close();
    expect(restoreBackup(disk.port, made.value.folder, folder, new Date('2026-11-24T13:00:00Z'))).toMatchObject({
      ok: true,
    });
    const restored = await openLedger(disk.port);
    expect(rows(restored).map((row) => row.amount)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 1]);
    expect(restored.status().head.n).toBe(10);
    expect(disk.paths().some((path) => path.includes('/before-restore-'))).toBe(true);
    const victim = disk.paths().find((path) => path.startsWith(`${made.value.folder}/journal/`)) ?? '';
    const bytes = disk.bytes(victim).slice();
    bytes[300] = (bytes[300] ?? 0) ^ 1;
    disk.set(victim, bytes);
    expect(verifyBackup(disk.port, made.value.folder)).toMatchObject({
      ok: false,
      failure: { code: 'backup-damaged' },
    });
    expect(restoreBackup(disk.port, made.value.folder, folder, new Date())).toMatchObject({ ok: false });
  });
});
