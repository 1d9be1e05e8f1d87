import net from 'node:net';
import { networkInterfaces } from 'node:os';
import type { ConnectionReason } from '../../../shared/devices';
import { fail, ok, type Failure, type Result } from '../../../shared/result';
import { onAbort } from '../waiting';
import { createLink, type DeviceLink, type LinkHandle } from './link';
import { failureOf } from './os-errors';
import { describeSpec, type DeviceTransport, type TcpSpec } from './spec';

export interface TcpTiming {
  readonly connectMs: number;
  /** A device that takes no byte for so long is over its buffer for good: the write and the link end. */
  readonly stallMs: number;
  /** How long our own close waits for the device to close its half. */
  readonly lingerMs: number;
}

const usualTiming: TcpTiming = { connectMs: 5000, stallMs: 5000, lingerMs: 1000 };

/** Small enough that "known to have gone" is a useful number, large enough to cost nothing. */
const pieceBytes = 4096;
const highWaterBytes = 256 * 1024;

/**
 * Raw TCP, as printers (9100) and network scales speak it. Half-close by the device counts as its end; our own close
 * sends the last byte first and reads on until the device is done, because a reset would throw away what it has not
 * processed yet.
 */
export const createTcpTransport = (spec: TcpSpec, timing: Partial<TcpTiming> = {}): DeviceTransport => {
  const limits = { ...usualTiming, ...timing };
  const place = describeSpec(spec);
  return {
    place,
    open: async (signal) => {
      const connected = await connect(spec, limits.connectMs, signal);
      if (!connected.ok) return connected;
      const socket = connected.value;
      if (spec.refuseLocal === true && isOwnAddress(socket.remoteAddress ?? '')) {
        socket.destroy();
        return fail('simulated-not-allowed', { address: socket.remoteAddress ?? null });
      }
      return ok(linkOf(socket, limits));
    },
  };
};

/** True for loopback and for the machine's own addresses. */
const isOwnAddress = (address: string): boolean => {
  const plain = address.replace(/^::ffff:/, '');
  if (plain === '::1' || plain.startsWith('127.')) return true;
  return Object.values(networkInterfaces()).some((each) => each?.some((own) => own.address === plain) === true);
};

const connect = (spec: TcpSpec, limitMs: number, signal: AbortSignal): Promise<Result<net.Socket, ConnectionReason>> =>
  new Promise((resolve) => {
    const socket = net.connect({
      host: spec.host,
      port: spec.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 10_000,
    });
    const settle = (result: Result<net.Socket, ConnectionReason>): void => {
      clearTimeout(timer);
      offAbort();
      socket.removeListener('connect', connected);
      socket.removeListener('error', failed);
      if (!result.ok) {
        socket.on('error', () => undefined);
        socket.destroy();
      }
      resolve(result);
    };
    const connected = (): void => settle(ok(socket));
    const failed = (error: Error): void => settle({ ok: false, failure: failureOf(error) });
    const timer = setTimeout(() => settle(fail('no-answer', { seconds: limitMs / 1000 })), limitMs);
    let offAbort: () => void = () => undefined;
    socket.once('connect', connected);
    socket.once('error', failed);
    offAbort = onAbort(signal, () => settle(fail('connection-closed')));
  });

const linkOf = (socket: net.Socket, limits: TcpTiming): DeviceLink => {
  let lost: Failure<ConnectionReason> = { code: 'connection-closed' };
  const handle: LinkHandle = createLink({
    pieceBytes,
    stallMs: limits.stallMs,
    writePiece: (piece, gone) =>
      new Promise((resolve, reject) => {
        socket.write(piece, (error) => {
          if (error === undefined || error === null) {
            gone(piece.length);
            resolve();
          } else {
            reject(error);
          }
        });
      }),
    reasonOf: (error) => failureOf(error, 'connection-closed'),
    release: (reason) => finish(socket, reason === null ? limits.lingerMs : 0),
    onTaken: (waiting) => {
      if (waiting < highWaterBytes && socket.isPaused()) socket.resume();
    },
  });
  socket.on('data', (chunk: Buffer) => {
    if (handle.push(chunk) >= highWaterBytes) socket.pause();
  });
  socket.on('error', (error) => {
    lost = failureOf(error, 'connection-closed');
    handle.end(lost);
  });
  socket.on('end', () => handle.end(lost));
  socket.on('close', () => handle.end(lost));
  return handle.link;
};

/** Our own close is polite; after a loss there is nobody to be polite to, and unsent bytes must not leave later. */
const finish = (socket: net.Socket, lingerMs: number): Promise<void> =>
  new Promise((resolve) => {
    if (socket.destroyed || lingerMs === 0) {
      socket.destroy();
      resolve();
      return;
    }
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.resume();
    socket.end();
  });
