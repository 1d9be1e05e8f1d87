import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkpoints as feature } from '../../electron/features/checkpoints';
import { checkpointRoot } from '../../electron/journal/checkpoint-root';
import { nodeFilePort, type FilePort } from '../../electron/journal/file-port';
import { encodeLine, genesis, type JournalLine } from '../../electron/journal/format';
import { sliceText } from '../../electron/journal/slice';
import { verifyFolder } from '../../electron/journal/verify';
import { verifySlice } from '../../electron/journal/verify-slice';
import { createCheckpoints, type Checkpoints } from '../../electron/station/checkpoints';
import { openStationKeys, type KeySafe } from '../../electron/station/station-key';
import { openCopy } from '../../electron/store/copy';
import type { OpenStore } from '../../electron/store/store';
import type { Actor } from '../../electron/store/types';
import type { CheckpointState } from '../../shared/features/checkpoints/queries';
import { keyGroups } from '../../shared/features/checkpoints/key-groups';
import type { SliceWish } from '../../shared/features/checkpoints/slice';
import type { Result } from '../../shared/result';
import { bundleForNode } from '../support/bundle';
import { ledger, testActor, testSettings } from '../support/ledger-feature';
import { book, openLedger } from '../support/ledger-store';

const port: FilePort = { ...nodeFilePort, sync: () => undefined, syncFolder: () => undefined };
const features = [ledger, feature];
const actor: Actor = { personId: null, role: 'station', station: 'S1', site: 'site' };
const noSafe: KeySafe = { isThere: () => false, lock: () => new Uint8Array(), open: () => '' };
/** A safe of the system: what it locks opens for the same user only. */
const safeOf = (user: string): KeySafe => ({
  isThere: () => true,
  lock: (text) => Buffer.from(`${user}:${text}`),
  open: (bytes) => {
    const [owner, text = ''] = Buffer.from(bytes).toString().split(':');
    if (owner !== user) throw new Error('locked');
    return text;
  },
});

let base = '';
let folder = '';
let store: OpenStore;
let signing: Checkpoints;
let errors: string[] = [];
let program = '';

const openSigning = (safe: KeySafe = noSafe, everyEntries = 1000): Checkpoints =>
  createCheckpoints({
    store: {
      execute: (envelope) => Promise.resolve(store.execute(envelope)),
      query: (name, params, who) => Promise.resolve(store.query(name, params, who)),
      status: () => Promise.resolve({ ok: true, value: store.status() }),
      root: (from, head) => Promise.resolve(checkpointRoot(port, `${folder}/journal`, from, head)),
    },
    keys: openStationKeys(join(base, 'station-key'), safe),
    actor: () => actor,
    head: () => store.status().head.n,
    now: () => 1_800_000_000_000,
    onError: (text) => errors.push(text),
    everyEntries,
    lookEveryMs: 3_600_000,
  });

beforeAll(async () => {
  program = await bundleForNode('electron/cli.ts');
});
beforeEach(async () => {
  errors = [];
  base = mkdtempSync(join(tmpdir(), 'packwright-checkpoints-'));
  folder = join(base, 'live');
  store = await openLedger(port, { folder, features, segmentBytes: 4000 });
  signing = openSigning();
});
afterEach(() => {
  signing.stop();
  store.close();
  rmSync(base, { recursive: true, force: true });
});

let booked = 0;
const bookSome = (count: number): void => {
  for (let each = 0; each < count; each += 1) {
    booked += 1;
    expect(book(store, `b${booked}`, booked, `evidence ${booked}`).ok).toBe(true);
  }
};
const good = <T>(answer: Result<T>): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
  return answer.value;
};
const state = (): CheckpointState => good(store.query('checkpoints.state', {}, testActor)) as CheckpointState;
const keyId = (): string => state().key?.keyId ?? '';
const verdict = (key: string | null = null) => verifyFolder(port, folder, null, undefined, key);
const packwright = (...args: readonly string[]) => {
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, text: stdout };
};

