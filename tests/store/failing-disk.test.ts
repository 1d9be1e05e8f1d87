import { describe, expect, it } from 'vitest';
import { verifyFolder } from '../../electron/journal/verify';
import { makeSnapshot } from '../../electron/store/write-snapshot';
import { createFakeDisk, type FakeDisk, type Faults, type Operation } from '../support/fake-disk';
import { ledger } from '../support/ledger-feature';
import { book, fault, filledLedger, folder, journalFile, openLedger, rows } from '../support/ledger-store';

/** A short shift: start on a record with a torn end, entries with evidence and keys, a new segment, a snapshot, a start. */
const shift = async (disk: FakeDisk): Promise<readonly number[]> => {
  const acknowledged: number[] = [];
  for (const round of [0, 1]) {
    const store = await openLedger(disk.port, { segmentBytes: 4000 });
    for (let each = 1; each <= 6; each += 1) {
      const amount = round * 100 + each;
      if (book(store, `c${amount}`, amount, `evidence ${amount}`).ok) acknowledged.push(amount);
    }
    await makeSnapshot(disk.port, folder, [ledger]);
    store.close();
  }
  return acknowledged;
};

const tornDisk = async (faults: Faults): Promise<FakeDisk> => {
  const { disk, store } = await filledLedger(3);
  store.close();
  const bytes = disk.bytes(journalFile);
  const failing = createFakeDisk(faults);
  for (const path of disk.paths()) failing.set(path, disk.bytes(path));
  failing.set(journalFile, bytes.slice(0, -40));
  return failing;
};

const operationsOf = async (): Promise<readonly Operation[]> => {
  const seen: Operation[] = [];
  await shift(
    await tornDisk({
      on: (operation) => {
        seen.push(operation);
        return null;
      },
    }),
  );
  return seen;
};

/** What is done to an open file is refused by no rights, and needs no further handle. */
const onOpenFiles: readonly Operation[] = ['write', 'sync', 'truncate'];
const canFail = (operation: Operation | undefined, code: string): boolean =>
  code === 'EIO' || code === 'ENOSPC' || operation === undefined || !onOpenFiles.includes(operation);

describe('an operation that fails once', () => {
  // Every fourth operation, so that no test takes long.
  const quarters = [1, 2, 3, 4].flatMap((first) =>
    (['EIO', 'EACCES', 'ENOSPC', 'EMFILE'] as const).map((code) => ({ code, first })),
  );
  it.each(quarters)(
    'with $code, whichever it is from number $first on, loses nothing acknowledged',
    async ({ code, first }) => {
      const operations = await operationsOf();
      expect(operations.length).toBeGreaterThan(150);
      for (let failing = first; failing <= operations.length; failing += 4) {
        if (!canFail(operations[failing - 1], code)) continue;
        const disk = await tornDisk({ on: (_operation, _path, count) => (count === failing ? fault(code) : null) });
        const acknowledged: number[] = [];
        try {
          acknowledged.push(...(await shift(disk)));
        } catch {
          // A start failed outright; the next one must succeed.
        }
        disk.killProcess();
        const reopened = await openLedger(disk.port);
        const found = new Set(rows(reopened).map((row) => row.amount));
        expect({
          operation: `${operations[failing - 1]} ${failing}`,
          state: reopened.status().state,
          lost: [1, 2, ...acknowledged].filter((each) => !found.has(each)),
          goesOn: book(reopened, 'again', 1).ok,
          verified: verifyFolder(disk.port, folder, reopened.status().head).ok,
        }).toMatchObject({ state: 'ready', lost: [], goesOn: true, verified: true });
        reopened.close();
      }
    },
  );

  it.each(['EIO', 'EACCES', 'ENOSPC', 'EMFILE'])('with %s for good, leaves a station that reads', async (code) => {
    let failing = false;
    const changes: readonly Operation[] = ['open', 'write', 'sync', 'truncate', 'rename', 'remove', 'make-folder'];
    const disk = createFakeDisk({ on: (operation) => (failing && changes.includes(operation) ? fault(code) : null) });
    const store = await openLedger(disk.port);
    for (let each = 1; each <= 4; each += 1) expect(book(store, `c${each}`, each, `evidence ${each}`).ok).toBe(true);
    failing = true;
    for (let each = 5; each <= 8; each += 1) expect(book(store, `c${each}`, each, `evidence ${each}`).ok).toBe(false);
    expect(rows(store)).toHaveLength(4);
    disk.killProcess();
    const reading = await openLedger(disk.port);
    expect(reading.status()).toMatchObject(
      code === 'ENOSPC'
        ? { state: 'disk-full', failure: { code: 'disk-full' } }
        : { state: 'read-only', failure: { code: 'not-writable', details: { error: code } } },
    );
    expect(rows(reading)).toHaveLength(4);
    expect(book(reading, 'c5', 5).ok).toBe(false);
    failing = false;
    expect(book(reading, 'c5', 5)).toEqual({ ok: true, value: 15 });
    expect(reading.status()).toMatchObject({ state: 'ready', failure: null });
  });
});

