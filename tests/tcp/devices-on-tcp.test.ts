import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createBench, failOnBugs, printerAt, scaleAt, scannerAt, type Bench } from '../devices/bench';
import { until } from '../devices/pty';
import { createSicsScale } from '../devices/sics-scale';
import { meaningCodes, means } from '../../shared/wire-meaning';

interface Device {
  readonly port: number;
  readonly sockets: Set<net.Socket>;
  send(text: string | Uint8Array): void;
  /** Nobody listens any more, and who was there is thrown out. */
  down(how: 'end' | 'reset'): Promise<void>;
  up(): Promise<void>;
}

let devices: Device[] = [];
let benches: Bench[] = [];

const device = async (onData: (bytes: Buffer, socket: net.Socket) => void = () => undefined): Promise<Device> => {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes: Buffer) => onData(bytes, socket));
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen(0);
  const { port } = server.address() as net.AddressInfo;
  const made: Device = {
    port,
    sockets,
    send: (text) => sockets.forEach((socket) => socket.write(text)),
    async down(how) {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      for (const socket of sockets) {
        if (how === 'end') socket.end();
        else socket.resetAndDestroy();
      }
      await closed;
    },
    up: () => listen(port),
  };
  devices.push(made);
  return made;
};
const bench = (...args: Parameters<typeof createBench>): Bench => {
  const made = createBench(...args);
  benches.push(made);
  return made;
};
const at = ({ port }: Device) => ({ type: 'tcp' as const, host: '127.0.0.1', port });

afterEach(async () => {
  await Promise.all(benches.map(({ service }) => service.stop()));
  await Promise.all(devices.map((each) => each.down('reset').catch(() => undefined)));
  failOnBugs(benches);
  devices = [];
  benches = [];
});

describe('devices on the network', () => {
  it('20 times away and back: ready again each time, no scan lost or doubled', async () => {
    const scale = createSicsScale((text) => scaleDevice.send(text));
    const scaleDevice = await device((bytes) => scale.receive(bytes));
    const scannerDevice = await device();
    const backOff = { firstMs: 20, lostMaxMs: 100, refusedMaxMs: 100 };
    const station = bench([scaleAt(at(scaleDevice)), scannerAt(at(scannerDevice))], { backOff });
    const expected: string[] = [];
    for (let cycle = 1; cycle <= 20; cycle += 1) {
      await Promise.all([station.untilState('scale', 'ready'), station.untilState('scanner', 'ready')]);
      await until('the scanner’s line', () => scannerDevice.sockets.size === 1);
      scannerDevice.send(`${cycle}-code\rhalf`);
      expected.push(`${cycle}-code`);
      await until('the scan', () => station.scans.length === expected.length);
      const how = cycle % 2 === 0 ? 'end' : 'reset';
      await Promise.all([scaleDevice.down(how), scannerDevice.down(how)]);
      await until('the losses', () => station.service.statuses().every(({ state }) => state !== 'ready'));
      await Promise.all([scaleDevice.up(), scannerDevice.up()]);
    }
    expect(station.scans.map((scan) => scan.data)).toEqual(expected);
    expect(station.status('scanner').counters.reconnects).toBe(19);
  }, 60_000);

  it('comes back with the usual waits', async () => {
    const scannerDevice = await device();
    const station = bench([scannerAt(at(scannerDevice))]);
    await station.untilState('scanner', 'ready');
    await scannerDevice.down('reset');
    await station.untilState('scanner', 'refused', 'refused-by-device');
    expect(station.status('scanner').nextAttemptAt).not.toBeNull();
    await scannerDevice.up();
    await station.untilState('scanner', 'ready');
  });

  it('opens a scale anew that went silent, because a dead connection tells nothing', async () => {
    const scale = createSicsScale((text) => scaleDevice.send(text));
    let connections = 0;
    const seen = new Set<net.Socket>();
    const scaleDevice = await device((bytes, socket) => {
      if (!seen.has(socket)) connections += 1;
      seen.add(socket);
      scale.receive(bytes);
    });
    const station = bench([scaleAt(at(scaleDevice))], { scaleTiming: { reopenMs: 2000 } });
    await station.untilState('scale', 'ready');
    scale.mute = true;
    await station.untilState('scale', 'lost', 'no-answer');
    await until('another connection', () => connections >= 2);
    expect(station.status('scale').reason?.code).toBe('no-answer');
    scale.mute = false;
    await station.untilState('scale', 'ready');
  });

  it('keeps two scanners at full speed apart: nothing lost, merged or doubled', async () => {
    const pair = [await device(), await device()] as const;
    const station = bench([scannerAt(at(pair[0]), 'left'), scannerAt(at(pair[1]), 'right')]);
    await Promise.all(['left', 'right'].map((id) => station.untilState(id, 'ready')));
    await until('both lines', () => pair.every(({ sockets }) => sockets.size === 1));
    const codes = 400;
    for (let index = 0; index < codes; index += 1) {
      for (const [side, each] of pair.entries()) {
        // The same code twice, cut in two at another place each time.
        const text = `]C1${side}-${index >> 1}\r`;
        const cut = index % text.length;
        each.send(text.slice(0, cut));
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        each.send(text.slice(cut));
      }
    }
    await until('all scans', () => station.scans.length === 2 * codes);
    for (const [side, id] of ['left', 'right'].entries()) {
      const own = station.scans.filter((scan) => scan.deviceId === id).map((scan) => scan.data);
      expect(own).toEqual(Array.from({ length: codes }, (_, index) => `${side}-${index >> 1}`));
    }
    expect(station.scans.map((scan) => scan.sequence)).toEqual(station.scans.map((_, index) => index + 1));
    expect(station.scans.every((scan) => scan.aim === 'C1' && scan.source === 'tcp')).toBe(true);
  });

  it('refuses simulated devices with live data, whatever they call themselves', async () => {
    const scannerDevice = await device();
    const plain = scannerAt(at(scannerDevice), 'plain');
    const named = scannerAt({ type: 'tcp', host: 'localhost', port: scannerDevice.port }, 'named');
    const flagged = { ...scannerAt({ type: 'tcp', host: '192.0.2.1', port: 1 }, 'flagged'), simulated: true };
    const station = bench([plain, named, flagged], { allowSimulated: false });
    for (const id of ['plain', 'named', 'flagged']) {
      await station.untilState(id, 'refused', 'simulated-not-allowed');
      expect(station.status(id).nextAttemptAt).toBeNull();
    }
    expect(scannerDevice.sockets.size).toBe(0);
  });
});

