import { connect, createServer, type Server, type Socket } from 'node:net';
import { monotonic } from './clock';

/** Bytes that passed, with the moment at which they were written on. */
export interface Passed {
  readonly at: number;
  /** The same moment on the wall clock, as the record has it. */
  readonly wallMs: number;
  readonly text: string;
}

/** A wire between the station and a simulated device that notes when bytes pass. */
export interface Tap {
  /** Where the station finds the device. */
  readonly port: number;
  /** What the device said, and what was said to it; in order. */
  readonly fromDevice: Passed[];
  readonly toDevice: Passed[];
  close(): Promise<void>;
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

const pass = (from: Socket, to: Socket, noted: Passed[]): void => {
  from.on('data', (bytes: Buffer) => {
    noted.push({ at: monotonic(), wallMs: Date.now(), text: bytes.toString('latin1') });
    to.write(bytes);
  });
  from.on('error', () => undefined);
  from.once('close', () => to.destroy());
};

export const openTap = async (devicePort: number): Promise<Tap> => {
  const fromDevice: Passed[] = [];
  const toDevice: Passed[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((station) => {
    const device = connect({ host: '127.0.0.1', port: devicePort, noDelay: true });
    station.setNoDelay(true);
    for (const socket of [station, device]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    pass(device, station, fromDevice);
    pass(station, device, toDevice);
  });
  const port = await listen(server);
  return {
    port,
    fromDevice,
    toDevice,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
