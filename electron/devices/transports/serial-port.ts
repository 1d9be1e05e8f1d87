import fs from 'node:fs';

/** The part of a serialport binding's open port that we use; the Unix ones also have a descriptor and a poller. */
export interface SerialBindingPort {
  readonly isOpen: boolean;
  readonly fd?: number | null;
  readonly poller?: {
    once(event: 'readable' | 'writable', listener: (error: Error | null) => void): unknown;
  };
  read(buffer: Buffer, offset: number, length: number): Promise<{ bytesRead: number }>;
  write(buffer: Buffer): Promise<void>;
  set(options: { dtr?: boolean; rts?: boolean }): Promise<void>;
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface SerialPortInfo {
  readonly path: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly locationId?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly friendlyName?: string | undefined;
}

export interface SerialOpenOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
  readonly rtscts: boolean;
  readonly xon: boolean;
  readonly xoff: boolean;
  readonly lock: boolean;
}

/** The `serialport` package as far as we use it: its bindings without its stream, whose write and drain may hang. */
export interface SerialLibrary {
  open(options: SerialOpenOptions): Promise<SerialBindingPort>;
  list(): Promise<SerialPortInfo[]>;
}

/** What `require('serialport')` gives, as far as we use it: its own types end in an unresolved one. */
interface SerialPackage {
  readonly SerialPort: { readonly binding: SerialLibrary };
}

/** Loaded when the first port is opened, so that a missing library is a state of one device. Throws when missing. */
export const loadSerialLibrary = (): SerialLibrary => {
  const { SerialPort } = require('serialport') as SerialPackage;
  return SerialPort.binding;
};

/** A read of no bytes: the far end of the line is gone. */
export class LineGone extends Error {
  readonly code = 'ENODEV';
}

const isWait = (error: unknown): boolean => {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EAGAIN' || code === 'EWOULDBLOCK' || code === 'EINTR';
};

/** A closed port's poller is freed memory (bindings-cpp, `Poller::destroy`): to ask it would end the process. */
const untilReady = (port: SerialBindingPort, event: 'readable' | 'writable'): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!port.isOpen) throw new LineGone('the port is closed');
    port.poller?.once(event, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });

const readDescriptor = (fd: number, buffer: Buffer): Promise<number> =>
  new Promise((resolve, reject) => {
    fs.read(fd, buffer, 0, buffer.length, null, (error, bytesRead) => {
      if (error === null) resolve(bytesRead);
      else reject(error);
    });
  });

const writeDescriptor = (fd: number, bytes: Uint8Array): Promise<number> =>
  new Promise((resolve, reject) => {
    fs.write(fd, bytes, 0, bytes.length, null, (error, written) => {
      if (error === null) resolve(written);
      else reject(error);
    });
  });

/**
 * The next bytes of the port. On Unix this replaces the library's own loop, which tries a read of no bytes again for
 * ever, at full CPU, when the port is gone (serialport bindings-cpp issue 162): here it is the end of the line.
 */
export const readPort = async (port: SerialBindingPort, buffer: Buffer): Promise<Uint8Array> => {
  if (port.poller === undefined) {
    const { bytesRead } = await port.read(buffer, 0, buffer.length);
    if (bytesRead === 0) throw new LineGone('read no bytes');
    return Uint8Array.from(buffer.subarray(0, bytesRead));
  }
  for (;;) {
    const { fd } = port;
    if (fd === null || fd === undefined) throw new LineGone('the port is closed');
    try {
      const bytesRead = await readDescriptor(fd, buffer);
      if (bytesRead === 0) throw new LineGone('read no bytes');
      return Uint8Array.from(buffer.subarray(0, bytesRead));
    } catch (error) {
      if (!isWait(error)) throw error;
      await untilReady(port, 'readable');
    }
  }
};

/**
 * Writes a piece, telling what the system took as it takes it. Stops once `ended()`; may wait for ever before that
 * (flow control, a port that is gone), so the caller has a limit.
 */
export const writePort = async (
  port: SerialBindingPort,
  piece: Uint8Array,
  gone: (bytes: number) => void,
  ended: () => boolean,
): Promise<void> => {
  if (port.poller === undefined) {
    await port.write(Buffer.from(piece));
    gone(piece.length);
    return;
  }
  for (let from = 0; from < piece.length;) {
    const { fd } = port;
    if (ended() || fd === null || fd === undefined) return;
    try {
      const written = await writeDescriptor(fd, piece.subarray(from));
      gone(written);
      from += written;
    } catch (error) {
      if (!isWait(error)) throw error;
      await untilReady(port, 'writable');
    }
  }
};
