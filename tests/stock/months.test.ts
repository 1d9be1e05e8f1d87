import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  countMovements,
  findLastSource,
  isThereAny,
  movementsWhere,
  takenBack,
} from '../../electron/features/stock/ledger';
import type { Which } from '../../electron/features/stock/which-movements';
import { isMonthName, monthName } from '../../electron/projection/month-files';
import type { Projection } from '../../electron/projection/projection';
import type { Reader } from '../../electron/store/types';
import { makeSnapshot } from '../../electron/store/write-snapshot';
import { folder } from '../support/ledger-store';
import { createRandom, type Random } from '../support/random';
import {
  bookSome,
  closingFeatures,
  copyOfDisk,
  diskWithBooks,
  everything,
  kept,
  monthPaths,
  openBooks,
  openBooksAgain,
} from './closing-store';

afterEach(() => void vi.restoreAllMocks());

const listOf = (random: Random, most: number): string =>
  JSON.stringify(Array.from({ length: random.integer(1, 4) }, () => random.integer(1, most)));
const moment = (random: Random): string => new Date(Date.UTC(2026, 0, random.integer(1, 240))).toISOString();

/** Any question of the ledger, sensible or not. */
const anyWhich = (random: Random, entries: number): Which => {
  const sometimes = <T>(value: T): T[] => (random.next() < 0.25 ? [value] : []);
  return Object.assign(
    {},
    ...sometimes({ goods: listOf(random, 12) }),
    ...sometimes({ sku: `SKU-${random.integer(1, 5)}` }),
    ...sometimes({ location: random.pick(['A-1', 'A-2', 'S1', '@customer', 'nowhere']) }),
    ...sometimes({ sources: listOf(random, 30) }),
    ...sometimes({ targets: listOf(random, 30) }),
    ...sometimes({ kinds: ['pick', 'ship'] }),
    ...sometimes({ entries: listOf(random, entries) }),
    ...sometimes({ after: random.integer(0, entries) }),
    ...sometimes({ before: random.integer(0, entries) }),
    ...sometimes({ fromAt: moment(random) }),
    ...sometimes({ beforeAt: moment(random) }),
    ...sometimes({ afterAt: moment(random) }),
  ) as Which;
};

/** A place is busy by its accounts: it has one for each parcel that was packed there. */
const makeBusy = (db: Projection, location: string): void => {
  for (let each = 0; each <= 500; each += 1)
    db.run('INSERT INTO stock_accounts VALUES (?, ?, ?, ?)', 10_000 + each, location, `unit-${each}`, 'packed');
};

const answersOf = (db: Reader, which: Which, limit: number): unknown => {
  const all = movementsWhere(db, which);
  const newest = movementsWhere(db, which, { order: 'newest', limit });
  const oldest = movementsWhere(db, which, { order: 'oldest', limit });
  const back = takenBack(db, which);
  const rows = db.all(`SELECT * FROM ${all.sql} ORDER BY n, line`, ...all.cells);
  const newestRows = db.all(`SELECT * FROM ${newest.sql} ORDER BY n DESC, line DESC LIMIT ?`, ...newest.cells, limit);
  expect({ which, limit, rows: newestRows }).toEqual({ which, limit, rows: rows.toReversed().slice(0, limit) });
  return {
    all: rows,
    oldest: db.all(`SELECT * FROM ${oldest.sql} ORDER BY n, line LIMIT ?`, ...oldest.cells, limit),
    back: db.all(
      `SELECT goods, account, sum(pieces) AS pieces FROM ${back.sql} GROUP BY 1, 2 HAVING sum(pieces) <> 0 ORDER BY 1, 2`,
      ...back.cells,
    ),
    count: countMovements(db, which),
    any: isThereAny(db, which),
  };
};

