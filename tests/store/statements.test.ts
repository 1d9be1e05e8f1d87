import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import initSqlJs, { type Database } from 'sql.js';
import { contract } from '../../shared/contract';
import { features } from '../../electron/features';
import { nodeFilePort, type FilePort } from '../../electron/journal/file-port';
import { scanJournal } from '../../electron/journal/scan';
import { openProjection, type Projection } from '../../electron/projection/projection';
import { answerQuery } from '../../electron/store/answer-query';
import { makeSnapshot } from '../../electron/store/write-snapshot';
import { openTables } from '../../electron/projection/open-tables';
import { makeRecoveryKey } from '../../electron/store/recovery-key';
import { restoreBackup } from '../../electron/store/restore';
import { backupStore } from '../../electron/store/backup';
import { openStore, type OpenStore } from '../../electron/store/store';
import type { Reader } from '../../electron/store/types';
import { packOrder, scanOrder } from '../bench/hand';
import { command, importCatalogue, importOrders, operator, settings, type Wanted } from '../bench/world';
import { createRandom } from '../support/random';

const port: FilePort = { ...nodeFilePort, sync: () => undefined, syncFolder: () => undefined };
const approval = { personId: 'boss', role: 'supervisor', at: '2026-11-24T12:00:00Z', nonce: 'n', badgeTyped: false };

let base = '';
let folder = '';
let store: OpenStore;

const open = (): Promise<OpenStore> => openStore({ folder, port, features, settings, now: Date.now });

/** A day through the real features, from a seed: orders packed, left open, held, reprinted, and a restore in between. */
const playDay = async (seed: number): Promise<OpenStore> => {
  const random = createRandom(seed);
  let day = await open();
  await makeRecoveryKey(port, folder);
  importCatalogue(day);
  const orders: Wanted[] = Array.from({ length: 24 }, (_, index) => ({
    number: String(20_000 + index),
    lines: Array.from({ length: random.integer(1, 3) }, () => ({
      item: random.integer(0, 299),
      quantity: random.integer(1, 2),
    })),
  }));
  importOrders(day, 'day.json', orders);
  const act = (wanted: Wanted): void => {
    const kind = random.integer(0, 4);
    if (kind <= 2) packOrder(day, wanted);
    else {
      scanOrder(day, wanted.number);
      command(day, 'packing.hold', { packId: `order-${wanted.number}`, reason: 'asked' });
    }
    const packed = day.projection.get<{ parcel_id: string }>(
      `SELECT parcel_id FROM parcels WHERE state = 'closed' ORDER BY opened_at DESC`,
    );
    if (packed === undefined) return;
    if (kind === 0) command(day, 'packing.reprintLabel', { parcelId: packed.parcel_id, reason: 'torn' });
    if (kind === 1 && random.next() < 0.4)
      command(day, 'packing.voidParcel', { parcelId: packed.parcel_id, reason: 'wrong box' });
  };
  for (const wanted of orders.slice(0, 12)) act(wanted);
  await makeSnapshot(port, folder, features);
  for (const wanted of orders.slice(12, 16)) act(wanted);
  const place = day.place();
  if (place === null) throw new Error('no place');
  const made = backupStore(port, { folder, target: join(base, 'backups'), place, now: new Date() });
  day.close();
  if (!made.ok || !restoreBackup(port, made.value.folder, folder, new Date()).ok) throw new Error('no restore');
  day = await open();
  await makeSnapshot(port, folder, features);
  command(day, 'packing.confirmRestored', { orderId: null, approval, reason: 'looked' });
  for (const wanted of orders.slice(16, 22)) act(wanted);
  return day;
};

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'packwright-day-'));
  folder = join(base, 'live');
  store = await playDay(20_261_128);
}, 60_000);
afterAll(() => {
  store.close();
  rmSync(base, { recursive: true, force: true });
});

const tablesOf = (db: Reader): string[] =>
  db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).map(({ name }) => name);

/** Every row of every table; what only tells where a snapshot stands is left out. */
const contentOf = (db: Reader): Record<string, unknown[]> =>
  Object.fromEntries(
    tablesOf(db)
      .filter((name) => name !== 'meta' && !name.startsWith('sqlite_'))
      .map((name) => [
        name,
        db
          .all(`SELECT * FROM ${name}`)
          .map((row) => JSON.stringify(row))
          .toSorted(),
      ]),
  );

const rebuilt = async (fromSnapshot: boolean): Promise<Projection> => {
  const tables = fromSnapshot ? await openTables({ port, folder, features }) : null;
  if (fromSnapshot) expect(tables?.from).not.toBeNull();
  const projection = tables?.projection ?? (await openProjection(features, null));
  projection.inBulk(() => {
    scanJournal(port, `${folder}/journal`, tables?.from ?? null, (entry, hash) => void projection.apply(entry, hash));
  });
  return projection;
};

