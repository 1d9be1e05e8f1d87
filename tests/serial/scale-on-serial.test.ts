import { afterEach, describe, expect, it } from 'vitest';
import { createCaptureGate } from '../../electron/devices/scales/capture';
import { createLocalTransport } from '../../electron/devices/transports/local';
import { deferred } from '../../electron/devices/waiting';
import { createBench, failOnBugs, scaleAt, scannerAt, type Bench } from '../devices/bench';
import { createVirtualCable, until, type VirtualCable } from '../devices/pty';
import { createSicsScale, type SicsScale } from '../devices/sics-scale';

let cables: VirtualCable[] = [];
let benches: Bench[] = [];

const cable = async (): Promise<VirtualCable> => {
  const made = await createVirtualCable();
  cables.push(made);
  return made;
};
const bench = (...args: Parameters<typeof createBench>): Bench => {
  const made = createBench(...args);
  benches.push(made);
  return made;
};
const scaleOn = async (): Promise<{ line: VirtualCable; scale: SicsScale; station: Bench }> => {
  const line = await cable();
  const scale = createSicsScale((text) => line.send(text));
  line.onData((bytes) => scale.receive(bytes));
  return { line, scale, station: bench([scaleAt({ type: 'serial', path: line.path })]) };
};

afterEach(async () => {
  await Promise.all(benches.map(({ service }) => service.stop()));
  await Promise.all(cables.map((each) => each.dispose()));
  failOnBugs(benches);
  cables = [];
  benches = [];
});

describe('a polled scale on a serial line', () => {
  it('gives readings with digits as sent, one request at a time', async () => {
    const { scale, station } = await scaleOn();
    scale.shows = '1.230 kg';
    await station.untilState('scale', 'ready');
    await until('three readings', () => station.readings.length >= 3);
    const [reading] = station.readings;
    expect(reading).toMatchObject({
      deviceId: 'scale',
      weight: { mantissa: 1230, exponent: -3, unit: 'kg' },
      text: '1.230',
      state: 'stable',
      checked: true,
      simulated: true,
    });
    expect(station.service.scale('scale')).toMatchObject({ stale: false, reading: { text: '1.230' } });
    // The next request goes out when the one before is answered.
    expect(scale.asked.length - station.readings.length).toBeLessThanOrEqual(1);
    expect(station.status('scale').counters.frames).toBeGreaterThanOrEqual(3);
  });

  it('names a scale that never answers within 2 s, and one that talks nonsense', async () => {
    const { scale, station, line } = await scaleOn();
    scale.mute = true;
    const before = performance.now();
    await station.untilState('scale', 'lost', 'no-answer');
    expect(performance.now() - before).toBeLessThan(20_000);
    expect(station.readings).toEqual([]);
    const noise = setInterval(() => line.send(Buffer.from([0x00, 0xff, 0x80, 0x0d, 0x31])), 20);
    await station.untilState('scale', 'refused', 'wrong-settings');
    clearInterval(noise);
    scale.mute = false;
    await station.untilState('scale', 'ready');
    expect(station.status('scale').counters.strayBytes).toBeGreaterThan(0);
  });

  it('does not mistake one byte a second for an answer', async () => {
    const { scale, station, line } = await scaleOn();
    scale.mute = true;
    let at = 0;
    const text = 'S S      1.234 kg\r\n';
    const slow = setInterval(() => {
      line.send(text.charAt(at % text.length));
      at += 1;
    }, 1000);
    await station.untilState('scale', 'lost', 'no-answer').catch(() => station.untilState('scale', 'refused'));
    clearInterval(slow);
    expect(station.readings).toEqual([]);
  });

  it('drops the late answer to a request that ran out of time', async () => {
    const line = await cable();
    const scale = createSicsScale((text) => line.send(text));
    line.onData((bytes) => scale.receive(bytes));
    const station = bench([scaleAt({ type: 'serial', path: line.path })], { scaleTiming: { answerMs: 150 } });
    scale.shows = '1.000 kg';
    await until('a reading', () => station.readings.length > 0);
    // The load is taken off while an answer of before is under way.
    scale.delayMs = 250;
    const asked = scale.asked.length;
    await until('the slow request', () => scale.asked.length > asked);
    await until('its answer to be late', () => scale.asked.length > asked + 1);
    scale.delayMs = 0;
    scale.shows = '0.000 kg';
    const from = station.readings.length;
    await until('zero', () => station.readings.at(-1)?.text === '0.000');
    expect(station.readings.slice(from).map((each) => each.text)).not.toContain('1.000');
    const meanings = station.service.trace('scale', () => undefined)?.recent.map((each) => each.meaning) ?? [];
    expect(meanings.some((meaning) => meaning.some(({ code }) => code === 'stale'))).toBe(true);
  });

  it('says when a figure is stale', async () => {
    const { scale, station } = await scaleOn();
    await until('a reading', () => station.readings.length > 0);
    scale.mute = true;
    await until('the figure to be stale', () => station.stales.length > 0);
    expect(station.service.scale('scale')?.stale).toBe(true);
    await station.untilState('scale', 'lost', 'no-answer');
  });

  it('counts two different stable weights in a row as motion, and tells of another unit', async () => {
    const { scale, station } = await scaleOn();
    scale.shows = '1.000 kg';
    await until('a reading', () => station.readings.length > 1);
    scale.shows = '2.000 kg';
    await until('rest', () => station.readings.at(-1)?.text === '2.000' && station.readings.at(-1)?.state === 'stable');
    expect(station.readings.find((each) => each.text === '2.000')).toMatchObject({
      state: 'motion',
      stableSource: 'inferred',
    });
    scale.shows = '4.409 lb';
    await until('the notice', () => station.notices.includes('unit-changed'));
  });
});

