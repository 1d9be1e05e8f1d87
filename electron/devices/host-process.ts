import type { ChildProcess } from 'node:child_process';

/** A forked process as its supervisor sees it, whatever forked it. */
export interface HostProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, also when the process could not be started at all. */
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

/** What we use of Electron's `UtilityProcess`, so that this file needs no Electron. */
export interface UtilityProcessLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

/** A process made with Electron's `utilityProcess.fork`. */
export const fromUtilityProcess = (child: UtilityProcessLike): HostProcess => ({
  send: (message) => child.postMessage(message),
  onMessage: (listener) => void child.on('message', listener),
  onExit: (listener) => void child.once('exit', listener),
  kill: () => void child.kill(),
});

/** A process made with `child_process.fork(…, { serialization: 'advanced' })`: for tools and tests without Electron. */
export const fromChildProcess = (child: ChildProcess): HostProcess => ({
  send(message) {
    if (child.connected) child.send(message as never, () => undefined);
  },
  onMessage: (listener) => void child.on('message', listener),
  onExit(listener) {
    let told = false;
    const tell = (code: number | null): void => {
      if (told) return;
      told = true;
      listener(code);
    };
    child.once('exit', tell);
    child.once('error', () => tell(null));
  },
  kill: () => void child.kill('SIGKILL'),
});

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/** The way to main as the host process itself sees it: Electron's parent port, or the channel of a plain fork. */
export interface HostParent {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

export const connectParent = (): HostParent => {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort !== undefined) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
    };
  }
  if (process.send === undefined) throw new Error('a device host runs only as a child of the station');
  // Nobody is left to talk to.
  process.once('disconnect', () => process.exit(0));
  return {
    send: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
  };
};
