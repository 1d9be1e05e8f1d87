import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleForNode } from '../support/bundle';
import { lockFolder } from '../../electron/store/lock';

let folder = '';
let children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packwright-lock-'));
});
afterEach(async () => {
  await Promise.all(
    children.map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }),
  );
  children = [];
  rmSync(folder, { recursive: true, force: true });
});

const startMany = async (count: number): Promise<ChildProcess[]> => {
  const program = await bundleForNode('tests/support/lock-program.ts');
  children = Array.from({ length: count }, () => fork(program, { execArgv: [] }));
  await Promise.all(children.map((child) => once(child, 'message')));
  return children;
};

const tryAll = (all: readonly ChildProcess[], path: string): Promise<boolean[]> =>
  Promise.all(
    all.map(async (child) => {
      const answered = once(child, 'message');
      child.send(path);
      const [taken] = (await answered) as [boolean];
      return taken;
    }),
  );

/** A process that is no more. */
const deadOwner = '999999999 1';

test('of many processes at once exactly one gets the lock, a stale one in the way or not', async () => {
  const all = await startMany(6);
  for (let round = 0; round < 60; round += 1) {
    const path = join(folder, `round-${round}`);
    lockFolder(path);
    writeFileSync(join(path, 'store.lock'), deadOwner);
    const stale = await tryAll(all, path);
    expect(stale.filter(Boolean), `round ${round}`).toHaveLength(stale.some(Boolean) ? 1 : 0);
    if (!stale.some(Boolean)) expect(await tryAll(all, path)).toContain(true);
    const fresh = await tryAll(all, join(folder, `fresh-${round}`));
    expect(fresh.filter(Boolean), `fresh round ${round}`).toHaveLength(1);
  }
});

test('a lock is held as long as its process lives, and free after it was killed', async () => {
  const [first, second] = await startMany(2);
  if (first === undefined || second === undefined) throw new Error('no processes');
  expect(await tryAll([first], folder)).toEqual([true]);
  expect(await tryAll([second], folder)).toEqual([false]);
  expect(lockFolder(folder)).toMatchObject({ ok: false, failure: { code: 'already-running' } });
  const gone = once(first, 'exit');
  first.kill('SIGKILL');
  await gone;
  expect(await tryAll([second], folder)).toEqual([true]);
});

test('a takeover that was killed half-way is no lock for ever', () => {
  const lock = join(folder, 'store.lock');
  const guard = `${lock}.takeover`;
  writeFileSync(lock, deadOwner);
  writeFileSync(guard, deadOwner);
  expect(lockFolder(folder).ok).toBe(false);
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(guard, longAgo, longAgo);
  expect(lockFolder(folder).ok).toBe(false);
  const taken = lockFolder(folder);
  expect(taken.ok).toBe(true);
  if (taken.ok) taken.value.release();
  expect(lockFolder(folder).ok).toBe(true);
});