describe('the device service', () => {
  it('restarts only what changed', async () => {
    const left = await device();
    const right = await device();
    const station = bench([scannerAt(at(left), 'left'), scannerAt(at(right), 'right')]);
    await Promise.all(['left', 'right'].map((id) => station.untilState(id, 'ready')));
    await until('both lines', () => left.sockets.size === 1 && right.sockets.size === 1);
    const [line] = left.sockets;
    await station.service.setDevices([
      scannerAt(at(left), 'left'),
      { ...scannerAt(at(right), 'right'), name: 'renamed' },
      scannerAt({ type: 'wedge' }, 'wedge'),
    ]);
    await station.untilState('right', 'ready');
    expect(station.service.statuses().map(({ id, name, state }) => [id, name, state])).toEqual([
      ['left', 'left', 'ready'],
      ['right', 'renamed', 'ready'],
      ['wedge', 'wedge', 'ready'],
    ]);
    expect([...left.sockets]).toEqual([line]);
    await station.service.setDevices([]);
    await until('the ends', () => left.sockets.size === 0 && right.sockets.size === 0);
    expect(station.service.statuses()).toEqual([]);
  });

  it('tells all statuses first and after each change', async () => {
    const scannerDevice = await device();
    const station = bench([scannerAt(at(scannerDevice))]);
    const told: string[] = [];
    const off = station.service.onStatuses((all) => told.push(all.map(({ state }) => state).join()));
    await station.untilState('scanner', 'ready');
    await until('the news', () => told.at(-1) === 'ready');
    expect(told[0]).toBe('connecting');
    off();
    await station.service.stop();
  });

  it('gives all lines up for a sleep and takes them again', async () => {
    const scannerDevice = await device();
    const station = bench([scannerAt(at(scannerDevice))]);
    await station.untilState('scanner', 'ready');
    await station.service.pause();
    await until('no line', () => scannerDevice.sockets.size === 0);
    expect(station.status('scanner').state).toBe('lost');
    station.service.resume();
    await station.untilState('scanner', 'ready');
  });

  it('numbers scans of a wedge and of other scanners in one row', async () => {
    const scannerDevice = await device();
    const station = bench([scannerAt(at(scannerDevice)), scannerAt({ type: 'wedge', prefix: 'F9' }, 'wedge')]);
    await station.untilState('scanner', 'ready');
    await until('the line', () => scannerDevice.sockets.size === 1);
    station.service.wedgeScan(']E09501101530003', 1);
    scannerDevice.send('second\r');
    await until('two scans', () => station.scans.length === 2);
    expect(station.service.wedge()?.id).toBe('wedge');
    expect(station.scans).toMatchObject([
      { sequence: 1, deviceId: 'wedge', source: 'wedge', data: '9501101530003', aim: 'E0' },
      { sequence: 2, deviceId: 'scanner', source: 'tcp', data: 'second', aim: null },
    ]);
  });

  it('shows what is on the wire, with what it means', async () => {
    const scannerDevice = await device();
    const station = bench([scannerAt(at(scannerDevice))]);
    await station.untilState('scanner', 'ready');
    await until('the line', () => scannerDevice.sockets.size === 1);
    const live: string[] = [];
    const trace = station.service.trace('scanner', (each) => live.push(meaningCodes(each.meaning)));
    scannerDevice.send(']E0123\r');
    await until('the trace', () => live.length === 1);
    trace?.stop();
    scannerDevice.send('456\r');
    await until('the second scan', () => station.scans.length === 2);
    expect(live).toEqual(['code ]E0 "123"']);
    expect(station.service.trace('scanner', () => undefined)?.recent.at(-1)?.hex).toBe('3435360D');
    expect(station.service.trace('nobody', () => undefined)).toBeNull();
  });

  it('tests a device without changing it', async () => {
    const scale = createSicsScale((text) => scaleDevice.send(text));
    const scaleDevice = await device((bytes) => scale.receive(bytes));
    scale.shows = '1.234 kg';
    const station = bench([scaleAt(at(scaleDevice))]);
    expect(await station.service.test('scale')).toMatchObject({ passed: true, failure: null });
    expect((await station.service.test('scale')).text).toContain('1.234 kg');
    expect(new Set(scale.asked)).toEqual(new Set(['SI']));
    await scaleDevice.down('reset');
    await until('the loss', () => station.status('scale').state !== 'ready');
    expect(await station.service.test('scale')).toMatchObject({
      passed: false,
      failure: { code: 'refused-by-device' },
    });
    expect(await station.service.test('nobody')).toMatchObject({ passed: false });
  });

  it('refuses an unknown protocol instead of failing', async () => {
    const station = bench([{ ...scaleAt({ type: 'tcp', host: 'scale', port: 1 }), protocol: 'no-such' }]);
    expect(station.status('scale')).toMatchObject({
      state: 'refused',
      reason: { code: 'bad-config', details: { protocol: 'no-such' } },
    });
  });
});

