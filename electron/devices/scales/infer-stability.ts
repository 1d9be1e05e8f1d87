import type { DecodedReading } from '../types';

/** A scale without a flag of stability counts as still after so many equal readings over so long a time. */
const leastReadings = 5;
const leastMs = 1000;

export interface StabilityInference {
  /** Answers the reading, with motion in place of a `stable` that nothing shows yet. */
  judge(reading: DecodedReading, monotonicMs: number): DecodedReading;
  reset(): void;
}

const sameValue = (a: DecodedReading, b: DecodedReading): boolean =>
  a.weight?.mantissa === b.weight?.mantissa &&
  a.weight?.exponent === b.weight?.exponent &&
  a.weight?.unit === b.weight?.unit &&
  a.net === b.net;

/** For scales that send no flag of stability: still is what has not changed for long enough. */
export const createStabilityInference = (): StabilityInference => {
  let run: { readonly first: DecodedReading; readonly sinceMs: number; count: number } | null = null;
  return {
    judge(reading, monotonicMs) {
      if (reading.state !== 'stable' || reading.stableSource === 'device') {
        run = null;
        return reading;
      }
      if (run === null || !sameValue(run.first, reading)) run = { first: reading, sinceMs: monotonicMs, count: 0 };
      run.count += 1;
      const still = run.count >= leastReadings && monotonicMs - run.sinceMs >= leastMs;
      return still ? reading : { ...reading, state: 'motion' };
    },
    reset() {
      run = null;
    },
  };
};
