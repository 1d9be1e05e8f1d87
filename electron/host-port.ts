import { fail, type Result } from '../shared/result';

/** Either end of a message port: utility process, forked Node process or worker. */
export interface MessagePortLike {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** A child process as its parent sees it. */
export interface HostProcess extends MessagePortLike {
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

/** How far a long call has come, in steps of its own kind. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}
export type OnProgress = (progress: Progress) => void;

interface Request {
  readonly kind: 'request';
  readonly id: number;
  readonly op: string;
  readonly args: unknown;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isRequest = (value: unknown): value is Request =>
  isRecord(value) && value['kind'] === 'request' && typeof value['id'] === 'number' && typeof value['op'] === 'string';

/** Serves calls at the child's end. A thrown error is answered as `internal-error`; the process goes on. */
export const serveHost = (
  port: MessagePortLike,
  act: (op: string, args: unknown, onProgress: OnProgress) => unknown,
) => {
  const answer = async ({ id, op, args }: Request): Promise<void> => {
    try {
      const onProgress: OnProgress = ({ done, total }) => port.post({ kind: 'progress', id, done, total });
      port.post({ kind: 'answer', id, result: await act(op, args, onProgress) });
    } catch (error) {
      console.error(`host call ${op} failed`, error);
      port.post({ kind: 'answer', id, result: fail('internal-error', { op }) });
    }
  };
  port.onMessage((message) => {
    if (isRequest(message)) void answer(message);
  });
  return {
    push: (topic: string, payload: unknown): void => port.post({ kind: 'push', topic, payload }),
    /** Of work that was begun before the first call asks for it. */
    progress: ({ done, total }: Progress): void => port.post({ kind: 'progress', id: null, done, total }),
  };
};

/** Starts a process for one call and ends it afterwards. */
export const callOnce = (
  fork: () => HostProcess,
  op: string,
  args: unknown,
  timeoutMs: number,
): Promise<Result<unknown>> =>
  new Promise((resolve) => {
    const child = fork();
    const settle = (result: Result<unknown>): void => {
      clearTimeout(timer);
      resolve(result);
      child.kill();
    };
    const timer = setTimeout(() => settle(fail('timeout', { op })), timeoutMs);
    child.onMessage((message) => {
      if (isRecord(message) && message['kind'] === 'answer') settle(message['result'] as Result<unknown>);
    });
    child.onExit(() => settle(fail('host-gone', { op })));
    child.post({ kind: 'request', id: 1, op, args });
  });
