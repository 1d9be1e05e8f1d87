import { describe, expect, it } from 'vitest';
import { openStore, type OpenStore } from '../../electron/store/store';
import { makeSnapshot } from '../../electron/store/write-snapshot';
import { writeSnapshot } from '../../electron/projection/snapshots';
import { verifyFolder } from '../../electron/journal/verify';
import { backupStore, listBackups, restoreBackup, verifyBackup } from '../../electron/store/backup';
import type { Feature } from '../../electron/store/types';
import { createFakeDisk, type FakeDisk, type Faults } from '../support/fake-disk';
import { ledger, testActor, testSettings } from '../support/ledger-feature';
import { createRandom } from '../support/random';

const folder = '/data';
const open = (
  disk: FakeDisk,
  now: () => number = () => 1_800_000_000_000,
  features: readonly Feature[] = [ledger],
): Promise<OpenStore> => openStore({ folder, port: disk.port, features, settings: testSettings, now });
const book = (store: OpenStore, id: string, amount: number, note = '') =>
  store.execute({ id, name: 'ledger.book', input: { amount, note }, actor: testActor, origin: 'trusted' });
const rows = (store: OpenStore): { n: number; amount: number; at: string; note: string | null }[] => {
  const answer = store.query('ledger.rows', {}, testActor);
  return answer.ok ? (answer.value as { n: number; amount: number; at: string; note: string | null }[]) : [];
};
const journalFile = `${folder}/journal/000001.jsonl`;

const filled = async (count: number, faults: Faults = {}): Promise<{ disk: FakeDisk; store: OpenStore }> => {
  const disk = createFakeDisk(faults);
  const store = await open(disk);
  for (let each = 1; each <= count; each += 1) expect(book(store, `c${each}`, each, `note ${each}`).ok).toBe(true);
  return { disk, store };
};

describe('the store', () => {
  it('answers a repeated command with its first answer and writes nothing', async () => {
    const { disk, store } = await filled(2);
    const head = store.status().head;
    expect(book(store, 'c2', 2, 'note 2')).toEqual({ ok: true, value: 3 });
    expect(book(store, 'c2', 5)).toMatchObject({ ok: false, failure: { code: 'command-id-reused' } });
    expect(store.status().head).toEqual(head);
    store.close();
    const again = await open(disk);
    expect(book(again, 'c2', 2, 'note 2')).toEqual({ ok: true, value: 3 });
  });

  it('writes nothing on a refusal, unless the refusal itself is worth remembering', async () => {
    const { store } = await filled(1);
    expect(book(store, 'r1', -5)).toMatchObject({ ok: false, failure: { code: 'too-little' } });
    expect(store.status().head.n).toBe(1);
    expect(book(store, 'r2', -5, 'remember')).toMatchObject({ ok: false });
    expect(store.status().head.n).toBe(2);
  });

  it('survives a handler that throws, an unknown command and a forged origin', async () => {
    const { store } = await filled(1);
    expect(
      store.execute({ id: 't', name: 'ledger.throw', input: {}, actor: testActor, origin: 'trusted' }),
    ).toMatchObject({ failure: { code: 'internal-error' } });
    expect(store.execute({ id: 'u', name: 'toString', input: {}, actor: testActor, origin: 'trusted' })).toMatchObject({
      failure: { code: 'unknown-command' },
    });
    expect(
      store.execute({ id: 'w', name: 'ledger.book', input: { amount: 1 }, actor: testActor, origin: 'window' }),
    ).toMatchObject({ failure: { code: 'not-allowed' } });
    expect(book(store, 'c9', 1).ok).toBe(true);
  });

  it('comes back with the same rows, from the journal and from a snapshot', async () => {
    const { disk, store } = await filled(40);
    const before = rows(store);
    const place = store.place();
    if (place === null) throw new Error('no place');
    writeSnapshot(disk.port, `${folder}/snapshots`, [ledger], store.projection.export(), place);
    store.close();
    const fromSnapshot = await open(disk);
    expect(rows(fromSnapshot)).toEqual(before);
    expect(book(fromSnapshot, 'c41', 41).ok).toBe(true);
    const after = rows(fromSnapshot);
    fromSnapshot.close();
    for (const path of disk.paths().filter((each) => each.includes('/snapshots/')))
      disk.set(path, new Uint8Array([1, 2, 3]));
    const rebuilt = await open(disk);
    expect(rows(rebuilt)).toEqual(after);
    const other: Feature = { ...ledger, schema: [...ledger.schema, 'CREATE TABLE more (id TEXT)'] };
    rebuilt.close();
    expect(rows(await open(disk, undefined, [other]))).toEqual(after);
  });

  it('keeps personal data out of every file but the sealed one, and forgets it with its key', async () => {
    const { disk, store } = await filled(0);
    book(store, 'secret', 1, 'Rosalind Franklin');
    for (const path of disk.paths()) expect(Buffer.from(disk.bytes(path)).toString('latin1')).not.toContain('Rosalind');
    expect(rows(store)[0]?.note).toBe('Rosalind Franklin');
    expect(store.destroyKey('person:1')).toBe(true);
    expect(rows(store)[0]?.note).toBeNull();
    store.close();
    expect(rows(await open(disk))[0]?.note).toBeNull();
    expect(verifyFolder(disk.port, folder, null)).toMatchObject({ ok: true });
  });

  it('keeps order and time when the clock jumps back and forth', async () => {
    const disk = createFakeDisk();
    const times = [
      Date.UTC(2028, 1, 29, 12),
      Date.UTC(2028, 1, 28, 12),
      Date.UTC(2029, 2, 1),
      Date.UTC(2028, 2, 26, 1, 30),
    ];
    let at = 0;
    const store = await open(disk, () => times[at] ?? 0);
    for (at = 0; at < times.length; at += 1) book(store, `t${at}`, 1);
    const stamps = rows(store).map((row) => row.at);
    expect(stamps).toEqual(stamps.toSorted());
    expect(rows(store).map((row) => row.n)).toEqual([1, 2, 3, 4]);
  });
});

