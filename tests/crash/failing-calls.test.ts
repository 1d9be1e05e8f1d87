import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { features } from '../../electron/features';
import { talkTo } from '../../electron/host-calls';
import { nodeFilePort } from '../../electron/journal/file-port';
import { verifyFolder } from '../../electron/journal/verify';
import { openStore } from '../../electron/store/store';
import { bundleForNode } from '../support/bundle';
import { createForks } from '../support/forked-hosts';
import { testSettings } from '../support/ledger-feature';
import { createSmallDisk, type SmallDisk } from '../support/small-disk';
import { hasCompiler, whyNoSmallDisk } from './abilities';

const actor = { personId: 'boss', role: 'it' as const, station: 'S1', site: 'site' };
const template = readFileSync('resources/labels/product.json', 'utf8');
const forks = createForks();
let base = '';
let shim = '';
let program = '';

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'packwright-faults-'));
  shim = join(base, 'shim.so');
  program = await bundleForNode('electron/store-host.ts');
  if (!hasCompiler) return;
  const built = spawnSync('gcc', ['-shared', '-fPIC', '-o', shim, 'tests/crash/fault-shim.c', '-ldl'], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(built.stderr);
});
afterAll(() => {
  forks.killAll();
  rmSync(base, { recursive: true, force: true });
});

interface Fault {
  readonly call: string;
  readonly at: number;
  readonly errno: number;
}

/** A start and some commands with one call failing; answers who was acknowledged, and how many calls there were. */
const work = async (folder: string, { call, at, errno }: Fault) => {
  const counted = join(base, `count-${randomUUID()}`);
  const host = forks.fork(program, {
    LD_PRELOAD: shim,
    FAULT_FOLDER: folder,
    FAULT_CALL: call,
    FAULT_AT: String(at),
    FAULT_ERRNO: String(errno),
    FAULT_COUNT: counted,
  });
  const child = forks.children.at(-1);
  const talk = talkTo(host);
  const gone = new Promise<void>((resolve) => {
    host.onExit(() => {
      talk.settleAll({ ok: false, failure: { code: 'host-gone' } });
      resolve();
    });
  });
  const acknowledged: string[] = [];
  await talk.call('init', { folder, settings: testSettings }, 20_000);
  for (const personId of ['a', 'b', 'c']) {
    const input = { personId, name: `Person ${personId}`, role: 'operator', language: null, blind: randomUUID() };
    const envelope = { id: randomUUID(), name: 'people.add', input, actor, origin: 'trusted' };
    if ((await talk.call('execute', envelope, 20_000)).ok) acknowledged.push(personId);
  }
  // With a file beside the journal, which gets its name only once it is whole.
  const seed = { id: randomUUID(), name: 'labels.seed', input: { description: template }, actor, origin: 'trusted' };
  if ((await talk.call('execute', seed, 20_000)).ok) acknowledged.push('template');
  const survived = child?.exitCode === null;
  host.kill();
  await gone;
  return { acknowledged, survived, calls: existsSync(counted) ? Number(readFileSync(counted, 'utf8')) : 0 };
};

/** The next start, with a disk that works. */
const look = async (folder: string) => {
  rmSync(join(folder, 'store.lock'), { force: true });
  const store = await openStore({ folder, port: nodeFilePort, features, settings: testSettings, now: Date.now });
  const answer = store.query('people.all', {}, actor);
  const people = answer.ok ? (answer.value as { personId: string }[]).map(({ personId }) => personId) : [];
  const templates = store.query('labels.templates', {}, actor);
  if (templates.ok && (templates.value as readonly unknown[]).length > 0) people.push('template');
  const { state, head } = store.status();
  store.close();
  return { people, state, verified: verifyFolder(nodeFilePort, folder, head).ok };
};

const errors = ['EIO', 'EACCES', 'ENOSPC', 'EMFILE'] as const;

it.runIf(hasCompiler).each(['write', 'sync', 'rename', 'open'])(
  'whichever %s fails, with whichever error, nothing acknowledged is lost and nothing crashes',
  async (call) => {
    const { calls, acknowledged } = await work(join(base, `count-${call}`), { call, at: 0, errno: 0 });
    expect(acknowledged).toHaveLength(4);
    expect(calls).toBeGreaterThan(0);
    let runs = 0;
    for (let at = 1; at <= calls; at += 1)
      for (const name of errors) {
        const folder = join(base, `${call}-${at}-${name}`);
        const done = await work(folder, { call, at, errno: constants.errno[name] });
        const { people, state, verified } = await look(folder);
        const lost = done.acknowledged.filter((each) => !people.includes(each));
        expect({ call, at, name, survived: done.survived, state, lost, verified }).toEqual({
          call,
          at,
          name,
          survived: true,
          state: 'ready',
          lost: [],
          verified: true,
        });
        rmSync(folder, { recursive: true, force: true });
        runs += 1;
      }
    console.log(`${call}: ${calls} calls, ${runs} runs`);
  },
);

let disk: SmallDisk | null = null;
afterAll(() => disk?.remove());

it.runIf(whyNoSmallDisk === null)(
  'a small disk fills up: it is said, nothing is half-written, and work goes on with room',
  async () => {
    disk = createSmallDisk(1);
    const folder = join(disk.folder, 'live');
    const filler = join(disk.folder, 'filler');
    const store = await openStore({ folder, port: nodeFilePort, features, settings: testSettings, now: Date.now });
    const add = (personId: string) =>
      store.execute({
        id: randomUUID(),
        name: 'people.add',
        input: {
          personId,
          name: `${personId} ${'x'.repeat(40)}`,
          role: 'operator',
          language: null,
          blind: randomUUID(),
        },
        actor,
        origin: 'trusted',
      });
    const acknowledged: string[] = [];
    let fails = 0;
    writeFileSync(filler, Buffer.alloc(700_000));
    for (let each = 0; each < 2000 && fails < 5; each += 1) {
      const answer = add(`p${each}`);
      if (answer.ok) acknowledged.push(`p${each}`);
      else {
        fails += 1;
        expect(answer).toMatchObject({ failure: { code: 'disk-full' } });
      }
    }
    expect(fails).toBe(5);
    expect(store.status().state).toBe('disk-full');
    rmSync(filler);
    expect(add('after').ok).toBe(true);
    expect(store.status()).toMatchObject({ state: 'ready', failure: null });
    store.close();
    const { people, verified } = await look(folder);
    expect(verified).toBe(true);
    expect([...acknowledged, 'after'].filter((each) => !people.includes(each))).toEqual([]);
  },
);