describe('signed checkpoints', () => {
  it('cover the record from one to the next, and the verifier finds each of them good', async () => {
    bookSome(5);
    expect(good(await signing.sign('asked'))).toMatchObject({ from: 1, n: 6, why: 'asked', entry: 7 });
    // Nothing was written since: there is nothing to sign.
    expect(good(await signing.sign('backup'))).toMatchObject({ n: 6, entry: 7 });
    bookSome(12);
    expect(good(await signing.sign('day-end'))).toMatchObject({ from: 7, n: 19, entry: 20 });
    expect(verdict()).toMatchObject({ ok: true, signed: { checkpoints: 2, last: { n: 19, keyId: keyId() } } });
    expect(verdict(keyId())).toMatchObject({ ok: true, signed: { isTrusted: true } });
    expect(verdict('0'.repeat(32))).toMatchObject({ ok: false, n: 19 });
    const onSlip = keyGroups(keyId());
    store.close();
    const { status, text } = packwright('verify', folder, '--key', onSlip);
    expect(text).toContain('2 signed checkpoints, all good; the newest covers up to entry 19');
    expect(status).toBe(0);
    expect(errors).toEqual([]);
  });

  it('are made of their own accord every so many entries, and one at a time', async () => {
    signing.stop();
    signing = openSigning(noSafe, 10);
    bookSome(9);
    await signing.look();
    expect(state().checkpoints).toBe(0);
    bookSome(1);
    await signing.look();
    await signing.look();
    expect(state()).toMatchObject({ checkpoints: 1, last: { why: 'entries', from: 1, n: 11 } });
    bookSome(3);
    const both = await Promise.all([signing.sign('backup'), signing.sign('day-end')]);
    expect(both.map((each) => good(each).n)).toEqual([15, 15]);
    expect(verdict().ok).toBe(true);
  });

  it('keep their key out of the record’s folders, readable by this user alone', async () => {
    bookSome(1);
    await signing.sign('asked');
    expect(statSync(join(base, 'station-key', 'station.key')).mode & 0o777).toBe(0o600);
    const before = keyId();
    signing.stop();
    signing = openSigning();
    bookSome(1);
    await signing.sign('asked');
    expect(state()).toMatchObject({ keys: 1, key: { keyId: before, why: 'first' } });
  });

  it('go on with a key that the old one let in: whoever trusts the old one trusts it', async () => {
    bookSome(2);
    await signing.sign('asked');
    const first = keyId();
    good(await signing.changeKey());
    expect(keyId()).not.toBe(first);
    bookSome(2);
    await signing.sign('asked');
    expect(state()).toMatchObject({ keys: 2, key: { why: 'rotated' } });
    expect(verdict(first)).toMatchObject({ ok: true, signed: { isTrusted: true, last: { keyId: keyId() } } });
    expect(verdict(keyId()).ok).toBe(true);
  });

  it('say so where the old key is gone: the new one is not let in by it', async () => {
    signing.stop();
    signing = openSigning(safeOf('one'));
    bookSome(2);
    await signing.sign('asked');
    const first = keyId();
    signing.stop();
    signing = openSigning(safeOf('other'));
    bookSome(2);
    await signing.sign('asked');
    expect(state().key?.why).toBe('replaced');
    expect(verdict().ok).toBe(true);
    expect(verdict(first)).toMatchObject({ ok: false });
    expect(verdict(keyId()).ok).toBe(true);
  });

  it('settle a change of the key that was cut short, either way', async () => {
    bookSome(1);
    await signing.sign('asked');
    const first = keyId();
    const keys = openStationKeys(join(base, 'station-key'), noSafe);
    // Killed before the record knew of it.
    await keys.make('next');
    bookSome(1);
    await signing.sign('asked');
    expect(keyId()).toBe(first);
    // Killed after the record knew, and before the file had its name.
    cpSync(join(base, 'station-key', 'station.key'), join(base, 'old.key'));
    good(await signing.changeKey());
    cpSync(join(base, 'station-key', 'station.key'), join(base, 'station-key', 'next.key'));
    cpSync(join(base, 'old.key'), join(base, 'station-key', 'station.key'));
    const second = keyId();
    bookSome(1);
    await signing.sign('asked');
    expect(state()).toMatchObject({ keys: 2, key: { keyId: second } });
    expect(verdict(first).ok).toBe(true);
  });

  it('are refused by the store where they don’t hold', async () => {
    bookSome(1);
    const { n: _n, entry: _entry, ...last } = good(await signing.sign('asked'));
    const send = (input: unknown): Result<unknown> =>
      store.execute({
        id: `r${booked}${JSON.stringify(input).length}`,
        name: 'checkpoints.record',
        input,
        actor,
        origin: 'trusted',
      });
    expect(send({ ...last, n: 99 })).toMatchObject({ failure: { code: 'checkpoint-overtaken' } });
    expect(send({ ...last, from: 3, n: 30 })).toMatchObject({ failure: { code: 'signature-bad' } });
  });
});