describe('zero and tare', () => {
  it('are sent once and believed on the scale’s word', async () => {
    const { scale, station } = await scaleOn();
    scale.shows = '0.015 kg';
    expect(await station.service.command('scale', 'zero')).toMatchObject({
      ok: false,
      failure: { code: 'scale-not-connected' },
    });
    await station.untilState('scale', 'ready');
    await until('a reading', () => station.readings.length > 0);
    expect(await station.service.command('scale', 'zero')).toEqual({ ok: true, value: undefined });
    expect(scale.asked.filter((line) => line === 'Z')).toHaveLength(1);
    expect(station.resets).toContain('zero');
    expect(await station.service.command('scale', 'tare')).toEqual({ ok: true, value: undefined });
    expect(station.resets).toContain('tare');
  });

  it('are refused with the scale’s word', async () => {
    const { scale, station } = await scaleOn();
    scale.zero = 'refuse';
    await until('a reading', () => station.readings.length > 0);
    expect(await station.service.command('scale', 'zero')).toEqual({
      ok: false,
      failure: { code: 'scale-refused', details: { text: 'Z I' } },
    });
  });

  it('are never sent again, and unconfirmed unless a reading shows them', async () => {
    const line = await cable();
    const scale = createSicsScale((text) => line.send(text));
    line.onData((bytes) => scale.receive(bytes));
    const timing = { commandMs: 200, evidenceMs: 600 };
    const station = bench([scaleAt({ type: 'serial', path: line.path })], { scaleTiming: timing });
    scale.zero = 'none';
    scale.shows = '0.015 kg';
    await until('a reading', () => station.readings.length > 0);
    const [first, second] = await Promise.all([
      station.service.command('scale', 'zero'),
      station.service.command('scale', 'tare'),
    ]);
    expect(first).toMatchObject({ ok: false, failure: { code: 'scale-command-unconfirmed' } });
    expect(second).toMatchObject({ ok: false, failure: { code: 'scale-busy' } });
    const shown = station.service.command('scale', 'zero');
    scale.shows = '0.000 kg';
    expect(await shown).toEqual({ ok: true, value: undefined });
    expect(scale.asked.filter((each) => each === 'Z')).toHaveLength(2);
    expect(scale.asked).not.toContain('T');
  });

  it('a tare set from here makes every weight a net one, until the scale confirms zero', async () => {
    const { scale, station } = await scaleOn();
    const gate = createCaptureGate({ division: { mantissa: 5, exponent: -3, unit: 'kg' } });
    station.service.onReading((reading) => gate.push(reading));
    gate.arm();
    scale.shows = '0.200 kg';
    await until('a reading', () => station.readings.length > 0);
    expect(station.readings.at(-1)?.net).toBeNull();
    expect(await station.service.command('scale', 'tare')).toEqual({ ok: true, value: undefined });
    scale.shows = '0.000 kg';
    await until('net', () => station.readings.at(-1)?.net === true && station.readings.at(-1)?.text === '0.000');
    // A net zero is no empty scale: nothing is weighed on it.
    scale.shows = '1.000 kg';
    await until(
      'a load',
      () => station.readings.at(-1)?.text === '1.000' && station.readings.at(-1)?.state === 'stable',
    );
    expect(gate.status.state).toBe('tared');
    expect(await station.service.command('scale', 'zero')).toEqual({ ok: true, value: undefined });
    await until('gross', () => station.readings.at(-1)?.net === null);
  });

  it('zero of a tared scale is not believed because it shows 0', async () => {
    const line = await cable();
    const scale = createSicsScale((text) => line.send(text));
    line.onData((bytes) => scale.receive(bytes));
    const timing = { commandMs: 200, evidenceMs: 600 };
    const station = bench([scaleAt({ type: 'serial', path: line.path })], { scaleTiming: timing });
    scale.shows = '0.200 kg';
    await until('a reading', () => station.readings.length > 0);
    expect((await station.service.command('scale', 'tare')).ok).toBe(true);
    scale.shows = '0.000 kg';
    scale.zero = 'none';
    expect(await station.service.command('scale', 'zero')).toMatchObject({
      failure: { code: 'scale-command-unconfirmed' },
    });
    await until('a reading after it', () => station.readings.at(-1)?.net === true);
  });

  it('no tare is set that the scale would never tell of', async () => {
    const line = await cable();
    const asked: string[] = [];
    line.onData((bytes) => {
      const text = Buffer.from(bytes).toString('latin1');
      asked.push(text);
      if (text === 'W\r') line.send('\n 005.25lb\r\n00\r\x03');
    });
    const station = bench([{ ...scaleAt({ type: 'serial', path: line.path }), protocol: 'nci', options: {} }]);
    await until('a reading', () => station.readings.length > 0);
    expect(await station.service.command('scale', 'tare')).toEqual({ ok: false, failure: { code: 'tare-unseen' } });
    expect(asked).not.toContain('T\r');
  });

  it('end with the cable', async () => {
    const { scale, station, line } = await scaleOn();
    scale.zero = 'none';
    await until('a reading', () => station.readings.length > 0);
    const zeroing = station.service.command('scale', 'zero');
    await until('the request', () => scale.asked.includes('Z'));
    await line.unplug();
    expect(await zeroing).toMatchObject({ ok: false, failure: { code: 'scale-command-unconfirmed' } });
  });
});

