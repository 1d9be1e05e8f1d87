import { divideHalfEven, toMilligrams, type Milligrams } from '../../../shared/units';
import type { SimulatorCommandOf, SimulatorOptionsOf } from './protocol';
import { createNoise } from './random';

export type ScaleBehaviour = Extract<SimulatorCommandOf<'scale'>, { op: 'behave' }>['as'];
export type ScaleUnit = SimulatorOptionsOf<'scale'>['unit'];

/** What the scale's own display shows at one moment. */
export interface Indication {
  readonly state: 'stable' | 'motion' | 'zero' | 'under' | 'over' | 'fault';
  /** Digits in units of the last decimal; net when tared. */
  readonly mantissa: number;
  readonly decimals: number;
  readonly unit: ScaleUnit;
  readonly net: boolean;
}

export interface ScaleLoad {
  put(weightMg: Milligrams): void;
  behave(as: ScaleBehaviour): void;
  setNoise(spreadMg: Milligrams): void;
  setUnit(unit: ScaleUnit): void;
  indicate(): Indication;
  /** True while the load is still coming to rest. */
  readonly moving: boolean;
  /** Zero and tare as the keys on the scale do it; false when it is not allowed now. */
  zero(): boolean;
  tare(): boolean;
  clearTare(): void;
}

/** Zero is taken within 2 % of the capacity (OIML R 76-1). */
const zeroRangeDivisor = 50;

/**
 * How much of a step in the load is still to come, in thousandths: a damped swing, as a platform makes it when a parcel
 * is put down. Physics, not book-keeping, so floats will do.
 */
const restOfStep = (elapsedMs: number, settleMs: number): number => {
  if (elapsedMs >= settleMs) return 0;
  const part = elapsedMs / settleMs;
  return Math.round(1000 * (1 - part) * Math.exp(-4 * part) * Math.cos(9 * part));
};

/** The load on a platform and what its display makes of it; time is real. */
export const createScaleLoad = (options: SimulatorOptionsOf<'scale'>): ScaleLoad => {
  const { capacityMg, decimals, settleMs, step } = options;
  const noise = createNoise(options.seed);
  let unit = options.unit;
  let behaviour: ScaleBehaviour = 'normal';
  let spreadMg = options.spreadMg;
  let fromMg = 0;
  let targetMg = 0;
  let changedAt = Number.NEGATIVE_INFINITY;
  let zeroMg = 0;
  let tareMg = 0;

  const isMoving = (): boolean => behaviour === 'motion' || performance.now() - changedAt < settleMs;

  const loadMg = (): Milligrams => {
    const rest = restOfStep(performance.now() - changedAt, settleMs);
    const swing = behaviour === 'motion' ? noise(Math.max(100_000, spreadMg)) : noise(spreadMg);
    return targetMg + Math.round(((fromMg - targetMg) * rest) / 1000) + swing;
  };

  /** A million of a unit in milligrams is one unit in 10⁻⁹ g. */
  const digitsOf = (mg: Milligrams): number => {
    const stepNanograms = BigInt(toMilligrams({ mantissa: step, exponent: 6, unit }));
    return Number(divideHalfEven(BigInt(mg) * 1_000_000n * 10n ** BigInt(decimals), stepNanograms)) * step;
  };

  const stateOf = (grossMg: Milligrams, mantissa: number): Indication['state'] => {
    if (behaviour === 'fault') return 'fault';
    if (behaviour === 'overload' || grossMg > capacityMg) return 'over';
    if (behaviour === 'under') return 'under';
    if (isMoving()) return 'motion';
    if (mantissa < 0) return 'under';
    return mantissa === 0 ? 'zero' : 'stable';
  };

  return {
    put(weightMg) {
      fromMg = loadMg();
      targetMg = weightMg;
      changedAt = performance.now();
    },
    behave(as) {
      behaviour = as;
    },
    setNoise(next) {
      spreadMg = next;
    },
    setUnit(next) {
      unit = next;
    },
    indicate() {
      const grossMg = loadMg() - zeroMg;
      const mantissa = digitsOf(grossMg - tareMg);
      return { state: stateOf(grossMg, mantissa), mantissa, decimals, unit, net: tareMg !== 0 };
    },
    get moving() {
      return isMoving();
    },
    zero() {
      if (isMoving() || Math.abs(targetMg) > capacityMg / zeroRangeDivisor) return false;
      zeroMg = targetMg;
      tareMg = 0;
      return true;
    },
    tare() {
      if (isMoving() || targetMg - zeroMg <= 0) return false;
      tareMg = targetMg - zeroMg;
      return true;
    },
    clearTare() {
      tareMg = 0;
    },
  };
};
