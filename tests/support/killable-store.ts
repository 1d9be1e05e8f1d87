import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Store, StoreSettings } from '../../electron/store/types';
import { fail, type Result } from '../../shared/result';

/** One life of a store host, in a process of its own, spoken to as main speaks to it. */
const startHost = async (file: string, folder: string, settings: StoreSettings) => {
  const child: ChildProcess = fork(file, {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let next = 0;
  child.on('message', (message: { kind: string; id: number; result: Result<unknown> }) => {
    if (message.kind === 'answer') waiting.get(message.id)?.(message.result);
  });
  child.once('exit', () => {
    for (const settle of waiting.values()) settle(fail('host-restarting'));
  });
  const call = (op: string, args: unknown): Promise<Result<unknown>> =>
    new Promise((resolve) => {
      next += 1;
      waiting.set(next, resolve);
      child.send({ kind: 'request', id: next, op, args }, (error) => {
        if (error !== null) resolve(fail('host-restarting'));
      });
    });
  const opened = await call('init', { folder, settings });
  if (!opened.ok) throw new Error(`the store did not open: ${JSON.stringify(opened.failure)}`);
  return {
    call,
    kill: async (): Promise<void> => {
      child.kill('SIGKILL');
      await exited;
    },
  };
};

/** A store on one folder over as many lives as it takes. */
export const openKillableStore = async (file: string, folder: string, settings: StoreSettings) => {
  let host = await startHost(file, folder, settings);
  const store: Store = {
    execute: (envelope) => host.call('execute', envelope),
    query: (name, params, actor) => host.call('query', { name, params, actor }),
  };
  return {
    store,
    /** Ends its process at once, and starts it anew on what it left. */
    kill: async (): Promise<void> => {
      await host.kill();
      host = await startHost(file, folder, settings);
    },
    stop: async (): Promise<void> => {
      await host.call('close', null);
      await host.kill();
    },
  };
};
