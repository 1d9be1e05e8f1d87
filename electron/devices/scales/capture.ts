import type { ScaleReading } from '../../../shared/devices';
import { toMilligrams, type Weight } from '../../../shared/units';

export interface CaptureOptions {
  /** The scale's display division e; `null` when it is not known: then only a reading of 0 is zero. */
  readonly division: Weight | null;
  readonly timing?: Partial<CaptureTiming>;
  /** Pieces in a tote that the scale tares are taken net: an empty tote is zero. A parcel never is. */
  readonly takesNet?: boolean;
}

export interface CaptureTiming {
  /** Least time between two readings that both count. */
  readonly spacingMs: number;
  /** A capture's newest reading is younger than this. */
  readonly freshMs: number;
  /** Readings before a silence of more than this count no more. */
  readonly gapMs: number;
}

/**
 * `needs-zero`: the last parcel (or something) still lies there; `waiting`: nothing to weigh; `settling`: a load;
 * `tared`: the scale shows net weights, and a parcel is weighed whole.
 */
export type CaptureState = 'needs-zero' | 'tared' | 'waiting' | 'settling' | 'captured';

export interface CaptureStatus {
  readonly state: CaptureState;
  /** The captured reading. */
  readonly reading?: ScaleReading;
  /** All readings that made the capture, oldest first; empty before. */
  readonly readings: readonly ScaleReading[];
}

/**
 * Turns a stream of readings into one weight of a parcel: 2 equal stable readings ≥ 150 ms apart on checked links, 3
 * otherwise, the newest < 1 s old, after the scale was at zero (|w| ≤ ½ e at rest, or its own zero state) since the last
 * capture. Motion, another unit or a gap begin anew. Where net weights aren't asked for none is taken, and its zero is
 * none: a tare would be a silent part of the check. Pure: time comes with the readings and with `tick`.
 */
export interface CaptureGate {
  /** `nowMs`: monotonic time of the call, when it differs from the reading's own. */
  push(reading: ScaleReading, nowMs?: number): CaptureStatus;
  /** A weight is wanted now, of a new parcel. */
  arm(): CaptureStatus;
  disarm(): CaptureStatus;
  tick(nowMs: number): CaptureStatus;
  /** Everything before counts no more (unplugged, zeroed, tared): zero must be seen again. */
  reset(): CaptureStatus;
  readonly status: CaptureStatus;
}

const usualTiming: CaptureTiming = { spacingMs: 150, freshMs: 1000, gapMs: 2000 };

const sameWeight = (a: ScaleReading, b: ScaleReading): boolean =>
  a.deviceId === b.deviceId &&
  a.net === b.net &&
  a.weight?.mantissa === b.weight?.mantissa &&
  a.weight?.exponent === b.weight?.exponent &&
  a.weight?.unit === b.weight?.unit;

export const createCaptureGate = ({ division, timing, takesNet = false }: CaptureOptions): CaptureGate => {
  const { spacingMs, freshMs, gapMs } = { ...usualTiming, ...timing };
  const divisionMg = division === null ? 0 : toMilligrams(division);
  let armed = false;
  let zeroSeen = false;
  let loaded = false;
  let tared = false;
  /** Equal resting readings in a row that count, i.e. with the spacing between them. */
  let run: ScaleReading[] = [];
  let newest: ScaleReading | null = null;
  let captured: readonly ScaleReading[] = [];

  const isZero = ({ state, weight }: ScaleReading): boolean =>
    state === 'zero' || (state === 'stable' && weight !== null && 2 * Math.abs(toMilligrams(weight)) <= divisionMg);

  const status = (): CaptureStatus => {
    const reading = captured.at(-1);
    if (reading !== undefined) return { state: 'captured', reading, readings: captured };
    if (tared) return { state: 'tared', readings: [] };
    return { state: zeroSeen ? (loaded ? 'settling' : 'waiting') : 'needs-zero', readings: [] };
  };

  const take = (reading: ScaleReading): void => {
    const counted = run.at(-1);
    if (counted !== undefined && !sameWeight(counted, reading)) run = [];
    const last = run.at(-1);
    if (last === undefined || reading.monotonicMs - last.monotonicMs >= spacingMs) run.push(reading);
    // More than enough to judge by, and bounded while nobody wants a weight.
    run = run.slice(-3);
  };

  const complete = (nowMs: number): boolean => {
    const last = run.at(-1);
    if (last === undefined || last !== newest || nowMs - last.monotonicMs >= freshMs) return false;
    return run.length >= 3 || (run.length === 2 && run.every((reading) => reading.checked));
  };

  const push = (reading: ScaleReading, nowMs: number): void => {
    // Another scale: what this gate saw of the first one says nothing about it.
    if (newest !== null && newest.deviceId !== reading.deviceId) zeroSeen = false;
    if (newest !== null && reading.monotonicMs - newest.monotonicMs > gapMs) run = [];
    // From gross to net or back: its zero is another one.
    if (newest !== null && (newest.net === true) !== (reading.net === true)) zeroSeen = false;
    newest = reading;
    tared = reading.net === true && !takesNet;
    if (tared) {
      zeroSeen = false;
      loaded = false;
      run = [];
      return;
    }
    const zero = !reading.highRes && isZero(reading);
    if (zero) zeroSeen = true;
    loaded = !zero && (reading.state === 'stable' || reading.state === 'motion');
    const usable = reading.state === 'stable' && !reading.highRes && reading.weight !== null;
    if (!usable || zero || (reading.weight?.mantissa ?? 0) < 0) {
      run = [];
      return;
    }
    take(reading);
    if (!armed || !zeroSeen || captured.length > 0 || !complete(nowMs)) return;
    captured = run;
    zeroSeen = false;
  };

  return {
    push(reading, nowMs = reading.monotonicMs) {
      push(reading, nowMs);
      return status();
    },
    arm() {
      armed = true;
      captured = [];
      run = [];
      return status();
    },
    disarm() {
      armed = false;
      captured = [];
      run = [];
      return status();
    },
    tick(nowMs) {
      if (newest !== null && nowMs - newest.monotonicMs >= freshMs) {
        run = [];
        loaded = false;
      }
      return status();
    },
    reset() {
      zeroSeen = false;
      loaded = false;
      tared = false;
      run = [];
      captured = [];
      newest = null;
      return status();
    },
    get status() {
      return status();
    },
  };
};
