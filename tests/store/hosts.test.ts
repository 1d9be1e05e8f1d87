import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Report } from '../../shared/feature';
import type { FoundParcels, PeriodBoard } from '../../shared/features/packing/reports';
import type { Result } from '../../shared/result';
import { createHostOnDemand } from '../../electron/host-on-demand';
import { nodeFilePort } from '../../electron/journal/file-port';
import { verifyFolder } from '../../electron/journal/verify';
import { makeRecoveryKey } from '../../electron/store/recovery-key';
import type { Actor, CommandEnvelope } from '../../electron/store/types';
import { bundleForNode } from '../support/bundle';
import { createForks, runStore, type RunningStore } from '../support/forked-hosts';
import { createRandom } from '../support/random';
import { writeSyntheticSnapshot, writeSyntheticStore } from '../bench/synthetic-store';

const actor: Actor = { personId: 'boss', role: 'it', station: 'S1', site: 'site' };
const hangLimit = { timeout: 20_000, interval: 20 };

let base = '';
let folder = '';
const running: RunningStore[] = [];
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'packwright-hosts-'));
  folder = join(base, 'live');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.dispose()));
  rmSync(base, { recursive: true, force: true });
});

const start = async (where = folder): Promise<RunningStore> => {
  const made = await runStore(where);
  running.push(made);
  return made;
};

const addPerson = (personId: string): CommandEnvelope => ({
  id: randomUUID(),
  name: 'people.add',
  input: { personId, name: `Person ${personId}`, role: 'operator', language: null, blind: randomUUID() },
  actor,
  origin: 'trusted',
});

const peopleOf = async ({ client }: RunningStore): Promise<string[]> => {
  const answer = await client.query('people.all', {}, actor);
  return answer.ok ? (answer.value as { personId: string }[]).map((each) => each.personId) : [];
};

const lastOf = <T>(list: readonly T[]): T => {
  const last = list.at(-1);
  if (last === undefined) throw new Error('nothing there');
  return last;
};

/** The process stands still: it neither reads nor answers. */
const freeze = (list: RunningStore['hosts']): void => void lastOf(list).kill('SIGSTOP');

describe('the store host', () => {
  it('that dies over a command is started again, and the command is done once', async () => {
    const store = await start();
    expect((await store.client.execute(addPerson('before'))).ok).toBe(true);
    freeze(store.hosts);
    const answered = store.client.execute(addPerson('in flight'));
    lastOf(store.hosts).kill('SIGKILL');
    expect(await answered).toMatchObject({ ok: true });
    expect(await peopleOf(store)).toEqual(expect.arrayContaining(['before', 'in flight']));
    expect(store.hosts).toHaveLength(2);
    expect(store.views.map(({ state }) => state)).toEqual(expect.arrayContaining(['restarting', 'ready']));
    expect(await store.client.status()).toMatchObject({ ok: true, value: { state: 'ready', head: { n: 2 } } });
    // Whoever shows something asks again: what was written in the end was never told.
    expect(store.changes.some((tables) => tables.includes('orders') && tables.includes('people'))).toBe(true);
  });

  it('killed again and again while it works does every command once', async () => {
    const store = await start();
    await store.client.status();
    const random = createRandom(5);
    const working = new AbortController();
    const kills = (async () => {
      for (let each = 0; !working.signal.aborted && each < 6; each += 1) {
        await new Promise((resolve) => {
          setTimeout(resolve, random.integer(1, 90));
        });
        store.hosts.at(-1)?.kill('SIGKILL');
        await store.client.status();
      }
    })();
    const sent: string[] = [];
    for (let each = 0; each < 70; each += 1) {
      const envelope = addPerson(`p${each}`);
      sent.push(`p${each}`);
      let answer: Result<unknown>;
      do answer = await store.client.execute(envelope);
      while (!answer.ok && answer.failure.code === 'host-restarting');
      expect(answer).toMatchObject({ ok: true });
    }
    working.abort();
    await kills;
    expect(store.hosts.length).toBeGreaterThan(2);
    expect((await peopleOf(store)).toSorted()).toEqual(sent.toSorted());
    const head = (await store.client.status()).ok ? lastOf(store.views).head : null;
    expect(verifyFolder(nodeFilePort, folder, head)).toMatchObject({ ok: true, head: { n: 70 } });
  });

  it('refuses a folder that another one holds, and the other goes on', async () => {
    const first = await start();
    await first.client.execute(addPerson('first'));
    const second = await start();
    expect(await second.client.status()).toMatchObject({ ok: false });
    expect(lastOf(second.views)).toMatchObject({ state: 'read-only', failure: { code: 'already-running' } });
    expect(await second.client.execute(addPerson('second'))).toMatchObject({ ok: false });
    expect((await first.client.execute(addPerson('still here'))).ok).toBe(true);
    expect(await peopleOf(first)).toHaveLength(2);
  });

  it('that can’t open the record says why, and opens it by itself once it can', async () => {
    writeFileSync(folder, 'in the way');
    const store = await start();
    await store.client.status();
    expect(lastOf(store.views)).toMatchObject({ state: 'read-only', failure: { code: 'open-failed' } });
    expect(await store.client.execute(addPerson('early'))).toMatchObject({ failure: { code: 'store-not-open' } });
    rmSync(folder);
    await vi.waitFor(() => expect(lastOf(store.views).state).toBe('ready'), hangLimit);
    expect((await store.client.execute(addPerson('late'))).ok).toBe(true);
  });
});

