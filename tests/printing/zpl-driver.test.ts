import i18next from 'i18next';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createOneWayDriver } from '../../electron/devices/printers/one-way-driver';
import { createZplDriver } from '../../electron/devices/printers/zpl-driver';
import { pause } from '../../electron/devices/waiting';
import { until } from '../devices/pty';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { createPrinterBench, labelOf, type PrinterBench } from './printer-bench';
import { startI18n } from '../../renderer/i18n';
import { meaningText } from '../../renderer/i18n/meaning-text';

let benches: PrinterBench[] = [];

const start = async (...args: Parameters<typeof createPrinterBench>): Promise<PrinterBench> => {
  const bench = await createPrinterBench(...args);
  benches.push(bench);
  return bench;
};

beforeAll(buildSimulator);
afterEach(async () => {
  await Promise.all(benches.map((bench) => bench.close()));
  benches = [];
});
afterAll(removeSimulator);

/** Stops that a printer names before it has got a byte. */
const stops = [
  ['paper-out', { op: 'paper-out' }, { op: 'load-paper' }],
  ['head-open', { op: 'open-head' }, { op: 'close-head' }],
  ['ribbon-out', { op: 'ribbon-out' }, { op: 'load-ribbon' }],
  ['paused', { op: 'pause' }, { op: 'resume' }],
  ['fault', { op: 'fault', bits: 8 }, { op: 'fault', bits: 0 }],
] as const;

describe('a printer that is well', () => {
  it('proves each label by its counter, and the record is told before the first byte', async () => {
    const bench = await start({ odometer: 31_084 });
    expect(await bench.print('one')).toEqual({
      kind: 'printed',
      evidence: 'counter 31084→31085, queue empty',
      sending: 31_084,
    });
    expect(await bench.print('two')).toMatchObject({ kind: 'printed', sending: 31_085 });
    expect(bench.labels).toEqual(['whole one', 'whole two']);
  });

  it('tells model, serial number, labels, way of media and head', async () => {
    const bench = await start({ odometer: 100, model: 'ZT411-300dpi', dpi: 300, serial: '18J1' });
    await bench.driver.poll();
    expect(bench.state()).toMatchObject({
      condition: 'ready',
      all: ['ready'],
      faults: [],
      odometer: 100,
      mediaMillimetres: 15_240,
      headMillimetres: 15_240,
      model: 'ZT411-300dpi',
      dpi: 300,
      serial: '18J1',
    });
  });

  it('shows on the device page what it was asked, what it said, and what that means', async () => {
    const bench = await start({ odometer: 31_084 });
    await bench.driver.poll();
    const recent = bench.station.service.trace('printer', () => undefined)?.recent ?? [];
    await startI18n();
    const words = i18next.getFixedT('en');
    const told = recent.map(({ direction, meaning }) => `${direction} ${meaningText(meaning, words)}`);
    expect(told).toEqual(
      expect.arrayContaining([
        'out ~HS',
        'in state: ready; 0 waiting, 0 left',
        'in errors and warnings: nothing',
        'in ZD421-203dpi, firmware V84.20.18Z, 203 dpi',
        'in reply "31084"',
        'in media moved: 4737202 mm',
        'in print head: 4737202 mm',
      ]),
    );
    bench.cable.inject('no answer');
    await until('the noise', () => bench.station.status('printer').counters.badFrames === 1);
  });

  it('gets nothing where the record would not have it', async () => {
    const bench = await start();
    const outcome = await bench.driver.printOne(Buffer.from('^XA^FDx^FS^XZ'), new AbortController().signal, () =>
      Promise.resolve(false),
    );
    expect(outcome).toEqual({ kind: 'refused', why: 'offline' });
    expect(await bench.print('next')).toMatchObject({ kind: 'printed' });
    expect(bench.labels).toEqual(['whole next']);
  });

  it('is asked once at a time, however often somebody wants to know', async () => {
    const bench = await start();
    await bench.printer.send({ op: 'answer-after', ms: 100 });
    const before = bench.station.status('printer').counters.frames;
    await Promise.all(Array.from({ length: 20 }, () => bench.driver.poll()));
    // One round of seven questions, not twenty.
    expect(bench.station.status('printer').counters.frames - before).toBeLessThan(12);
  });
});

