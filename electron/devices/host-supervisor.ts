import type { HostEvent } from './host-messages';
import type { HostProcess } from './host-process';
import { timedOut, within } from './waiting';

export interface HostTiming {
  /** Waits before the restarts after the first, second … crash; the last one counts for the rest. */
  readonly restartMs: readonly number[];
  /** Beyond so many crashes within `crashWindowMs` the host is left alone for `backOffMs`. */
  readonly crashLimit: number;
  readonly crashWindowMs: number;
  readonly backOffMs: number;
  readonly pingEveryMs: number;
  /** A host that does not answer for so long hangs and is ended. */
  readonly pingLimitMs: number;
  /** A host that nobody needs is ended after so long. */
  readonly restMs: number;
  readonly helloMs: number;
}

const usualTiming: HostTiming = {
  restartMs: [100, 300, 600, 1000, 1500],
  crashLimit: 5,
  crashWindowMs: 60_000,
  backOffMs: 30_000,
  pingEveryMs: 5000,
  pingLimitMs: 15_000,
  restMs: 10_000,
  helloMs: 8000,
};

export interface SupervisorParts {
  fork(): HostProcess;
  readonly timing: Partial<HostTiming>;
  /** True while something waits for the host or is held by it. */
  busy(): boolean;
  /** Answers the message if it made sense. */
  onMessage(message: unknown): HostEvent | null;
  /** The host is back after a crash. */
  onUp(): void;
  onExit(code: number | null, crashes: number): void;
}

export interface HostSupervisor {
  /** Starts the host if it is needed now. True once it answers; false when it is down. */
  up(): Promise<boolean>;
  send(message: unknown): void;
  retain(): () => void;
  /** Called when something that kept the host busy is over. */
  rest(): void;
  readonly running: boolean;
  dispose(): Promise<void>;
}

interface Running {
  readonly process: HostProcess;
  readonly greeted: Promise<void>;
  readonly gone: Promise<void>;
  greet(): void;
  heardAt: number;
  ping: NodeJS.Timeout;
}

/** Forks a host when it is needed, watches that it lives and answers, and starts it again after a crash. */
export const createHostSupervisor = (parts: SupervisorParts): HostSupervisor => {
  const timing = { ...usualTiming, ...parts.timing };
  let running: Running | null = null;
  let restart: NodeJS.Timeout | null = null;
  let resting: NodeJS.Timeout | null = null;
  let crashes: number[] = [];
  let holders = 0;
  let stopping = false;
  let disposed = false;

  const needed = (): boolean => !disposed && (holders > 0 || parts.busy());

  const exited = (of: Running, code: number | null): void => {
    if (running !== of) return;
    clearInterval(of.ping);
    running = null;
    const expected = stopping || disposed;
    stopping = false;
    const now = performance.now();
    if (!expected) crashes = [...crashes, now].filter((at) => now - at < timing.crashWindowMs);
    const wasNeeded = needed();
    parts.onExit(code, expected ? 0 : crashes.length);
    if (expected ? needed() : wasNeeded) restartLater();
  };

  const restartLater = (): void => {
    if (restart !== null || disposed) return;
    const delayMs =
      crashes.length > timing.crashLimit
        ? timing.backOffMs
        : (timing.restartMs[Math.max(0, crashes.length - 1)] ?? timing.restartMs.at(-1) ?? 1000);
    restart = setTimeout(() => {
      restart = null;
      if (!disposed && running === null) void greetedAgain(start());
    }, delayMs);
  };

  const greetedAgain = async (started: Running): Promise<void> => {
    await Promise.race([started.greeted, started.gone]);
    if (running === started) parts.onUp();
  };

  const start = (): Running => {
    const child = parts.fork();
    let greet: () => void = () => undefined;
    const greeted = new Promise<void>((resolve) => {
      greet = resolve;
    });
    let leave: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const started: Running = {
      process: child,
      greeted,
      gone,
      greet,
      heardAt: performance.now(),
      ping: setInterval(() => ping(started), timing.pingEveryMs),
    };
    running = started;
    child.onExit((code) => {
      leave();
      exited(started, code);
    });
    child.onMessage((message) => {
      if (running !== started) return;
      started.heardAt = performance.now();
      if (parts.onMessage(message)?.event === 'hello') started.greet();
    });
    return started;
  };

  let pings = 0;
  const ping = (of: Running): void => {
    if (running !== of) return;
    const silentMs = performance.now() - of.heardAt;
    // Asked twice at least: after a sleep of the machine the first look finds a silence that nobody could break.
    if (silentMs > timing.pingLimitMs && pings > 1) {
      of.process.kill();
      return;
    }
    pings = silentMs > timing.pingEveryMs ? pings + 1 : 0;
    of.process.send({ op: 'ping', ping: pings });
  };

  const rest = (): void => {
    if (resting !== null || running === null || needed()) return;
    resting = setTimeout(() => {
      resting = null;
      if (running === null || needed()) return;
      stopping = true;
      running.process.kill();
    }, timing.restMs);
  };

  return {
    async up() {
      if (disposed || stopping || restart !== null) return false;
      const started = running ?? start();
      const outcome = await within(Promise.race([started.greeted, started.gone]), timing.helloMs);
      if (outcome === timedOut) started.process.kill();
      return running === started && outcome !== timedOut;
    },
    send: (message) => running?.process.send(message),
    retain() {
      holders += 1;
      let released = false;
      return () => {
        if (released) return;
        released = true;
        holders -= 1;
        rest();
      };
    },
    rest,
    get running() {
      return running !== null;
    },
    async dispose() {
      disposed = true;
      if (restart !== null) clearTimeout(restart);
      if (resting !== null) clearTimeout(resting);
      const last = running;
      if (last === null) return;
      last.process.kill();
      await within(last.gone, 2000);
    },
  };
};
