import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleStates, type ScaleReading } from '../../../shared/devices';
import { createCaptureGate, type CaptureGate } from './capture';

const division = { mantissa: 5, exponent: -3, unit: 'kg' } as const;

const reading = (monotonicMs: number, mantissa: number, change: Partial<ScaleReading> = {}): ScaleReading => ({
  deviceId: 'scale',
  weight: { mantissa, exponent: -3, unit: 'kg' },
  text: String(mantissa),
  state: 'stable',
  net: null,
  highRes: false,
  stableSource: 'device',
  checked: true,
  at: monotonicMs,
  monotonicMs,
  rawHex: '',
  simulated: true,
  ...change,
});

/** A gate that has seen zero and wants a weight. */
const armed = (): CaptureGate => {
  const gate = createCaptureGate({ division });
  gate.push(reading(0, 0));
  gate.arm();
  return gate;
};
const states = (gate: CaptureGate, readings: ScaleReading[]): string[] => readings.map((each) => gate.push(each).state);

describe('capturing a weight', () => {
  it('takes two equal stable readings 150 ms apart on a checked link', () => {
    const gate = armed();
    expect(states(gate, [reading(200, 1234), reading(349, 1234)])).toEqual(['settling', 'settling']);
    const done = gate.push(reading(350, 1234));
    expect(done.state).toBe('captured');
    expect(done.reading?.monotonicMs).toBe(350);
    expect(done.readings.map((each) => each.monotonicMs)).toEqual([200, 350]);
  });

  it('forgets what it took when everything before counts no more', () => {
    const gate = armed();
    states(gate, [reading(200, 1234), reading(350, 1234)]);
    expect(gate.status.state).toBe('captured');
    expect(gate.reset()).toEqual({ state: 'needs-zero', readings: [] });
  });

  it('needs three on an unchecked link, also when only one of them is unchecked', () => {
    for (const which of [0, 1, 2]) {
      const gate = armed();
      const three = [200, 350, 500].map((at, index) => reading(at, 1234, { checked: index !== which }));
      expect(states(gate, three)).toEqual(
        which === 2 ? ['settling', 'captured', 'captured'] : ['settling', 'settling', 'captured'],
      );
    }
  });

  it('takes fast readings, but counts only those with the spacing', () => {
    const gate = armed();
    const stream = Array.from({ length: 20 }, (_, index) => reading(200 + index * 20, 1234, { checked: false }));
    const first = states(gate, stream).indexOf('captured');
    // 200, 360, 520
    expect(first).toBe(16);
  });

  it('asks for zero before the first weight and between two', () => {
    const gate = createCaptureGate({ division });
    gate.arm();
    expect(states(gate, [reading(0, 1234), reading(200, 1234), reading(400, 1234)])).toEqual([
      'needs-zero',
      'needs-zero',
      'needs-zero',
    ]);
    expect(states(gate, [reading(600, 0), reading(800, 1234), reading(1000, 1234)])).toEqual([
      'waiting',
      'settling',
      'captured',
    ]);
    expect(gate.arm().state).toBe('needs-zero');
    expect(states(gate, [reading(1200, 1234), reading(1400, 1234)])).toEqual(['needs-zero', 'needs-zero']);
  });

  it('takes half a division for zero, at rest only, and the zero state of the scale', () => {
    const zeroBy = (...readings: ScaleReading[]): boolean => {
      const gate = createCaptureGate({ division });
      gate.arm();
      for (const each of readings) gate.push(each);
      return gate.status.state !== 'needs-zero';
    };
    expect(zeroBy(reading(0, 2))).toBe(true);
    expect(zeroBy(reading(0, -2, { state: 'stable' }))).toBe(true);
    expect(zeroBy(reading(0, 3))).toBe(false);
    expect(zeroBy(reading(0, 0, { state: 'motion' }))).toBe(false);
    expect(zeroBy(reading(0, 0, { state: 'zero', weight: null }))).toBe(true);
    expect(zeroBy(reading(0, 0, { highRes: true }))).toBe(false);
  });

  it('without a known division takes only 0 for zero', () => {
    const gate = createCaptureGate({ division: null });
    gate.arm();
    expect(gate.push(reading(0, 1)).state).toBe('needs-zero');
    expect(gate.push(reading(200, 0)).state).toBe('waiting');
  });

  it('takes no net weight, and no net zero for an empty scale: gross zero must be seen again', () => {
    const gate = armed();
    expect(states(gate, [reading(200, 0, { net: true }), reading(400, 1234, { net: true })])).toEqual([
      'tared',
      'tared',
    ]);
    expect(states(gate, [reading(600, 1234), reading(800, 1234)])).toEqual(['needs-zero', 'needs-zero']);
    expect(states(gate, [reading(1000, 0, { net: false }), reading(1200, 1234), reading(1400, 1234)])).toEqual([
      'waiting',
      'settling',
      'captured',
    ]);
  });

  it.each<[string, Partial<ScaleReading>]>([
    ['motion', { state: 'motion' }],
    ['another weight', { weight: { mantissa: 1235, exponent: -3, unit: 'kg' } }],
    ['another unit', { weight: { mantissa: 1234, exponent: -3, unit: 'lb' } }],
    ['other decimals', { weight: { mantissa: 12_340, exponent: -4, unit: 'kg' } }],
    ['overload', { state: 'over', weight: null }],
    ['high resolution', { highRes: true }],
    ['a fault', { state: 'fault', weight: null }],
  ])('begins anew after %s', (_name, change) => {
    const gate = armed();
    gate.push(reading(200, 1234));
    gate.push(reading(300, 1234, change));
    expect(gate.push(reading(400, 1234)).state).toBe('settling');
    expect(gate.push(reading(560, 1234)).state).toBe('captured');
  });

  it('begins anew after a gap of more than 2 s, and keeps the zero that was seen', () => {
    const gate = armed();
    gate.push(reading(200, 1234));
    expect(gate.push(reading(2201, 1234)).state).toBe('settling');
    expect(gate.push(reading(2400, 1234)).state).toBe('captured');
  });

  it('asks for zero again after a reset, and of another scale', () => {
    const gate = armed();
    expect(gate.reset().state).toBe('needs-zero');
    gate.push(reading(200, 0));
    expect(gate.push(reading(400, 1234, { deviceId: 'other' })).state).toBe('needs-zero');
  });

  it('does not take a reading that is a second old when it is looked at', () => {
    const gate = armed();
    gate.push(reading(200, 1234));
    expect(gate.push(reading(400, 1234), 1400).state).toBe('settling');
    gate.push(reading(500, 1234), 1400);
    expect(gate.push(reading(560, 1234), 1450).state).toBe('captured');
  });

  it('forgets readings that grew old while it waited', () => {
    const gate = armed();
    gate.push(reading(200, 1234));
    expect(gate.tick(1200).state).toBe('waiting');
    expect(gate.push(reading(1250, 1234)).state).toBe('settling');
  });

  it('captures nothing while no weight is wanted, and holds one until the next is', () => {
    const gate = createCaptureGate({ division });
    expect(states(gate, [reading(0, 0), reading(200, 1234), reading(400, 1234)])).not.toContain('captured');
    gate.arm();
    expect(states(gate, [reading(600, 1234), reading(800, 1234), reading(1000, 9)])).toEqual([
      'settling',
      'captured',
      'captured',
    ]);
    expect(gate.tick(99_999).reading?.weight?.mantissa).toBe(1234);
    expect(gate.disarm().state).not.toBe('captured');
  });

  it('takes a net weight where it is asked for, and only from the net zero of an empty tote', () => {
    const gate = createCaptureGate({ division: null, takesNet: true });
    gate.arm();
    gate.push(reading(0, 0, { state: 'zero', net: false }));
    // The tote, gross; then tared: what the gross zero said counts no more.
    expect(gate.push(reading(200, 412, { net: true, state: 'motion' })).state).toBe('needs-zero');
    gate.push(reading(400, 500, { net: true }));
    expect(gate.push(reading(600, 500, { net: true })).state).toBe('needs-zero');
    expect(gate.push(reading(800, 0, { net: true })).state).toBe('waiting');
    gate.push(reading(1200, 500, { net: true }));
    expect(gate.push(reading(1400, 500, { net: true }))).toMatchObject({ state: 'captured', reading: { net: true } });
  });

  it('never captures a negative, unstable or zero weight, whatever comes (property)', () => {
    // Mostly a sane scale, or no capture would ever come near.
    const mostly = <T>(usual: T, ...rare: T[]) =>
      fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });
    const anyReading = fc.record({
      stepMs: fc.oneof(fc.integer({ min: 0, max: 400 }), mostly(160, 1999, 2000, 2001)),
      mantissa: fc.constantFrom(-3, 0, 0, 2, 3, 1234, 1234, 1234, 1234, 1234, 1235),
      state: mostly<ScaleReading['state']>('stable', ...scaleStates),
      unit: mostly<'kg' | 'lb'>('kg', 'lb'),
      checked: fc.boolean(),
      highRes: mostly(false, true),
      wish: fc.constantFrom('none', 'none', 'none', 'none', 'arm', 'reset'),
    });
    let captures = 0;
    fc.assert(
      fc.property(fc.array(anyReading, { maxLength: 40 }), (steps) => {
        const gate = createCaptureGate({ division });
        let nowMs = 0;
        const past: ScaleReading[] = [];
        let zeroSince = 0;
        let wanted = false;
        let held = false;
        for (const { stepMs, mantissa, state, unit, checked, highRes, wish } of steps) {
          if (wish === 'arm') {
            gate.arm();
            wanted = true;
            held = false;
          }
          if (wish === 'reset') {
            gate.reset();
            zeroSince = past.length;
          }
          nowMs += stepMs;
          past.push(reading(nowMs, mantissa, { state, checked, highRes, weight: { mantissa, exponent: -3, unit } }));
          const { state: now, readings } = gate.push(past.at(-1) as ScaleReading);
          if (now !== 'captured' || held) continue;
          held = true;
          captures += 1;
          // The rule, told the other way round, over everything that was pushed.
          const newest = readings.at(-1) as ScaleReading;
          const from = past.indexOf(readings[0] as ScaleReading);
          expect(wanted).toBe(true);
          expect(newest).toBe(past.at(-1));
          expect(readings.length).toBeGreaterThanOrEqual(readings.every((each) => each.checked) ? 2 : 3);
          readings.slice(1).forEach((each, index) => {
            expect(each.monotonicMs - (readings[index]?.monotonicMs ?? 0)).toBeGreaterThanOrEqual(150);
          });
          for (const each of past.slice(from)) {
            expect(each.state).toBe('stable');
            expect(each.highRes).toBe(false);
            expect(each.weight).toEqual(newest.weight);
            expect(each.weight?.mantissa).toBeGreaterThan(2);
          }
          const zeroUpTo = { kg: 2, lb: 5 };
          const zeros = past.slice(zeroSince, from).filter(({ state: was, weight, highRes: tenfold }) => {
            const small = Math.abs(weight?.mantissa ?? 9) <= zeroUpTo[weight?.unit === 'lb' ? 'lb' : 'kg'];
            return !tenfold && (was === 'zero' || (was === 'stable' && small));
          });
          expect(zeros.length).toBeGreaterThan(0);
          zeroSince = past.length;
        }
      }),
      { numRuns: 2000 },
    );
    expect(captures).toBeGreaterThan(10);
  });
});
