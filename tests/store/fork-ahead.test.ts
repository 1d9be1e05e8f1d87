import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forkAhead } from '../../electron/fork-ahead';
import { superviseHost } from '../../electron/supervise-host';
import { createForks } from '../support/forked-hosts';

/** Answers what it is asked; the first process of all ends before anybody asks, as one with a damaged snapshot does. */
const program = `const { existsSync, writeFileSync } = require('node:fs');
if (!existsSync(process.env.MARK)) { writeFileSync(process.env.MARK, ''); process.exit(1); }
process.on('message', ({ id }) => process.send({ kind: 'answer', id, result: { ok: true, value: null } }));`;

let folder = '';
let forks = createForks();
beforeEach(() => {
  forks = createForks();
  folder = mkdtempSync(join(tmpdir(), 'packwright-ahead-'));
  writeFileSync(join(folder, 'host.cjs'), program);
});
afterEach(() => {
  forks.killAll();
  rmSync(folder, { recursive: true, force: true });
});

it('makes another process in the place of one that ended before it was wanted', async () => {
  const forkAgain = forkAhead(() => forks.fork(join(folder, 'host.cjs'), { MARK: join(folder, 'mark') }));
  const [first] = forks.children;
  if (first === undefined) throw new Error('nothing was started');
  await once(first, 'exit');
  const onReady = vi.fn<(answer: unknown) => void>();
  const host = superviseHost({
    fork: forkAgain,
    init: { op: 'init', args: () => null },
    onReady,
    onState: () => undefined,
    onPush: () => undefined,
  });
  expect(await host.call('ask', null)).toEqual({ ok: true, value: null });
  expect(onReady).toHaveBeenCalledTimes(1);
  await host.stop();
});

it('hands the process on that it made, and only once', () => {
  const forkAgain = forkAhead(() => forks.fork(join(folder, 'host.cjs'), { MARK: folder }));
  expect(forks.children).toHaveLength(1);
  forkAgain();
  expect(forks.children).toHaveLength(1);
  forkAgain();
  expect(forks.children).toHaveLength(2);
});