/** Writes the whole chain anew after an edit, as a forger with the files but without the key would. */
const rechain = (edit: (line: JournalLine) => JournalLine): void => {
  let previous = genesis.hash;
  const anew = (line: string): string => {
    const { bytes, hash } = encodeLine(edit(JSON.parse(line.slice(65)) as JournalLine), previous);
    previous = hash;
    return new TextDecoder().decode(bytes);
  };
  for (const name of port.list(`${folder}/journal`).filter((each) => each.endsWith('.jsonl'))) {
    const path = join(folder, 'journal', name);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const written = lines.map(anew);
    writeFileSync(path, written.join(''));
  }
};

describe('a record whose chain was written anew', () => {
  beforeEach(async () => {
    bookSome(8);
    await signing.sign('asked');
    bookSome(8);
    await signing.sign('asked');
    store.close();
  });

  it('holds when nothing was changed', () => {
    rechain((line) => line);
    expect(verdict().ok).toBe(true);
  });

  it.each([3, 12])('is found out by the signature over entry %i', (n) => {
    rechain((line) => (line.kind === 'entry' && line.n === n ? { ...line, station: 'X' } : line));
    const found = verdict();
    expect(found).toMatchObject({ ok: false });
    expect(found.ok ? '' : found.text).toMatch(n === 3 ? /entry from 1 to 9/ : /entry from 10 to 18/);
  });

  it('is found out when a signature was changed', () => {
    rechain((line) =>
      line.kind === 'entry' && line.n === 10
        ? {
            ...line,
            events: [{ ...line.events[0], data: { ...line.events[0]?.data, signature: 'a'.repeat(128) } }] as never,
          }
        : line,
    );
    expect(verdict()).toMatchObject({ ok: false, n: 10 });
  });
});

const makeSlice = async (wish: SliceWish, file = join(base, 'part.jsonl')): Promise<Result<string>> => {
  await signing.sign('export');
  const copy = await openCopy({ port, folder, features });
  try {
    const made = copy.task(
      {
        name: 'checkpoints.slice',
        params: { record: folder, wish, file },
        actor,
        settings: testSettings,
        at: '2027-01-15T08:00:00.000Z',
      },
      () => undefined,
    ) as Result<{ sha256: string; entries: number }>;
    if (!made.ok) return made;
    const signature = good(await signing.signature(sliceText(made.value.sha256)));
    writeFileSync(file, `${readFileSync(file, 'utf8')}${JSON.stringify({ signature })}\n`);
    return { ok: true, value: file };
  } finally {
    copy.close();
  }
};

