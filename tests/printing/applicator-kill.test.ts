import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { LineView } from '../../shared/features/applicator/queries';
import type { Result } from '../../shared/result';
import { until } from '../devices/pty';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { bundleForNode } from '../support/bundle';
import type { LineWish } from '../support/line-station';
import { operator } from '../support/pack-world';
import { createLineBench, type LineBench } from './line-bench';

let file: string;
let bench: LineBench | null = null;
let running: ChildProcess | null = null;

beforeAll(async () => {
  await buildSimulator();
  file = await bundleForNode('tests/support/killable-line.ts');
}, 60_000);
const kill = async (): Promise<void> => {
  const child = running;
  running = null;
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
};
afterEach(async () => {
  await kill();
  await bench?.close();
  bench = null;
});
afterAll(removeSimulator);

/** Starts the line's process, or starts it anew after a kill, on the same record and the same devices. */
const startLine = async (wish: LineWish) => {
  const child = fork(file, [JSON.stringify(wish)], { execArgv: [] });
  running = child;
  const waiting = new Map<number, (result: unknown) => void>();
  let ready = false;
  let asked = 0;
  child.on('message', (message: { ready?: true; id?: number; result?: unknown }) => {
    if (message.ready === true) ready = true;
    else waiting.get(message.id ?? 0)?.(message.result);
  });
  const call = <T>(op: string, args: unknown): Promise<T> =>
    new Promise((resolve) => {
      asked += 1;
      waiting.set(asked, (result) => resolve(result as T));
      child.send({ id: asked, op, args });
    });
  await until('the line', () => ready, 30_000);
  const view = (): Promise<LineView> => call<LineView>('view', null);
  return {
    view,
    goOn: (): Promise<Result<unknown>> =>
      call('execute', {
        id: `go-on-${performance.now()}`,
        name: 'applicator.goOn',
        input: { applicatorId: 'line-1', why: 'line-restarted' },
        actor: operator,
        origin: 'window',
      }),
    stops: (why: string): Promise<void> =>
      until(`a stop: ${why}`, async () => (await view()).stop?.why === why, 20_000).catch(async (error: unknown) => {
        throw new Error(`${String(error)}; it is ${JSON.stringify(await view())}`);
      }),
  };
};

it('killed while its label is in the printer: nothing is printed by itself afterwards, and the label still counts', async () => {
  bench = await createLineBench(['A1', 'A2'], { labelMs: 400 });
  const { printer } = bench;
  await startLine(bench.wish);
  await bench.atInfeed('A1');
  await bench.atInfeed('A2');
  await until('the label in the printer', async () => {
    const state = await printer.send({ op: 'state' });
    return state.ok && state.value?.['printing'] === true;
  });
  await kill();
  const label = await bench.label(1);
  const line = await startLine(bench.wish);
  await line.stops('line-restarted');
  const view = await line.view();
  expect(view.items.map(({ title, state, job }) => [title, state, job])).toEqual([
    ['A1 / 1', 'asked', 'uncertain'],
    ['A2 / 1', 'waiting', null],
  ]);
  await bench.takeLabel();
  // A person looks, and says go on: nobody can know what became of that label, so its box is asked for.
  expect(await line.goOn()).toMatchObject({ ok: true });
  await line.stops('line-print-uncertain');
  expect(bench.labels).toHaveLength(1);
  await bench.atVerify(label);
  await bench.label(2);
  expect((await line.view()).lastApplied?.title).toBe('A1 / 1');
  expect(new Set(bench.labels).size).toBe(2);
}, 60_000);

it('killed between the printer and the check: the label is not printed again, and the check still closes the box', async () => {
  bench = await createLineBench(['A1', 'A2']);
  const before = await startLine(bench.wish);
  await bench.atInfeed('A1');
  const label = await bench.label(1);
  await bench.takeLabel();
  await until('it to be taken', async () => (await before.view()).items[0]?.state === 'taken', 20_000);
  await bench.atInfeed('A2');
  await until('the second in line', async () => (await before.view()).items.length === 2, 20_000);
  await kill();
  const line = await startLine(bench.wish);
  await line.stops('line-restarted');
  await bench.atVerify(label);
  await until('A1 to be applied', async () => (await line.view()).lastApplied?.title === 'A1 / 1', 20_000);
  expect(bench.labels).toEqual([label]);
  expect((await line.view()).stop?.why).toBe('line-restarted');
  expect(await line.goOn()).toMatchObject({ ok: true });
  await bench.label(2);
}, 60_000);
