import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isBadgeCode, newBadgeCode } from '../../electron/people/badge-code';
import { openCredentials, type Credentials } from '../../electron/people/credentials';
import { hashPin, isPin, stationCost } from '../../electron/people/pin-hash';

/** So cheap that thousands of tries fit into a test; what a try really costs is measured on its own below. */
const cheap = { N: 16, r: 1, p: 1 };
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let folder = '';
let uptimeMs = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packwright-people-'));
  uptimeMs = 10 * day;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = async (): Promise<Credentials> => {
  const opened = await openCredentials({ folder, cost: cheap, uptimeMs: () => uptimeMs });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
};

const failWith = async (credentials: Credentials, times: number): Promise<void> => {
  for (let tried = 0; tried < times; tried += 1) {
    expect(await credentials.tryPin('ana', '0001')).toMatchObject({ failure: { code: 'wrong-pin' } });
  }
};

const lockedFor = async (credentials: Credentials, personId = 'ana', pin = '8392'): Promise<unknown> => {
  const answer = await credentials.tryPin(personId, pin);
  return answer.ok ? 0 : (answer.failure.details?.['waitSeconds'] ?? answer.failure.code);
};

describe('PINs', () => {
  it('are known again after a restart, and stand nowhere in the files', async () => {
    const credentials = await open();
    await credentials.setPin('ana', '83920571', false);
    const again = await open();
    expect(await again.tryPin('ana', '83920571')).toEqual({ ok: true, value: { mustChange: false } });
    expect(await again.tryPin('ana', '83920572')).toMatchObject({ failure: { code: 'wrong-pin' } });
    expect(again.summary('ana')).toEqual({ hasPin: true, pinMustChange: false, hasBadge: false });
    const text = await readFile(join(folder, 'credentials.json'), 'utf8');
    expect(text).not.toContain('83920571');
    expect(await readdir(folder)).toEqual(['credentials.json', 'credentials.key']);
  });

  it('lie in files that only their owner can read', async () => {
    await (await open()).setPin('ana', '8392', false);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'credentials.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'credentials.key'))).mode & 0o777).toBe(0o600);
  });

  it('cost a guesser at least 100 ms each, and an operator less than 2 s', async () => {
    const key = Buffer.alloc(32, 7);
    const stored = await hashPin(key, 'ana', '8392', stationCost);
    const times: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      const start = performance.now();
      expect(await isPin(key, 'ana', '8392', stored)).toBe(true);
      times.push(performance.now() - start);
    }
    // The fastest of three, so that a busy machine can't hide a cost that is too low.
    expect(Math.min(...times)).toBeGreaterThan(100);
    expect(Math.min(...times)).toBeLessThan(2000);
  });

  it('are bound to the person and the station', async () => {
    const key = Buffer.alloc(32, 7);
    const stored = await hashPin(key, 'ana', '8392', cheap);
    expect(await isPin(key, 'ben', '8392', stored)).toBe(false);
    expect(await isPin(Buffer.alloc(32, 8), 'ana', '8392', stored)).toBe(false);
  });
});