describe('a printer’s port', () => {
  it('is lent to one user at a time, with what the printer says', async () => {
    const jobs: string[] = [];
    const printer = await device((bytes, socket) => {
      jobs.push(bytes.toString());
      if (bytes.toString().includes('~HS')) socket.write('\x02030,0,0\x03\r\n');
    });
    const station = bench([printerAt(at(printer))]);
    const port = station.service.printer('printer');
    if (port === null) throw new Error('no port');
    await station.untilState('printer', 'ready');
    const order: string[] = [];
    const use = (name: string) =>
      port.exclusive(async (channel) => {
        order.push(`${name} begins`);
        channel.flush();
        await channel.write(Buffer.from('~HS'), means('asks-state'));
        const answer = await channel.receive(2000);
        order.push(`${name} got ${Buffer.from(answer ?? []).toString('latin1').length} bytes`);
        return name;
      });
    expect(await Promise.all([use('one'), use('two')])).toEqual([
      { ok: true, value: 'one' },
      { ok: true, value: 'two' },
    ]);
    expect(order).toEqual(['one begins', 'one got 11 bytes', 'two begins', 'two got 11 bytes']);
    expect(await port.exclusive((channel) => channel.query('port-status'))).toMatchObject({
      ok: true,
      value: { ok: false, failure: { code: 'not-supported' } },
    });
    expect(await port.exclusive((channel) => channel.receive(10))).toEqual({ ok: true, value: null });
    await expect(port.exclusive(() => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
    expect(await use('three')).toEqual({ ok: true, value: 'three' });
  });

  it('fails at once without a line, and ends waits with it', async () => {
    const printer = await device();
    const station = bench([printerAt(at(printer))]);
    const port = station.service.printer('printer');
    if (port === null) throw new Error('no port');
    await station.untilState('printer', 'ready');
    const waiting = port.exclusive((channel) => channel.receive(60_000));
    const aborted = port.exclusive(async (channel) => channel.signal.aborted);
    await until('the line', () => printer.sockets.size === 1);
    await printer.down('reset');
    expect(await waiting).toEqual({ ok: true, value: null });
    expect((await aborted).ok).toBe(false);
    await until('the loss', () => station.status('printer').state !== 'ready');
    expect(await port.exclusive(() => Promise.resolve('used'))).toMatchObject({ ok: false });
  });
});
