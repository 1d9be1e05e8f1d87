import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceConfig } from '../../shared/device-config';
import { createBench, failOnBugs, type Bench } from '../devices/bench';
import { until } from '../devices/pty';

/** An indicator with two platforms and a switch, as Dini Argeo makes them: `REXT` tells of the one that it shows. */
const createIndicator = async () => {
  let shows: 1 | 2 = 1;
  const loads = { 1: '1.000', 2: '2.000' };
  const asked: string[] = [];
  const sockets = new Set<net.Socket>();
  const zero = '0'.padStart(10);
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    let pending = '';
    socket.on('data', (bytes: Buffer) => {
      pending += bytes.toString('latin1');
      const lines = pending.split('\r\n');
      pending = lines.pop() ?? '';
      for (const line of lines) {
        asked.push(line);
        if (line === 'ZERO') loads[shows] = '0.000';
        const weight = `${shows},ST,${loads[shows].padStart(10)},  ${'0.000'.padStart(10)},${zero},${zero},kg\r\n`;
        socket.write(line === 'REXT' ? weight : 'OK\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as net.AddressInfo).port,
    loads,
    asked,
    sockets,
    switchTo(platform: 1 | 2): void {
      shows = platform;
    },
    async stop() {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
type Indicator = Awaited<ReturnType<typeof createIndicator>>;

let indicators: Indicator[] = [];
let benches: Bench[] = [];

const scale = (id: string, port: number, platform: number, change: object = {}): DeviceConfig => ({
  id,
  kind: 'scale',
  name: id,
  protocol: 'dini-argeo',
  transport: { type: 'tcp', host: '127.0.0.1', port },
  options: { division: '0.001 kg', platform },
  ...change,
});
const start = async (): Promise<{ indicator: Indicator; station: Bench }> => {
  const indicator = await createIndicator();
  indicators.push(indicator);
  const station = createBench([scale('bench', indicator.port, 1), scale('floor', indicator.port, 2)]);
  benches.push(station);
  return { indicator, station };
};
const away = ({ service }: Bench, id: string): boolean => service.scale(id)?.away === true;
/** What is told of a scale, without repetitions. */
const told = ({ readings }: Bench, id: string): string[] =>
  Array.from(new Set(readings.filter(({ deviceId }) => deviceId === id).map(({ text }) => text)));

afterEach(async () => {
  await Promise.all(benches.map(({ service }) => service.stop()));
  await Promise.all(indicators.map((each) => each.stop()));
  failOnBugs(benches);
  indicators = [];
  benches = [];
});

describe('one indicator that serves two scales', () => {
  it('gives each scale the weights of its own platform, over one line', async () => {
    const { indicator, station } = await start();
    await until('the bench', () => told(station, 'bench').includes('1.000'));
    await until('the floor scale to be away', () => away(station, 'floor'));
    // Both are there: the indicator answers, whatever it shows.
    await station.untilState('bench', 'ready');
    await station.untilState('floor', 'ready');
    expect(told(station, 'floor')).toEqual([]);
    expect(indicator.sockets.size).toBe(1);

    indicator.switchTo(2);
    await until('the floor scale', () => told(station, 'floor').includes('2.000'));
    await until('the bench to be away', () => away(station, 'bench'));
    expect(station.service.scale('bench')).toMatchObject({ stale: true });
    // What was seen before the switch counts no more.
    expect(station.resets).toContain('elsewhere');
    indicator.loads[1] = '5.000';
    indicator.loads[2] = '3.000';
    await until('the new load', () => told(station, 'floor').includes('3.000'));
    expect(told(station, 'bench')).toEqual(['1.000']);
    expect(told(station, 'floor')).toEqual(['2.000', '3.000']);
  });

  it('never zeroes the platform that happens to be shown in place of the one that is meant', async () => {
    const { indicator, station } = await start();
    await until('the floor scale to be away', () => away(station, 'floor'));
    expect(await station.service.command('floor', 'zero')).toMatchObject({
      ok: false,
      failure: { code: 'scale-switched-away' },
    });
    expect(indicator.asked).not.toContain('ZERO');
    await until('the bench', () => station.service.scale('bench')?.stale === false);
    expect(await station.service.command('bench', 'zero')).toEqual({ ok: true, value: undefined });
    expect(indicator.loads).toEqual({ 1: '0.000', 2: '2.000' });
  });

  it('stays for the other scale when one is switched off, and both come back with the line', async () => {
    const { indicator, station } = await start();
    await until('the bench', () => told(station, 'bench').includes('1.000'));
    await station.service.setDevices([
      scale('bench', indicator.port, 1, { disabled: true }),
      scale('floor', indicator.port, 2),
    ]);
    indicator.switchTo(2);
    await until('the floor scale', () => told(station, 'floor').includes('2.000'));
    expect(indicator.sockets.size).toBe(1);
    await station.service.setDevices([scale('bench', indicator.port, 1), scale('floor', indicator.port, 2)]);
    await station.untilState('bench', 'ready');
    for (const socket of indicator.sockets) socket.destroy();
    await until('both lost', () => station.status('bench').counters.reconnects > 0, 20_000);
    await station.untilState('bench', 'ready');
    await station.untilState('floor', 'ready');
    expect(indicator.sockets.size).toBe(1);
    await station.service.setDevices([]);
    await until('the line to be closed', () => indicator.sockets.size === 0);
  });

  it('gives no weight at rest while nobody said which platform is meant and the indicator is switched', async () => {
    const indicator = await createIndicator();
    indicators.push(indicator);
    indicator.loads[2] = '1.000';
    const { options: _platform, ...plain } = scale('scale', indicator.port, 1);
    const station = createBench([plain]);
    benches.push(station);
    await until('a weight at rest', () => station.readings.at(-1)?.state === 'stable');
    indicator.switchTo(2);
    await until('the notice', () => station.notices.includes('platform-changed'));
    expect(station.readings.map(({ state }) => state)).toContain('motion');
    expect(station.resets).toContain('elsewhere');
  });

  it('refuses a platform for a protocol whose frames do not say it', () => {
    const station = createBench([scale('scale', 9, 2, { protocol: 'mt-sics' })]);
    benches.push(station);
    expect(station.status('scale')).toMatchObject({ state: 'refused', reason: { code: 'bad-config' } });
  });
});
