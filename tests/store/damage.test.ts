import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFilePort, type FilePort } from '../../electron/journal/file-port';
import { openJournal, type OpenedJournal } from '../../electron/journal/journal';
import { verifyFolder } from '../../electron/journal/verify';
import { makeSnapshot } from '../../electron/store/write-snapshot';
import { createFakeDisk } from '../support/fake-disk';
import { ledger } from '../support/ledger-feature';
import { book, diskWithJournal, filledLedger, folder, journalFile, openLedger, rows } from '../support/ledger-store';

/** Seconds on a quiet machine; many times that on a busy one. */
const hangLimit = { timeout: 240_000 };

const read = (port: FilePort): { readonly opened: OpenedJournal; readonly amounts: readonly string[] } => {
  const amounts: string[] = [];
  const opened = openJournal({
    port,
    folder: `${folder}/journal`,
    from: null,
    onEntry: (entry) => void amounts.push(JSON.stringify(entry.events)),
  });
  return { opened, amounts };
};

const next = (opened: OpenedJournal) => {
  if (opened.state !== 'open') throw new Error('broken');
  return opened.journal.append({
    at: '2028-01-01T00:00:00.000Z',
    site: '',
    station: '',
    person: null,
    role: 'station',
    id: 'next',
    command: 'next',
    input: '',
    events: [],
    answer: null,
  });
};

/** A journal's bytes, its entries in order, and where each line ends. */
const journalOf = async (count: number) => {
  const { disk, store } = await filledLedger(count);
  store.close();
  const whole = disk.bytes(journalFile).slice();
  const { amounts } = read(diskWithJournal(whole).port);
  return { whole, amounts, ends: [...whole].flatMap((byte, at) => (byte === 0x0a ? [at + 1] : [])) };
};

describe('a journal that was cut', () => {
  it('at any byte recovers to its last whole entry, keeps the rest aside and goes on', hangLimit, async () => {
    const { whole, amounts, ends } = await journalOf(60);
    expect(whole.length).toBeGreaterThan(20_000);
    const wrong: number[] = [];
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const disk = diskWithJournal(whole.slice(0, cut));
      const found = read(disk.port);
      const good = ends.findLast((end) => end <= cut) ?? 0;
      const entries = Math.max(0, ends.filter((end) => end <= cut).length - 1);
      const torn = disk.paths().filter((path) => path.includes('/torn/'));
      const isRight =
        found.amounts.length === entries &&
        found.amounts.every((events, at) => events === amounts[at]) &&
        torn.reduce((sum, path) => sum + disk.bytes(path).length, 0) === cut - good &&
        next(found.opened).ok &&
        (cut % 16 !== 0 || read(disk.port).amounts.length === entries + 1);
      if (!isRight) wrong.push(cut);
    }
    expect(wrong).toEqual([]);
  });

  it('says at the start what it set aside', async () => {
    const { whole } = await journalOf(10);
    const disk = diskWithJournal(whole.slice(0, -200));
    const store = await openLedger(disk.port);
    expect(store.status()).toMatchObject({
      state: 'ready',
      notices: [{ code: 'torn-tail-set-aside' }],
      head: { n: 9 },
    });
    expect(book(store, 'after', 1).ok).toBe(true);
  });

  it('is seen with the head, and only with it', async () => {
    const { disk, store } = await filledLedger(10);
    const { head } = store.status();
    store.close();
    const whole = disk.bytes(journalFile);
    disk.set(journalFile, whole.slice(0, whole.lastIndexOf(0x0a, whole.length - 2) + 1));
    expect(verifyFolder(disk.port, folder, null)).toMatchObject({ ok: true, endProved: false });
    expect(verifyFolder(disk.port, folder, head)).toMatchObject({ ok: false, n: 10 });
  });
});

