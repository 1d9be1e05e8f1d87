import { toMilligrams, weightDigits } from '../../../shared/units';
import { useScale, useStation } from '../../station/client';

/** What the weighing scale shows now; never a figure that is old. */
export const useLiveWeight = () => {
  const scale = useScale();
  const { devices, scaleId } = useStation();
  const hasScale = devices.some(({ id, state }) => id === scaleId && state === 'ready');
  if (!hasScale) return { state: 'noScale', text: null, unit: null } as const;
  const reading = scale?.reading ?? null;
  if (reading === null || scale?.stale === true) return { state: 'none', text: null, unit: null } as const;
  if (reading.weight === null) return { state: reading.state, text: null, unit: null } as const;
  const empty = reading.state === 'stable' && reading.weight.mantissa === 0;
  // A net zero is no empty scale: what was tared still lies there.
  const state = reading.net === true ? 'net' : empty ? 'zero' : reading.state;
  return { state, text: weightDigits(reading.weight), unit: reading.weight.unit } as const;
};

export const toneOfLive = (state: string): string =>
  state === 'stable'
    ? 'good'
    : state === 'zero' || state === 'none'
      ? 'plain'
      : state === 'motion' || state === 'net'
        ? 'need'
        : 'bad';

/** A scale that stands still so near to nothing is empty, and only off its zero. */
const driftMg = 50_000;

export const useDrift = (): boolean => {
  const reading = useScale()?.reading ?? null;
  if (reading === null || reading.weight === null) return false;
  const still = reading.state === 'stable' || reading.state === 'under';
  return still && Math.abs(toMilligrams(reading.weight)) <= driftMg;
};
