import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createOneWayDriver } from '../../electron/devices/printers/one-way-driver';
import { libraryOf } from '../../electron/devices/transports/spec';
import { createSpoolerTransport, queueBytes, readQueue } from '../../electron/devices/transports/spooler';
import { readPrinterInfo } from '../../electron/devices/transports/windows-spooler';
import { deviceConfigSchema } from '../../shared/device-config';
import { createBench, failOnBugs, printerAt, type Bench } from '../devices/bench';
import { until } from '../devices/pty';
import { hasCups, startCups, type OwnCups } from './own-cups';
import { labelOf } from './printer-bench';

const never = new AbortController().signal;

describe('what a spooler says of a queue', () => {
  it('is read in its own words', () => {
    expect(
      readQueue(
        'Q',
        'printer Q is idle.  enabled since Sat Nov 28 20:33:23 2026\nQ accepting requests since Sat Nov 28 20:33:23 2026\n',
      ),
    ).toEqual({ stopped: false, rejecting: false, waiting: 0 });
    const stopped = [
      'printer Q disabled since Sat Nov 28 20:33:25 2026 -',
      '\tpaper jam',
      'Q not accepting requests since Sat Nov 28 20:33:25 2026 -',
      '\tRejecting Jobs',
      'Q-2                     root              1024   Sat Nov 28 20:33:25 2026',
      'Q-13                    root              1024   Sat Nov 28 20:33:25 2026',
      'Q-x is another queue’s job',
    ].join('\n');
    expect(readQueue('Q', stopped)).toEqual({ stopped: true, rejecting: true, waiting: 2 });
    expect(queueBytes(readQueue('Q', stopped))).toEqual(Uint8Array.of(3, 2));
    expect(queueBytes({ stopped: false, rejecting: false, waiting: 900 })).toEqual(Uint8Array.of(0, 255));
  });

  it('is asked for by a name that is no option and no path', () => {
    const named = (queue: string): boolean =>
      deviceConfigSchema.safeParse(printerAt({ type: 'spooler', queue })).success;
    const good = ['zebra', 'Zebra_ZD421.2', 'label-1', 'ZDesigner ZD421-203dpi ZPL', '\\\\server\\Etiketten süd'];
    expect(good.map(named)).toEqual(good.map(() => true));
    const bad = ['', '-o', ' a', 'a ', `a\n`, `a\u0007b`, 'a'.repeat(221)];
    expect(bad.map(named)).toEqual(bad.map(() => false));
    expect(deviceConfigSchema.safeParse({ ...printerAt({ type: 'spooler', queue: 'q' }), kind: 'scale' }).success).toBe(
      false,
    );
  });

  it('is not looked for in CUPS by a name that CUPS can not have, or that names two', async () => {
    for (const queue of ['a b', 'a,b', 'a/b', 'a#b', '-o'])
      expect(await createSpoolerTransport({ type: 'spooler', queue }).open(never)).toMatchObject({
        ok: false,
        failure: { code: 'not-found' },
      });
  });

  it('on Windows is read from PRINTER_INFO_2, and its calls run in a host of their own', () => {
    const idle = { attributes: 0x40, status: 0, jobs: 0 };
    expect(readPrinterInfo(idle)).toEqual({ stopped: false, rejecting: false, waiting: 0 });
    // Printing, busy and warming up let a label through.
    expect(readPrinterInfo({ ...idle, status: 0x400 | 0x200 | 0x10000, jobs: 2 })).toEqual({
      stopped: false,
      rejecting: false,
      waiting: 2,
    });
    for (const status of [0x1, 0x2, 0x8, 0x10, 0x80, 0x1000, 0x10_0000, 0x40_0000])
      expect(readPrinterInfo({ ...idle, status }).stopped).toBe(true);
    expect(readPrinterInfo({ ...idle, attributes: 0x400 | 0x40 }).stopped).toBe(true);
    expect(readPrinterInfo({ ...idle, status: 0x4 }).rejecting).toBe(true);
    expect([libraryOf('spooler', 'win32'), libraryOf('spooler', 'linux'), libraryOf('spooler', 'darwin')]).toEqual([
      'spooler',
      null,
      null,
    ]);
  });
});

