import { fail, type Result } from '../shared/result';
import { talkTo, type HostTalk } from './host-calls';
import type { HostProcess, Progress } from './host-port';

export type HostState = 'starting' | 'ready' | 'restarting' | 'stopped';

export interface HostOptions {
  readonly fork: () => HostProcess;
  /** First call to every new process; until it is answered all other calls wait. */
  readonly init: { readonly op: string; readonly args: () => unknown };
  /** With the answer to `init` when it is ready; `again`: it was ready before. */
  readonly onReady: (answer: Result<unknown>, again: boolean) => void;
  readonly onState: (state: HostState) => void;
  readonly onStarting?: (progress: Progress) => void;
  readonly onPush: (topic: string, payload: unknown) => void;
  /** Whether an answer to `init` is one that another try may better. */
  readonly isWorthRetrying?: (answer: Result<unknown>) => boolean;
  /** A call that is not heard of for so long hangs the host: it is ended. */
  readonly silentMs?: number;
  readonly initSilentMs?: number;
}

const backOffMs = (restarts: number): number => (restarts <= 5 ? 200 * restarts : 10_000);
/** After so long without trouble the next restart comes quickly again. */
const calmMs = 60_000;

interface Running {
  readonly process: HostProcess;
  readonly talk: HostTalk;
}

/**
 * Keeps a host process running: one that died or hangs is forked again after a short wait, longer after five restarts in
 * a row. A call in flight then is answered `host-restarting`; commands carry ids, so asking again is harmless.
 */
export const superviseHost = (options: HostOptions) => {
  const { silentMs = 30_000, initSilentMs = 120_000 } = options;
  let running: Running | null = null;
  let state: HostState = 'starting';
  let wasReady = false;
  let restarts = 0;
  let timer: NodeJS.Timeout | null = null;
  let calm: NodeJS.Timeout | null = null;
  /** It was ended to begin anew: the waiting was done while it could still answer. */
  let wasAsked = false;
  let waiting: (() => void)[] = [];

  const setState = (value: HostState): void => {
    state = value;
    options.onState(value);
    if (value !== 'ready' && value !== 'stopped') return;
    const released = waiting;
    waiting = [];
    for (const release of released) release();
  };

  const gone = (): void => {
    const { talk } = running ?? {};
    running = null;
    if (calm !== null) clearTimeout(calm);
    talk?.settleAll(fail('host-restarting'));
    if (state === 'stopped') return;
    restarts += 1;
    setState('restarting');
    timer = setTimeout(start, wasAsked ? 0 : backOffMs(restarts));
    wasAsked = false;
  };

  /** Has it begin anew, the sooner the less trouble there was; until then it answers as it can. */
  const restart = (): void => {
    const target = running;
    if (target === null || wasAsked) return;
    wasAsked = true;
    timer = setTimeout(() => running === target && target.process.kill(), backOffMs(restarts + 1));
  };

  const opened = (of: Running, answer: Result<unknown>): void => {
    if (running !== of || state === 'stopped') return;
    options.onReady(answer, wasReady);
    wasReady = true;
    setState('ready');
    if (options.isWorthRetrying?.(answer) === true) return restart();
    calm = setTimeout(() => {
      restarts = 0;
    }, calmMs);
    calm.unref();
  };

  const start = (): void => {
    const child = options.fork();
    const made: Running = { process: child, talk: talkTo(child, options.onPush) };
    running = made;
    child.onExit(() => {
      if (running === made) gone();
    });
    void made.talk
      .call(options.init.op, options.init.args(), initSilentMs, (progress) => options.onStarting?.(progress))
      .then((answer) => (isHung(answer) ? child.kill() : opened(made, answer)));
  };

  const isHung = (answer: Result<unknown>): boolean => !answer.ok && answer.failure.code === 'timeout';

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
      const target = running;
      if (target === null) return fail(state === 'stopped' ? 'host-stopped' : 'host-restarting');
      const answer = await target.talk.call(op, args, silentMs);
      if (isHung(answer) && running === target) target.process.kill();
      return answer;
    },
    state: (): HostState => state,
    /** Has the process start anew: what it knows of its disk is no longer trusted. */
    restart,
    /** For drills: the process dies as by `kill -9`. */
    crash: (): void => running?.process.kill(),
    stop: async (): Promise<void> => {
      if (running !== null && state === 'ready') await running.talk.call('close', null, 5000);
      if (timer !== null) clearTimeout(timer);
      if (calm !== null) clearTimeout(calm);
      const last = running;
      setState('stopped');
      last?.process.kill();
    },
  };
};
export type Host = ReturnType<typeof superviseHost>;
