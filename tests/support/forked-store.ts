import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { features } from '../../electron/features';
import { nodeFilePort } from '../../electron/journal/file-port';
import { makeSnapshot } from '../../electron/store/write-snapshot';
import type { Result } from '../../shared/result';
import { testSettings } from './ledger-feature';

const entry = join(__dirname, '../../out/main/store-host.js');

/** The built store host as a process of plain Node, spoken to as main speaks to it. */
export const forkStoreHost = async (folder: string, program = entry) => {
  if (!existsSync(program)) throw new Error('build the app first: npm run build');
  const child: ChildProcess = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let next = 0;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      for (const settle of waiting.values()) settle({ ok: false, failure: { code: 'host-restarting' } });
      resolve();
    });
  });
  child.on('message', (message: { kind: string; id: number; result: Result<unknown> }) => {
    if (message.kind === 'answer') waiting.get(message.id)?.(message.result);
  });
  const call = (op: string, args: unknown): Promise<Result<unknown>> =>
    new Promise((resolve) => {
      next += 1;
      waiting.set(next, resolve);
      child.send({ kind: 'request', id: next, op, args }, (error) => {
        if (error !== null) resolve({ ok: false, failure: { code: 'host-restarting' } });
      });
    });
  const opened = await call('init', { folder, settings: testSettings });
  const actor = { personId: 'boss', role: 'it' as const, station: 'S1', site: 'site' };
  return {
    opened,
    /** Adds a person: one entry with a sealed name. */
    add: (personId: string): Promise<Result<unknown>> =>
      call('execute', {
        id: randomUUID(),
        name: 'people.add',
        input: { personId, name: `Person ${personId}`, role: 'operator', language: null, blind: randomUUID() },
        actor,
        origin: 'trusted',
      }),
    people: async (): Promise<string[]> => {
      const answer = await call('query', { name: 'people.all', params: {}, actor });
      return answer.ok ? (answer.value as { personId: string }[]).map((each) => each.personId) : [];
    },
    /** Resolves when the host has ended, for whatever reason. */
    gone,
    kill: async (): Promise<void> => {
      child.kill('SIGKILL');
      await gone;
    },
    snapshot: (): Promise<Result<number>> => makeSnapshot(nodeFilePort, folder, features),
    close: async (): Promise<void> => {
      await call('close', null);
      child.kill('SIGKILL');
      await gone;
    },
  };
};

/**
 * Kills the host at a random moment of a stream of commands; answers who was acknowledged. `least`: so many are before
 * the moment begins to count, so that there is something to lose on a busy machine as well.
 */
export const killWhileWriting = async (
  folder: string,
  run: number,
  afterMs: number,
  program = entry,
  least = 0,
): Promise<string[]> => {
  const host = await forkStoreHost(folder, program);
  if (!host.opened.ok) throw new Error(host.opened.failure.code);
  const acknowledged: string[] = [];
  const kill = new AbortController();
  let enough: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    enough = resolve;
  });
  if (least === 0) enough();
  const writing = (async () => {
    for (let each = 0; !kill.signal.aborted; each += 1) {
      const personId = `r${run}-${each}`;
      const answer = await host.add(personId);
      if (answer.ok) acknowledged.push(personId);
      if (acknowledged.length >= least) enough();
    }
  })();
  await begun;
  await new Promise((resolve) => {
    setTimeout(resolve, afterMs);
  });
  kill.abort();
  await host.kill();
  await writing;
  return acknowledged;
};
