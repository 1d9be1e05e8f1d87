import { afterEach, describe, expect, it } from 'vitest';
import { resolve } from 'node:path';
import { loadDemo } from '../../electron/features/demo';
import type { OrderRow } from '../../shared/features/orders/queries';
import { openTestStore, stationActor, testSettings, type TestStore } from '../import/support/test-store';

const folder = resolve('resources/demo');
const morning = Date.parse('2026-11-24T08:02:10.000Z');
const { timeZone, currency } = testSettings;

let opened: TestStore[] = [];
const open = async (demo: boolean): Promise<TestStore> => {
  const store = await openTestStore({ settings: { demo } });
  opened.push(store);
  return store;
};
afterEach(async () => {
  await Promise.all(opened.map((store) => store.dispose()));
  opened = [];
});

const load = (store: TestStore, now: number) =>
  loadDemo({ store, actor: stationActor, folder, settings: { timeZone, currency }, now });
const entries = (store: TestStore): number => store.opened.status().head.n;
const count = (store: TestStore, table: string): number =>
  store.all<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)[0]?.count ?? -1;
const firstOrders = async (store: TestStore): Promise<readonly OrderRow[]> =>
  (await store.ask<{ rows: readonly OrderRow[] }>('orders.list', { limit: 500 })).rows;

describe('loading the demo', () => {
  it('brings catalogue and orders in by the import commands, due from this moment on', async () => {
    const store = await open(true);
    expect(await load(store, morning)).toEqual({ ok: true, value: null });
    expect(count(store, 'items')).toBeGreaterThanOrEqual(300);
    expect(count(store, 'orders')).toBeGreaterThanOrEqual(500);
    expect(count(store, 'import_exceptions')).toBe(0);
    expect(count(store, `items WHERE mentioned_only = 1`)).toBe(0);
    const rows = await firstOrders(store);
    expect(rows[0]).toMatchObject({ number: '84217', cutOffAt: '2026-11-24T08:30:00.000Z', lines: 4, note: true });
    const dues = rows.flatMap(({ cutOffAt }) => (cutOffAt === null ? [] : [Date.parse(cutOffAt) - morning]));
    expect(Math.min(...dues)).toBeGreaterThan(20 * 60_000);
    expect(Math.max(...dues)).toBeGreaterThan(6 * 3_600_000);
  });

  it('adds nothing on the same day, and moves the cut-offs on the next', async () => {
    const store = await open(true);
    await load(store, morning);
    const head = entries(store);
    expect((await load(store, morning + 3_600_000)).ok).toBe(true);
    expect(entries(store)).toBe(head);
    store.setNow('2026-11-25T08:00:00.000Z');
    expect((await load(store, morning + 86_400_000)).ok).toBe(true);
    const rows = await firstOrders(store);
    expect(rows[0]).toMatchObject({ number: '84217', version: 1, cutOffAt: '2026-11-25T08:30:00.000Z' });
    expect(count(store, 'orders')).toBe(540);
    expect(count(store, 'import_exceptions')).toBe(0);
  });

  it('goes on where an interrupted start left off', async () => {
    const store = await open(true);
    let left = 2;
    const failing = {
      ...store,
      execute: (envelope: Parameters<TestStore['execute']>[0]) => {
        if (envelope.name === 'orders.import') left -= 1;
        return left < 0
          ? Promise.resolve({ ok: false as const, failure: { code: 'host-down' } })
          : store.execute(envelope);
      },
    };
    expect(await load(failing, morning)).toMatchObject({ ok: false, failure: { code: 'host-down' } });
    const some = count(store, 'orders');
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(540);
    expect((await load(store, morning + 60_000)).ok).toBe(true);
    expect(count(store, 'orders')).toBe(540);
  });

  it('leaves a mark in the record, so that no live station opens it', async () => {
    const [demo, live] = [await open(true), await open(false)];
    await load(demo, morning);
    await load(live, morning);
    expect(await demo.ask('import.holdsDemo')).toBe(true);
    expect(await live.ask('import.holdsDemo')).toBe(false);
  });

  it('is refused by a live store, which stays empty', async () => {
    const store = await open(false);
    expect(await load(store, morning)).toMatchObject({ ok: false, failure: { code: 'demo-file-in-live' } });
    for (const table of ['items', 'orders', 'cartons', 'dunnage', 'barcodes'])
      expect(count(store, table), `table ${table}`).toBe(0);
  });

  it('is refused by a live store batch by batch, whoever sends it', async () => {
    const store = await open(false);
    const file = { fileId: 'f', name: 'demo', sha256: 'a'.repeat(64), source: 'demo', demo: true };
    const batch = { file, problems: [], end: null };
    const dunnage = [{ dunnageId: 'D', name: 'D', weightMg: 1, weightSpreadMg: 0, unitLabel: 'm' }];
    expect(await store.send('catalogue.import', { ...batch, items: [], cartons: [], dunnage })).toMatchObject({
      ok: false,
      failure: { code: 'demo-file-in-live' },
    });
    expect(await store.send('orders.import', { ...batch, orders: [] })).toMatchObject({
      ok: false,
      failure: { code: 'demo-file-in-live' },
    });
    expect(entries(store)).toBe(0);
  });
});