describe('a damaged journal', () => {
  it('cut at every byte, it recovers to the last whole entry', async () => {
    const { disk, store } = await filled(60);
    store.close();
    const whole = disk.bytes(journalFile).slice();
    expect(whole.length).toBeGreaterThan(20_000);
    const ends = [...whole].flatMap((byte, index) => (byte === 0x0a ? [index + 1] : []));
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const copy = createFakeDisk();
      copy.port.makeFolder(`${folder}/journal`);
      copy.set(journalFile, whole.slice(0, cut));
      const verdict = verifyFolder(copy.port, folder, null);
      const entries = Math.max(0, ends.filter((end) => end <= cut).length - 1);
      if (ends.some((end) => end - 1 === cut)) expect(verdict).toMatchObject({ ok: true });
      else expect(verdict, `cut at ${cut}`).toMatchObject({ ok: true, head: { n: entries } });
    }
    for (const cut of [whole.length - 1, whole.length - 200, 150]) {
      const copy = createFakeDisk();
      copy.port.makeFolder(`${folder}/journal`);
      copy.set(journalFile, whole.slice(0, cut));
      const reopened = await open(copy);
      expect(reopened.status()).toMatchObject({ state: 'ready', notices: [{ code: 'torn-tail-set-aside' }] });
      expect(book(reopened, 'after', 1).ok).toBe(true);
      expect(copy.paths().some((path) => path.includes('/torn/'))).toBe(true);
    }
  });

  it('one flipped bit in any byte is found, and never gives a wrong value', async () => {
    const { disk, store } = await filled(25);
    store.close();
    const whole = disk.bytes(journalFile).slice();
    const copy = createFakeDisk();
    copy.port.makeFolder(`${folder}/journal`);
    const missed: number[] = [];
    for (let at = 0; at < whole.length; at += 1) {
      const flipped = whole.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      copy.set(journalFile, flipped);
      const verdict = verifyFolder(copy.port, folder, null);
      if (verdict.ok && verdict.tornBytes === 0) missed.push(at);
    }
    expect(missed).toEqual([]);
  });

  it('is opened read-only with the place of the break', async () => {
    const { disk, store } = await filled(10);
    store.close();
    const bytes = disk.bytes(journalFile).slice();
    bytes[bytes.length - 400] = (bytes[bytes.length - 400] ?? 0) ^ 4;
    disk.set(journalFile, bytes);
    const reopened = await open(disk);
    expect(reopened.status()).toMatchObject({ state: 'read-only', failure: { code: 'record-broken' } });
    expect(book(reopened, 'x', 1)).toMatchObject({ ok: false, failure: { code: 'store-read-only' } });
    expect(rows(reopened).length).toBeGreaterThan(5);
  });

  it('an end cut off is seen with the head, and only with it', async () => {
    const { disk, store } = await filled(10);
    const { head } = store.status();
    store.close();
    const whole = disk.bytes(journalFile);
    const before = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    disk.set(journalFile, whole.slice(0, before));
    expect(verifyFolder(disk.port, folder, null)).toMatchObject({ ok: true, endProved: false });
    expect(verifyFolder(disk.port, folder, head)).toMatchObject({ ok: false, n: 10 });
  });

  it('names altered and missing evidence', async () => {
    const { disk, store } = await filled(0);
    book(store, 'e', 1, 'evidence of a kind');
    store.close();
    expect(verifyFolder(disk.port, folder, null)).toMatchObject({ ok: true, attachments: 1 });
    const path = disk.paths().find((each) => each.includes('/attachments/')) ?? '';
    disk.set(path, new TextEncoder().encode('other'));
    expect(verifyFolder(disk.port, folder, null)).toMatchObject({ ok: false, n: 1 });
  });
});

