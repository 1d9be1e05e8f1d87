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

interface Request {
  readonly kind: 'request';
  readonly id: number;
  readonly op: string;
  readonly args: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isRequest = (value: unknown): value is Request =>
  isRecord(value) && value['kind'] === 'request' && typeof value['id'] === 'number' && typeof value['op'] === 'string';

/** Serves calls at the child's end. A thrown error is answered as `internal-error`; the process goes on. */
export const serveHost = (port: MessagePortLike, act: (op: string, args: unknown) => unknown) => {
  const answer = async ({ id, op, args }: Request): Promise<void> => {
    try {
      port.post({ kind: 'answer', id, result: await act(op, args) });
    } catch (error) {
      console.error(`host call ${op} failed`, error);
      port.post({ kind: 'answer', id, result: fail('internal-error', { op }) });
    }
  };
  port.onMessage((message) => {
    if (isRequest(message)) void answer(message);
  });
  return { push: (topic: string, payload: unknown): void => port.post({ kind: 'push', topic, payload }) };
};

export type HostState = 'starting' | 'ready' | 'restarting' | 'stopped';

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

export interface HostOptions {
  readonly fork: () => HostProcess;
  /** First call to every new process; until it is answered all other calls wait. */
  readonly init: { readonly op: string; readonly args: () => unknown };
  readonly onState: (state: HostState, initAnswer: unknown) => void;
  readonly onPush: (topic: string, payload: unknown) => void;
  /** Time limit of one call. */
  readonly callTimeoutMs?: number;
  readonly initTimeoutMs?: number;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

const backOffMs = (crashes: number): number => (crashes <= 5 ? 200 * crashes : 10_000);

/**
 * Keeps a host process running: a dead one is forked again after a short wait, longer after five crashes in a row.
 * A call in flight when the process dies is answered `host-restarting`; commands carry ids, so asking again is harmless.
 */
export const superviseHost = (options: HostOptions) => {
  let child: HostProcess | null = null;
  let state: HostState = 'starting';
  let crashes = 0;
  let next = 0;
  let retry: NodeJS.Timeout | null = null;
  let waiting: (() => void)[] = [];
  const pending = new Map<number, Pending>();

  const setState = (value: HostState, answer: unknown = null): void => {
    state = value;
    options.onState(value, answer);
    if (value === 'ready' || value === 'stopped') {
      const released = waiting;
      waiting = [];
      for (const release of released) release();
    }
  };

  const settle = (id: number, result: unknown): void => {
    const call = pending.get(id);
    if (call === undefined) return;
    pending.delete(id);
    clearTimeout(call.timer);
    call.resolve(result);
  };

  const send = (target: HostProcess, op: string, args: unknown, timeoutMs: number): Promise<unknown> =>
    new Promise((resolve) => {
      next += 1;
      const id = next;
      const timer = setTimeout(() => settle(id, fail('timeout', { op })), timeoutMs);
      pending.set(id, { resolve, timer });
      target.post({ kind: 'request', id, op, args });
    });

  const died = (): void => {
    child = null;
    for (const id of Array.from(pending.keys())) settle(id, fail('host-restarting'));
    if (state === 'stopped') return;
    crashes += 1;
    setState('restarting');
    retry = setTimeout(start, backOffMs(crashes));
  };

  const start = (): void => {
    const made = options.fork();
    child = made;
    made.onMessage((message) => {
      if (!isRecord(message)) return;
      if (message['kind'] === 'answer' && typeof message['id'] === 'number') settle(message['id'], message['result']);
      if (message['kind'] === 'push' && typeof message['topic'] === 'string')
        options.onPush(message['topic'], message['payload']);
    });
    made.onExit(() => {
      if (child === made) died();
    });
    void send(made, options.init.op, options.init.args(), options.initTimeoutMs ?? 120_000).then((answer) => {
      if (child !== made || state === 'stopped') return;
      setState('ready', answer);
      setTimeout(() => {
        if (child === made) crashes = 0;
      }, 30_000).unref();
    });
  };

  const ready = (): Promise<void> =>
    state === 'ready' || state === 'stopped'
      ? Promise.resolve()
      : new Promise((resolve) => {
          waiting.push(resolve);
        });

  start();
  return {
    call: async (op: string, args: unknown): Promise<Result<unknown>> => {
      await ready();
      if (child === null) return fail(state === 'stopped' ? 'host-stopped' : 'host-restarting');
      return (await send(child, op, args, options.callTimeoutMs ?? 30_000)) as Result<unknown>;
    },
    state: (): HostState => state,
    /** For tests and `kill -9` drills. */
    kill: (): void => child?.kill(),
    stop: async (): Promise<void> => {
      if (child !== null && state === 'ready') await send(child, 'close', null, 5000);
      if (retry !== null) clearTimeout(retry);
      setState('stopped');
      child?.kill();
    },
  };
};
export type Host = ReturnType<typeof superviseHost>;
