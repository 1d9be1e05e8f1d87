import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceLink } from '../../electron/devices/transports/link';
import { createSerialTransport } from '../../electron/devices/transports/serial';
import {
  LineGone,
  readPort,
  type SerialBindingPort,
  type SerialLibrary,
} from '../../electron/devices/transports/serial-port';

const settings = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const;
const never = new AbortController().signal;
const hang = <T>(): Promise<T> =>
  new Promise<T>((_resolve) => {
    // Never.
  });
let folder = '';
let node = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'packwright-node-'));
  node = path.join(folder, 'ttyUSB0');
  await writeFile(node, '');
});
afterEach(() => rm(folder, { recursive: true }));

/** A binding as other systems have it (no descriptor): each call does what the test says. */
const libraryOf = (port: Partial<Omit<SerialBindingPort, 'fd' | 'poller'>>): SerialLibrary => ({
  list: () => Promise.resolve([]),
  open: () =>
    Promise.resolve<SerialBindingPort>({
      isOpen: true,
      read: (): Promise<{ bytesRead: number }> => hang(),
      write: () => Promise.resolve(),
      set: () => Promise.resolve(),
      flush: () => Promise.resolve(),
      close: () => Promise.resolve(),
      ...port,
    }),
});
const open = async (library: SerialLibrary, stallMs = 3000): Promise<DeviceLink> => {
  const opened = await createSerialTransport(
    { type: 'serial', path: node, settings },
    { load: () => library, stallMs },
  ).open(never);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
};

describe('what serialport 13 gets wrong', () => {
  it('a read of no bytes is the end of the line, not a reason to read again (bindings-cpp issue 162)', async () => {
    const fd = openSync('/dev/null', 'r');
    const poller = { once: () => undefined };
    const port = { fd, poller } as unknown as SerialBindingPort;
    await expect(readPort(port, Buffer.alloc(16))).rejects.toBeInstanceOf(LineGone);
    closeSync(fd);
  });

  it('the poller of a port that was closed meanwhile is freed memory: asking it would end the process', async () => {
    // Nobody has the other side: a read finds nothing yet.
    const fd = openSync('/dev/ptmx', constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    const asked: string[] = [];
    const port = {
      fd: fd as number | null,
      isOpen: true,
      poller: {
        once: (event: string): void => {
          asked.push(event);
        },
      },
    };
    const reading = readPort(port as unknown as SerialBindingPort, Buffer.alloc(16));
    await expect.poll(() => asked).toEqual(['readable']);
    const again = readPort(port as unknown as SerialBindingPort, Buffer.alloc(16));
    Object.assign(port, { isOpen: false, fd: null });
    await expect(again).rejects.toBeInstanceOf(LineGone);
    expect(asked).toEqual(['readable']);
    void reading.catch(() => undefined);
    closeSync(fd);
  });

  it('a read of no bytes through the library’s own read is the end, too', async () => {
    const link = await open(libraryOf({ read: () => Promise.resolve({ bytesRead: 0 }) }));
    expect((await link.closed)?.code).toBe('unplugged');
  });

  it('an unplug that the library does not tell shows in the missing node', async () => {
    const link = await open(libraryOf({}));
    await rm(node);
    expect((await link.closed)?.code).toBe('unplugged');
  });

  it('so does a replug that was too quick to see: another node of the same name', async () => {
    const link = await open(libraryOf({}));
    await writeFile(`${node}.new`, '');
    await rename(`${node}.new`, node);
    expect((await link.closed)?.code).toBe('unplugged');
  });

  it('a write that never calls back ends at its own limit', async () => {
    const link = await open(libraryOf({ write: hang }), 100);
    expect(await link.write(Buffer.alloc(700))).toEqual({
      ok: false,
      failure: { code: 'write-timeout', details: { bytesGone: 0, bytesUnsure: 512 } },
    });
    expect((await link.closed)?.code).toBe('no-answer');
  });

  it('a close that never answers is given up, also when called twice', async () => {
    let closes = 0;
    const link = await open(
      libraryOf({
        close: () => {
          closes += 1;
          return hang();
        },
      }),
    );
    const before = performance.now();
    await Promise.all([link.close(), link.close()]);
    await link.close();
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(closes).toBe(1);
  });

  it('lines that cannot be raised (a pty) do not matter', async () => {
    const raised: unknown[] = [];
    const library = libraryOf({
      set: (lines) => {
        raised.push(lines);
        return Promise.reject(new Error('Inappropriate ioctl for device, cannot set'));
      },
    });
    await (await open(library)).close();
    expect(raised).toEqual([{ dtr: true, rts: true }]);
  });

  it.each([
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'no-permission'],
    ['Error Resource temporarily unavailable Cannot lock port', 'in-use'],
    ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'in-use'],
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'not-found'],
    ['Opening COM3: Access denied', 'in-use'],
    ['Opening COM9: File not found', 'not-found'],
  ])('%s → %s', async (message, code) => {
    const library = { ...libraryOf({}), open: () => Promise.reject(new Error(message)) };
    const opened = await createSerialTransport({ type: 'serial', path: node, settings }, { load: () => library }).open(
      never,
    );
    expect(opened.ok ? 'open' : opened.failure.code).toBe(code);
  });

  it('an open that never answers is given up, and closed if it succeeds after all', async () => {
    let closed = false;
    const late = libraryOf({
      close: () => {
        closed = true;
        return Promise.resolve();
      },
    });
    let finish: () => void = () => undefined;
    const library: SerialLibrary = {
      ...late,
      open: async (options) => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return late.open(options);
      },
    };
    const opened = await createSerialTransport(
      { type: 'serial', path: node, settings },
      { load: () => library, openMs: 50 },
    ).open(never);
    expect(opened.ok ? 'open' : opened.failure.code).toBe('no-answer');
    finish();
    await expect.poll(() => closed).toBe(true);
  });
});