describe('the report worker', () => {
  const period = { from: '2000-01-01', to: '2100-01-01' };
  const boardOf = (answer: Result<unknown>): Report<PeriodBoard> => {
    if (!answer.ok) throw new Error(answer.failure.code);
    return answer.value as Report<PeriodBoard>;
  };
  let template = '';
  beforeAll(async () => {
    template = mkdtempSync(join(tmpdir(), 'packwright-record-'));
    await writeSyntheticStore({ folder: template, events: 2500 });
    await writeSyntheticSnapshot(template);
  });
  afterAll(() => rmSync(template, { recursive: true, force: true }));
  beforeEach(() => cpSync(template, folder, { recursive: true }));

  it('answers from a process of its own, with the entry that it stands on, and sees what was just written', async () => {
    const store = await start();
    await store.client.status();
    expect(store.workers).toHaveLength(0);
    const first = boardOf(await store.client.query('packing.period', period, actor));
    expect(store.workers).toHaveLength(1);
    expect(first.head).toEqual(lastOf(store.views).head);
    expect(first.value.parcels).toBeGreaterThan(100);
    expect(first.value.days.reduce((sum, { parcels }) => sum + parcels, 0)).toBe(first.value.parcels);
    await store.client.execute(addPerson('new'));
    const second = boardOf(await store.client.query('packing.period', period, actor));
    expect(second.head.n).toBe(first.head.n + 1);
    expect(second.value).toEqual(first.value);
    expect(store.workers).toHaveLength(1);
  });

  it.runIf(process.platform === 'linux')('comes last with every one of its threads', async () => {
    const store = await start();
    await store.client.query('packing.period', period, actor);
    const nice = (pid: number | undefined): number[] =>
      readdirSync(`/proc/${pid}/task`).map((thread) => getPriority(Number(thread)));
    const [host, worker] = [nice(lastOf(store.hosts).pid), nice(lastOf(store.workers).pid)];
    expect(worker.length).toBeGreaterThan(1);
    expect(Math.min(...worker)).toBeGreaterThan(Math.max(...host));
  });

  it('finds parcels by any part of what names them', async () => {
    const store = await start();
    const find = async (text: string): Promise<FoundParcels> => {
      const answer = await store.client.query('packing.findParcels', { text, from: null, to: null }, actor);
      if (!answer.ok) throw new Error(answer.failure.code);
      return (answer.value as Report<FoundParcels>).value;
    };
    const all = await find('00');
    const [parcel] = all.rows;
    if (parcel?.sscc === undefined || parcel.sscc === null) throw new Error('no parcel');
    expect(all.total).toBeGreaterThan(100);
    expect((await find(parcel.sscc.slice(4, 16))).rows).toContainEqual(parcel);
    expect(await find(`(00)${parcel.sscc}`)).toEqual({ total: 1, rows: [parcel] });
    expect((await find('SKU-0001')).total).toBeLessThan(all.total);
    expect(await find('100%')).toEqual({ total: 0, rows: [] });
  });

  it('killed in the middle of a report comes back, and the report is answered', async () => {
    const store = await start();
    const before = boardOf(await store.client.query('packing.period', period, actor));
    freeze(store.workers);
    const answered = store.client.query('packing.period', period, actor);
    lastOf(store.workers).kill('SIGKILL');
    expect(boardOf(await answered)).toEqual(before);
    expect(store.workers).toHaveLength(2);
  });

  it('keeps no command and no small question waiting', async () => {
    const store = await start();
    await store.client.query('packing.period', period, actor);
    freeze(store.workers);
    let isAnswered = false;
    const answered = store.client.query('packing.period', period, actor).then((answer) => {
      isAnswered = true;
      return answer;
    });
    for (let each = 0; each < 40; each += 1) {
      expect((await store.client.execute(addPerson(`p${each}`))).ok).toBe(true);
      expect((await store.client.query('packing.today', {}, actor)).ok).toBe(true);
    }
    expect(isAnswered).toBe(false);
    lastOf(store.workers).kill('SIGCONT');
    expect(boardOf(await answered).value.parcels).toBeGreaterThan(100);
  });

  it('takes snapshots, checks, backs up and prepares restores, and tells how far it is', async () => {
    const store = await start();
    await store.client.status();
    expect(await store.client.verify(null)).toMatchObject({
      ok: true,
      value: { ok: true, head: lastOf(store.views).head },
    });
    // A folder that is away is not made: it would lie on the disk beneath.
    expect(await store.client.backup(join(base, 'backups'), 3)).toMatchObject({
      failure: { code: 'backup-folder-missing' },
    });
    mkdirSync(join(base, 'backups'));
    await makeRecoveryKey(nodeFilePort, folder);
    const made = await store.client.backup(join(base, 'backups'), 3);
    expect(made).toMatchObject({ ok: true });
    expect(await store.client.listBackups(join(base, 'backups'))).toEqual(made.ok ? [made.value] : []);
    const by = { way: 'command-line', personId: null, code: null } as const;
    const prepared = await store.client.prepareRestore(made.ok ? made.value.folder : '', Date.now(), by);
    expect(prepared).toMatchObject({ ok: true });
    const tasks = new Set(store.works.map((work) => work?.task));
    expect(tasks).toEqual(new Set(['verify', 'backup', 'restore', undefined]));
    for (const work of store.works) expect(work === null || work.done <= work.total).toBe(true);
    expect(lastOf(store.works)).toBeNull();
  });

  it('takes a snapshot of a record that had to be read from its first entry, so that the next start need not', async () => {
    const first = await start(join(base, 'new'));
    expect((await first.client.execute(addPerson('one'))).ok).toBe(true);
    await first.client.stop();
    await start(join(base, 'new'));
    const snapshots = (): string[] => nodeFilePort.list(join(base, 'new', 'snapshots'));
    await vi.waitFor(() => expect(snapshots().some((name) => name.endsWith('.sqlite'))).toBe(true), hangLimit);
  });

  it('can be told to stop what takes too long', async () => {
    const store = await start();
    await store.client.verify(null);
    const checked = store.client.verify(null);
    freeze(store.workers);
    store.client.cancelWork();
    expect(await checked).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(await store.client.verify(null)).toMatchObject({ ok: true });
  });

  it('writes all exports of a range into one file, and none when there is nothing', async () => {
    const store = await start();
    const range = { from: '2000', to: '2100', folder: base, name: 'all' };
    const made = await store.client.task('export.range', range, actor, 'export');
    if (!made.ok) throw new Error(made.failure.code);
    const { file, parcels, missing } = made.value as { file: string; parcels: number; missing: number };
    const lines = new TextDecoder().decode(nodeFilePort.read(file)).split('\r\n');
    expect(lines.filter((line) => line.startsWith('event,at,'))).toHaveLength(1);
    expect(parcels).toBeGreaterThan(100);
    expect(lines.slice(1, -1).filter((line) => line.startsWith('closed,')).length).toBeGreaterThanOrEqual(parcels);
    expect({ file, missing }).toEqual({ file: join(base, 'all.csv'), missing: 0 });
    expect(
      await store.client.task('export.range', { ...range, to: '2001', name: 'none' }, actor, 'export'),
    ).toMatchObject({
      failure: { code: 'nothing-to-export' },
    });
    expect(nodeFilePort.list(base).filter((name) => name.includes('csv'))).toEqual(['all.csv']);
  });
});