describe('a printer that stops before a label', () => {
  it.each(stops)('%s: nothing is sent, and it is known within the time to look', async (condition, stop, mend) => {
    const bench = await start();
    await bench.printer.send(stop);
    expect(await bench.print('one')).toEqual({ kind: 'refused', why: condition, sending: undefined });
    expect(bench.state()?.all).toContain(condition);
    if (condition === 'fault') expect(bench.state()?.faults).toEqual(['cutter']);
    await bench.printer.send(mend);
    expect(await bench.print('one')).toMatchObject({ kind: 'printed' });
    expect(bench.labels).toEqual(['whole one']);
  });

  it('buffer full: nothing is sent', async () => {
    const bench = await start({ bufferFormats: 1, labelMs: 300 });
    await bench.printer.send({ op: 'pause' });
    // Another program's labels, past the driver.
    const port = bench.station.service.printer('printer');
    await port?.exclusive((channel) => channel.write(Buffer.from('^XA^FDother^FS^XZ')));
    await bench.printer.send({ op: 'resume' });
    await bench.printing();
    await port?.exclusive((channel) => channel.write(Buffer.from('^XA^FDother^FS^XZ')));
    expect(await bench.print('ours')).toMatchObject({ kind: 'refused', why: 'buffer-full' });
    await until('the others', () => bench.labels.length === 2);
    expect(await bench.print('ours')).toMatchObject({ kind: 'printed' });
  });

  it('says nothing at all: it is not ready, and nothing is sent', async () => {
    const bench = await start();
    await bench.printer.send({ op: 'mute' });
    expect(await bench.print('one')).toMatchObject({ kind: 'refused', why: 'no-reply' });
    expect(bench.state()).toMatchObject({ condition: 'no-reply', all: ['no-reply'] });
    await bench.printer.send({ op: 'unmute' });
    expect(await bench.print('one')).toMatchObject({ kind: 'printed' });
  });

  it('is silent about its state as the guide says, but names the reason by ~HQES', async () => {
    const bench = await start();
    await bench.printer.send({ op: 'paper-out' });
    await bench.printer.send({ op: 'mute-host-status' });
    expect(await bench.print('one')).toMatchObject({ kind: 'refused', why: 'paper-out' });
  });

  it('falls silent while it is asked for its life story: a label does not wait for the end of that', async () => {
    const bench = await start();
    const polling = bench.driver.poll();
    await until('its model', () => bench.station.status('printer').counters.frames >= 1);
    await bench.printer.send({ op: 'mute' });
    const begun = performance.now();
    expect(await bench.print('one')).toMatchObject({ kind: 'refused', why: 'no-reply' });
    // One silence of the poll, and the two questions about its state. Seven were open.
    expect(performance.now() - begun).toBeLessThan(5500);
    await polling;
  }, 30_000);

  it('is sent nothing while another label is in it: nobody could tell which was counted', async () => {
    const bench = await start({ labelMs: 400 });
    const port = bench.station.service.printer('printer');
    await port?.exclusive((channel) => channel.write(labelOf('other')));
    await bench.printing();
    expect(await bench.print('ours')).toEqual({ kind: 'refused', why: 'printing', sending: undefined });
    await until('the other', () => bench.labels.length === 1);
    await until('ours', async () => (await bench.print('ours')).kind === 'printed');
    expect(bench.labels).toEqual(['whole other', 'whole ours']);
  });

  it('answers too late for one question, and the answer is not taken for the next one’s', async () => {
    const bench = await start();
    await bench.printer.send({ op: 'answer-after', ms: 1600 });
    expect(await bench.print('one')).toMatchObject({ kind: 'refused', why: 'no-reply' });
    await bench.printer.send({ op: 'answer-after', ms: 0 });
    expect(await bench.print('one')).toMatchObject({ kind: 'printed' });
    expect(bench.labels).toEqual(['whole one']);
  }, 20_000);
});

describe('what is set once before the first label', () => {
  // More than any socket swallows at once, so that the cut falls into it.
  const setup = Buffer.alloc(32 * 1024 * 1024, '\n');
  it.each([
    ['a printer that answers', createZplDriver],
    ['one that can not', createOneWayDriver],
  ] as const)(
    'does not get through to %s: no label is sent after it',
    async (_which, createDriver) => {
      const bench = await start();
      const port = bench.station.service.printer('printer');
      if (port === null) throw new Error('no port');
      const driver = createDriver(port, { now: Date.now, wait: pause, setup });
      bench.cable.failAfter(100_000, 'reset');
      let asked = 0;
      const outcome = await driver.printOne(labelOf('one'), new AbortController().signal, () => {
        asked += 1;
        return Promise.resolve(true);
      });
      expect([outcome, asked]).toEqual([{ kind: 'refused', why: 'offline' }, 0]);
      expect(bench.labels).toEqual([]);
    },
    20_000,
  );
});