describe('a flipped bit', () => {
  it('in any byte is found, gives no wrong value and drops nothing silently', hangLimit, async () => {
    const { whole, amounts } = await journalOf(25);
    const missed: number[] = [];
    for (let at = 0; at < whole.length; at += 1) {
      const flipped = whole.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      const disk = diskWithJournal(flipped);
      const found = read(disk.port);
      const isPrefix = found.amounts.every((events, index) => events === amounts[index]);
      if (found.opened.state !== 'broken' || !isPrefix) missed.push(at);
    }
    expect(missed).toEqual([]);
  });

  it('makes the station read-only, with the place', async () => {
    const { disk, store } = await filledLedger(10);
    store.close();
    const bytes = disk.bytes(journalFile).slice();
    bytes[bytes.length - 400] = (bytes[bytes.length - 400] ?? 0) ^ 4;
    disk.set(journalFile, bytes);
    const reopened = await openLedger(disk.port);
    const { state, failure } = reopened.status();
    expect({ state, failure }).toMatchObject({
      state: 'read-only',
      failure: { code: 'record-broken', details: { file: '000001.jsonl', n: 10, why: 'hash' } },
    });
    expect(book(reopened, 'x', 1)).toMatchObject({ ok: false, failure: { code: 'store-read-only' } });
    expect(book(reopened, 'c3', 3, 'note 3')).toEqual({ ok: true, value: 6 });
    expect(rows(reopened)).toHaveLength(9);
    expect(disk.bytes(journalFile)).toEqual(bytes);
  });

  it('in a piece of evidence is named with its entry; so is one that is gone', async () => {
    const { disk, store } = await filledLedger(3);
    book(store, 'e', 1, 'evidence of a kind');
    store.close();
    expect(verifyFolder(disk.port, folder, null)).toMatchObject({ ok: true, attachments: 1 });
    const path = disk.paths().find((each) => each.includes('/attachments/')) ?? '';
    const bytes = disk.bytes(path).slice();
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    disk.set(path, bytes);
    expect(verifyFolder(disk.port, folder, null)).toMatchObject({ ok: false, n: 4 });
    disk.port.remove(path);
    expect(verifyFolder(disk.port, folder, null)).toMatchObject({ ok: false, n: 4 });
  });
});

describe('a journal whose end', () => {
  const garbage = new TextEncoder().encode('\u0001\u0002 not an entry');

  it('is followed by garbage starts, says so and keeps the garbage', async () => {
    const { whole } = await journalOf(5);
    const disk = diskWithJournal(new Uint8Array([...whole, ...garbage]));
    const store = await openLedger(disk.port);
    const [notice] = store.status().notices;
    expect(notice).toMatchObject({ code: 'torn-tail-set-aside', details: { bytes: garbage.length } });
    expect(disk.bytes(String(notice?.details?.['keptAs']))).toEqual(garbage);
    expect(rows(store)).toHaveLength(5);
    expect(disk.bytes(journalFile)).toEqual(whole);
  });

  it('is followed by garbage with a newline is a break, and nothing is touched', async () => {
    const { whole } = await journalOf(5);
    const bytes = new Uint8Array([...whole, ...garbage, 0x0a]);
    const disk = diskWithJournal(bytes);
    const store = await openLedger(disk.port);
    expect(store.status()).toMatchObject({ state: 'read-only', failure: { code: 'record-broken', details: { n: 6 } } });
    expect(disk.bytes(journalFile)).toEqual(bytes);
  });

  it('stands there twice starts, says so and keeps the second one', async () => {
    const { whole, ends } = await journalOf(8);
    for (const doubled of [1, 3]) {
      const end = whole.slice(ends.at(-1 - doubled));
      const disk = diskWithJournal(new Uint8Array([...whole, ...end]));
      const store = await openLedger(disk.port);
      const [notice] = store.status().notices;
      expect(notice).toMatchObject({ code: 'doubled-end-set-aside', details: { bytes: end.length } });
      expect(disk.bytes(String(notice?.details?.['keptAs']))).toEqual(end);
      expect(rows(store)).toHaveLength(8);
      expect(book(store, 'after', 1)).toMatchObject({ ok: true });
      expect(verifyFolder(disk.port, folder, store.status().head)).toMatchObject({ ok: true });
    }
  });

  it('lacks a sector in the middle of its last write starts without that write', async () => {
    const { disk, store } = await filledLedger(3);
    book(store, 'long', 4, 'x'.repeat(3000));
    store.close();
    const whole = disk.bytes(journalFile).slice();
    const hole = Math.ceil((whole.length - 2500) / 512) * 512;
    whole.fill(0, hole, hole + 512);
    const reopened = await openLedger(diskWithJournal(whole).port);
    expect(reopened.status()).toMatchObject({ state: 'ready', notices: [{ code: 'torn-tail-set-aside' }] });
    expect(rows(reopened).map((row) => row.amount)).toEqual([1, 2, 3]);
    // The same hole before other entries is no tear.
    const { whole: all } = await journalOf(20);
    all.fill(0, 1024, 1536);
    expect((await openLedger(diskWithJournal(all).port)).status().state).toBe('read-only');
  });
});

