import { setTimeout as delay } from 'node:timers/promises';
import type { DeviceConfig } from '../../shared/device-config';
import type { LabContext, LabTest } from './lab';
import { cpuShare, expect, spread, until, withStation, type Station } from './support';
import { sleepGuest } from './wishes';

export const serialScale: DeviceConfig = {
  id: 'scale',
  kind: 'scale',
  name: 'Serial scale',
  protocol: 'mt-sics',
  transport: { type: 'serial', match: { serialNumber: 'LABSCALE1' } },
  options: { division: '0.001 kg', capacity: '30 kg' },
};
export const hidScale: DeviceConfig = {
  id: 'hid-scale',
  kind: 'scale',
  name: 'HID scale',
  protocol: 'hid-scale',
  transport: { type: 'hid', match: { serialNumber: 'LABHID1' } },
};
export const hidScanner: DeviceConfig = {
  id: 'scanner',
  kind: 'scanner',
  name: 'HID scanner',
  protocol: 'hid-pos',
  transport: { type: 'hid', match: { vendorId: '0c2e', productId: '0b0f' } },
};

/** Guest milliseconds: the bound of the field is 1 s to notice and 5 s to be ready, on a machine 3 to 10 times as fast. */
const noticedWithinMs = 3000;
const readyWithinMs = 15_000;

/** Weighs, unplugs while it streams, looks that nothing stale came, plugs into the next socket, and weighs again. */
const replugScale = async (
  station: Station,
  { devices, cycles }: LabContext,
  device: 'acm' | 'hid',
  id: string,
): Promise<string> => {
  const noticed: number[] = [];
  const ready: number[] = [];
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const pluggedAt = performance.now();
    await devices(device, 'plug', cycle % 2);
    await station.untilState(id, 'ready', readyWithinMs);
    ready.push(performance.now() - pluggedAt);
    const before = station.readings.length;
    await until('a reading', () => station.readings.length > before);
    await devices(device, 'unplug');
    noticed.push(await until(`${id} lost`, () => station.status(id).state !== 'ready', noticedWithinMs));
    const after = station.readings.length;
    await delay(200);
    expect('no reading of a scale that is gone', station.readings.length === after, station.readings.at(-1));
    expect('its figure is stale', station.service.scale(id)?.reading === null || station.stales.includes(id));
  }
  const pid = station.hostProcess(device === 'acm' ? 'serial' : 'hid')?.pid ?? 0;
  // Long enough for the attempts that a lost device is worth to be spread out.
  const share = await cpuShare(pid, 5000);
  expect('a lost device costs nothing', share < 0.1, share);
  return `${cycles} unplugs: lost ${spread(noticed)}; ready ${spread(ready)}; CPU ${(share * 100).toFixed(1)} %`;
};

