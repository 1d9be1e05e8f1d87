import { createServer, type Server, type Socket } from 'node:net';

const loopback = '127.0.0.1';
const maxLineBytes = 1_048_576;

export interface ControlSocket {
  readonly port: number;
  tell(message: unknown): void;
  close(): void;
}

/** Lines of one connection, bounded: a line that grows too long ends the connection. */
const readLines = (socket: Socket, onLine: (line: string) => void): void => {
  let pending = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    const lines = (pending + String(chunk)).split('\n');
    pending = lines.pop() ?? '';
    lines.filter((line) => line.trim() !== '').forEach(onLine);
    if (pending.length > maxLineBytes) socket.destroy();
  });
};

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
};

/**
 * Control over loopback, for tests and people without a parent process: one JSON request a line in, answers and events
 * one a line out, to everyone who is connected.
 */
export const openControlSocket = (port: number, onMessage: (message: unknown) => void): Promise<ControlSocket | null> =>
  new Promise((resolve) => {
    const sockets = new Set<Socket>();
    const server: Server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
      readLines(socket, (line) => onMessage(parse(line)));
    });
    server.once('error', () => resolve(null));
    server.listen(port, loopback, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : port,
        tell(message) {
          for (const socket of sockets) socket.write(`${JSON.stringify(message)}\n`);
        },
        close() {
          for (const socket of sockets) socket.destroy();
          server.close();
        },
      });
    });
  });
