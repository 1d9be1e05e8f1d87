import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ParcelRow, RestoredView } from '../../shared/features/packing/queries';
import { features } from '../../electron/features';
import { nodeFilePort, type FilePort } from '../../electron/journal/file-port';
import { backupStore } from '../../electron/store/backup';
import { makeRecoveryKey } from '../../electron/store/recovery-key';
import { restoreBackup } from '../../electron/store/restore';
import { openStore, type OpenStore } from '../../electron/store/store';
import type { StoreSettings } from '../../electron/store/types';
import { packOrder, scanOrder } from '../bench/hand';
import { command, importCatalogue, importOrders, operator, settings, type Wanted } from '../bench/world';

/** Real files; what is tested here is not durability. */
const port: FilePort = { ...nodeFilePort, sync: () => undefined, syncFolder: () => undefined };
const range = { extension: 0, first: 500_000, last: 999_999_999 };
const noon = new Date('2026-11-24T12:00:00Z');
const approval = {
  personId: 'boss',
  role: 'supervisor',
  at: noon.toISOString(),
  nonce: 'one',
  badgeTyped: false,
};

let base = '';
let folder = '';
let opened: OpenStore | null = null;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'packwright-restored-'));
  folder = join(base, 'live');
});
afterEach(() => {
  opened?.close();
  rmSync(base, { recursive: true, force: true });
});

const open = async (more: Partial<StoreSettings> = {}): Promise<OpenStore> => {
  opened = await openStore({
    folder,
    port,
    features,
    settings: { ...settings, ssccRange: range, ...more },
    now: Date.now,
  });
  return opened;
};

const orders: readonly Wanted[] = ['101', '102', '103'].map((number, index) => ({
  number,
  lines: [{ item: index, quantity: 1 }],
}));
const [first, second, third] = orders as [Wanted, Wanted, Wanted];

const begin = async (): Promise<OpenStore> => {
  const store = await open();
  await makeRecoveryKey(port, folder);
  importCatalogue(store);
  importOrders(store, 'orders.json', orders);
  return store;
};

const ask = <T>(store: OpenStore, name: string, params: unknown): T => {
  const answer = store.query(name, params, operator);
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value as T;
};

const parcelOf = (store: OpenStore, number: string): ParcelRow => {
  const [row] = ask<readonly ParcelRow[]>(store, 'packing.parcels', { search: number, limit: 10 });
  if (row === undefined) throw new Error(`no parcel of ${number}`);
  return row;
};

/** The serial reference in an SSCC of the bench's prefix 9521234. */
const serialOf = (row: ParcelRow): number => Number(row.sscc?.slice(8, 17));

const backup = (store: OpenStore): string => {
  const place = store.place();
  if (place === null) throw new Error('no place');
  const made = backupStore(port, { folder, target: join(base, 'backups'), place, now: noon });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value.folder;
};

const restore = async (from: string, store: OpenStore): Promise<OpenStore> => {
  store.close();
  const restored = restoreBackup(port, from, folder, new Date(noon.getTime() + 3_600_000));
  if (!restored.ok) throw new Error(restored.failure.code);
  return open();
};

test('after a restore orders open in the backup are held, and no SSCC, parcel number or copy comes twice', async () => {
  const store = await begin();
  packOrder(store, first);
  const before = parcelOf(store, first.number);
  expect(serialOf(before)).toBe(500_000);
  const from = backup(store);
  packOrder(store, second);
  const lost = parcelOf(store, second.number);
  command(store, 'packing.reprintLabel', { parcelId: before.parcelId, reason: 'Label damaged' });
  expect(parcelOf(store, first.number).copy).toBe(2);

  const restored = await restore(from, store);
  expect(ask<RestoredView>(restored, 'packing.restored', {})).toMatchObject({
    waiting: 2,
    numbers: ['102', '103'],
    backupAt: noon.toISOString(),
    by: { origin: 'own', way: 'command-line', personId: null },
  });
  expect(() => scanOrder(restored, second.number)).toThrow(/restored-order/);
  command(restored, 'packing.confirmRestored', { orderId: 'order-102', approval, reason: 'looked' });
  expect(() => scanOrder(restored, third.number)).toThrow(/restored-order/);

  packOrder(restored, second);
  const again = parcelOf(restored, second.number);
  expect(serialOf(again)).toBeGreaterThanOrEqual(serialOf(lost) + 10_000);
  expect(again.parcelNumber).not.toBe(lost.parcelNumber);
  command(restored, 'packing.reprintLabel', { parcelId: before.parcelId, reason: 'Label damaged' });
  expect(parcelOf(restored, first.number).copy).toBe(102);
});

test('a station that had used no number yet jumps all the same, within its own range', async () => {
  const store = await begin();
  const from = backup(store);
  packOrder(store, first);
  const lost = parcelOf(store, first.number);
  const restored = await restore(from, store);
  command(restored, 'packing.confirmRestored', { orderId: null, approval, reason: 'looked' });
  expect(ask<RestoredView>(restored, 'packing.restored', {})).toMatchObject({ waiting: 0, numbers: [] });
  packOrder(restored, first);
  const again = parcelOf(restored, first.number);
  expect(serialOf(lost)).toBe(500_000);
  expect(serialOf(again)).toBe(511_000);
  expect(again.parcelNumber).not.toBe(lost.parcelNumber);
});

test('a range smaller than what the restore skips stops the label with that reason, and a larger one goes on', async () => {
  const store = await begin();
  packOrder(store, first);
  const restored = await restore(backup(store), store);
  command(restored, 'packing.confirmRestored', { orderId: null, approval, reason: 'looked' });
  const wide = { extension: 1, first: 7, last: 99_999 };
  restored.setSettings({ ...settings, ssccRange: { ...wide, last: 11_006 } });
  expect(() => packOrder(restored, second)).toThrow(/sscc-range-skipped.*"skipped":11000/);
  restored.setSettings({ ...settings, ssccRange: wide });
  const { parcelId } = ask<{ parcel: { parcelId: string } }>(restored, 'packing.current', {}).parcel;
  command(restored, 'packing.requestLabel', { parcelId });
  expect(parcelOf(restored, second.number).sscc).toMatch(/^19521234000011007/);
});

test('a confirmation is refused where nothing waits, and names who gave it where something does', async () => {
  const store = await begin();
  const from = backup(store);
  expect(() => command(store, 'packing.confirmRestored', { orderId: null, approval, reason: 'x' })).toThrow(/not-now/);
  const restored = await restore(from, store);
  command(restored, 'packing.confirmRestored', { orderId: null, approval, reason: 'looked' });
  const board = ask<{ overrides: readonly { action: string; reason: string; order: string }[] }>(
    restored,
    'packing.today',
    {},
  );
  expect(
    board.overrides.filter(({ action, reason }) => action === 'restored-order' && reason === 'looked'),
  ).toHaveLength(3);
});