describe('closed months', () => {
  it('are other files where they begin or end elsewhere', () => {
    const at = '2026-08-03T10:00:00.000Z';
    const names = [monthName(at, 1, 90), monthName(at, 1, 95), monthName(at, 40, 90)];
    expect(new Set(names).size).toBe(3);
    expect(names.every(isMonthName)).toBe(true);
  });

  it('answer any question as memory does', { timeout: 240_000 }, async () => {
    const entries = 400;
    const { disk, store } = await diskWithBooks(entries);
    expect(await makeSnapshot(disk.port, folder, closingFeatures)).toEqual({ ok: true, value: entries });
    expect(monthPaths(disk).length).toBeGreaterThan(4);
    const parts = await openBooksAgain(disk.port);
    const inMemory = parts.projection.get<{ rows: number }>('SELECT count(*) AS rows FROM stock_movements')?.rows ?? 0;
    expect(inMemory).toBeLessThan(countMovements(parts.projection, {}) / 3);
    for (const db of [store.projection, parts.projection]) makeBusy(db, 'S1');
    const random = createRandom(20_261_129);
    let found = 0;
    for (let round = 0; round < 150; round += 1) {
      const which = anyWhich(random, entries);
      const limit = random.integer(1, 60);
      const expected = answersOf(store.projection, which, limit);
      found += countMovements(store.projection, which);
      expect({ which, limit, ...(answersOf(parts.projection, which, limit) as object) }).toEqual({
        which,
        limit,
        ...(expected as object),
      });
      const [sku, rest] = [`SKU-${random.integer(1, 5)}`, random.integer(0, 40)];
      const isWanted = (account: number): boolean => account % 41 === rest;
      expect(findLastSource(parts.projection, sku, isWanted)).toBe(findLastSource(store.projection, sku, isWanted));
    }
    expect(found).toBeGreaterThan(2000);
    parts.tables.close();
  });

  it('hold the same rows whether they were closed one after the other or made anew from the journal', async () => {
    const { disk, store } = await diskWithBooks(0);
    store.close();
    const books = await openBooks(disk.port);
    for (const from of [0, 150, 300]) {
      bookSome(books, from, 150);
      expect((await makeSnapshot(disk.port, folder, closingFeatures)).ok).toBe(true);
    }
    const anew = copyOfDisk(disk);
    for (const path of anew.paths()) if (path.includes('/snapshots/')) anew.port.remove(path);
    expect((await makeSnapshot(anew.port, folder, closingFeatures)).ok).toBe(true);
    expect(monthPaths(anew)).toEqual(monthPaths(disk));
    for (const path of monthPaths(disk)) expect(anew.bytes(path)).toEqual(disk.bytes(path));
    const [one, other] = [await openBooksAgain(disk.port), await openBooksAgain(anew.port)];
    expect(everything(one.projection)).toEqual(everything(books.store.projection));
    expect(everything(other.projection)).toEqual(everything(books.store.projection));
    const all = 'SELECT n, line FROM stock_movements ORDER BY n, line';
    expect(one.projection.all(all)).toEqual(other.projection.all(all));
    expect(one.projection.all(all).length).toBeGreaterThan(kept / 2);
  });

  it('are all open once the tables are in memory, and answer the same however often they are asked', async () => {
    const { disk, store } = await diskWithBooks(200);
    const expected = everything(store.projection);
    expect((await makeSnapshot(disk.port, folder, closingFeatures)).ok).toBe(true);
    const months = monthPaths(disk);
    const opened: string[] = [];
    const open: typeof disk.port.open = (path, how) => {
      opened.push(path);
      return disk.port.open(path, how);
    };
    const parts = await openBooksAgain({ ...disk.port, open });
    while (parts.tables.loadMore());
    expect(opened.filter((path) => months.includes(path)).toSorted()).toEqual(months);
    const before = opened.length;
    expect(everything(parts.projection)).toEqual(expected);
    expect(everything(parts.projection)).toEqual(expected);
    expect(opened.length).toBe(before);
    parts.tables.close();
  });

  it('lose and double nothing, whatever the disk was doing when the power went', { timeout: 240_000 }, async () => {
    const { disk, store } = await diskWithBooks(200);
    const expected = everything(store.projection);
    store.close();
    const changes: number[] = [];
    const whole = copyOfDisk(disk, {
      on: (operation, _path, count) => {
        if (operation !== 'read') changes.push(count);
        return null;
      },
    });
    expect((await makeSnapshot(whole.port, folder, closingFeatures)).ok).toBe(true);
    expect(monthPaths(whole).length).toBeGreaterThan(1);
    for (const last of changes) {
      let isDead = false;
      const broken = copyOfDisk(disk, {
        on: (_operation, _path, count) => {
          isDead ||= count >= last;
          if (isDead) throw Object.assign(new Error('killed'), { code: 'EKILLED' });
          return null;
        },
      });
      await makeSnapshot(broken.port, folder, closingFeatures).catch(() => undefined);
      broken.powerCut(createRandom(last));
      const next = copyOfDisk(broken);
      const parts = await openBooksAgain(next.port);
      expect({ last, rows: everything(parts.projection) }).toEqual({ last, rows: expected });
      parts.tables.close();
      expect((await makeSnapshot(next.port, folder, closingFeatures)).ok).toBe(true);
      expect(monthPaths(next)).toEqual(monthPaths(whole));
    }
  });

  it.each(['altered', 'cut', 'gone', 'undescribed'])(
    'that are %s are made anew from the journal, and the log says so',
    async (what) => {
      const { disk, store } = await diskWithBooks(200);
      const expected = everything(store.projection);
      store.close();
      expect((await makeSnapshot(disk.port, folder, closingFeatures)).ok).toBe(true);
      const [, month = ''] = monthPaths(disk);
      const good = disk.bytes(month);
      const altered = good.slice();
      altered[good.length - 5000] = (altered[good.length - 5000] ?? 0) ^ 0x10;
      if (what === 'altered') disk.set(month, altered);
      if (what === 'cut') disk.set(month, good.slice(0, -4096));
      if (what === 'gone') disk.port.remove(month);
      if (what === 'undescribed') disk.set(month.replace('.sqlite', '.json'), new TextEncoder().encode('{"bytes":1'));
      const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const ended = new Error('the host ended');
      const end = (error: unknown): never => {
        console.error(error);
        throw ended;
      };
      if (what === 'altered') {
        const { store: opened } = await openBooks(disk.port, end);
        expect(() => everything(opened.projection)).toThrow(ended);
      }
      const { store: next } = await openBooks(disk.port, end);
      expect(next.openedFrom).toBeNull();
      expect(everything(next.projection)).toEqual(expected);
      expect(said.mock.calls.join(' ')).toMatch(/month-2026-\d\d-\d{12}-\d{12}.* made anew from the journal/);
      next.close();
      expect((await makeSnapshot(disk.port, folder, closingFeatures)).ok).toBe(true);
      expect(disk.bytes(month)).toEqual(good);
    },
  );
});
