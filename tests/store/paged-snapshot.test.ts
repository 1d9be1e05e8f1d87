import { expect, test } from 'vitest';
import type { FilePort } from '../../electron/journal/file-port';
import { blockBytes } from '../../electron/projection/paged-bytes';
import { makeSnapshot } from '../../electron/store/write-snapshot';
import { ledger } from '../support/ledger-feature';
import { book, filledLedger, folder, openLedger, rows } from '../support/ledger-store';

/** A ledger with a snapshot of several blocks, and a few entries after it. */
const ledgerWithSnapshot = async () => {
  const { disk, store } = await filledLedger(200);
  expect(await makeSnapshot(disk.port, folder, [ledger])).toEqual({ ok: true, value: 200 });
  book(store, 'later', 201);
  const expected = rows(store);
  store.close();
  const named = (ending: string): string =>
    disk.paths().find((path) => path.includes('/snapshots/') && path.endsWith(ending)) ?? '';
  return { disk, expected, file: named('.sqlite'), description: named('.json') };
};

const countingReads = (port: FilePort) => {
  let bytes = 0;
  const counting: FilePort = {
    ...port,
    readAt: (handle, target, position) => {
      bytes += target.length;
      return port.readAt(handle, target, position);
    },
  };
  return { port: counting, bytes: () => bytes };
};

test('a store works before its snapshot is in memory, and goes on the same once it is', async () => {
  const { disk, expected, file } = await ledgerWithSnapshot();
  const size = disk.bytes(file).length;
  expect(size).toBeGreaterThan(4 * blockBytes);
  const reads = countingReads(disk.port);
  const store = await openLedger(reads.port);
  expect(store.openedFrom?.head.n).toBe(200);
  expect(reads.bytes()).toBeLessThan(size);
  expect(book(store, 'before', 202).ok).toBe(true);
  expect(rows(store)).toEqual([...expected, expect.objectContaining({ amount: 202 })]);
  while (store.loadMore());
  expect(reads.bytes()).toBe(size);
  for (let each = 203; each <= 400; each += 1) expect(book(store, `c${each}`, each, 'after').ok).toBe(true);
  const all = rows(store);
  expect(all.map(({ amount }) => amount)).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
  store.close();
  expect(rows(await openLedger(disk.port))).toEqual(all);
});

test('a snapshot that is taken away while it is read does no harm', async () => {
  const { disk, expected, file, description } = await ledgerWithSnapshot();
  const store = await openLedger(disk.port);
  disk.port.remove(description);
  disk.port.remove(file);
  while (store.loadMore());
  expect(rows(store)).toEqual(expected);
});

test('one bit wrong in any block, or a block that can not be read, is found before anything is made of it', async () => {
  const { disk, expected, file, description } = await ledgerWithSnapshot();
  const [good, described] = [disk.bytes(file), disk.bytes(description)];
  const foundAt = { start: 0, taking: 0, later: 0 };
  for (let at = 1000; at < good.length; at += blockBytes) {
    for (const kind of ['altered', 'unreadable']) {
      const altered = good.slice();
      altered[at] = (altered[at] ?? 0) ^ 0x10;
      disk.set(file, kind === 'altered' ? altered : good);
      disk.set(description, described);
      const port: FilePort = {
        ...disk.port,
        readAt: (handle, target, position) => {
          if (kind === 'unreadable' && position <= at && at < position + target.length)
            throw Object.assign(new Error('EIO'), { code: 'EIO' });
          return disk.port.readAt(handle, target, position);
        },
      };
      const dead = new Error('the host ended');
      let ended = false;
      const store = await openLedger(port, {
        onDamage: () => {
          ended = true;
          throw dead;
        },
      }).catch((error: unknown) => {
        // Found while the entries after the snapshot were taken in: the host ended over it.
        if (!ended) throw error;
        return null;
      });
      if (store === null) foundAt.taking += 1;
      else if (store.openedFrom === null) {
        foundAt.start += 1;
        expect(rows(store)).toEqual(expected);
      } else {
        foundAt.later += 1;
        expect(() => {
          while (store.loadMore());
        }).toThrow(dead);
      }
      expect(disk.port.exists(description)).toBe(false);
      const again = await openLedger(disk.port);
      expect(again.openedFrom).toBeNull();
      expect(rows(again)).toEqual(expected);
    }
  }
  expect(foundAt.start).toBeGreaterThan(0);
  expect(foundAt.taking).toBeGreaterThan(0);
  expect(foundAt.later).toBeGreaterThan(0);
});