describe('the lock-out', () => {
  it('comes with the fifth wrong try, refuses even the right PIN, and grows', async () => {
    const credentials = await open();
    await credentials.setPin('ana', '8392', false);
    await failWith(credentials, 4);
    expect(await credentials.tryPin('ana', '0001')).toEqual({
      ok: false,
      failure: { code: 'wrong-pin', details: { waitSeconds: 30, triesLeft: 0 } },
    });
    expect(await credentials.tryPin('ana', '8392')).toEqual({
      ok: false,
      failure: { code: 'locked-out', details: { waitSeconds: 30 } },
    });
    uptimeMs += 29_000;
    expect(await lockedFor(credentials)).toBe(1);
    uptimeMs += 1000;
    await failWith(credentials, 1);
    expect(await lockedFor(credentials)).toBe(60);
    uptimeMs += minute;
    expect(await credentials.tryPin('ana', '8392')).toMatchObject({ ok: true });
    await failWith(credentials, 4);
    expect(await lockedFor(credentials)).toBe(0);
  });

  it('locks one person and not the others', async () => {
    const credentials = await open();
    await credentials.setPin('ana', '8392', false);
    await credentials.setPin('ben', '5173', false);
    await failWith(credentials, 5);
    expect(await credentials.tryPin('ben', '5173')).toMatchObject({ ok: true });
  });

  it('goes on after a restart of the app where it was', async () => {
    const credentials = await open();
    await credentials.setPin('ana', '8392', false);
    await failWith(credentials, 5);
    uptimeMs += 10_000;
    expect(await lockedFor(await open())).toBe(20);
    uptimeMs += 19_999;
    expect(await lockedFor(await open())).toBe(1);
    uptimeMs += 1;
    expect(await lockedFor(await open())).toBe(0);
  });

  it('counts, after a restart of the machine, only the time since then', async () => {
    const credentials = await open();
    await credentials.setPin('ana', '8392', false);
    await failWith(credentials, 5);
    uptimeMs = 12_000;
    expect(await lockedFor(await open())).toBe(18);
    uptimeMs = 13_000;
    expect(await lockedFor(await open())).toBe(17);
  });

  it('is not shortened by a clock that jumps back and forth', async () => {
    const credentials = await open();
    await credentials.setPin('ana', '8392', false);
    await failWith(credentials, 5);
    const start = uptimeMs;
    for (let jump = 0; jump < 20; jump += 1) {
      uptimeMs = start - hour;
      expect(await lockedFor(credentials)).toBe(30);
      uptimeMs = start;
      expect(await lockedFor(credentials)).toBe(30);
    }
  });

  it('lets no more through when many tries come at once', async () => {
    const credentials = await open();
    await credentials.setPin('ana', '8392', false);
    const answers = await Promise.all(Array.from({ length: 50 }, () => credentials.tryPin('ana', '0001')));
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.failure.code));
    expect(codes.filter((code) => code === 'wrong-pin')).toHaveLength(5);
    expect(codes.filter((code) => code === 'locked-out')).toHaveLength(45);
  });

  it('counts a try on disk before it is checked: killing the app in between gains nothing', async () => {
    const slow = { N: 2 ** 17, r: 8, p: 1 };
    const opened = await openCredentials({ folder, cost: slow, uptimeMs: () => uptimeMs });
    if (!opened.ok) throw new Error(opened.failure.code);
    await opened.value.setPin('ana', '8392', false);
    let isAnswered = false;
    const answer = opened.value.tryPin('ana', '0001').then(() => {
      isAnswered = true;
    });
    await vi.waitFor(async () => {
      expect(await readFile(join(folder, 'credentials.json'), 'utf8')).toContain('"wrongInRow":1');
    });
    expect(isAnswered).toBe(false);
    await answer;
  });

  it('refuses to check a PIN that it can not count', async () => {
    const credentials = await open();
    await credentials.setPin('ana', '8392', false);
    await rm(folder, { recursive: true });
    expect(await credentials.tryPin('ana', '8392')).toMatchObject({ failure: { code: 'credentials-not-written' } });
    for (let tried = 1; tried < 5; tried += 1) await credentials.tryPin('ana', '0001');
    expect(await lockedFor(credentials)).toBe(30);
  });

  it('ends with a new PIN from a supervisor', async () => {
    const credentials = await open();
    await credentials.setPin('ana', '8392', false);
    await failWith(credentials, 5);
    await credentials.setPin('ana', '5173', true);
    expect(await credentials.tryPin('ana', '5173')).toEqual({ ok: true, value: { mustChange: true } });
  });

  it('slows one PIN tried on everybody, until somebody real comes', async () => {
    const credentials = await open();
    for (let person = 0; person < 30; person += 1) await credentials.setPin(`p${person}`, '8392', false);
    await credentials.setBadge('p0', 'PKB-known');
    for (let person = 0; person < 20; person += 1) await credentials.tryPin(`p${person}`, '5173');
    expect(await lockedFor(credentials, 'p25')).toBe(30);
    expect(await credentials.tryBadge('PKB-known')).toEqual({ ok: true, value: 'p0' });
    expect(await lockedFor(credentials, 'p25')).toBe(0);
  });

  it('gives a guesser with 10,000 tries in a year, restarts and set clocks less than a quarter of the PINs', async () => {
    let credentials = await open();
    await credentials.setPin('ana', '8392', false);
    let checked = 0;
    const stepMs = Math.floor((365 * day) / 10_000);
    for (let tried = 0; tried < 10_000; tried += 1) {
      uptimeMs += stepMs;
      if (tried % 97 === 0) credentials = await open();
      if (tried % 1013 === 0) {
        // The machine is started anew, and the app opened twice in its first minute.
        uptimeMs = 30_000;
        credentials = await open();
        uptimeMs = 60_000;
        credentials = await open();
      }
      if (tried % 501 === 0) {
        // The owner comes in between with the right PIN, once the wait is over.
        await credentials.tryPin('ana', '8392');
      }
      const answer = await credentials.tryPin('ana', '0001');
      expect(answer.ok).toBe(false);
      if (!answer.ok && answer.failure.code === 'wrong-pin') checked += 1;
    }
    expect(checked).toBeGreaterThan(1500);
    expect(checked).toBeLessThan(2400);
  });
});

