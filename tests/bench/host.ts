import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../shared/result';
import { settings } from './world';

/** The built store host; the bench's own program lies below the project's folder. */
const entry = join(process.cwd(), 'out', 'main', 'store-host.js');

/** The store host as a process of plain Node, spoken to as the main process speaks to it. */
export const startHost = (folder: string) => {
  if (!existsSync(entry)) throw new Error('build the app first: npm run build');
  const child = fork(entry, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' });
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let last = 0;
  child.on('message', (message: { kind: string; id: number; result: Result<unknown> }) => {
    if (message.kind !== 'answer') return;
    waiting.get(message.id)?.(message.result);
    waiting.delete(message.id);
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const call = (op: string, args: unknown): Promise<Result<unknown>> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      child.send({ kind: 'request', id: last, op, args });
    });
  return {
    pid: child.pid ?? 0,
    call,
    open: async (): Promise<void> => {
      const opened = await call('init', { folder, settings });
      if (!opened.ok) throw new Error(`the store did not open: ${opened.failure.code}`);
    },
    close: async (): Promise<void> => {
      await call('close', null);
      child.kill('SIGKILL');
      await gone;
    },
  };
};
