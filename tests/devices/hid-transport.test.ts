import { EventEmitter } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createHidTransport,
  type HidDeviceInfo,
  type HidHandle,
  type HidLibrary,
} from '../../electron/devices/transports/hid';
import type { HidSpec } from '../../electron/devices/transports/spec';
import { createBench, type Bench } from './bench';
import { until } from './pty';

const never = new AbortController().signal;
let folder = '';
let node = '';
let benches: Bench[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'packwright-hid-'));
  node = path.join(folder, 'hidraw0');
  await writeFile(node, '');
});
afterEach(async () => {
  await Promise.all(benches.map(({ service }) => service.stop()));
  benches = [];
  await rm(folder, { recursive: true, force: true });
});

/** `node-hid` by script: what its `HIDAsync` does, with reports and faults at will. */
class ScriptedHid extends EventEmitter implements HidHandle {
  readonly written: Buffer[] = [];
  closes = 0;
  refuse: Error | null = null;
  write(report: Buffer): Promise<number> {
    this.written.push(report);
    return this.refuse === null ? Promise.resolve(report.length) : Promise.reject(this.refuse);
  }
  close(): Promise<void> {
    this.closes += 1;
    return Promise.resolve();
  }
}

const info = (change: Partial<HidDeviceInfo> = {}): HidDeviceInfo => ({
  vendorId: 0x0922,
  productId: 0x8003,
  path: node,
  serialNumber: 'D1',
  usagePage: 0x8d,
  usage: 0x20,
  ...change,
});
const library = (devices: HidDeviceInfo[], handle = new ScriptedHid()): HidLibrary => ({
  devicesAsync: () => Promise.resolve(devices),
  HIDAsync: { open: () => Promise.resolve(handle) },
});
const scale: HidSpec = { type: 'hid', usagePage: 0x8d };
const open = async (devices: HidDeviceInfo[], spec: HidSpec = scale) => {
  const opened = await createHidTransport(spec, { load: () => library(devices) }).open(never);
  return opened.ok ? 'open' : opened.failure.code;
};

describe('a HID device', () => {
  it('is found by its usage page, and by what the match names', async () => {
    expect(await open([info()])).toBe('open');
    expect(await open([info({ usagePage: 0x01 })])).toBe('not-found');
    expect(await open([])).toBe('not-found');
    const match = { vendorId: '0922', serialNumber: 'D1' };
    expect(await open([info(), info({ serialNumber: 'D2' })], { ...scale, match })).toBe('open');
    expect(await open([info({ serialNumber: 'D2' })], { ...scale, match })).toBe('not-found');
  });

  it('is not chosen by chance among several', async () => {
    expect(await open([info(), info({ path: `${node}1`, serialNumber: 'D2' })])).toBe('bad-config');
    // Two usages of the same interface are one device.
    expect(await open([info(), info({ usage: 0x21 })])).toBe('open');
  });

  it('in another mode is the wrong device, not a missing one', async () => {
    expect(await open([info({ usagePage: 0x01 })], { ...scale, match: { vendorId: '0922' } })).toBe('wrong-device');
  });

  it('gives reports whole, takes reports whole, and ends with an error event', async () => {
    const handle = new ScriptedHid();
    const opened = await createHidTransport(scale, { load: () => library([info()], handle) }).open(never);
    if (!opened.ok) throw new Error(opened.failure.code);
    const link = opened.value;
    const reports: number[][] = [];
    const reading = (async () => {
      for await (const report of link.chunks) reports.push([...report]);
    })();
    const shared = Buffer.from([3, 4, 2, 0, 0xf4, 1]);
    handle.emit('data', shared);
    // The library reuses its buffer.
    shared.fill(0);
    await until('the report', () => reports.length === 1);
    expect(reports).toEqual([[3, 4, 2, 0, 0xf4, 1]]);
    expect((await link.write(new Uint8Array(6000).fill(2))).ok).toBe(true);
    expect(handle.written.map((report) => report.length)).toEqual([6000]);
    handle.emit('error', new Error('could not read from HID device'));
    expect((await link.closed)?.code).toBe('unplugged');
    await reading;
    await link.close();
    await link.close();
    expect(handle.closes).toBe(1);
  });

  it('that vanishes without a word shows in its missing node', async () => {
    const opened = await createHidTransport(scale, { load: () => library([info()]) }).open(never);
    if (!opened.ok) throw new Error(opened.failure.code);
    await rm(node);
    expect((await opened.value.closed)?.code).toBe('unplugged');
  });

  it('that refuses a report ends the link with the reason', async () => {
    const handle = new ScriptedHid();
    handle.refuse = new Error('Cannot write to hid device');
    const opened = await createHidTransport(scale, { load: () => library([info()], handle) }).open(never);
    if (!opened.ok) throw new Error(opened.failure.code);
    expect((await opened.value.write(Uint8Array.of(2, 2))).ok).toBe(false);
    expect((await opened.value.closed)?.code).toBe('unplugged');
  });

  it('turns the library’s words into reasons', async () => {
    const reject = async (message: string): Promise<string> => {
      const failing: HidLibrary = {
        devicesAsync: () => Promise.resolve([info()]),
        HIDAsync: { open: () => Promise.reject(new Error(message)) },
      };
      const opened = await createHidTransport(scale, { load: () => failing }).open(never);
      return opened.ok ? 'open' : opened.failure.code;
    };
    const text = "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0'";
    expect(await reject(`${text}: Permission denied`)).toBe('no-permission');
    expect(await reject(`${text}: No such file or directory`)).toBe('not-found');
    const missing = createHidTransport(scale, {
      load: () => {
        throw new Error('libusb-1.0.so.0: cannot open shared object file: No such file or directory');
      },
    });
    const opened = await missing.open(never);
    expect(opened.ok ? 'open' : opened.failure.code).toBe('library-missing');
  });
});