describe('a store whose files', () => {
  it('are gone altogether begins anew', async () => {
    const store = await openLedger(createFakeDisk().port);
    expect(store.status()).toMatchObject({ state: 'ready', notices: [], head: { n: 0 } });
  });

  it.each(['emptied', 'removed'])('are whole but for the journal, which was %s, does not begin anew', async (how) => {
    const { disk, store } = await filledLedger(3);
    store.close();
    if (how === 'emptied') disk.set(journalFile, new Uint8Array());
    else disk.port.remove(journalFile);
    const before = disk.paths().length;
    const reopened = await openLedger(disk.port);
    expect(reopened.status()).toMatchObject({
      state: 'read-only',
      failure: { code: 'record-broken', details: { n: 1, why: 'missing-segment' } },
    });
    expect(disk.paths()).toHaveLength(before);
  });

  it('have an empty last segment, as a kill at its beginning leaves it, goes on in it', async () => {
    const { disk, store } = await filledLedger(4);
    store.close();
    disk.set(`${folder}/journal/000002.jsonl`, new Uint8Array());
    const reopened = await openLedger(disk.port);
    expect(reopened.status()).toMatchObject({ state: 'ready', notices: [] });
    expect(book(reopened, 'after', 1).ok).toBe(true);
    expect(verifyFolder(disk.port, folder, reopened.status().head)).toMatchObject({ ok: true });
  });

  it('lack a segment in the middle is a break that names it', async () => {
    const { disk, store } = await filledLedger(40, {}, { segmentBytes: 3000 });
    store.close();
    expect(disk.paths().filter((path) => path.endsWith('.jsonl')).length).toBeGreaterThan(3);
    disk.port.remove(`${folder}/journal/000002.jsonl`);
    const reopened = await openLedger(disk.port);
    expect(reopened.status().failure).toMatchObject({ code: 'record-broken', details: { file: '000002.jsonl' } });
  });

  it('lack the snapshots, or have damaged ones, makes the tables anew', async () => {
    const { disk, store } = await filledLedger(30);
    await makeSnapshot(disk.port, folder, [ledger]);
    book(store, 'more', 31);
    const expected = rows(store);
    store.close();
    for (const damage of ['altered', 'gone']) {
      for (const path of disk.paths().filter((each) => each.includes('/snapshots/')))
        if (damage === 'altered') disk.set(path, new Uint8Array([1, 2, 3]));
        else disk.port.remove(path);
      const reopened = await openLedger(disk.port);
      expect(rows(reopened)).toEqual(expected);
      reopened.close();
    }
  });

  it('have a snapshot ahead of a journal that was cut does not believe it', async () => {
    const { disk, store } = await filledLedger(30);
    await makeSnapshot(disk.port, folder, [ledger]);
    store.close();
    disk.set(journalFile, disk.bytes(journalFile).slice(0, 4000));
    expect((await openLedger(disk.port)).status()).toMatchObject({
      state: 'read-only',
      failure: { code: 'record-broken' },
    });
  });

  it('are larger than memory should ever be starts, and keeps the whole of it', hangLimit, async () => {
    const base = mkdtempSync(join(tmpdir(), 'packwright-large-'));
    const path = join(base, 'journal', '000001.jsonl');
    try {
      const store = await openLedger(nodeFilePort, { folder: base });
      for (let each = 1; each <= 5; each += 1) expect(book(store, `c${each}`, each).ok).toBe(true);
      store.close();
      const whole = readFileSync(path);
      const handle = openSync(path, 'r+');
      ftruncateSync(handle, 2 * 1024 ** 3);
      closeSync(handle);
      const reopened = await openLedger(nodeFilePort, { folder: base });
      expect(reopened.status()).toMatchObject({
        state: 'ready',
        notices: [{ code: 'torn-tail-set-aside', details: { bytes: 2 * 1024 ** 3 - whole.length } }],
      });
      expect(readFileSync(path)).toEqual(whole);
      const [kept = ''] = readdirSync(join(base, 'journal', 'torn'));
      expect(statSync(join(base, 'journal', 'torn', kept)).size).toBe(2 * 1024 ** 3);
      expect(book(reopened, 'after', 1)).toEqual({ ok: true, value: 16 });
      reopened.close();
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });
});
