import { fail, type Result } from '../shared/result';
import { isRecord, type HostProcess, type OnProgress } from './host-port';

interface Pending {
  readonly settle: (result: Result<unknown>) => void;
  readonly onProgress: OnProgress;
  /** Each sign of life puts the time limit off. */
  readonly touch: () => void;
}

const firstOf = (pending: ReadonlyMap<number, Pending>): Pending | undefined => pending.values().next().value;

export interface HostTalk {
  /** `silentMs`: answered `timeout` when nothing at all was heard of the call for so long. */
  call(op: string, args: unknown, silentMs: number, onProgress?: OnProgress): Promise<Result<unknown>>;
  /** Answers everything that is still open. */
  settleAll(result: Result<never>): void;
  readonly busy: () => boolean;
}

/** Calls to one child process: each is answered exactly once, whatever becomes of the child. */
export const talkTo = (
  child: HostProcess,
  onPush: (topic: string, payload: unknown) => void = () => undefined,
): HostTalk => {
  const pending = new Map<number, Pending>();
  let last = 0;

  child.onMessage((message) => {
    if (!isRecord(message)) return;
    const { kind, id, topic } = message;
    if (kind === 'push' && typeof topic === 'string') return onPush(topic, message['payload']);
    // Work that the child began by itself is what the first call asks for.
    const call = typeof id === 'number' ? pending.get(id) : id === null ? firstOf(pending) : undefined;
    if (call === undefined) return;
    call.touch();
    if (kind === 'answer') call.settle(message['result'] as Result<unknown>);
    if (kind === 'progress') call.onProgress({ done: Number(message['done']), total: Number(message['total']) });
  });

  return {
    busy: () => pending.size > 0,
    settleAll: (result) => {
      for (const { settle } of Array.from(pending.values())) settle(result);
    },
    call: (op, args, silentMs, onProgress = () => undefined) =>
      new Promise((resolve) => {
        last += 1;
        const id = last;
        const settle = (result: Result<unknown>): void => {
          if (!pending.delete(id)) return;
          clearTimeout(timer);
          resolve(result);
        };
        const start = (): NodeJS.Timeout => setTimeout(() => settle(fail('timeout', { op })), silentMs);
        let timer = start();
        const touch = (): void => {
          clearTimeout(timer);
          timer = start();
        };
        pending.set(id, { settle, onProgress, touch });
        child.post({ kind: 'request', id, op, args });
      }),
  };
};
