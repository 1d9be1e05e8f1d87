import { describe, expect, it } from 'vitest';
import type { DeviceLink } from '../../electron/devices/transports/link';
import type { UsbSpec } from '../../electron/devices/transports/spec';
import type { UsbControlSetup, UsbDeviceHandle, UsbInResult } from '../../electron/devices/transports/usb-library';
import { createUsbPrinterTransport } from '../../electron/devices/transports/usb-printer';
import { until } from './pty';

const never = new AbortController().signal;
const printer: UsbSpec = { type: 'usb' };

interface Script {
  readonly handle: UsbDeviceHandle;
  readonly calls: string[];
  /** Bytes that arrived at the printer. */
  received: number;
  /** It takes so many more bytes, then stops. */
  room: number;
  /** Answers on the way back. */
  answer(text: string): void;
  pull(): void;
  readonly timeouts: number[];
}

/** `usb` 3 by script: a stopped transfer rejects after its limit without saying how much went. */
const scripted = (protocol = 2, serialNumber = 'Z1'): Script => {
  let gone = false;
  const answers: Uint8Array[] = [];
  const calls: string[] = [];
  const call =
    (name: string) =>
    (...args: unknown[]): Promise<void> => {
      calls.push([name, ...args].join(' '));
      return name === 'detachKernelDriver' && gone ? Promise.reject(new Error('gone')) : Promise.resolve();
    };
  const alternate = (alternateSetting: number, interfaceProtocol: number) => ({
    alternateSetting,
    interfaceClass: 7,
    interfaceProtocol,
    endpoints: [
      { endpointNumber: 1, direction: 'out' as const, type: 'bulk' },
      ...(interfaceProtocol === 1 ? [] : [{ endpointNumber: 2, direction: 'in' as const, type: 'bulk' }]),
    ],
  });
  const wait = (limitMs: number): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, limitMs);
    });
  const handle: UsbDeviceHandle = {
    vendorId: 0x0a5f,
    productId: 0x0166,
    serialNumber,
    bus: '001',
    address: 250,
    ports: [2, 4],
    configuration: null,
    configurations: [
      {
        configurationValue: 1,
        interfaces: [{ interfaceNumber: 0, alternates: [alternate(0, 1), alternate(1, protocol)] }],
      },
    ],
    open: call('open'),
    close: call('close'),
    selectConfiguration: call('selectConfiguration'),
    claimInterface: call('claimInterface'),
    releaseInterface: call('releaseInterface'),
    selectAlternateInterface: call('selectAlternateInterface'),
    detachKernelDriver: call('detachKernelDriver'),
    attachKernelDriver: call('attachKernelDriver'),
    clearHalt: call('clearHalt'),
    async transferOut(_endpoint, data, timeoutMs) {
      script.timeouts.push(timeoutMs);
      if (gone) throw new Error('transferOut error: device disconnected');
      const taken = Math.min(data.length, script.room);
      script.room -= taken;
      script.received += taken;
      if (taken === data.length) return { bytesWritten: taken, status: 'ok' };
      await wait(timeoutMs);
      throw new Error('transferOut error: transfer was cancelled');
    },
    async transferIn(_endpoint, _length, timeoutMs): Promise<UsbInResult> {
      const end = performance.now() + timeoutMs;
      while (performance.now() < end) {
        if (gone) throw new Error('transferIn error: device disconnected');
        const next = answers.shift();
        if (next !== undefined) return { data: new DataView(next.buffer), status: 'ok' };
        await wait(5);
      }
      throw new Error('transferIn error: transfer was cancelled');
    },
    controlTransferIn({ request, value, index }: UsbControlSetup, length): Promise<UsbInResult> {
      calls.push(`control ${request} ${value} ${index} ${length}`);
      const id = Buffer.from('\0\0MFG:Zebra;MDL:ZD421;CMD:ZPL;trailing');
      id.writeUInt16BE(2 + 'MFG:Zebra;MDL:ZD421;CMD:ZPL;'.length);
      const bytes = Uint8Array.from(request === 0 ? id : [0x18]);
      return Promise.resolve({ data: new DataView(bytes.buffer), status: 'ok' });
    },
  };
  const script: Script = {
    handle,
    calls,
    received: 0,
    room: Number.MAX_SAFE_INTEGER,
    timeouts: [],
    answer: (text) => void answers.push(Uint8Array.from(Buffer.from(text))),
    pull: () => {
      gone = true;
    },
  };
  return script;
};
const transport = (scripts: Script[], spec = printer, pieceMs = 100) =>
  createUsbPrinterTransport(spec, {
    load: () => ({ getDevices: () => Promise.resolve(scripts.map(({ handle }) => handle)) }),
    pieceMs,
  });