export const replugTests: LabTest[] = [
  {
    name: 'serial scale: unplugged while it weighs, back in another socket',
    run: (context) => withStation([serialScale], (station) => replugScale(station, context, 'acm', 'scale')),
  },
  {
    name: 'HID scale: unplugged while it streams, back in another socket',
    run: (context) => withStation([hidScale], (station) => replugScale(station, context, 'hid', 'hid-scale')),
  },
  {
    name: 'HID scanner: every code once, over all unplugs',
    run: ({ devices, cycles }) =>
      withStation([hidScanner], async (station) => {
        const ready: number[] = [];
        for (let cycle = 0; cycle < cycles; cycle += 1) {
          const pluggedAt = performance.now();
          await devices('scanner', 'plug');
          await station.untilState('scanner', 'ready', readyWithinMs);
          ready.push(performance.now() - pluggedAt);
          for (let code = 0; code < 5; code += 1) await devices('scanner', 'scan', `CODE-${cycle}-${code}`);
          await until('five codes', () => station.scans.length >= (cycle + 1) * 5);
          await devices('scanner', 'unplug');
          await until('scanner lost', () => station.status('scanner').state !== 'ready', noticedWithinMs);
        }
        const wanted = Array.from({ length: cycles * 5 }, (_, index) => `CODE-${Math.floor(index / 5)}-${index % 5}`);
        expect('each code once, in order', station.scans.map(({ data }) => data).join() === wanted.join());
        return `${wanted.length} codes; ready ${spread(ready)}`;
      }),
  },
  {
    name: 'a device plugged in and out as fast as it goes',
    run: ({ devices }) =>
      withStation([hidScanner, serialScale], async (station) => {
        await devices('acm', 'plug', 0);
        await station.untilState('scale', 'ready', readyWithinMs);
        const before = station.readings.length;
        for (let each = 0; each < 100; each += 1) {
          await devices('scanner', 'plug');
          await devices('scanner', 'unplug');
        }
        expect('the scale goes on meanwhile', station.readings.length > before);
        await devices('scanner', 'plug');
        await station.untilState('scanner', 'ready', readyWithinMs);
        await devices('scanner', 'scan', 'STILL-THERE');
        await until('the code', () => station.scans.at(-1)?.data === 'STILL-THERE');
        await devices('scanner', 'unplug');
        await devices('acm', 'unplug');
        return '100 times';
      }),
  },
  {
    name: 'a device that never answers holds nobody up',
    run: ({ devices }) =>
      withStation([serialScale], async (station) => {
        await devices('acm', 'plug', 0);
        await station.untilState('scale', 'ready', readyWithinMs);
        const gaps = async (): Promise<number> => {
          const from = station.readings.length;
          await until('30 readings', () => station.readings.length >= from + 30);
          const times = station.readings.slice(from).map(({ monotonicMs }) => monotonicMs);
          return Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)));
        };
        const alone = await gaps();
        await devices('deaf', 'plug', 1);
        const beside = await gaps();
        await devices('deaf', 'unplug');
        await devices('acm', 'unplug');
        expect('readings keep coming', beside < alone + 2000, { alone, beside });
        return `longest gap ${Math.round(alone)} ms alone, ${Math.round(beside)} ms beside it`;
      }),
  },
  {
    name: 'a host killed by its native library comes back',
    run: ({ devices }) =>
      withStation([hidScanner], async (station) => {
        await devices('scanner', 'plug');
        await station.untilState('scanner', 'ready', readyWithinMs);
        station.hostProcess('hid')?.kill('SIGSEGV');
        await until('scanner lost', () => station.status('scanner').state !== 'ready', noticedWithinMs);
        const took = await station.untilState('scanner', 'ready', readyWithinMs);
        await devices('scanner', 'scan', 'AFTER');
        await until('the code', () => station.scans.at(-1)?.data === 'AFTER');
        await devices('scanner', 'unplug');
        return `back after ${Math.round(took)} ms`;
      }),
  },
  {
    name: 'the machine stands still and goes on',
    run: ({ devices }) =>
      withStation([hidScanner, serialScale], async (station) => {
        await devices('scanner', 'plug');
        await devices('acm', 'plug', 0);
        await station.untilState('scanner', 'ready', readyWithinMs);
        await station.untilState('scale', 'ready', readyWithinMs);
        await sleepGuest(3000);
        await devices('scanner', 'scan', 'AWAKE');
        await until('the code', () => station.scans.some(({ data }) => data === 'AWAKE'), readyWithinMs);
        const before = station.readings.length;
        await until('a reading', () => station.readings.length > before, readyWithinMs);
        expect('once', station.scans.filter(({ data }) => data === 'AWAKE').length === 1);
        await station.service.pause();
        station.service.resume();
        const took = await station.untilState('scanner', 'ready', readyWithinMs);
        await station.untilState('scale', 'ready', readyWithinMs);
        await devices('scanner', 'unplug');
        await devices('acm', 'unplug');
        return `ready again ${Math.round(took)} ms after pause and resume`;
      }),
  },
];