describe('a worker that is there while there is work', () => {
  it('ends when nobody asked for a while, and comes back', async () => {
    const forks = createForks();
    mkdirSync(folder);
    const program = await bundleForNode('electron/report-worker.ts');
    const worker = createHostOnDemand({ fork: () => forks.fork(program), idleMs: 50 });
    expect(worker.running()).toBe(false);
    const list = { target: join(base, 'none') };
    expect(await worker.call('list-backups', list)).toEqual({ ok: true, value: [] });
    await vi.waitFor(() => expect(forks.running()).toHaveLength(0), hangLimit);
    expect(worker.running()).toBe(false);
    expect(await worker.call('list-backups', list)).toEqual({ ok: true, value: [] });
    expect(forks.children).toHaveLength(2);
    worker.stop();
    expect(await worker.call('list-backups', list)).toMatchObject({ failure: { code: 'host-stopped' } });
  });

  it('is ended when it hangs, and the call is told so', async () => {
    const forks = createForks();
    const program = await bundleForNode('electron/report-worker.ts');
    const worker = createHostOnDemand({ fork: () => forks.fork(program), silentMs: 1500 });
    const list = { target: join(base, 'none') };
    const none = { ok: true, value: [] };
    // On a busy machine it may take more than one start until it is heard of in time.
    await vi.waitFor(async () => expect(await worker.call('list-backups', list)).toEqual(none), hangLimit);
    forks.children.at(-1)?.kill('SIGSTOP');
    expect(await worker.call('list-backups', list)).toMatchObject({ failure: { code: 'timeout' } });
    await vi.waitFor(() => expect(forks.running()).toHaveLength(0), hangLimit);
    await vi.waitFor(async () => expect(await worker.call('list-backups', list)).toEqual(none), hangLimit);
    worker.stop();
  });
});