const open = async (script: Script, pieceMs?: number): Promise<DeviceLink> => {
  const opened = await transport([script], printer, pieceMs).open(never);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
};

describe('a USB printer', () => {
  it('is taken from the kernel’s driver, with its bidirectional setting, and given back', async () => {
    const script = scripted();
    const link = await open(script);
    expect(script.calls).toEqual([
      'open',
      'selectConfiguration 1',
      'detachKernelDriver 0',
      'claimInterface 0',
      'selectAlternateInterface 0 1',
    ]);
    await Promise.all([link.close(), link.close()]);
    expect(script.calls.slice(5)).toEqual(['releaseInterface 0', 'attachKernelDriver 0', 'close']);
  });

  it('gets pieces of 4 KiB, each with a limit of its own', async () => {
    const script = scripted();
    const link = await open(script, 777);
    expect((await link.write(new Uint8Array(81_920))).ok).toBe(true);
    expect(script.timeouts).toEqual(Array.from({ length: 20 }, () => 777));
    await link.close();
  });

  it('that stops in the middle leaves a true count: what surely went, and what is in doubt', async () => {
    const script = scripted();
    script.room = 10_000;
    const link = await open(script);
    expect(await link.write(new Uint8Array(81_920))).toEqual({
      ok: false,
      failure: { code: 'write-timeout', details: { bytesGone: 8192, bytesUnsure: 4096 } },
    });
    expect(script.received).toBe(10_000);
    expect((await link.closed)?.code).toBe('no-answer');
  });

  it('that is pulled out ends the write and the link, and nothing is asked of it any more', async () => {
    const script = scripted();
    const link = await open(script);
    script.pull();
    expect(await link.write(new Uint8Array(5000))).toMatchObject({ ok: false, failure: { code: 'link-closed' } });
    expect((await link.closed)?.code).toBe('unplugged');
    await link.close();
    expect(script.calls).not.toContain('releaseInterface 0');
  });

  it('is noticed to be gone while idle', async () => {
    const script = scripted();
    const link = await open(script);
    script.pull();
    expect((await link.closed)?.code).toBe('unplugged');
  });

  it('answers, between reads that run out of time', async () => {
    const script = scripted();
    const link = await open(script);
    let text = '';
    void (async () => {
      for await (const chunk of link.chunks) text += Buffer.from(chunk).toString();
    })();
    await new Promise((resolve) => {
      setTimeout(resolve, 1200);
    });
    script.answer('030,0,0');
    await until('the answer', () => text !== '');
    expect(text).toBe('030,0,0');
    await link.close();
  });

  it('tells its device id and port status', async () => {
    const script = scripted();
    const link = await open(script);
    const id = await link.query('device-id');
    expect(id.ok ? Buffer.from(id.value).toString() : id.failure.code).toBe('MFG:Zebra;MDL:ZD421;CMD:ZPL;');
    expect(await link.query('port-status')).toEqual({ ok: true, value: Uint8Array.of(0x18) });
    expect(script.calls).toContain('control 0 0 1 1024');
    expect(script.calls).toContain('control 1 0 0 1');
    await link.close();
    expect(await link.query('port-status')).toMatchObject({ ok: false, failure: { code: 'link-closed' } });
  });

  it('is chosen by serial number or socket, never by chance', async () => {
    const state = async (scripts: Script[], spec: UsbSpec): Promise<string> => {
      const opened = await transport(scripts, spec).open(never);
      if (opened.ok) await opened.value.close();
      return opened.ok ? 'open' : opened.failure.code;
    };
    const two = [scripted(2, 'Z1'), scripted(2, 'Z2')];
    expect(await state(two, printer)).toBe('bad-config');
    expect(await state(two, { type: 'usb', match: { serialNumber: 'Z2' } })).toBe('open');
    expect(two[0]?.calls).toEqual([]);
    expect(await state([scripted()], { type: 'usb', match: { portPath: '1-2.4' } })).toBe('open');
    expect(await state([scripted()], { type: 'usb', match: { portPath: '1-3' } })).toBe('not-found');
    expect(await state([], printer)).toBe('not-found');
  });

  it('is a state, not a crash, where the library cannot work', async () => {
    const failing = createUsbPrinterTransport(printer, {
      load: () => ({
        getDevices: () => Promise.reject(new Error('getDevices error: /sys/bus/usb/devices/ not found (errno 2)')),
      }),
    });
    expect((await failing.open(never)).ok).toBe(false);
    const denied = scripted();
    const refusing = { ...denied.handle, open: () => Promise.reject(new Error('open error: permission denied')) };
    const opened = await createUsbPrinterTransport(printer, {
      load: () => ({ getDevices: () => Promise.resolve([refusing]) }),
    }).open(never);
    expect(opened.ok ? 'open' : opened.failure.code).toBe('no-permission');
  });
});
