import net from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { DeviceConfig } from '../../shared/device-config';
import { createBench, failOnBugs, type Bench } from '../devices/bench';
import { until } from '../devices/pty';

/** A CAS indicator in command mode that answers to its own number only, in its 22 bytes or in the 18 without a number. */
const createIndicator = async (number: string, form: 'long' | 'short', refuses = false) => {
  const asked: string[] = [];
  const sockets = new Set<net.Socket>();
  let load = '00001.50';
  const weight = (): Buffer => {
    const id = String.fromCharCode(0x30 + Number(number), 0xc4);
    return Buffer.from(form === 'long' ? `ST,GS,${id},${load} kg\r\n` : `ST,GS,${load}kg\r\n`, 'latin1');
  };
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let pending = '';
    socket.on('data', (bytes: Buffer) => {
      const lines = (pending + bytes.toString('latin1')).split('\r\n');
      pending = lines.pop() ?? '';
      for (const line of lines) {
        asked.push(line);
        if (line === `${number}RW`) socket.write(weight());
        if (line !== `${number}MZ`) continue;
        if (!refuses) load = '00000.00';
        // Somebody else's word first: it is not this scale's.
        socket.write(`99MZ\r\n${refuses ? '!' : line}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port: (server.address() as net.AddressInfo).port, asked, stop };
};

let benches: Bench[] = [];
let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(benches.map(({ service }) => service.stop()));
  await Promise.all(stops.map((stop) => stop()));
  failOnBugs(benches);
  benches = [];
  stops = [];
});

const scale = (port: number, platform: number | undefined): DeviceConfig => ({
  id: 'scale',
  kind: 'scale',
  name: 'Scale',
  protocol: 'cas-command',
  transport: { type: 'tcp', host: '127.0.0.1', port },
  options: { division: '0.01 kg', ...(platform === undefined ? {} : { platform }) },
});

it.each([
  ['01', undefined, 'long'],
  ['07', 7, 'long'],
  ['07', 7, 'short'],
  ['13', 13, 'long'],
] as const)(
  'a CAS indicator with the number %s is asked, zeroed and understood (platform %s, %s)',
  async (...given) => {
    const [number, platform, form] = given;
    const indicator = await createIndicator(number, form);
    stops.push(indicator.stop);
    const station = createBench([scale(indicator.port, platform)]);
    benches.push(station);
    await station.untilState('scale', 'ready');
    await until('a weight', () => station.readings.some(({ weight }) => weight?.mantissa === 150));
    expect(await station.service.command('scale', 'zero')).toMatchObject({ ok: true });
    expect(new Set(indicator.asked)).toEqual(new Set([`${number}RW`, `${number}MZ`]));
  },
);

it('what another indicator on the line has done is not taken for this one’s word', async () => {
  const indicator = await createIndicator('07', 'long', true);
  stops.push(indicator.stop);
  const station = createBench([scale(indicator.port, 7)]);
  benches.push(station);
  await station.untilState('scale', 'ready');
  await until('a weight', () => station.readings.some(({ weight }) => weight?.mantissa === 150));
  expect(await station.service.command('scale', 'zero')).toMatchObject({ failure: { code: 'scale-refused' } });
});

it('one with another number than the station was told says nothing, and is named', async () => {
  const indicator = await createIndicator('07', 'long');
  stops.push(indicator.stop);
  const station = createBench([scale(indicator.port, 8)]);
  benches.push(station);
  await station.untilState('scale', 'lost', 'no-answer');
  expect(station.readings).toEqual([]);
});
