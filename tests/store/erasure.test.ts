import { createDecipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyFolder } from '../../electron/journal/verify';
import type { OpenStore } from '../../electron/store/store';
import type { FakeDisk, Faults } from '../support/fake-disk';
import { book, erase, fault, filledLedger, folder, openLedger, rows } from '../support/ledger-store';

const notes = (store: OpenStore): readonly (string | null)[] => rows(store).map(({ note }) => note);
const latin1 = (disk: FakeDisk, path: string): string => Buffer.from(disk.bytes(path)).toString('latin1');
const evidencePath = (disk: FakeDisk): string =>
  disk.paths().find((path) => path.includes('/attachments/') && path.endsWith('.txt')) ?? '';
const hashOf = (path: string): string => /([0-9a-f]{64})\.txt$/.exec(path)?.[1] ?? '';

/** What was sealed last in the journal. */
const lastSealed = (disk: FakeDisk): Buffer => {
  const journal = disk
    .paths()
    .filter((path) => path.includes('/journal/'))
    .map((path) => latin1(disk, path))
    .join('');
  return Buffer.from([...journal.matchAll(/"note":"([A-Za-z0-9+/=]+)"/g)].at(-1)?.[1] ?? '', 'base64');
};

const opensWith = (key: Uint8Array, sealed: Buffer): boolean => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(-16));
    decipher.update(sealed.subarray(12, -16));
    decipher.final();
    return true;
  } catch {
    return false;
  }
};

describe('an erasure', () => {
  it('takes the key with its own entry, and the record still proves itself', async () => {
    const { disk, store } = await filledLedger(2);
    expect(notes(store)).toEqual(['note 1', 'note 2']);
    expect(erase(store)).toEqual({ ok: true, value: null });
    expect(notes(store)).toEqual([null, null]);
    const head = store.status().head;
    store.close();
    expect(verifyFolder(disk.port, folder, head)).toMatchObject({ ok: true, endProved: true });
    expect(notes(await openLedger(disk.port))).toEqual([null, null]);
  });

  it('is made good by the next start when the process died between its entry and the key', async () => {
    let dying = false;
    const on: Faults['on'] = (operation, path) =>
      dying && operation === 'write' && path.endsWith('/keys/seals') ? fault('EIO') : null;
    const { disk, store } = await filledLedger(1, { on });
    dying = true;
    expect(erase(store).ok).toBe(false);
    store.close();
    // The entry stands, the key too: as after a power cut in between.
    dying = false;
    const again = await openLedger(disk.port);
    expect(again.status().head.n).toBe(2);
    expect(notes(again)).toEqual([null]);
    again.close();
    expect(verifyFolder(disk.port, folder, null)).toMatchObject({ ok: true });
  });

  it('holds from a snapshot on, too', async () => {
    const { disk, store } = await filledLedger(1);
    erase(store);
    expect(store.projection.erased()).toEqual(['person:1']);
    store.close();
    const again = await openLedger(disk.port);
    expect(again.projection.erased()).toEqual(['person:1']);
  });

  it('makes unreadable what is sealed for that person afterwards, and never under a key of zeros', async () => {
    const { disk, store } = await filledLedger(1);
    erase(store);
    expect(book(store, 'later', 1, 'Rosalind Franklin').ok).toBe(true);
    expect(notes(store)).toEqual([null, null]);
    expect(lastSealed(disk).length).toBeGreaterThan(28);
    expect(opensWith(new Uint8Array(32), lastSealed(disk))).toBe(false);
    store.close();
    expect(notes(await openLedger(disk.port))).toEqual([null, null]);
  });
});

describe('sealed evidence', () => {
  it('is handed back as it was, stands nowhere readable, and goes with the key while the record stays proved', async () => {
    const { disk, store } = await filledLedger(0);
    expect(book(store, 'a', 1, 'evidence of Rosalind Franklin, sealed').ok).toBe(true);
    const path = evidencePath(disk);
    expect(latin1(disk, path)).not.toContain('Rosalind');
    const read = (from: OpenStore): string | null => {
      const bytes = from.attachment(hashOf(path));
      return bytes === null ? null : new TextDecoder().decode(bytes);
    };
    expect(read(store)).toBe('evidence of Rosalind Franklin, sealed');
    store.close();
    const again = await openLedger(disk.port);
    expect(read(again)).toBe('evidence of Rosalind Franklin, sealed');
    erase(again);
    expect(read(again)).toBeNull();
    again.close();
    expect(verifyFolder(disk.port, folder, null)).toMatchObject({ ok: true, attachments: 1 });
    expect(read(await openLedger(disk.port))).toBeNull();
  });

  it('that was altered is no evidence', async () => {
    const { disk, store } = await filledLedger(0);
    book(store, 'a', 1, 'evidence, sealed');
    const path = evidencePath(disk);
    const bytes = disk.bytes(path).slice();
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    disk.set(path, bytes);
    expect(store.attachment(hashOf(path))).toBeNull();
    expect(verifyFolder(disk.port, folder, null)).toMatchObject({ ok: false });
  });

  it('leaves other evidence as it is', async () => {
    const { disk, store } = await filledLedger(0);
    book(store, 'a', 1, 'evidence in plain');
    expect(latin1(disk, evidencePath(disk))).toBe('evidence in plain');
    erase(store);
    expect(new TextDecoder().decode(store.attachment(hashOf(evidencePath(disk))) ?? new Uint8Array())).toBe(
      'evidence in plain',
    );
  });
});
