import { spawn } from 'node:child_process';
import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceLink } from '../../electron/devices/transports/link';
import { createTcpTransport, type TcpTiming } from '../../electron/devices/transports/tcp';
import { until } from '../devices/pty';

const never = new AbortController().signal;
let servers: net.Server[] = [];
let sockets: net.Socket[] = [];

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(
    servers.map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
        }),
    ),
  );
  servers = [];
  sockets = [];
});

/** A device on a real socket. */
const serve = async (onConnection: (socket: net.Socket) => void): Promise<number> => {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as net.AddressInfo).port;
};
const transport = (port: number, timing: Partial<TcpTiming> = {}) =>
  createTcpTransport({ type: 'tcp', host: '127.0.0.1', port }, timing);
const open = async (port: number, timing: Partial<TcpTiming> = {}): Promise<DeviceLink> => {
  const opened = await transport(port, timing).open(never);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
};
const readAll = async (link: DeviceLink): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of link.chunks) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** A device whose waiting line is full: the system drops what knocks, as a printer with one connection does. */
const serveFullHouse = async (): Promise<{ port: number; stop(): void }> => {
  const script = `const s=require('net').createServer().listen({port:0,host:'127.0.0.1',backlog:1},()=>console.log(s.address().port))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const port = Number(
    await new Promise<string>((resolve) => {
      child.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString()));
    }),
  );
  child.kill('SIGSTOP');
  const guests: net.Socket[] = [];
  for (let each = 0; each < 8; each += 1) {
    const guest = net.connect(port, '127.0.0.1');
    guest.on('error', () => undefined);
    guests.push(guest);
    sockets.push(guest);
  }
  await until('the first guests', () => guests.some((guest) => guest.readyState === 'open'));
  return { port, stop: () => child.kill('SIGKILL') };
};

describe('TCP', () => {
  it('says who refused', async () => {
    const port = await serve(() => undefined);
    await new Promise((resolve) => {
      servers.pop()?.close(resolve);
    });
    const opened = await transport(port).open(never);
    expect(opened.ok ? 'open' : opened.failure.code).toBe('refused-by-device');
  });

  it('gives up connecting to a device that serves somebody else', async () => {
    const { port, stop } = await serveFullHouse();
    const opened = await transport(port, { connectMs: 200 }).open(never);
    expect(opened.ok ? 'open' : opened.failure.code).toBe('no-answer');
    stop();
  });

  it('stops connecting when told to', async () => {
    const abort = new AbortController();
    const opening = createTcpTransport({ type: 'tcp', host: '192.0.2.1', port: 9100 }).open(abort.signal);
    abort.abort();
    expect((await opening).ok).toBe(false);
  });

  it('gets what the device sent before it hung up, then its end', async () => {
    const port = await serve((socket) => socket.end('last words'));
    const link = await open(port);
    expect((await readAll(link)).toString()).toBe('last words');
    expect((await link.closed)?.code).toBe('connection-closed');
    await link.close();
    expect((await link.write(Buffer.from('x'))).ok).toBe(false);
  });

  it('notices a reset', async () => {
    const port = await serve((socket) => setImmediate(() => socket.resetAndDestroy()));
    const link = await open(port);
    expect((await link.closed)?.code).toBe('connection-closed');
  });

  it('ends a write that a full device does not take, counts it, and lets nothing go afterwards', async () => {
    const port = await serve((socket) => socket.pause());
    const link = await open(port, { stallMs: 300 });
    const total = 64 * 1024 * 1024;
    const result = await link.write(Buffer.alloc(total, 'x'));
    expect(result.ok ? null : result.failure.code).toBe('write-timeout');
    const details = result.ok ? {} : result.failure.details;
    const gone = Number(details?.['bytesGone']);
    expect(gone).toBeGreaterThan(0);
    expect(gone).toBeLessThan(total);
    expect(await link.closed).toEqual({ code: 'no-answer' });
    let received = 0;
    const device = sockets[0];
    device?.on('data', (bytes: Buffer) => {
      received += bytes.length;
    });
    const ended = new Promise((resolve) => {
      device?.once('close', resolve);
    });
    device?.resume();
    device?.end();
    await ended;
    expect(received).toBeLessThanOrEqual(gone + Number(details?.['bytesUnsure']));
  });

  it('sends the last byte before it closes, even while the device talks', async () => {
    let received = 0;
    let ended = false;
    const port = await serve((socket) => {
      const talk = setInterval(() => socket.write('status\r\n'), 1);
      socket.on('data', (bytes: Buffer) => {
        received += bytes.length;
      });
      socket.on('end', () => {
        ended = true;
        clearInterval(talk);
        socket.end();
      });
      socket.on('close', () => clearInterval(talk));
    });
    const link = await open(port);
    await until('the device to talk', async () => (await link.chunks[Symbol.asyncIterator]().next()).done !== true);
    expect((await link.write(Buffer.alloc(500_000, 'x'))).ok).toBe(true);
    await link.close();
    await until('the end', () => ended);
    expect(received).toBe(500_000);
    expect(await link.closed).toBeNull();
  });

  it('holds a device back that sends faster than anybody reads', async () => {
    const total = 32 * 1024 * 1024;
    let stuck = false;
    const port = await serve((socket) => {
      stuck = !socket.write(Buffer.alloc(total, 'x'), () => socket.end());
    });
    const link = await open(port);
    await until('the device to send', () => stuck);
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
    // Nobody reads: all but what the systems buffer waits at the device.
    expect(sockets[0]?.writableLength).toBeGreaterThan(total / 2);
    expect((await readAll(link)).length).toBe(total);
  });

  it('carries one byte at a time and big blocks alike', async () => {
    const port = await serve((socket) => {
      socket.setNoDelay(true);
      socket.pipe(socket);
    });
    const link = await open(port);
    let echo = Buffer.alloc(0);
    const reading = (async () => {
      for await (const chunk of link.chunks) echo = Buffer.concat([echo, chunk]);
    })();
    const line = Buffer.from('S S     100.00 g\r\n');
    for (const byte of line) await link.write(Uint8Array.of(byte));
    const block = Buffer.alloc(100_000, 'y');
    await Promise.all([link.write(block), link.write(Buffer.from('end'))]);
    const whole = Buffer.concat([line, block, Buffer.from('end')]);
    await until('the echo', () => echo.length === whole.length);
    expect(echo.equals(whole)).toBe(true);
    await link.close();
    await reading;
  });

  it('refuses this very machine where only real devices may speak', async () => {
    const port = await serve(() => undefined);
    const opened = await createTcpTransport({ type: 'tcp', host: '127.0.0.1', port, refuseLocal: true }).open(never);
    expect(opened.ok ? 'open' : opened.failure.code).toBe('simulated-not-allowed');
  });
});