describe('a full disk', () => {
  it('takes short writes, says so, leaves no half entry and goes on when there is room', async () => {
    let full = false;
    const disk = createFakeDisk({ on: (operation) => (operation !== 'write' ? null : full ? fault('ENOSPC') : 7) });
    const store = await openLedger(disk.port);
    expect(book(store, 'a', 1).ok).toBe(true);
    const size = disk.bytes(journalFile).length;
    full = true;
    expect(book(store, 'b', 1)).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
    expect(store.status()).toMatchObject({ state: 'disk-full', failure: { code: 'disk-full' } });
    expect(disk.bytes(journalFile).length).toBe(size);
    full = false;
    expect(book(store, 'b', 1)).toMatchObject({ ok: true, value: 2 });
    expect(store.status()).toMatchObject({ state: 'ready', failure: null });
  });

  it('at every single write: an entry is there whole or not at all', async () => {
    for (let room = 0; room <= 2600; room += 13) {
      let left = room;
      let full = true;
      const disk = createFakeDisk({
        on: (operation) => {
          if (operation !== 'write' || !full) return null;
          // As on a small tmpfs: what fits is written without an error, and only the next call says ENOSPC.
          if (left === 0) return fault('ENOSPC');
          const took = Math.min(left, 300);
          left -= took;
          return took;
        },
      });
      const store = await openLedger(disk.port);
      const acknowledged = [1, 2, 3, 4].filter((each) => book(store, `c${each}`, each, `evidence ${each}`).ok);
      expect(store.status().state, `${room} bytes`).toBe(acknowledged.length === 4 ? 'ready' : 'disk-full');
      full = false;
      expect(book(store, 'c4', 4, 'evidence 4').ok).toBe(true);
      expect(rows(store).map((row) => row.amount)).toEqual([...new Set([...acknowledged, 4])]);
      expect(verifyFolder(disk.port, folder, store.status().head)).toMatchObject({ ok: true, tornBytes: 0 });
    }
  });
});

describe('a sync that fails', () => {
  const failingSync = () => {
    const state = { failing: false, syncs: 0 };
    const disk = createFakeDisk({
      on: (operation, path) => {
        if (operation !== 'sync' || !path.includes('/journal/')) return null;
        state.syncs += 1;
        return state.failing ? fault('EIO') : null;
      },
    });
    return { state, disk };
  };

  it('is not acknowledged and not tried again; the store stops', async () => {
    const { state, disk } = failingSync();
    const store = await openLedger(disk.port);
    book(store, 'a', 1);
    state.failing = true;
    const before = state.syncs;
    expect(book(store, 'b', 1)).toMatchObject({ ok: false, failure: { code: 'sync-failed' } });
    state.failing = false;
    expect(book(store, 'c', 1)).toMatchObject({ ok: false, failure: { code: 'store-read-only' } });
    expect(state.syncs).toBe(before + 1);
    expect(store.status()).toMatchObject({ state: 'read-only', failure: { code: 'sync-failed' } });
  });

  it('of a key stops it as well', async () => {
    let failing = false;
    const disk = createFakeDisk({
      on: (operation, path) => (failing && operation === 'sync' && path.includes('/keys/') ? fault('EIO') : null),
    });
    const store = await openLedger(disk.port);
    failing = true;
    expect(book(store, 'a', 1)).toMatchObject({ ok: false, failure: { code: 'sync-failed' } });
    failing = false;
    expect(book(store, 'a', 1)).toMatchObject({ ok: false, failure: { code: 'store-read-only' } });
    expect(rows(await openLedger(disk.port))).toEqual([]);
  });

  it('is followed by reading the disk again, which writes anew what may be in memory only', async () => {
    const { state, disk } = failingSync();
    const store = await openLedger(disk.port);
    book(store, 'a', 1);
    state.failing = true;
    book(store, 'b', 2);
    state.failing = false;
    disk.killProcess();
    const reopened = await openLedger(disk.port);
    // The kernel called the pages clean: nothing but a new write gets them to the disk.
    expect(book(reopened, 'b', 2)).toEqual({ ok: true, value: 3 });
    disk.powerCut({
      next: () => 0.9,
      integer: (from) => from,
      normal: () => 0,
      pick: (items) => items.at(-1) as never,
    });
    expect(rows(await openLedger(disk.port)).map((row) => row.amount)).toEqual([1, 2]);
  });
});

describe('two writers on one journal', () => {
  it('the one that finds foreign bytes behind its own stops before it adds to them', async () => {
    const { disk, store } = await filledLedger(2);
    const other = await openLedger(disk.port);
    expect(book(other, 'theirs', 3).ok).toBe(true);
    const bytes = disk.bytes(journalFile);
    expect(book(store, 'ours', 4)).toMatchObject({ ok: false, failure: { code: 'second-writer' } });
    expect(disk.bytes(journalFile)).toEqual(bytes);
    expect(verifyFolder(disk.port, folder, other.status().head)).toMatchObject({ ok: true });
  });
});