// Never skipped where everything is proved: the set-up of the tests installs CUPS.
describe.skipIf(!hasCups && process.env['CI'] !== 'true')('a queue of a real CUPS', () => {
  let cups: OwnCups;
  let station: Bench | null = null;
  const before = process.env['CUPS_SERVER'];

  beforeAll(async () => {
    cups = await startCups();
    process.env['CUPS_SERVER'] = cups.socket;
    await cups.addQueue('zebra');
  }, 30_000);
  afterEach(async () => {
    await station?.service.stop();
    failOnBugs(station === null ? [] : [station]);
    station = null;
  });
  afterAll(async () => {
    if (before === undefined) delete process.env['CUPS_SERVER'];
    else process.env['CUPS_SERVER'] = before;
    await cups.stop();
  });

  const open = (queue: string): Bench => {
    station = createBench([printerAt({ type: 'spooler', queue })], {
      backOff: { firstMs: 20, lostMaxMs: 100, refusedMaxMs: 100 },
    });
    return station;
  };
  const driverOf = (bench: Bench) => {
    const port = bench.service.printer('printer');
    if (port === null) throw new Error('no port');
    return createOneWayDriver(port, { now: Date.now, setup: Buffer.from('~SD15\n') });
  };
  const yes = () => Promise.resolve(true);

  it('takes each label whole, byte for byte, and is never believed to have printed it', async () => {
    const bench = open('zebra');
    await bench.untilState('printer', 'ready');
    expect(bench.status('printer').place).toBe('spooler zebra');
    const driver = driverOf(bench);
    const long = labelOf('long', 300_000);
    const raw = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    for (const label of [labelOf('one'), raw, long])
      expect(await driver.printOne(label, never, yes)).toEqual({ kind: 'uncertain', why: 'one-way' });
    const all = Buffer.concat([Buffer.from('~SD15\n'), labelOf('one'), raw, long]).toString('latin1');
    await until('the bytes at the printer’s end', () => cups.printed().length >= all.length, 20_000);
    expect(cups.printed()).toBe(all);
    expect(bench.status('printer').printer).toMatchObject({ condition: 'one-way', formatsWaiting: 0, odometer: null });
  }, 40_000);

  it('is not given a label while it is stopped: that would come out when nobody wants it', async () => {
    const bench = open('zebra');
    await bench.untilState('printer', 'ready');
    const driver = driverOf(bench);
    await cups.stopQueue('zebra');
    const already = cups.printed();
    let asked = 0;
    const outcome = await driver.printOne(labelOf('two'), never, () => {
      asked += 1;
      return yes();
    });
    expect([outcome, asked]).toEqual([{ kind: 'refused', why: 'paused' }, 0]);
    await cups.startQueue('zebra');
    await driver.poll();
    expect(bench.status('printer').printer).toMatchObject({ condition: 'one-way', formatsWaiting: 0 });
    expect(cups.printed()).toBe(already);
  }, 40_000);

  it('is given no second label while it holds the first: that would come out at a time that nobody knows', async () => {
    const bench = open('zebra');
    await bench.untilState('printer', 'ready');
    let now = Date.now();
    const port = bench.service.printer('printer');
    if (port === null) throw new Error('no port');
    const driver = createOneWayDriver(port, { now: () => now });
    cups.switchOff();
    expect(await driver.printOne(labelOf('held'), never, yes)).toEqual({ kind: 'uncertain', why: 'one-way' });
    const refuse = () => Promise.reject(new Error('must not be sent'));
    expect(await driver.printOne(labelOf('next'), never, refuse)).toEqual({ kind: 'refused', why: 'buffer-full' });
    expect(bench.status('printer').printer).toMatchObject({ condition: 'buffer-full', formatsWaiting: 1 });
    now += 16_000;
    expect(await driver.printOne(labelOf('next'), never, refuse)).toEqual({ kind: 'refused', why: 'no-reply' });
    cups.switchOn();
    await until('the queue to be empty', async () => {
      await driver.poll();
      return bench.status('printer').printer?.condition === 'one-way';
    });
    expect(await driver.printOne(labelOf('next'), never, yes)).toEqual({ kind: 'uncertain', why: 'one-way' });
    await until('both labels', () => cups.printed().includes('next'), 20_000);
    expect(cups.printed().split('held').length + cups.printed().split('next').length).toBe(4);
  }, 40_000);

  it('is named when it is not there, and found when it is', async () => {
    const bench = open('epson');
    await bench.untilState('printer', 'lost', 'not-found');
    await cups.addQueue('epson');
    await bench.untilState('printer', 'ready');
    await cups.removeQueue('epson');
    await driverOf(bench).poll();
    await bench.untilState('printer', 'lost', 'not-found');
    expect(bench.status('printer').state).toBe('lost');
  }, 40_000);
});
