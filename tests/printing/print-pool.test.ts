import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../devices/pty';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { createPoolStation, type PoolStation } from './pool-station';

let stations: PoolStation[] = [];

const start = async (...args: Parameters<typeof createPoolStation>): Promise<PoolStation> => {
  const station = await createPoolStation(...args);
  stations.push(station);
  return station;
};

beforeAll(buildSimulator);
afterEach(async () => {
  await Promise.all(stations.map((station) => station.close()));
  stations = [];
});
afterAll(removeSimulator);

const settledAs = (station: PoolStation, line: string): Promise<void> =>
  until(line, () => station.settled.includes(line), 20_000);

describe('a printer that fails before it got the label', () => {
  it.each([
    ['paper-out', { op: 'paper-out' }, { op: 'load-paper' }],
    ['head-open', { op: 'open-head' }, { op: 'close-head' }],
    ['paused', { op: 'pause' }, { op: 'resume' }],
    ['no-reply', { op: 'mute' }, { op: 'unmute' }],
    ['offline', { op: 'unplug' }, { op: 'plug' }],
  ] as const)(
    '%s: a spare prints it within 5 s, once, and somebody is told where',
    async (why, stop, mend) => {
      const station = await start(['front', 'back']);
      const front = station.printer('front');
      await front.simulator.send(stop);
      if (why === 'offline') await until('the loss', () => station.devices.status('front').state !== 'ready');
      const begun = performance.now();
      await station.ask('one');
      await settledAs(station, 'one printed');
      expect(performance.now() - begun).toBeLessThan(5000);
      expect(station.moves).toEqual([{ jobId: 'one', from: 'front', to: 'back', why }]);
      expect(await station.job('one')).toMatchObject({ state: 'printed', printerId: 'back' });
      // Well again, it prints nothing of what was given away.
      await front.simulator.send(mend);
      await until('the printer to be well', async () => {
        await station.printers.poll('front');
        return station.printers.trouble('front') === null;
      });
      await station.ask('two');
      await settledAs(station, 'two printed');
      expect(front.whole).toEqual(['two']);
      expect(station.printer('back').whole).toEqual(['one']);
    },
    40_000,
  );

  it('waits while no spare is any better, and prints once wherever the first is well again', async () => {
    const station = await start(['front', 'back']);
    await station.printer('front').simulator.send({ op: 'paper-out' });
    await station.printer('back').simulator.send({ op: 'open-head' });
    await station.ask('one');
    await until('both to be known', async () => {
      await station.printers.poll('back');
      return station.printers.trouble('front') !== null && station.printers.trouble('back') !== null;
    });
    expect(station.moves).toEqual([]);
    await station.printer('back').simulator.send({ op: 'close-head' });
    await station.printers.poll('back');
    await settledAs(station, 'one printed');
    expect(station.cameOut()).toEqual(['one']);
  }, 30_000);
});

describe('a printer that fails after bytes went to it', () => {
  it('cut off in the middle: nobody knows, and no spare ever prints it by itself', async () => {
    const station = await start(['front', 'back'], 400);
    const front = station.printer('front');
    await station.ask('first');
    await settledAs(station, 'first printed');
    front.cable.failAfter(9000, 'reset');
    await station.ask('one', 'front', 20_000);
    await settledAs(station, 'one uncertain');
    expect(await station.job('one')).toMatchObject({ state: 'uncertain', printerId: 'front' });
    // The next one goes to the spare while the line is dead; the uncertain one stays where it is.
    await front.simulator.send({ op: 'unplug' });
    await station.ask('two');
    await settledAs(station, 'two printed');
    expect(station.moves.map(({ jobId }) => jobId)).toEqual(['two']);
    expect(station.printer('back').whole).toEqual(['two']);
    expect(station.cameOut()).toEqual(['first', 'two']);
  }, 30_000);

  it('pulled out while it prints: uncertain, though it came out; the spare gets only what follows', async () => {
    const station = await start(['front', 'back'], 300);
    const front = station.printer('front');
    await station.ask('one');
    await until('it prints', async () => {
      const state = await front.simulator.send({ op: 'state' });
      return state.ok && state.value?.['printing'] === true;
    });
    await station.ask('two');
    await front.simulator.send({ op: 'unplug' });
    await settledAs(station, 'one uncertain');
    await settledAs(station, 'two printed');
    expect(front.whole).toEqual(['one']);
    expect(station.printer('back').whole).toEqual(['two']);
  }, 30_000);

  it('out of paper in the middle of a run: exactly the right set comes out, on two printers', async () => {
    const station = await start(['front', 'back'], 60);
    const front = station.printer('front');
    await front.simulator.send({ op: 'paper-out', afterLabels: 5 });
    const all = Array.from({ length: 12 }, (_, index) => `label ${index + 1}`);
    await Promise.all(all.map((text) => station.ask(text)));
    // One is in the printer and may not be given away; what waits behind it may.
    await until('the rest at the spare', () => station.printer('back').whole.length === 6, 20_000);
    expect(front.whole).toEqual(all.slice(0, 5));
    expect((await station.job('label 6'))?.printerId).toBe('front');
    await front.simulator.send({ op: 'load-paper' });
    await settledAs(station, 'label 6 printed');
    expect(station.cameOut().toSorted()).toEqual(all.toSorted());
    expect(station.settled.toSorted()).toEqual(all.map((text) => `${text} printed`).toSorted());
  }, 60_000);
});

describe('the record', () => {
  it('lets a job begin at one printer only, whoever comes first', async () => {
    const station = await start(['front', 'back']);
    const sending = (jobId: string, printerId: string) =>
      station.command('printing.sending', { jobId, printerId, odometerBefore: 1, printerSerial: null });
    const move = (jobId: string) =>
      station.command('printing.moved', { jobId, from: 'front', printerId: 'back', why: 'paper-out' });
    const ask = (text: string) => station.command('asking.print', { text, printerId: 'front', bytes: 0 });
    await ask('moved first');
    expect(await move('moved first')).toMatchObject({ ok: true });
    expect(await sending('moved first', 'front')).toMatchObject({ failure: { code: 'job-moved' } });
    expect(await move('moved first')).toMatchObject({ failure: { code: 'job-moved' } });
    expect(await sending('moved first', 'back')).toMatchObject({ ok: true });
    await ask('sent first');
    expect(await sending('sent first', 'front')).toMatchObject({ ok: true });
    expect(await move('sent first')).toMatchObject({ failure: { code: 'job-not-now' } });
    expect(await sending('sent first', 'back')).toMatchObject({ failure: { code: 'job-moved' } });
  });
});
