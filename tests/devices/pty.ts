import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A virtual cable: the app opens `appEnd` as a serial port, the test speaks as the device on the process's own pipes. */
export interface VirtualCable {
  /** Path of the pty that the app opens. The same after a replug, with another pty behind it. */
  readonly path: string;
  /** Bytes from the app. */
  received(): Buffer;
  send(bytes: string | Uint8Array): void;
  onData(listener: (bytes: Buffer) => void): void;
  /** Stop taking bytes from the app: its writes stall. */
  holdReading(): void;
  unplug(): Promise<void>;
  plug(): Promise<void>;
  dispose(): Promise<void>;
}

/** Waits until `condition` is true; names what it waited for. */
export const until = async (
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 10_000,
): Promise<void> => {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms for: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
};

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** A pty made by socat, plugged. Unplugging kills socat, as pulling the cable removes the node. */
export const createVirtualCable = async (): Promise<VirtualCable> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'packwright-pty-'));
  const link = path.join(folder, 'tty');
  let child: ChildProcess | null = null;
  let received = Buffer.alloc(0);
  let listener: (bytes: Buffer) => void = () => undefined;

  const plug = async (): Promise<void> => {
    const started = spawn('socat', [`pty,raw,echo=0,link=${link}`, 'stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    child = started;
    started.stdin.on('error', () => undefined);
    started.stdout.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      listener(bytes);
    });
    await until('the pty', () => exists(link));
  };

  const unplug = async (): Promise<void> => {
    const old = child;
    child = null;
    if (old === null) return;
    const gone = new Promise((resolve) => {
      old.once('exit', resolve);
    });
    old.kill('SIGKILL');
    await gone;
    rmSync(link, { force: true });
  };

  await plug();
  return {
    path: link,
    received: () => received,
    send: (bytes) => void child?.stdin?.write(bytes),
    onData(next) {
      listener = next;
    },
    holdReading: () => void child?.stdout?.pause(),
    unplug,
    plug,
    async dispose() {
      await unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