describe('a part of the record with its proof', () => {
  it('is checked without the rest, by the command line too', async () => {
    bookSome(20);
    await signing.sign('asked');
    bookSome(9);
    const file = good(await makeSlice({ by: 'entries', from: 5, to: 27 }));
    const checked = verifySlice(readFileSync(file), keyId());
    expect(checked).toMatchObject({ ok: true, isTrusted: true });
    expect(checked.ok ? checked.entries.map(({ n }) => n) : []).toEqual(Array.from({ length: 23 }, (_, at) => at + 5));
    const { status, text } = packwright('verify-slice', file, '--key', keyId());
    expect(text).toContain('GOOD: 23 entries from 5 to 27');
    expect(status).toBe(0);
    expect(packwright('verify-slice', file, '--key', '0'.repeat(32)).status).toBe(1);
    expect(packwright('verify-slice', join(base, 'none')).status).toBe(1);
    expect(packwright('verify-slice').status).toBe(2);
  });

  it('shows nobody’s name: what is sealed stays sealed', async () => {
    expect(book(store, 'secret', 1, 'Frieda Beispiel').ok).toBe(true);
    const file = good(await makeSlice({ by: 'entries', from: 1, to: 1 }));
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('v1.ledger.booked');
    expect(text).not.toContain('Frieda');
  });

  it('is refused where the record does not reach, and where it is too much', async () => {
    bookSome(3);
    expect(await makeSlice({ by: 'entries', from: 1, to: 300 })).toMatchObject({ failure: { code: 'slice-unsigned' } });
    expect(await makeSlice({ by: 'entries', from: 1, to: 30_000 })).toMatchObject({
      failure: { code: 'slice-too-large' },
    });
    expect(await makeSlice({ by: 'lot', sku: 'NO', lot: 'NO' })).toMatchObject({ failure: { code: 'slice-empty' } });
  });

  it('is bad after any byte of it was changed, left out or added', async () => {
    bookSome(6);
    const bytes = readFileSync(good(await makeSlice({ by: 'entries', from: 2, to: 5 })));
    expect(verifySlice(bytes, null).ok).toBe(true);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(2), (at, by, how) => {
        const changed =
          how === 0
            ? Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ by : byte)))
            : Buffer.concat([
                bytes.subarray(0, at),
                how === 1 ? Buffer.of(by) : Buffer.alloc(0),
                bytes.subarray(at + (how === 2 ? 1 : 0)),
              ]);
        return changed.equals(bytes) || !verifySlice(changed, null).ok;
      }),
      { numRuns: 400 },
    );
  });

  it('is bad after each kind of change that only one of its checks can see', async () => {
    bookSome(6);
    const text = readFileSync(good(await makeSlice({ by: 'entries', from: 2, to: 5 })), 'utf8');
    const checked = (changed: string) => {
      expect(changed).not.toBe(text);
      return verifySlice(Buffer.from(changed), null);
    };
    expect(checked(text.replace('"station":"S1"', '"station":"S2"'))).toMatchObject({
      ok: false,
      text: expect.stringMatching(/signature does not hold/) as unknown,
    });
    // The last line is under no signature: it is read in one way only.
    expect(checked(text.replace('{"signature":{', '{"signature": {'))).toMatchObject({
      ok: false,
      text: expect.stringMatching(/can’t be read/) as unknown,
    });
    expect(checked(text.replace(/\n$/, ''))).toMatchObject({
      ok: false,
      text: expect.stringMatching(/end is missing/) as unknown,
    });
    // Signed anew by the station itself, an entry must still be the one that the checkpoint was made over.
    const body = text
      .replace('\\"amount\\":', '\\"amount\\":9')
      .split('\n')
      .slice(0, -2)
      .map((line) => `${line}\n`)
      .join('');
    const signature = good(await signing.signature(sliceText(createHash('sha256').update(body).digest('hex'))));
    expect(checked(`${body}${JSON.stringify({ signature })}\n`)).toMatchObject({
      ok: false,
      text: expect.stringMatching(/not the one that was signed/) as unknown,
    });
  });

  it('is bad when the whole file was signed by a key of the forger’s own', async () => {
    bookSome(4);
    const file = good(await makeSlice({ by: 'entries', from: 1, to: 4 }));
    const mine = keyId();
    const [keyLine = ''] = readFileSync(file, 'utf8').split('\n').slice(1);
    const forger = await openStationKeys(join(base, 'forger'), noSafe).make('station');
    expect(keyLine).toContain('publicKey');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(0, -1);
    const proof = forger.sign(`packwright key 1\n${forger.publicKey}\n-\n`);
    const key = { key: { publicKey: forger.publicKey, previous: null, proof, endorsement: null, why: 'first' } };
    const body = [...lines.slice(0, 1), JSON.stringify(key), ...lines.slice(1)].map((line) => `${line}\n`).join('');
    const value = forger.sign(sliceText(createHash('sha256').update(body).digest('hex')));
    const forged = Buffer.from(`${body}${JSON.stringify({ signature: { keyId: forger.keyId, value } })}\n`);
    expect(verifySlice(forged, mine)).toMatchObject({ ok: false });
  });
});
