import { beforeEach, describe, expect, it } from 'vitest';
import type { DeviceConfig } from '../../shared/device-config';
import type { ScaleReading } from '../../shared/devices';
import type { CaptureView } from '../../shared/station';
import { createAgreement, platformOf, type Platform } from './platform';
import { attest, createWeighing, type Weighing } from './weighing';

const scale = (id: string, options: Extract<DeviceConfig, { kind: 'scale' }>['options'] = {}): DeviceConfig => ({
  id,
  kind: 'scale',
  name: `Scale ${id}`,
  protocol: 'mt-sics',
  transport: { type: 'tcp', host: '127.0.0.1', port: 1 },
  options,
});
const reading = (deviceId: string, monotonicMs: number, grams: number, change: Partial<ScaleReading> = {}) =>
  ({
    deviceId,
    weight: { mantissa: grams, exponent: -3, unit: 'kg' },
    text: (grams / 1000).toFixed(3),
    state: 'stable',
    net: null,
    highRes: false,
    stableSource: 'device',
    checked: true,
    at: monotonicMs,
    monotonicMs,
    rawHex: '',
    simulated: false,
    ...change,
  }) satisfies ScaleReading;

describe('the weighing scale', () => {
  it('is the one that station.yaml names, else the first that is no second indicator', () => {
    const back = scale('back', { secondIndicatorOf: 'front', division: '0.2 kg' });
    const front = scale('front', { division: '0.1 kg' });
    expect(platformOf([back, front, scale('bench')], undefined)).toEqual({
      scaleId: 'front',
      secondId: 'back',
      secondName: 'Scale back',
      division: { mantissa: 1, exponent: -1, unit: 'kg' },
      toleranceMg: 200_000,
    });
    expect(platformOf([back, front, scale('bench')], 'bench')).toMatchObject({ scaleId: 'bench', secondId: null });
    expect(platformOf([{ ...front, disabled: true }, scale('bench')], 'front')).toMatchObject({ scaleId: 'bench' });
    expect(platformOf([], undefined)).toMatchObject({ scaleId: null, secondId: null, toleranceMg: null });
  });
});

const two: Platform = platformOf(
  [scale('front', { division: '0.005 kg' }), scale('back', { secondIndicatorOf: 'front' })],
  undefined,
);

describe('two indicators of one platform', () => {
  it('agree within a division, at rest, both fresh', () => {
    const agreement = createAgreement(two);
    agreement.push(reading('front', 0, 1000));
    agreement.push(reading('back', 10, 1005));
    expect(agreement.compare(20)).toBe('agreed');
    agreement.push(reading('back', 30, 1006));
    expect(agreement.compare(40)).toBe('settling');
    agreement.push(reading('front', 600, 1000));
    agreement.push(reading('back', 600, 1006));
    expect(agreement.compare(1039)).toBe('settling');
    expect(agreement.compare(1040)).toBe('differ');
    agreement.push(reading('front', 1050, 1006));
    agreement.push(reading('back', 1060, 1006));
    expect(agreement.compare(1070)).toBe('agreed');
    agreement.push(reading('back', 1080, 1006, { state: 'motion' }));
    expect(agreement.compare(1090)).toBe('settling');
  });

  it('differ when one shows net and the other gross, whatever the figures', () => {
    const agreement = createAgreement(two);
    for (const at of [0, 600, 1200]) {
      agreement.push(reading('front', at, 0, { net: true }));
      agreement.push(reading('back', at, 0));
      agreement.compare(at + 10);
    }
    expect(agreement.compare(1300)).toBe('differ');
  });

  it('a second one that never spoke, or speaks no more, is silent after a while', () => {
    const agreement = createAgreement(two);
    agreement.push(reading('front', 0, 1000));
    expect(agreement.compare(0)).toBe('settling');
    expect(agreement.compare(2000)).toBe('silent');
    agreement.push(reading('back', 2100, 1000));
    agreement.push(reading('front', 2100, 1000));
    expect(agreement.compare(2200)).toBe('agreed');
    expect(agreement.compare(3200)).toBe('settling');
    expect(agreement.compare(4200)).toBe('silent');
  });
});

