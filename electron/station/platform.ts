import { parseWrittenWeight, type DeviceConfig, type DeviceConfigOf } from '../../shared/device-config';
import type { ScaleReading } from '../../shared/devices';
import type { SecondIndicator } from '../../shared/station';
import { toMilligrams, type Milligrams, type Weight } from '../../shared/units';

type ScaleConfig = DeviceConfigOf<'scale'>;

/** What the station weighs parcels on: one scale, and where there is one a second indicator of the same platform. */
export interface Platform {
  readonly scaleId: string | null;
  readonly secondId: string | null;
  readonly secondName: string | null;
  /** Division of the weighing scale; `null`: not known. */
  readonly division: Weight | null;
  /** The two indicators may differ by this much. */
  readonly toleranceMg: Milligrams | null;
}

const divisionOf = (config: ScaleConfig | undefined): Weight | null => {
  const written = config?.options?.division;
  return written === undefined ? null : parseWrittenWeight(written);
};

/** `chosen`: the id that `station.yaml` names; else the first scale that is no second indicator of another. */
export const platformOf = (devices: readonly DeviceConfig[], chosen: string | undefined): Platform => {
  const scales = devices.filter((device): device is ScaleConfig => device.kind === 'scale' && device.disabled !== true);
  const first =
    scales.find(({ id }) => id === chosen) ?? scales.find(({ options }) => options?.secondIndicatorOf === undefined);
  const second = scales.find(({ options }) => first !== undefined && options?.secondIndicatorOf === first.id);
  const divisions = [divisionOf(first), divisionOf(second)].flatMap((each) =>
    each === null ? [] : toMilligrams(each),
  );
  return {
    scaleId: first?.id ?? null,
    secondId: second?.id ?? null,
    secondName: second?.name ?? null,
    division: divisionOf(first),
    toleranceMg: divisions.length === 0 ? null : Math.max(...divisions),
  };
};

export type Agreement =
  /** There is no second indicator, or both stand still and say the same. */
  | 'agreed'
  /** One of them moves, or they have not differed for long enough to say so. */
  | 'settling'
  | 'differ'
  /** The second says nothing that could be compared. */
  | 'silent';

/** A reading that is older says nothing of what lies there now. */
const freshMs = 1000;
/** Two indicators come to rest one after the other. */
const patienceMs = 1000;

const atRest = ({ state, weight, highRes }: ScaleReading): boolean =>
  (state === 'stable' || state === 'zero') && weight !== null && !highRes;

/** One step of the last digit that is shown, where nobody wrote the division down. */
const stepMg = ({ weight }: ScaleReading): Milligrams =>
  weight === null ? 0 : toMilligrams({ ...weight, mantissa: 1 });

/**
 * Two indicators of one platform: a weight counts only while both stand still and differ by no more than a division.
 * Nothing is averaged and neither is preferred. Pure: time comes with the readings and the question.
 */
export const createAgreement = ({ scaleId, secondId, toleranceMg }: Platform) => {
  let first: ScaleReading | null = null;
  let second: ScaleReading | null = null;
  let secondSinceMs: number | null = null;
  let differSinceMs: number | null = null;

  const compare = (nowMs: number): Agreement => {
    if (secondId === null) return 'agreed';
    secondSinceMs ??= nowMs;
    if (second === null || nowMs - second.monotonicMs >= freshMs)
      return nowMs - Math.max(secondSinceMs, second?.monotonicMs ?? 0) >= patienceMs + freshMs ? 'silent' : 'settling';
    if (first === null || nowMs - first.monotonicMs >= freshMs || !atRest(first) || !atRest(second)) {
      differSinceMs = null;
      return 'settling';
    }
    const limitMg = toleranceMg ?? Math.max(stepMg(first), stepMg(second));
    const same =
      first.weight !== null &&
      second.weight !== null &&
      (first.net === true) === (second.net === true) &&
      Math.abs(toMilligrams(first.weight) - toMilligrams(second.weight)) <= limitMg;
    if (same) {
      differSinceMs = null;
      return 'agreed';
    }
    differSinceMs ??= nowMs;
    return nowMs - differSinceMs >= patienceMs ? 'differ' : 'settling';
  };

  return {
    push(reading: ScaleReading): void {
      if (reading.deviceId === scaleId) first = reading;
      else if (reading.deviceId === secondId) second = reading;
    },
    compare,
    /** What the second one shows, for the screen. */
    secondShows: (nowMs: number): Pick<SecondIndicator, 'text' | 'unit'> =>
      second === null || nowMs - second.monotonicMs >= freshMs
        ? { text: null, unit: null }
        : { text: second.text, unit: second.weight?.unit ?? null },
  };
};