describe('badges', () => {
  it('are found again at once among many, after a restart too, and stand nowhere in the files', async () => {
    const credentials = await open();
    const codes = Array.from({ length: 60 }, newBadgeCode);
    expect(new Set(codes).size).toBe(60);
    for (const [index, code] of codes.entries()) await credentials.setBadge(`p${index}`, code);
    const again = await open();
    for (const [index, code] of codes.entries()) {
      expect(again.ownerOf(code)).toBe(`p${index}`);
      expect(await again.tryBadge(` ${code}\r`)).toEqual({ ok: true, value: `p${index}` });
    }
    const text = await readFile(join(folder, 'credentials.json'), 'utf8');
    expect(codes.filter((code) => text.includes(code))).toEqual([]);
  });

  it('belong to one person each', async () => {
    const credentials = await open();
    expect(await credentials.setBadge('ana', 'B-1001')).toMatchObject({ ok: true });
    expect(await credentials.setBadge('ben', 'B-1001')).toMatchObject({ failure: { code: 'badge-taken' } });
    expect(await credentials.setBadge('ana', 'B-1002')).toMatchObject({ ok: true });
    expect(await credentials.setBadge('ben', 'B-1001')).toMatchObject({ ok: true });
    await credentials.remove('ben');
    expect(credentials.ownerOf('B-1001')).toBeNull();
    expect(await credentials.setBadge('ana', null)).toMatchObject({ ok: true });
    expect(credentials.isEmpty()).toBe(true);
  });

  it.each(['abc', '', 'a\u0000bcd', 'x'.repeat(81)])('have a code that can be one: not %j', async (code) => {
    expect(await (await open()).setBadge('ana', code)).toMatchObject({ failure: { code: 'badge-unusable' } });
  });

  it('can not be made up without end, and a label on a scanner stand is no guess', async () => {
    const credentials = await open();
    const known = newBadgeCode();
    expect(isBadgeCode(known)).toBe(true);
    await credentials.setBadge('ana', known);
    for (let read = 0; read < 500; read += 1) await credentials.tryBadge('04006381333931');
    expect(await credentials.tryBadge(known)).toMatchObject({ ok: true });
    for (let guess = 0; guess < 20; guess += 1) {
      expect(await credentials.tryBadge(`B-${guess}`)).toMatchObject({ failure: { code: 'unknown-badge' } });
    }
    expect(await credentials.tryBadge(known)).toEqual({
      ok: false,
      failure: { code: 'locked-out', details: { waitSeconds: 5 } },
    });
    uptimeMs += 5000;
    expect(await credentials.tryBadge(known)).toMatchObject({ ok: true });
  });
});

describe('the files', () => {
  it('are not taken for empty when they are broken', async () => {
    const credentials = await open();
    await credentials.setPin('ana', '8392', false);
    const path = join(folder, 'credentials.json');
    const text = await readFile(path, 'utf8');
    for (const broken of [
      '',
      '{',
      '[]',
      '{"version":2}',
      text.slice(0, -10),
      text.replace('"wrongInRow":0', '"wrongInRow":-1'),
    ]) {
      await writeFile(path, broken);
      const opened = await openCredentials({ folder, cost: cheap });
      expect(opened).toMatchObject({ ok: false, failure: { code: 'credentials-broken' } });
      expect(await readFile(path, 'utf8')).toBe(broken);
    }
  });

  it('are of no use without their key', async () => {
    await (await open()).setPin('ana', '8392', false);
    await rm(join(folder, 'credentials.key'));
    expect(await openCredentials({ folder })).toMatchObject({ failure: { code: 'credentials-key-missing' } });
    await writeFile(join(folder, 'credentials.key'), 'short');
    expect(await openCredentials({ folder })).toMatchObject({ failure: { code: 'credentials-broken' } });
  });

  it('say so when they can not be read', async () => {
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file where the folder should be');
    expect(await openCredentials({ folder })).toMatchObject({ failure: { code: 'credentials-not-readable' } });
  });
});