describe('unplugging and plugging', () => {
  it('captures nothing from before the gap', async () => {
    const { scale, station, line } = await scaleOn();
    const gate = createCaptureGate({ division: { mantissa: 5, exponent: -3, unit: 'kg' } });
    station.service.onReading((reading) => gate.push(reading));
    station.service.onScaleReset(() => gate.reset());
    gate.arm();
    await until('zero', () => gate.status.state === 'waiting');
    scale.shows = '1.000 kg';
    await until('a load', () => gate.status.state !== 'waiting');
    await line.unplug();
    await station.untilState('scale', 'lost', 'unplugged');
    await line.plug();
    station.service.nudge();
    await station.untilState('scale', 'ready');
    await until('readings', () => station.service.scale('scale')?.stale === false);
    expect(gate.status.state === 'captured' ? 'captured' : gate.status.state).not.toBe('waiting');
    scale.shows = '0.000 kg';
    await until('zero again', () => gate.status.state === 'waiting');
    scale.shows = '1.000 kg';
    await until('the capture', () => gate.status.state === 'captured');
    expect(gate.status.reading?.text).toBe('1.000');
  });

  it('comes back by itself within 5 s', async () => {
    const { station, line } = await scaleOn();
    await station.untilState('scale', 'ready');
    await line.unplug();
    await station.untilState('scale', 'lost', 'unplugged');
    expect(station.service.scale('scale')?.stale).toBe(true);
    const before = performance.now();
    await line.plug();
    await station.untilState('scale', 'ready');
    expect(performance.now() - before).toBeLessThan(20_000);
    expect(station.status('scale').counters.reconnects).toBe(1);
  });

  it('is tried again at once when it was plugged in while an attempt that came too early was under way', async () => {
    const line = await cable();
    const scale = createSicsScale((text) => line.send(text));
    line.onData((bytes) => scale.receive(bytes));
    await line.unplug();
    const looked = deferred<void>();
    const mayAnswer = deferred<void>();
    const station = bench([scaleAt({ type: 'serial', path: line.path })], {
      backOff: { firstMs: 60_000, lostMaxMs: 60_000, refusedMaxMs: 60_000 },
      transportFor: (spec) => {
        const transport = createLocalTransport(spec);
        return {
          place: transport.place,
          async open(signal) {
            const result = await transport.open(signal);
            looked.resolve();
            await mayAnswer.promise;
            return result;
          },
        };
      },
    });
    await looked.promise;
    await line.plug();
    station.service.nudge();
    mayAnswer.resolve();
    await station.untilState('scale', 'ready');
    expect(station.status('scale').reason).toBeNull();
  });

  it('20 times: scale and scanner are ready again each time, no scan lost or doubled', async () => {
    const { scale, line } = await scaleOn();
    const wire = await cable();
    const station = bench([
      scaleAt({ type: 'serial', path: line.path }),
      scannerAt({ type: 'serial', path: wire.path }),
    ]);
    await benches[0]?.service.stop();
    station.service.nudge();
    const expected: string[] = [];
    let slowest = 0;
    for (let cycle = 1; cycle <= 20; cycle += 1) {
      scale.shows = `${cycle}.000 kg`;
      const pluggedAt = performance.now();
      await Promise.all([station.untilState('scale', 'ready'), station.untilState('scanner', 'ready')]);
      slowest = Math.max(slowest, performance.now() - pluggedAt);
      wire.send(`]E0${cycle}-first\r`);
      expected.push(`${cycle}-first`);
      await until('the scan', () => station.scans.length === expected.length);
      // Half a code, lost with the cable.
      wire.send('half');
      await Promise.all([line.unplug(), wire.unplug()]);
      await Promise.all([station.untilState('scale', 'lost'), station.untilState('scanner', 'lost')]);
      await Promise.all([line.plug(), wire.plug()]);
      station.service.nudge();
    }
    expect(station.scans.map((scan) => scan.data)).toEqual(expected);
    expect(station.scans.map((scan) => scan.sequence)).toEqual(expected.map((_, index) => index + 1));
    expect(slowest).toBeLessThan(20_000);
  }, 60_000);
});
