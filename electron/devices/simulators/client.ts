import { fail, ok, type Result } from '../../../shared/result';
import {
  simulatorEventSchema,
  simulatorOptionsSchema,
  type SimulatorCommandInput,
  type SimulatorEvent,
  type SimulatorKind,
  type SimulatorOptionsInput,
} from './protocol';
import type { SimulatorState } from './simulator';

/** A started process, whoever started it. */
export interface SimulatorProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (exitCode: number | null) => void): void;
  kill(): void;
}

/** Starts `main.js` of the simulators with these arguments, through `child_process.fork` or `utilityProcess.fork`. */
export type ForkSimulator = (args: readonly string[]) => SimulatorProcess;

/** `fork(file, args)` of `node:child_process`. */
export const fromChildProcess = (child: {
  send(message: object): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number | null) => void): unknown;
  kill(): unknown;
  readonly connected: boolean;
}): SimulatorProcess => ({
  send: (message) => {
    if (child.connected && typeof message === 'object' && message !== null) child.send(message);
  },
  onMessage: (listener) => void child.on('message', listener),
  onExit: (listener) => void child.on('exit', listener),
  kill: () => void child.kill(),
});

/** `utilityProcess.fork(file, args)` of Electron. */
export const fromUtilityProcess = (child: {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): unknown;
}): SimulatorProcess => ({
  send: (message) => child.postMessage(message),
  onMessage: (listener) => void child.on('message', listener),
  onExit: (listener) => void child.on('exit', listener),
  kill: () => void child.kill(),
});

export interface SimulatorPlace {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly ptyLink: string | null;
  readonly controlPort: number | null;
}

export type SimulatorFailure = 'refused' | 'no-answer' | 'simulator-gone';

export interface Simulator<K extends SimulatorKind = SimulatorKind> {
  readonly kind: K;
  readonly place: SimulatorPlace;
  /** Resolves once the device has done it; `state` with how it stands. `details.code` says why it refused. */
  send(command: CommandInputOf<K>): Promise<Result<SimulatorState | null, SimulatorFailure>>;
  /** Every event but answers; the returned function stops it. */
  onEvent(listener: (event: SimulatorEvent) => void): () => void;
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<number | null>;
  stop(): Promise<void>;
}

type DeviceCommandInput = Extract<SimulatorCommandInput, { kind: SimulatorKind }>;
/** Commands of one kind, without the kind. */
export type CommandInputOf<K extends SimulatorKind> = DeviceCommandInput extends infer C
  ? C extends { kind: infer Kind }
    ? K extends Kind
      ? Omit<C, 'kind'>
      : never
    : never
  : never;

const answerWithinMs = 5000;
const startWithinMs = 10_000;
const stopWithinMs = 3000;

type Answer = Extract<SimulatorEvent, { event: 'answer' }>;

/** Reads the messages of the process: answers to those who wait, events to those who listen. */
const createInbox = (child: SimulatorProcess) => {
  const waiting = new Map<number, (answer: Answer | null) => void>();
  const listeners = new Set<(event: SimulatorEvent) => void>();
  const exited = new Promise<number | null>((resolve) => {
    child.onExit((exitCode) => {
      for (const settle of waiting.values()) settle(null);
      waiting.clear();
      resolve(exitCode);
    });
  });
  child.onMessage((message) => {
    const parsed = simulatorEventSchema.safeParse(message);
    // Somebody else's message on the same channel is not ours to judge.
    if (!parsed.success) return;
    const event = parsed.data;
    if (event.event === 'answer') waiting.get(event.request)?.(event);
    else for (const listener of listeners) listener(event);
  });
  return { waiting, listeners, exited };
};

type Inbox = ReturnType<typeof createInbox>;

const createSender = (kind: SimulatorKind, child: SimulatorProcess, { waiting }: Inbox) => {
  let last = 0;
  return (command: object): Promise<Result<SimulatorState | null, SimulatorFailure>> =>
    new Promise((resolve) => {
      last += 1;
      const request = last;
      const settle = (result: Result<SimulatorState | null, SimulatorFailure>): void => {
        clearTimeout(timer);
        waiting.delete(request);
        resolve(result);
      };
      const timer = setTimeout(() => settle(fail('no-answer')), answerWithinMs);
      waiting.set(request, (answer) => {
        if (answer === null) settle(fail('simulator-gone'));
        else settle(answer.ok ? ok(answer.value) : fail('refused', { code: answer.code }));
      });
      child.send({ request, command: { ...command, kind } });
    });
};

/** The place where the device listens, or why it does not. */
const waitForStart = ({ listeners, exited }: Inbox): Promise<Result<SimulatorPlace, 'simulator-failed'>> =>
  new Promise((resolve) => {
    const settle = (result: Result<SimulatorPlace, 'simulator-failed'>): void => {
      clearTimeout(timer);
      listeners.delete(listener);
      resolve(result);
    };
    const listener = (event: SimulatorEvent): void => {
      if (event.event === 'failed') settle(fail('simulator-failed', { code: event.code, text: event.text }));
      if (event.event !== 'listening') return;
      const { port, ptyLink, controlPort } = event;
      settle(ok({ host: '127.0.0.1', port, ptyLink, controlPort }));
    };
    const timer = setTimeout(() => settle(fail('simulator-failed', { code: 'no-answer' })), startWithinMs);
    listeners.add(listener);
    void exited.then((exitCode) => settle(fail('simulator-failed', { code: 'exited', exitCode })));
  });

/**
 * Starts a simulated device in a process of its own and waits until it listens.
 *
 * @param fork how to start the built `main.js` of the simulators with arguments.
 */
export const startSimulator = async <K extends SimulatorKind>(
  options: SimulatorOptionsInput & { readonly kind: K },
  fork: ForkSimulator,
): Promise<Result<Simulator<K>, 'simulator-failed'>> => {
  const checked = simulatorOptionsSchema.safeParse(options);
  if (!checked.success) return fail('simulator-failed', { code: 'bad-options', text: checked.error.message });
  const { kind, ...rest } = checked.data;
  const child = fork([kind, JSON.stringify(rest)]);
  const inbox = createInbox(child);
  const started = await waitForStart(inbox);
  if (!started.ok) {
    child.kill();
    return started;
  }
  return ok({
    kind: options.kind,
    place: started.value,
    send: createSender(kind, child, inbox),
    onEvent(listener) {
      inbox.listeners.add(listener);
      return () => void inbox.listeners.delete(listener);
    },
    exited: inbox.exited,
    async stop() {
      child.kill();
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, stopWithinMs);
      });
      await Promise.race([inbox.exited, limit]);
      clearTimeout(timer);
    },
  });
};
