import { afterEach, describe, expect, it } from 'vitest';
import { createSerialTransport } from '../../electron/devices/transports/serial';
import type { DeviceLink } from '../../electron/devices/transports/link';
import { createVirtualCable, until, type VirtualCable } from '../devices/pty';

const settings = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const;
const never = new AbortController().signal;
let cables: VirtualCable[] = [];

const cable = async (): Promise<VirtualCable> => {
  const made = await createVirtualCable();
  cables.push(made);
  return made;
};
const openAt = async (path: string, stallMs = 3000): Promise<DeviceLink> => {
  const opened = await createSerialTransport({ type: 'serial', path, settings }, { stallMs }).open(never);
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  return opened.value;
};
/** Reads on until the link ends. */
const collect = (link: DeviceLink): { text(): string; ended: Promise<void> } => {
  let text = '';
  const ended = (async () => {
    for await (const chunk of link.chunks) text += Buffer.from(chunk).toString('latin1');
  })();
  return { text: () => text, ended };
};

afterEach(async () => {
  await Promise.all(cables.map((each) => each.dispose()));
  cables = [];
});

describe('a serial port on a pty', () => {
  it('carries bytes both ways and closes twice', async () => {
    const line = await cable();
    const link = await openAt(line.path);
    const read = collect(link);
    line.send('S S     100.00 g\r\n');
    await until('the line', () => read.text() === 'S S     100.00 g\r\n');
    expect(await link.write(Buffer.from('SI\r\n'))).toEqual({ ok: true, value: undefined });
    await until('the request', () => line.received().toString() === 'SI\r\n');
    await Promise.all([link.close(), link.close()]);
    await read.ended;
    expect(await link.closed).toBeNull();
    expect(await link.write(Buffer.from('x'))).toEqual({
      ok: false,
      failure: { code: 'link-closed', details: { bytesGone: 0, bytesUnsure: 0 } },
    });
  });

  it('notices an unplug while idle and while streaming, and costs no CPU afterwards', async () => {
    for (const streaming of [false, true]) {
      const line = await cable();
      const link = await openAt(line.path);
      const read = collect(link);
      const stream = setInterval(() => {
        if (streaming) line.send('S D      12.30 g\r\n'.repeat(8));
      }, 1);
      if (streaming) await until('some bytes', () => read.text().length > 1000);
      const before = performance.now();
      await line.unplug();
      const reason = await link.closed;
      clearInterval(stream);
      expect(reason?.code).toBe('unplugged');
      expect(performance.now() - before).toBeLessThan(10_000);
      await link.close();
      const used = process.cpuUsage();
      await new Promise((resolve) => {
        setTimeout(resolve, 200);
      });
      const spent = process.cpuUsage(used);
      expect((spent.user + spent.system) / 1000).toBeLessThan(150);
    }
  });

  it('ends a write that never drains, and says how much has gone', async () => {
    const line = await cable();
    line.holdReading();
    const link = await openAt(line.path, 300);
    const bytes = Buffer.alloc(1_000_000, 'x');
    const result = await link.write(bytes);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.failure.code).toBe('write-timeout');
    const gone = Number(result.failure.details?.['bytesGone']);
    expect(gone).toBeGreaterThan(0);
    expect(gone).toBeLessThan(bytes.length);
    expect((await link.closed)?.code).toBe('no-answer');
    await link.close();
  });

  it('answers a write that was under way when the cable is pulled', async () => {
    const line = await cable();
    line.holdReading();
    const link = await openAt(line.path, 60_000);
    const writing = link.write(Buffer.alloc(1_000_000, 'x'));
    await line.unplug();
    expect((await writing).ok).toBe(false);
    await link.close();
  });

  it('names what is wrong with a node', async () => {
    const open = async (path: string): Promise<unknown> => {
      const result = await createSerialTransport({ type: 'serial', path, settings }).open(never);
      return result.ok ? 'open' : result.failure.code;
    };
    expect(await open('/dev/packwright-none')).toBe('not-found');
    expect(await open('/dev/null')).toBe('wrong-device');
    const line = await cable();
    const first = await openAt(line.path);
    expect(await open(line.path)).toBe('in-use');
    await first.close();
    expect(await open(line.path)).toBe('open');
  });

  it('says that the library is missing instead of throwing', async () => {
    const load = (): never => {
      throw Object.assign(new Error("Cannot find module 'serialport'"), { code: 'MODULE_NOT_FOUND' });
    };
    const result = await createSerialTransport({ type: 'serial', path: '/dev/x', settings }, { load }).open(never);
    expect(result.ok ? null : result.failure.code).toBe('library-missing');
  });
});
