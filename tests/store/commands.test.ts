import { describe, expect, it } from 'vitest';
import { verifyFolder } from '../../electron/journal/verify';
import type { Feature } from '../../electron/store/types';
import { createFakeDisk } from '../support/fake-disk';
import { ledger, testActor } from '../support/ledger-feature';
import { book, erase, filledLedger, folder, openLedger, rows } from '../support/ledger-store';

describe('the store', () => {
  it('answers a repeated command with its first answer and writes nothing', async () => {
    const { disk, store } = await filledLedger(2);
    const head = store.status().head;
    expect(book(store, 'c2', 2, 'note 2')).toEqual({ ok: true, value: 3 });
    expect(book(store, 'c2', 5)).toMatchObject({ ok: false, failure: { code: 'command-id-reused' } });
    expect(store.status().head).toEqual(head);
    store.close();
    const again = await openLedger(disk.port);
    expect(book(again, 'c2', 2, 'note 2')).toEqual({ ok: true, value: 3 });
  });

  it('writes nothing on a refusal, unless the refusal itself is worth remembering', async () => {
    const { store } = await filledLedger(1);
    expect(book(store, 'r1', -5)).toMatchObject({ ok: false, failure: { code: 'too-little' } });
    expect(store.status().head.n).toBe(1);
    expect(book(store, 'r2', -5, 'remember')).toMatchObject({ ok: false });
    expect(store.status().head.n).toBe(2);
  });

  it('survives a handler that throws, an unknown command and a forged origin', async () => {
    const { store } = await filledLedger(1);
    const actor = testActor;
    expect(store.execute({ id: 't', name: 'ledger.throw', input: {}, actor, origin: 'trusted' })).toMatchObject({
      failure: { code: 'internal-error' },
    });
    expect(store.execute({ id: 'u', name: 'toString', input: {}, actor, origin: 'trusted' })).toMatchObject({
      failure: { code: 'unknown-command' },
    });
    expect(
      store.execute({ id: 'w', name: 'ledger.book', input: { amount: 1 }, actor, origin: 'window' }),
    ).toMatchObject({ failure: { code: 'not-allowed' } });
    expect(book(store, 'c9', 1).ok).toBe(true);
  });

  it('keeps personal data out of every file but the sealed one, and forgets it with its key', async () => {
    const { disk, store } = await filledLedger(0);
    book(store, 'secret', 1, 'Rosalind Franklin');
    for (const path of disk.paths()) expect(Buffer.from(disk.bytes(path)).toString('latin1')).not.toContain('Rosalind');
    expect(rows(store)[0]?.note).toBe('Rosalind Franklin');
    expect(erase(store)).toEqual({ ok: true, value: null });
    expect(rows(store)[0]?.note).toBeNull();
    store.close();
    expect(rows(await openLedger(disk.port))[0]?.note).toBeNull();
    expect(verifyFolder(disk.port, folder, null)).toMatchObject({ ok: true });
  });

  it('goes on when the rows of one entry can’t be made, says which, and starts again all the same', async () => {
    const disk = createFakeDisk();
    const stumbling: Feature = {
      ...ledger,
      apply: {
        ...ledger.apply,
        'v1.ledger.booked': (db, data: { amount: number; note: string }, meta) => {
          db.run('INSERT INTO ledger VALUES (?, ?, ?, ?)', meta.n, data.amount, data.note, meta.at);
          if (data.amount === 13) throw new Error('a bug');
        },
      },
    };
    const options = { features: [stumbling] };
    const store = await openLedger(disk.port, options);
    expect(book(store, 'a', 1)).toEqual({ ok: true, value: 1 });
    expect(book(store, 'b', 13).ok).toBe(true);
    expect(book(store, 'b', 13)).toMatchObject({ ok: true, value: 14 });
    expect(book(store, 'c', 2)).toEqual({ ok: true, value: 3 });
    const expected = [1, 2];
    expect(rows(store).map((row) => row.amount)).toEqual(expected);
    const notice = { code: 'entry-not-shown', details: { n: 2, entries: 1 } };
    expect(store.status().notices).toEqual([notice]);
    store.close();
    const again = await openLedger(disk.port, options);
    expect(rows(again).map((row) => row.amount)).toEqual(expected);
    expect(again.status()).toMatchObject({ state: 'ready', notices: [notice] });
    again.close();
  });
});

describe('a clock that jumps', () => {
  const day = 86_400_000;
  const noon = Date.UTC(2028, 1, 29, 12);
  const bookAt = async (times: readonly number[]) => {
    const disk = createFakeDisk();
    let at = 0;
    const store = await openLedger(disk.port, { now: () => times[at] ?? 0 });
    for (at = 0; at < times.length; at += 1) expect(book(store, `t${at}`, 1).ok).toBe(true);
    at = times.length - 1;
    const before = rows(store);
    const { head, notices } = store.status();
    store.close();
    const again = await openLedger(disk.port, { now: () => times.at(-1) ?? 0 });
    expect(rows(again)).toEqual(before);
    expect(book(again, 't0', 1)).toEqual({ ok: true, value: 1 });
    expect(again.status().head).toEqual(head);
    expect(verifyFolder(disk.port, folder, head)).toMatchObject({ ok: true });
    again.close();
    return { stamps: before.map((row) => row.at), numbers: before.map((row) => row.n), notices };
  };

  it('by a day back or a year ahead keeps order and ids, is followed and noted', async () => {
    const { stamps, numbers, notices } = await bookAt([noon, noon - day, noon + 365 * day, noon + 1000]);
    expect(numbers).toEqual([1, 2, 3, 4]);
    expect(stamps).toEqual([noon, noon - day, noon + 365 * day, noon + 1000].map((at) => new Date(at).toISOString()));
    expect(notices.map(({ code }) => code)).toEqual(['clock-set-back', 'clock-set-back']);
  });

  it('by seconds back never dates an entry before the one it follows', async () => {
    const { stamps, notices } = await bookAt([noon, noon - 5000, noon - 1, noon + 1]);
    expect(stamps.map((at) => Date.parse(at) - noon)).toEqual([0, 0, 0, 1]);
    expect(notices).toEqual([]);
  });

  it('through the leap day and both changes of summer time goes on in UTC', async () => {
    const times = [
      noon,
      noon + 1,
      ...[Date.UTC(2028, 2, 26, 0, 59, 59), Date.UTC(2028, 9, 29, 0, 59, 59)].flatMap((at) => [
        at,
        at + 1000,
        at + 3_600_000,
      ]),
    ];
    const { stamps } = await bookAt(times);
    expect(stamps).toEqual(times.map((at) => new Date(at).toISOString()));
    expect(stamps).toEqual(stamps.toSorted());
  });
});