describe('a HID scale at work', () => {
  const start = (handle: ScriptedHid): Bench => {
    const bench = createBench(
      [{ id: 'scale', kind: 'scale', name: 'scale', protocol: 'hid-scale', transport: { type: 'hid' } }],
      {
        transportFor: (spec) => {
          if (spec.type !== 'hid') throw new Error('not HID');
          return createHidTransport(spec, { load: () => library([info()], handle) });
        },
      },
    );
    benches.push(bench);
    return bench;
  };
  const stable = Buffer.from([3, 4, 2, 0, 0xf4, 1]);
  const zero = Buffer.from([3, 2, 2, 0, 0, 0]);

  it('drops the report of the load before, then streams; silence is named, the link stays open', async () => {
    const handle = new ScriptedHid();
    const bench = start(handle);
    await until('a reader', () => handle.listenerCount('data') > 0);
    handle.emit('data', stable);
    await bench.untilState('scale', 'ready');
    expect(bench.readings).toEqual([]);
    const stream = setInterval(() => handle.emit('data', stable), 50);
    await until('readings', () => bench.readings.length > 2);
    clearInterval(stream);
    expect(bench.readings[0]).toMatchObject({ weight: { mantissa: 500, exponent: 0, unit: 'g' }, state: 'stable' });
    await bench.untilState('scale', 'lost', 'no-answer');
    expect(handle.closes).toBe(0);
    handle.emit('data', stable);
    await bench.untilState('scale', 'ready');
  });

  it('is zeroed only when a report shows it', async () => {
    const handle = new ScriptedHid();
    const bench = start(handle);
    let report = stable;
    const stream = setInterval(() => handle.emit('data', report), 50);
    await until('readings', () => bench.readings.length > 2);
    const zeroing = bench.service.command('scale', 'zero');
    await until('the request', () => handle.written.length === 1);
    expect([...(handle.written[0] ?? [])]).toEqual([2, 2]);
    report = zero;
    expect(await zeroing).toEqual({ ok: true, value: undefined });
    expect(await bench.service.command('scale', 'tare')).toMatchObject({
      ok: false,
      failure: { code: 'scale-command-not-supported' },
    });
    clearInterval(stream);
    expect(handle.written).toHaveLength(1);
  });
});