describe('tables made anew after a random day', () => {
  it.each([
    ['from the first entry on', false],
    ['from a snapshot and the entries after it', true],
  ])('%s equal those that grew, row for row', async (_how, fromSnapshot) => {
    const grown = contentOf(store.projection);
    expect(Object.values(grown).filter((rows) => rows.length > 0).length).toBeGreaterThan(15);
    const projection = await rebuilt(fromSnapshot);
    expect(projection.head()).toEqual(store.status().head);
    expect(projection.faults()).toEqual([]);
    expect(contentOf(projection)).toEqual(grown);
    projection.close();
  });

  it('know the same orders as packed that packing does', () => {
    const wrong = store.projection.all(
      `SELECT o.order_id FROM orders o LEFT JOIN packs p USING (order_id) WHERE (o.packed_at IS NOT NULL) <> (coalesce(p.state, '') = 'packed')`,
    );
    expect(wrong).toEqual([]);
  });
});

const one = (sql: string): string => store.projection.get<{ value: string }>(sql)?.value ?? '-';

/** What each query is asked, so that every statement of it runs. */
const paramsOf = (name: string): readonly unknown[] => {
  const orderId = one(`SELECT order_id AS value FROM packs WHERE state = 'packed'`);
  const parcelId = one(`SELECT parcel_id AS value FROM parcels WHERE state = 'closed'`);
  const known: Readonly<Record<string, readonly unknown[]>> = {
    'orders.list': ['open', 'waiting', 'held', 'packed', 'cancelled', 'all'].flatMap((state) => [
      { state },
      { state, search: '2000' },
    ]),
    'orders.detail': [{ orderId }],
    'packing.history': [{ orderId }],
    'packing.slip': [{ packId: orderId }],
    'packing.cartons': [{ parcelId }],
    'packing.parcels': [{}, { search: '20001' }],
    'packing.period': [{ from: '2000-01-01', to: '2100-01-01' }],
    'packing.findParcels': [{ text: '2000', from: null, to: null }],
    'export.ofParcel': [{ parcelId }],
    'export.ofOrder': [{ orderId }],
    'catalogue.item': [{ sku: 'SKU-0001' }],
    'catalogue.byBarcode': [{ code: 'x' }],
    'catalogue.list': [{}, { search: 'bench' }, { filter: 'ambiguous' }],
  };
  return known[name] ?? [{}];
};

/** The statements that a query runs. */
const statementsOf = (name: string): Set<string> => {
  const seen = new Set<string>();
  const db: Reader = {
    all: (sql, ...params) => {
      seen.add(sql);
      return store.projection.all(sql, ...params);
    },
    get: (sql, ...params) => {
      seen.add(sql);
      return store.projection.get(sql, ...params);
    },
    months: () => store.projection.months(),
  };
  for (const params of paramsOf(name))
    answerQuery(
      features,
      { name, params, actor: { ...operator, role: 'it' } },
      { db, at: new Date().toISOString(), settings, unseal: () => null, attachment: () => null },
    );
  return seen;
};

describe('the statements of queries', () => {
  let plain: Database;
  beforeAll(async () => {
    const SQL = await initSqlJs();
    plain = new SQL.Database();
    for (const { schema } of features) for (const sql of schema) plain.run(sql);
  });

  const opened = (sql: string): string[] => {
    const roots = new Map(
      (plain.exec('SELECT rootpage, tbl_name FROM sqlite_schema')[0]?.values ?? []).map(([root, name]) => [
        Number(root),
        String(name),
      ]),
    );
    return (plain.exec(`EXPLAIN ${sql}`)[0]?.values ?? []).flatMap(([, opcode, , p2]) =>
      opcode === 'OpenRead' || opcode === 'ReopenIdx' ? [roots.get(Number(p2)) ?? ''] : [],
    );
  };

  it('open no table that the query does not list', () => {
    const unlisted = Object.entries(contract.queries).flatMap(([name, { tables }]) => {
      const found = new Set([...statementsOf(name)].flatMap(opened));
      return [...found].filter((table) => table !== '' && !tables.includes(table)).map((table) => `${name}: ${table}`);
    });
    expect(unlisted).toEqual([]);
  });

  /** Tables that grow with every order. */
  const big = [
    'orders',
    'order_lines',
    'packs',
    'parcels',
    'parcel_items',
    'labels',
    'print_jobs',
    'exports',
    'pack_history',
  ];

  /** Plans name a table by its alias. */
  const tableOf = (sql: string, name: string): string =>
    new RegExp(`(?:FROM|JOIN)\\s+(\\w+)\\s+(?:AS\\s+)?${name}\\b`, 'i').exec(sql)?.[1] ?? name;

  it('look through no big table from end to end, but for reports', () => {
    const scans = Object.entries(contract.queries)
      .filter(([, { report }]) => report !== true)
      .flatMap(([name]) =>
        [...statementsOf(name)].flatMap((sql) =>
          (plain.exec(`EXPLAIN QUERY PLAN ${sql}`)[0]?.values ?? []).flatMap(([, , , detail]) => {
            const scanned = /^SCAN (\w+)$/.exec(String(detail))?.[1];
            const table = scanned === undefined ? '' : tableOf(sql, scanned);
            return big.includes(table) ? [`${name}: ${table} in ${sql}`] : [];
          }),
        ),
      );
    expect(scans).toEqual([]);
  });
});
