import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mostAtOnce, type DeviceHost, type HostReport } from '../../electron/devices/host-link';
import { createHostedLink } from '../../electron/devices/hosted-link';
import type { HostLibrary } from '../../electron/devices/transports/spec';
import { createHostedTransport } from '../../electron/devices/transports/hosted';
import { buildDeviceHost, createForkedHost, type ForkedHost } from './host-bundle';
import { createVirtualCable, until, type VirtualCable } from './pty';

const settings = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const;
const never = new AbortController().signal;
let file = '';
let hosts: DeviceHost[] = [];
let cables: VirtualCable[] = [];

beforeAll(async () => {
  file = await buildDeviceHost();
}, 60_000);
afterEach(async () => {
  await Promise.all(hosts.map((host) => host.dispose()));
  await Promise.all(cables.map((cable) => cable.dispose()));
  hosts = [];
  cables = [];
});

const cable = async (): Promise<VirtualCable> => {
  const made = await createVirtualCable();
  cables.push(made);
  return made;
};
const forked = (...args: Parameters<typeof createForkedHost>): ForkedHost => {
  const made = createForkedHost(...args);
  hosts.push(made.host);
  return made;
};
const openSerial = async (host: DeviceHost, path: string) => {
  const opened = await createHostedTransport(host, { type: 'serial', path, settings }).open(never);
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  return opened.value;
};

it('is handed a spooler’s label whole, as one write is one job, and other bytes in pieces', async () => {
  const firstWrite = (library: HostLibrary): Promise<number> =>
    new Promise((resolve) => {
      const hosted = createHostedLink(
        1,
        (request) => request.op === 'write' && resolve(request.bytes.length),
        mostAtOnce(library),
      );
      void hosted.link.write(new Uint8Array(300_000));
    });
  expect([await firstWrite('spooler'), await firstWrite('serial')]).toEqual([300_000, 4096]);
});

describe('a device host in a process of its own', () => {
  it('is not forked before something is opened', () => {
    const { host, pids } = forked(file, 'serial');
    host.retain();
    expect(pids).toEqual([]);
    expect(host.running).toBe(false);
  });

  it('carries a serial port: bytes, refusals, unplug, close', async () => {
    const { host } = forked(file, 'serial');
    const line = await cable();
    const link = await openSerial(host, line.path);
    let text = '';
    const reading = (async () => {
      for await (const chunk of link.chunks) text += Buffer.from(chunk).toString('latin1');
    })();
    const bulk = 'S S     100.00 g\r\n'.repeat(30_000);
    line.send(bulk);
    await until('half a megabyte', () => text.length === bulk.length);
    expect(text).toBe(bulk);
    expect(await link.write(Buffer.from('SI\r\n'))).toEqual({ ok: true, value: undefined });
    await until('the request', () => line.received().toString() === 'SI\r\n');
    const second = await createHostedTransport(host, { type: 'serial', path: line.path, settings }).open(never);
    expect(second.ok ? 'open' : second.failure.code).toBe('in-use');
    await line.unplug();
    expect((await link.closed)?.code).toBe('unplugged');
    await reading;
    await link.close();
    const again = await createHostedTransport(host, { type: 'serial', path: line.path, settings }).open(never);
    expect(again.ok ? 'open' : again.failure.code).toBe('not-found');
  });

  it('tells how much of a stalled write had gone', async () => {
    const { host } = forked(file, 'serial');
    const line = await cable();
    line.holdReading();
    const link = await openSerial(host, line.path);
    const result = await link.write(Buffer.alloc(1_000_000, 'x'));
    expect(result.ok ? null : result.failure.code).toBe('write-timeout');
    expect(result.ok ? 0 : Number(result.failure.details?.['bytesGone'])).toBeGreaterThan(0);
    await link.close();
  });

  it('comes back within 2 s after it was killed, and ends its links with the reason', async () => {
    const reports: HostReport[] = [];
    const { host, pids } = forked(file, 'serial', { report: (what) => reports.push(what) });
    host.retain();
    let ups = 0;
    host.onUp(() => {
      ups += 1;
    });
    const line = await cable();
    const link = await openSerial(host, line.path);
    const writing = link.write(Buffer.from('x'));
    await writing;
    const killedAt = performance.now();
    process.kill(pids[0] ?? 0, 'SIGKILL');
    expect((await link.closed)?.code).toBe('host-restarting');
    expect((await link.write(Buffer.from('y'))).ok).toBe(false);
    await until('the host to be back', () => ups === 1, 20_000);
    expect(performance.now() - killedAt).toBeLessThan(20_000);
    const next = await openSerial(host, line.path);
    await next.close();
    expect(pids).toHaveLength(2);
    expect(reports).toEqual([{ kind: 'exited', library: 'serial', code: null, crashes: 1 }]);
  });

  it('backs off after too many crashes instead of forking for ever', async () => {
    const { host, pids } = forked(file, 'hid', {
      timing: { restartMs: [10], crashLimit: 2, backOffMs: 60_000 },
    });
    host.retain();
    await host.list();
    for (let crash = 1; crash <= 3; crash += 1) {
      await until(`start ${crash}`, () => pids.length === crash && host.running, 20_000);
      process.kill(pids[crash - 1] ?? 0, 'SIGKILL');
      await until('its end', () => !host.running);
    }
    const listing = await host.list();
    expect(listing).toEqual({ devices: [], failure: { code: 'host-restarting' } });
    expect(pids).toHaveLength(3);
  });

  it('ends a host that hangs', async () => {
    const { host, pids } = forked(file, 'serial', {
      timing: { pingEveryMs: 50, pingLimitMs: 3000, restartMs: [10] },
    });
    const line = await cable();
    const link = await openSerial(host, line.path);
    process.kill(pids[0] ?? 0, 'SIGSTOP');
    expect((await link.closed)?.code).toBe('host-restarting');
  });

  it('goes to rest when nobody needs it', async () => {
    const { host, pids } = forked(file, 'hid', { timing: { restMs: 20 } });
    await host.list();
    await until('the rest', () => !host.running);
    expect(pids).toHaveLength(1);
  });
});
