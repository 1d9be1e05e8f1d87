import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer, type Server, type Socket } from 'node:net';
import type { SimulatorEvent } from './protocol';
import type { AnySimulatedDevice, SimulatorLine } from './simulator';

const loopback = '127.0.0.1';
/** A station that does not read loses the newest bytes above this, as on a serial line without flow control. */
const maxUnreadBytes = 65_536;
const ptyWithinMs = 5000;

export type WireFailure = { readonly code: string; readonly text: string };

/** The device's port and cable. Unplugged, its lines are cut and new ones refused. */
export interface Wire {
  /** Opens port and pty; resolves with the port, or with why not. */
  plug(): Promise<{ readonly port: number } | WireFailure>;
  unplug(): Promise<void>;
  readonly plugged: boolean;
}

interface Pty {
  stop(): Promise<void>;
}

const failureOf = (error: NodeJS.ErrnoException): WireFailure => ({
  code: error.code === 'EADDRINUSE' ? 'port-in-use' : error.code === 'ENOENT' ? 'socat-missing' : 'cannot-listen',
  text: error.message,
});

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

const waitForLink = async (link: string, child: ChildProcess): Promise<boolean> => {
  const until = performance.now() + ptyWithinMs;
  while (!existsSync(link)) {
    if (performance.now() > until || child.exitCode !== null || child.pid === undefined) return false;
    await delay(10);
  }
  return true;
};

/**
 * A pty whose far end is the device's own TCP port. Our side keeps the near end open, because a pty that nobody holds
 * ends socat; taking socat away is pulling the cable: whoever has the pty open is hung up on.
 */
const openPty = async (link: string, port: number): Promise<Pty | WireFailure> => {
  rmSync(link, { force: true });
  const child = spawn('socat', [`PTY,link=${link},raw,echo=0`, `TCP:${loopback}:${port}`], { stdio: 'ignore' });
  let problem: WireFailure | null = null;
  child.once('error', (error) => {
    problem = failureOf(error);
  });
  if (!(await waitForLink(link, child))) {
    child.kill('SIGKILL');
    return problem ?? { code: 'pty-failed', text: `no pty at ${link}` };
  }
  const held = openSync(link, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  return {
    async stop() {
      closeSync(held);
      child.kill('SIGKILL');
      await ended(child);
      // Killed, socat does not clean up after itself.
      rmSync(link, { force: true });
    },
  };
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
  });

const listen = (server: Server, port: number): Promise<{ port: number } | WireFailure> =>
  new Promise((resolve) => {
    server.once('error', (error) => resolve(failureOf(error)));
    server.listen(port, loopback, () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : port });
    });
  });

export const createWire = (
  place: { readonly port: number; readonly ptyLink: string | null },
  device: AnySimulatedDevice,
  report: (event: SimulatorEvent) => void,
): Wire => {
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let pty: Pty | null = null;
  // Once chosen, the port stays the same over every plug and unplug.
  let chosenPort = place.port;

  const tellConnections = (): void => report({ event: 'connections', count: sockets.size });

  const serve = (socket: Socket): void => {
    const line: SimulatorLine = {
      write: (bytes) => {
        if (!socket.destroyed && socket.writableLength + bytes.length <= maxUnreadBytes) socket.write(bytes);
      },
      close: () => socket.destroy(),
    };
    const session = device.connect(line);
    socket.setNoDelay(true);
    sockets.add(socket);
    tellConnections();
    socket.on('data', (bytes) => session.receive(bytes));
    // The end of a connection is told by `close`, whatever the error.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      sockets.delete(socket);
      session.gone();
      tellConnections();
    });
  };

  const unplug = async (): Promise<void> => {
    const closing = server;
    server = null;
    const hungUp = pty;
    pty = null;
    for (const socket of sockets) socket.destroy();
    await hungUp?.stop();
    if (closing !== null) await closed(closing);
  };

  return {
    async plug() {
      if (server !== null) return { port: chosenPort };
      const opening = createServer(serve);
      const listening = await listen(opening, chosenPort);
      if (!('port' in listening)) return listening;
      server = opening;
      chosenPort = listening.port;
      if (place.ptyLink === null) return listening;
      const opened = await openPty(place.ptyLink, chosenPort);
      if ('stop' in opened) {
        pty = opened;
        return listening;
      }
      await unplug();
      return opened;
    },
    unplug,
    get plugged() {
      return server !== null;
    },
  };
};