const fault = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};

describe('a failing disk', () => {
  it.each(['EIO', 'EACCES', 'ENOSPC', 'EMFILE'])(
    'loses nothing acknowledged, whichever operation fails with %s',
    async (code) => {
      for (let failing = 1; failing <= 90; failing += 1) {
        const disk = createFakeDisk({ on: (_operation, _path, count) => (count === failing ? fault(code) : null) });
        const acknowledged: number[] = [];
        try {
          const store = await open(disk);
          for (let each = 1; each <= 12; each += 1)
            if (book(store, `c${each}`, each, `evidence ${each}`).ok) acknowledged.push(each);
        } catch {
          // The very start failed: nothing was acknowledged, and the next start must succeed.
        }
        const reopened = await open(disk);
        expect(reopened.status().state, `operation ${failing}`).toBe('ready');
        const found = new Set(rows(reopened).map((row) => row.amount));
        expect(
          acknowledged.filter((each) => !found.has(each)),
          `operation ${failing}`,
        ).toEqual([]);
        expect(book(reopened, 'again', 1).ok).toBe(true);
      }
    },
  );

  it('takes short writes, says that the disk is full, writes no half entry and goes on when there is room', async () => {
    let full = false;
    const disk = createFakeDisk({ on: (operation) => (operation !== 'write' ? null : full ? fault('ENOSPC') : 7) });
    const store = await open(disk);
    expect(book(store, 'a', 1).ok).toBe(true);
    const size = disk.bytes(journalFile).length;
    full = true;
    expect(book(store, 'b', 1)).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
    expect(store.status().state).toBe('disk-full');
    expect(disk.bytes(journalFile).length).toBe(size);
    full = false;
    expect(book(store, 'b', 1)).toMatchObject({ ok: true, value: 2 });
    expect(store.status().state).toBe('ready');
  });

  it('stops after a failed sync: no acknowledgement, no second try', async () => {
    let failing = false;
    let syncs = 0;
    const disk = createFakeDisk({
      on: (operation, path) => {
        if (operation !== 'sync' || !path.includes('/journal/')) return null;
        syncs += 1;
        return failing ? fault('EIO') : null;
      },
    });
    const store = await open(disk);
    book(store, 'a', 1);
    failing = true;
    const before = syncs;
    expect(book(store, 'b', 1)).toMatchObject({ ok: false, failure: { code: 'sync-failed' } });
    expect(book(store, 'c', 1)).toMatchObject({ ok: false, failure: { code: 'store-read-only' } });
    expect(syncs).toBe(before + 1);
    expect(store.status().state).toBe('read-only');
  });

  const cutRun = async (
    seed: number,
    syncs: boolean,
  ): Promise<{ acknowledged: number; found: number; state: string }> => {
    const random = createRandom(seed);
    const disk = createFakeDisk({ syncs });
    const store = await open(disk);
    const acknowledged = random.integer(1, 12);
    for (let each = 1; each <= acknowledged; each += 1) book(store, `c${each}`, each);
    disk.powerCut(random);
    const reopened = await open(disk);
    return { acknowledged, found: rows(reopened).length, state: reopened.status().state };
  };

  it('keeps every acknowledged entry when the power goes, over 200 seeds', async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const run = await cutRun(seed, true);
      expect(run, `seed ${seed}`).toMatchObject({ found: run.acknowledged, state: 'ready' });
    }
  });

  it('control: a disk that does not sync loses entries, and the test sees it', async () => {
    let lost = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const run = await cutRun(seed, false);
      lost += run.acknowledged - run.found;
    }
    expect(lost).toBeGreaterThan(0);
  });
});

describe('backups', () => {
  it('are checked by opening them, refuse damage, and restore with a reserve', async () => {
    const { disk, store } = await filled(8);
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
    const restored = await open(disk);
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

describe('snapshots', () => {
  it('are made beside a store that goes on writing, and give the same rows', async () => {
    const { disk, store } = await filled(30);
    expect(await makeSnapshot(disk.port, folder, [ledger])).toEqual({ ok: true, value: 30 });
    book(store, 'c31', 31);
    expect(await makeSnapshot(disk.port, folder, [ledger])).toEqual({ ok: true, value: 31 });
    const before = rows(store);
    store.close();
    const reopened = await open(disk);
    expect(rows(reopened)).toEqual(before);
    expect(reopened.status().head.n).toBe(31);
  });

  it('ahead of a journal that was cut are not believed', async () => {
    const { disk, store } = await filled(30);
    await makeSnapshot(disk.port, folder, [ledger]);
    store.close();
    disk.set(journalFile, disk.bytes(journalFile).slice(0, 4000));
    expect((await open(disk)).status()).toMatchObject({ state: 'read-only', failure: { code: 'record-broken' } });
  });
});
