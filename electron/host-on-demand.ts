import { fail, type Result } from '../shared/result';
import { talkTo, type HostTalk } from './host-calls';
import type { HostProcess, OnProgress } from './host-port';

export interface OnDemandOptions {
  readonly fork: () => HostProcess;
  /** The process is ended when nothing was asked for so long: its copy costs memory. */
  readonly idleMs?: number;
  /** A call that is not heard of for so long hangs: the process is ended. */
  readonly silentMs?: number;
}

interface Running {
  readonly process: HostProcess;
  readonly talk: HostTalk;
}

/**
 * A worker process that is there while there is work: forked by the first call, ended after a while without one, and
 * forked again by the next call if it died. A call that it died over is asked once more.
 */
export const createHostOnDemand = (options: OnDemandOptions) => {
  const { idleMs = 60_000, silentMs = 120_000 } = options;
  let running: Running | null = null;
  let idle: NodeJS.Timeout | null = null;
  let stopped = false;

  const end = (of: Running, why: Result<never>): void => {
    if (running === of) running = null;
    of.talk.settleAll(why);
    of.process.kill();
  };

  const start = (): Running => {
    const child = options.fork();
    const made: Running = { process: child, talk: talkTo(child) };
    child.onExit(() => end(made, fail('host-restarting')));
    running = made;
    return made;
  };

  const rest = (of: Running): void => {
    if (running !== of || of.talk.busy()) return;
    idle = setTimeout(() => running === of && end(of, fail('host-stopped')), idleMs);
    idle.unref();
  };

  const once = async (op: string, args: unknown, onProgress: OnProgress): Promise<Result<unknown>> => {
    if (stopped) return fail('host-stopped');
    if (idle !== null) clearTimeout(idle);
    const target = running ?? start();
    const answer = await target.talk.call(op, args, silentMs, onProgress);
    if (!answer.ok && answer.failure.code === 'timeout') end(target, fail('host-restarting'));
    rest(target);
    return answer;
  };

  const isLost = (answer: Result<unknown>): boolean => !answer.ok && answer.failure.code === 'host-restarting';

  return {
    call: async (op: string, args: unknown, onProgress: OnProgress = () => undefined): Promise<Result<unknown>> => {
      const first = await once(op, args, onProgress);
      return isLost(first) ? once(op, args, onProgress) : first;
    },
    /** Ends what is being done; the calls are answered `cancelled`. */
    cancel: (): void => {
      if (running !== null) end(running, fail('cancelled'));
    },
    /** True while a process is there. */
    running: (): boolean => running !== null,
    /** For drills: the process dies as by `kill -9`. */
    crash: (): void => running?.process.kill(),
    stop: (): void => {
      stopped = true;
      if (idle !== null) clearTimeout(idle);
      if (running !== null) end(running, fail('host-stopped'));
    },
  };
};
export type HostOnDemand = ReturnType<typeof createHostOnDemand>;
