import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeFilePort, type FilePort } from '../../electron/journal/file-port';
import { findEntry, scanJournal } from '../../electron/journal/scan';
import { openStore } from '../../electron/store/store';
import type { CommandEnvelope } from '../../electron/store/types';
import { ledger, testActor, testSettings } from '../support/ledger-feature';

/** Real files; what is tested here is not durability. */
const port: FilePort = { ...nodeFilePort, sync: () => undefined };

const book = (id: string, amount = 1): CommandEnvelope => ({
  id,
  name: 'ledger.book',
  input: { amount, note: `as of {"kind":"entry","n":2,` },
  actor: testActor,
  origin: 'trusted',
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packwright-answers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (segmentBytes: number) =>
  openStore({ folder, port, features: [ledger], settings: testSettings, now: Date.now, segmentBytes });

test('finds every entry again, in whichever segment it stands', async () => {
  const store = await open(2000);
  for (let each = 1; each <= 40; each += 1) store.execute(book(`c${each}`));
  store.close();
  const journal = `${folder}/journal`;
  expect(port.list(journal).length).toBeGreaterThan(5);
  const seen: number[] = [];
  scanJournal(port, journal, null, (entry) => {
    seen.push(entry.n);
    expect(findEntry(port, journal, entry.n)).toEqual(entry);
  });
  expect(seen).toHaveLength(40);
  expect(findEntry(port, journal, 41)).toBeNull();
  expect(findEntry(port, journal, 0)).toBeNull();
});

test('a command gets its first answer again, however long ago it was', async () => {
  const store = await open(500_000);
  for (let each = 1; each <= 5; each += 1) store.execute(book(`c${each}`));
  // Refusals that are remembered: an entry each, and quickly written.
  for (let each = 6; each <= 10_100; each += 1)
    store.execute({ ...book(`c${each}`), input: { amount: -100, note: 'remember' } });
  const { head } = store.status();
  expect(store.execute(book('c3'))).toEqual({ ok: true, value: 3 });
  const refusal = { ...book('c10100'), input: { amount: -100, note: 'remember' } };
  expect(store.execute(refusal)).toMatchObject({ ok: false, failure: { code: 'too-little' } });
  expect(store.execute(book('c3', 2))).toMatchObject({ ok: false, failure: { code: 'command-id-reused' } });
  expect(store.status().head).toEqual(head);
  store.close();
});