describe('a printer that stops in the middle of a label', () => {
  it.each(stops.filter(([condition]) => condition !== 'paused'))(
    '%s: the damaged label is proved not to have come out, once somebody has seen to it',
    async (condition, stop, mend) => {
      const bench = await start({ labelMs: 250, odometer: 7 });
      const printing = bench.print('one');
      await bench.printing();
      await bench.printer.send(stop);
      await until(`${condition} to be known`, () => bench.state()?.all.includes(condition) === true);
      await until('the damaged label', () => bench.labels.length === 1);
      await bench.printer.send(mend);
      expect(await printing).toMatchObject({
        kind: 'not-printed',
        why: 'lost-in-printer',
        evidence: 'counter still 7, queue empty',
      });
      expect(bench.labels).toEqual(['part one']);
    },
    20_000,
  );

  it('paused: it waits for the person, however long, and is then proved', async () => {
    const bench = await start({ labelMs: 200 }, { driver: { printLimitMs: 300 } });
    const printing = bench.print('one');
    await bench.printing();
    await bench.printer.send({ op: 'pause' });
    await until('the pause to be known', () => bench.state()?.all.includes('paused') === true);
    await bench.printer.send({ op: 'resume' });
    expect(await printing).toMatchObject({ kind: 'printed' });
  });

  it('stands still until nobody waits any more: nobody knows, and what follows is not sent before it is clear', async () => {
    const bench = await start({ labelMs: 200 }, { driver: { personMs: 500 } });
    const printing = bench.print('one');
    await bench.printing();
    await bench.printer.send({ op: 'paper-out' });
    expect(await printing).toMatchObject({ kind: 'uncertain', why: 'stood-still' });
    expect(await bench.print('two')).toEqual({ kind: 'refused', why: 'paper-out', sending: undefined });
    await bench.printer.send({ op: 'load-paper' });
    await until('it may be sent', async () => (await bench.print('two')).kind === 'printed');
    expect(bench.labels).toEqual(['part one', 'whole two']);
  }, 20_000);

  it('falls silent for good: nobody knows', async () => {
    const bench = await start({ labelMs: 20_000 }, { driver: { printLimitMs: 3000 } });
    const printing = bench.print('one');
    await bench.printing();
    // Silent well before the limit: after it a printer that still answers made no progress, which is another end.
    await bench.printer.send({ op: 'mute' });
    expect(await printing).toMatchObject({ kind: 'uncertain', why: 'no-answer' });
  }, 20_000);

  it('loses its power: what it had not printed is proved lost', async () => {
    const bench = await start({ labelMs: 400 });
    const printing = bench.print('one');
    await bench.printing();
    await bench.printer.send({ op: 'power-cycle' });
    expect(await printing).toMatchObject({ kind: 'not-printed' });
    expect(bench.labels).toEqual(['part one']);
  }, 20_000);

  it('prints somebody else’s label in between: the counter proves nothing', async () => {
    const bench = await start({ labelMs: 150 });
    const printing = bench.print('one');
    await bench.printing();
    const { default: net } = await import('node:net');
    const other = net.connect(bench.printer.place.port, '127.0.0.1');
    other.write('^XA^FDother^FS^XZ');
    expect(await printing).toMatchObject({ kind: 'uncertain', why: 'counter-jumped' });
    other.destroy();
    expect(bench.labels).toEqual(['whole one', 'whole other']);
  });
});

describe('a printer that can not do everything', () => {
  it('knows only ~HS: the queue shows that it took the label, and nothing proves it', async () => {
    const bench = await start({ clone: true }, { driver: { answerMs: 600 } });
    expect(await bench.print('one')).toMatchObject({ kind: 'uncertain', why: 'no-counter', sending: null });
    expect(bench.labels).toEqual(['whole one']);
    // What it never answers is not asked for ever: the third label costs no time limit any more.
    await bench.print('two');
    const begun = performance.now();
    expect(await bench.print('three')).toMatchObject({ kind: 'uncertain', why: 'no-counter' });
    expect(performance.now() - begun).toBeLessThan(1200);
  }, 40_000);

  it('can not answer at all and is set up so: the label goes out, and stays unproved', async () => {
    const bench = await start();
    await bench.printer.send({ op: 'mute' });
    const port = bench.station.service.printer('printer');
    if (port === null) throw new Error('no port');
    const driver = createOneWayDriver(port, { now: Date.now });
    await driver.poll();
    expect(bench.state()).toMatchObject({ condition: 'one-way', all: ['one-way'] });
    const recorded: (number | null)[] = [];
    const printed = await driver.printOne(labelOf('one'), new AbortController().signal, (odometer) => {
      recorded.push(odometer);
      return Promise.resolve(true);
    });
    expect([printed, recorded]).toEqual([{ kind: 'uncertain', why: 'one-way' }, [null]]);
    await until('the label', () => bench.labels.length === 1);
  });
});
