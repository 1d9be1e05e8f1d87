import { describe, expect, it } from 'vitest';
import type { RestoreBy } from '../../electron/store/may-restore';
import { readRecoveryCode, showRecoveryCode } from '../../electron/store/recovery-key';
import { prepareRestore, restoreBackup, switchToRestored } from '../../electron/store/restore';
import { back, later, nine, noon, ours, theirs, write } from '../support/backups';
import type { FakeDisk } from '../support/fake-disk';
import { folder } from '../support/ledger-store';

describe('a backup that this station did not sign', () => {
  const by = (change: Partial<RestoreBy> = {}): RestoreBy => ({
    way: 'signed-in',
    personId: 'ines',
    code: null,
    ...change,
  });
  const readJson = (disk: FakeDisk, path: string): Record<string, unknown> =>
    JSON.parse(new TextDecoder().decode(disk.bytes(path))) as Record<string, unknown>;
  /** A station whose backup is signed, with `key` beside the record when it is restored. */
  const signed = async (key: string | null) => {
    const { disk, store } = await nine();
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

  it('is no other one for whoever runs the command line: it says nothing of what is in the backup', async () => {
    const station = await signed(theirs);
    const restore = (code: string | null) => restoreBackup(station.disk.port, station.backup, folder, later(1), code);
    expect(restore(null)).toMatchObject({ failure: { code: 'recovery-code-needed' } });
    expect(restore('A'.repeat(26))).toMatchObject({ failure: { code: 'recovery-code-wrong' } });
    expect(restore(ours)).toMatchObject({ ok: true });
    expect(lastEntry(station.disk)).toMatchObject({ events: [{ data: { origin: 'other', way: 'command-line' } }] });
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
