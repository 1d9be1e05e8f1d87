import { connect, type Socket } from 'node:net';
import type { Framing } from '../../electron/devices/types';

/** Waits until `condition` is true; names what it waited for. */
export const until = async (what: string, condition: () => boolean, limitMs = 10_000): Promise<void> => {
  const end = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms for: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
};

/** A station's end of a TCP link: bytes in, messages of one protocol out. */
export interface StationEnd<M> {
  readonly socket: Socket;
  readonly messages: M[];
  readonly bytes: () => Buffer;
  send(text: string | Uint8Array): void;
  readonly closed: () => boolean;
}

/** Connects, or rejects with the error of the socket. */
export const openStation = <M>(
  port: number,
  framing: Framing,
  decode: (frame: Uint8Array) => M,
): Promise<StationEnd<M>> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const messages: M[] = [];
    let received = Buffer.alloc(0);
    let closed = false;
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      for (const item of framing.push(bytes, performance.now())) {
        if (item.kind === 'frame') messages.push(decode(item.bytes));
      }
    });
    socket.once('error', reject);
    socket.once('close', () => {
      closed = true;
    });
    socket.once('connect', () => {
      socket.off('error', reject);
      socket.on('error', () => undefined);
      const end = { socket, messages, bytes: () => received, closed: () => closed };
      resolve({ ...end, send: (text) => void socket.write(text) });
    });
  });
