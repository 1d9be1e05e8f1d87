import { expect, test } from 'vitest';
import { writeSnapshot } from '../../electron/projection/snapshots';
import { makeSnapshot } from '../../electron/store/write-snapshot';
import type { Feature } from '../../electron/store/types';
import { ledger } from '../support/ledger-feature';
import { book, filledLedger, folder, openLedger, rows } from '../support/ledger-store';

test('a store comes back with the same rows from a snapshot, and from the journal when columns changed', async () => {
  const { disk, store } = await filledLedger(40);
  const before = rows(store);
  const place = store.place();
  if (place === null) throw new Error('no place');
  writeSnapshot(disk.port, `${folder}/snapshots`, [ledger], store.projection.export(), place);
  store.close();
  const fromSnapshot = await openLedger(disk.port);
  expect(fromSnapshot.openedFrom?.head.n).toBe(40);
  expect(rows(fromSnapshot)).toEqual(before);
  expect(book(fromSnapshot, 'c41', 41).ok).toBe(true);
  const after = rows(fromSnapshot);
  fromSnapshot.close();
  const other: Feature = { ...ledger, schema: [...ledger.schema, 'CREATE TABLE more (id TEXT)'] };
  const rebuilt = await openLedger(disk.port, { features: [other] });
  expect(rebuilt.openedFrom).toBeNull();
  expect(rows(rebuilt)).toEqual(after);
});

test('a snapshot is made beside a store that goes on writing, over segments, and gives the same rows', async () => {
  const { disk, store } = await filledLedger(30, {}, { segmentBytes: 4000 });
  expect(await makeSnapshot(disk.port, folder, [ledger])).toEqual({ ok: true, value: 30 });
  book(store, 'c31', 31);
  expect(await makeSnapshot(disk.port, folder, [ledger])).toEqual({ ok: true, value: 31 });
  const before = rows(store);
  store.close();
  const reopened = await openLedger(disk.port);
  expect(reopened.openedFrom?.head.n).toBe(31);
  expect(rows(reopened)).toEqual(before);
  expect(reopened.status().head.n).toBe(31);
});
