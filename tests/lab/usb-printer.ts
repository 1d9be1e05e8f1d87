import { setTimeout as delay } from 'node:timers/promises';
import type { DeviceConfig } from '../../shared/device-config';
import type { Result } from '../../shared/result';
import type { LabTest } from './lab';
import { expect, spread, until, withStation, type Station } from './support';

const usbPrinter: DeviceConfig = {
  id: 'printer',
  kind: 'printer',
  name: 'Lab printer',
  protocol: 'zpl',
  transport: { type: 'usb', match: { serialNumber: 'LABPRT1' } },
};
const lpPrinter: DeviceConfig = { ...usbPrinter, transport: { type: 'lp', match: { serialNumber: 'LABPRT1' } } };

const job = Buffer.alloc(40_000, '^FX a comment that prints nothing ^FS\n');
const pieceBytes = 4096;

const write = async (station: Station, bytes: Uint8Array): Promise<Result<void, string>> => {
  const used = await station.service.printer('printer')?.exclusive((channel) => channel.write(bytes));
  if (used === undefined) throw new Error('no printer port');
  return used.ok ? used.value : used;
};

export const printerTests: LabTest[] = [
  {
    name: 'USB printer: unplugged in the middle of a job, at another piece each time',
    run: ({ devices, cycles }) =>
      withStation([usbPrinter], async (station) => {
        const ready: number[] = [];
        for (let cycle = 0; cycle < cycles; cycle += 1) {
          await devices('printer', 'plug', 0);
          ready.push(await station.untilState('printer', 'ready', 30_000));
          const stopAfter = (cycle % 9) * pieceBytes;
          await devices('printer', 'stopAfter', stopAfter);
          const writing = write(station, job);
          await until('the pieces', async () => (await devices<number>('printer', 'received')) >= stopAfter);
          await delay(50);
          const received = await devices<number>('printer', 'received');
          await devices('printer', 'unplug');
          await devices('printer', 'resume');
          const result = await writing;
          expect('the write fails', !result.ok, result);
          const gone = result.ok ? -1 : Number(result.failure.details?.['bytesGone'] ?? -1);
          expect('it tells what surely went', gone >= 0 && gone <= received, { gone, received });
          await until('printer lost', () => station.status('printer').state !== 'ready');
        }
        return `${cycles} unplugs; ready ${spread(ready)}`;
      }),
  },
  {
    name: 'USB printer: a whole job, its device id and its port status',
    run: ({ devices }) =>
      withStation([usbPrinter], async (station) => {
        await devices('printer', 'plug', 0);
        await station.untilState('printer', 'ready', 30_000);
        const result = await write(station, job);
        expect('written', result.ok, result);
        const received = await devices<number>('printer', 'received');
        expect('each byte once', received === job.length, received);
        const asked = async (name: 'device-id' | 'port-status'): Promise<Uint8Array> => {
          const used = await station.service.printer('printer')?.exclusive((channel) => channel.query(name));
          if (used?.ok !== true || !used.value.ok) throw new Error(`${name} was not answered`);
          return used.value.value;
        };
        expect(
          'id',
          Buffer.from(await asked('device-id'))
            .toString('latin1')
            .startsWith('MFG:Zebra'),
        );
        await devices('printer', 'portStatus', 0x38);
        expect('paper out', (await asked('port-status'))[0] === 0x38);
        await devices('printer', 'portStatus', 0x18);
        await devices('printer', 'unplug');
        return `${received} bytes`;
      }),
  },
  {
    name: 'USB printer: one that stops taking bytes ends the write, with a true count',
    run: ({ devices }) =>
      withStation([usbPrinter], async (station) => {
        await devices('printer', 'plug', 0);
        await station.untilState('printer', 'ready', 30_000);
        await devices('printer', 'stopAfter', 2 * pieceBytes);
        const result = await write(station, job);
        const received = await devices<number>('printer', 'received');
        expect('the write ends', !result.ok, result);
        const gone = result.ok ? -1 : Number(result.failure.details?.['bytesGone'] ?? -1);
        expect('a true count', gone <= received && received - gone <= pieceBytes, { gone, received });
        await devices('printer', 'unplug');
        await devices('printer', 'resume');
        return `${gone} of ${job.length} bytes surely gone, ${received} at the printer`;
      }),
  },
  {
    name: 'USB printer through the kernel’s own driver, over unplugs',
    run: ({ devices, cycles }) =>
      withStation([lpPrinter], async (station) => {
        const ready: number[] = [];
        for (let cycle = 0; cycle < cycles; cycle += 1) {
          await devices('printer', 'plug', 0);
          ready.push(await station.untilState('printer', 'ready', 30_000));
          const result = await write(station, job);
          expect('written', result.ok, result);
          await until('each byte', async () => (await devices<number>('printer', 'received')) === job.length);
          await devices('printer', 'unplug');
          await until('printer lost', () => station.status('printer').state !== 'ready');
        }
        return `${cycles} unplugs; ready ${spread(ready)}`;
      }),
  },
];