describe('weighing', () => {
  let nowMs = 0;
  let view: CaptureView = { state: 'off', second: null };
  let taken: string[] = [];
  let weighing: Weighing;
  const away = new Set<string>();

  const start = (platform: Platform): void => {
    nowMs = 0;
    taken = [];
    away.clear();
    weighing = createWeighing({
      platform,
      hasScale: () => true,
      isAway: (id) => away.has(id),
      now: () => nowMs,
      onView: (next) => {
        view = next;
      },
      attest,
      onCaptured: (_parcelId, readings) => taken.push(...readings.map(({ deviceId, text }) => `${deviceId} ${text}`)),
    });
  };
  /** So many milliseconds of readings, five a second from each. */
  const show = (ms: number, grams: Readonly<Record<string, number>>, change: Partial<ScaleReading> = {}): void => {
    for (const end = nowMs + ms; nowMs < end; nowMs += 200)
      for (const [id, each] of Object.entries(grams)) weighing.push(reading(id, nowMs, each, change));
  };

  beforeEach(() => start(two));

  it('takes a weight only while both say the same, and says what the second one shows', () => {
    weighing.want('p1');
    show(600, { front: 0, back: 0 });
    expect(view.state).toBe('waiting');
    show(2400, { front: 2000, back: 2400 });
    expect(view).toEqual({
      state: 'indicators-differ',
      second: { name: 'Scale back', text: '2.400', unit: 'kg' },
    });
    expect(taken).toEqual([]);
    show(600, { front: 2000, back: 2000 });
    expect(taken).toEqual(['front 2.000', 'front 2.000']);
  });

  it('stops where the second one says nothing', () => {
    weighing.want('p1');
    show(2600, { front: 0 });
    weighing.tick();
    expect(view).toMatchObject({ state: 'indicator-silent', second: { text: null } });
    show(1000, { front: 2000 });
    expect(taken).toEqual([]);
  });

  it('takes nothing from a scale that is not its own', () => {
    start(platformOf([scale('bench'), scale('dock')], undefined));
    weighing.want('p1');
    show(400, { bench: 0, dock: 7000 });
    show(600, { bench: 2000, dock: 7000 });
    expect(taken).toEqual(['bench 2.000', 'bench 2.000']);
  });

  it('says that the indicator shows another platform, and wants to see it empty after it was switched back', () => {
    start(platformOf([scale('bench', { platform: 1 }), scale('floor', { platform: 2 })], undefined));
    weighing.want('p1');
    show(400, { bench: 0 });
    away.add('bench');
    weighing.reset('bench');
    show(1000, { floor: 7000 });
    expect(view.state).toBe('switched-away');
    away.clear();
    show(1000, { bench: 2000 });
    expect([view.state, taken]).toEqual(['needs-zero', []]);
    show(400, { bench: 0 });
    show(600, { bench: 2000 });
    expect(taken).toEqual(['bench 2.000', 'bench 2.000']);
  });

  it('never takes a net weight: it asks for the tare to go', () => {
    start(platformOf([scale('bench')], undefined));
    weighing.want('p1');
    show(400, { bench: 0 });
    show(400, { bench: 0 }, { net: true });
    show(1000, { bench: 2000 }, { net: true });
    expect(view.state).toBe('tared');
    expect(taken).toEqual([]);
  });

  it('begins anew with other scales when the settings change', () => {
    weighing.want('p1');
    show(400, { front: 0, back: 0 });
    weighing.use(platformOf([scale('bench')], undefined));
    expect(weighing.scaleId()).toBe('bench');
    show(400, { bench: 2000 });
    expect([view.state, taken]).toEqual(['needs-zero', []]);
  });
});

describe('a weight of one scale', () => {
  let captured: number[];
  let weighing: Weighing;
  let nowMs: number;

  beforeEach(() => {
    captured = [];
    nowMs = 0;
    weighing = createWeighing({
      platform: platformOf([scale('front', { division: '0.1 kg' })], undefined),
      hasScale: () => true,
      isAway: () => false,
      now: () => nowMs,
      onView: () => undefined,
      attest,
      onCaptured: (_parcel, readings) => captured.push(readings.length),
    });
    weighing.push(reading('front', 0, 0));
    weighing.want('parcel');
  });

  it('is not taken from readings that come late: what lies there now may be another thing', () => {
    // The process stood still; what the line had kept comes in at once, seconds later.
    nowMs = 5000;
    weighing.push(reading('front', 200, 5000));
    weighing.push(reading('front', 400, 5000));
    expect(captured).toEqual([]);
    nowMs = 5300;
    weighing.push(reading('front', 5100, 5000));
    weighing.push(reading('front', 5300, 5000));
    expect(captured).toEqual([2]);
  });

  it('is the whole of it, at rest, as the scale shows it', () => {
    expect(attest(reading('front', 0, 5000))).not.toBeNull();
    for (const change of [{ net: true }, { highRes: true }, { state: 'motion' }, { weight: null }] as const)
      expect(attest(reading('front', 0, 5000, change))).toBeNull();
  });

  it('needs zero again once the scale was set anew', () => {
    weighing.reset('front');
    expect(weighing.view().state).toBe('needs-zero');
  });
});
