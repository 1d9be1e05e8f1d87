import { isDeepStrictEqual } from 'node:util';
import type { ScaleReading } from '../../shared/devices';
import type { CountReading } from '../../shared/features/counts/records';
import type { AttestedReading } from '../../shared/features/packing/commands';
import type { CaptureView } from '../../shared/station';
import { createCaptureGate } from '../devices/scales/capture';
import { createAgreement, type Platform } from './platform';

const attestAny = (reading: ScaleReading): AttestedReading | null =>
  reading.weight === null || (reading.state !== 'stable' && reading.state !== 'zero') || reading.highRes
    ? null
    : {
        deviceId: reading.deviceId,
        weight: reading.weight,
        text: reading.text.slice(0, 40),
        state: reading.state,
        checked: reading.checked,
        at: reading.at,
        rawHex: reading.rawHex.slice(0, 1024),
        simulated: reading.simulated,
      };

/** What the record may take for a parcel's weight: at rest, as the scale shows it, and the whole of it. */
export const attest = (reading: ScaleReading): AttestedReading | null =>
  reading.net === true ? null : attestAny(reading);

/** Pieces may lie in a tote that the scale has tared: the record says which of both it is. */
export const attestPieces = (reading: ScaleReading): CountReading | null => {
  const attested = attestAny(reading);
  return attested === null ? null : { ...attested, net: reading.net === true };
};

export interface WeighingDependencies<R extends AttestedReading> {
  readonly platform: Platform;
  readonly hasScale: (deviceId: string) => boolean;
  /** Its indicator serves several platforms and shows another one. */
  readonly isAway: (deviceId: string) => boolean;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly onView: (view: CaptureView) => void;
  readonly onCaptured: (parcelId: string, readings: readonly R[]) => void;
  /** What is taken of a reading; `null`: it is no weight for this. */
  readonly attest: (reading: ScaleReading) => R | null;
  readonly takesNet?: boolean;
}

const blocks: Readonly<Record<'differ' | 'silent', CaptureView['state']>> = {
  differ: 'indicators-differ',
  silent: 'indicator-silent',
};

/**
 * Wants a weight for one parcel at a time; takes it once from the stream of the weighing scale, and says in between what
 * it waits for. Where a second indicator observes the same platform, nothing counts while the two do not agree.
 */
export const createWeighing = <R extends AttestedReading>(dependencies: WeighingDependencies<R>) => {
  const { platform, hasScale, isAway, now, onView, onCaptured, takesNet = false } = dependencies;
  let scales = platform;
  let gate = createCaptureGate({ division: scales.division, takesNet });
  let agreement = createAgreement(scales);
  let wanted: string | null = null;
  let shown: CaptureView = { state: 'off', second: null };

  const show = (state: CaptureView['state']): void => {
    const second =
      scales.secondId === null || state === 'off'
        ? null
        : { name: scales.secondName ?? scales.secondId, ...agreement.secondShows(now()) };
    if (isDeepStrictEqual(shown, { state, second })) return;
    shown = { state, second };
    onView(shown);
  };

  const look = (): void => {
    if (wanted === null) return show('off');
    if (scales.scaleId === null || !hasScale(scales.scaleId)) return show('no-scale');
    if (isAway(scales.scaleId)) return show('switched-away');
    const agreed = agreement.compare(now());
    const { state, readings } = gate.status;
    if (agreed === 'differ' || agreed === 'silent') return show(blocks[agreed]);
    show(state);
    if (state !== 'captured') return;
    const attested = readings.flatMap((reading) => dependencies.attest(reading) ?? []);
    // One of them is no weight of a parcel: neither is what they add up to.
    if (attested.length < readings.length) return void gate.reset();
    const parcelId = wanted;
    wanted = null;
    onCaptured(parcelId, attested);
  };

  return {
    /** Other settings: what was seen of other scales counts no more. */
    use: (next: Platform): void => {
      if (isDeepStrictEqual(next, scales)) return;
      scales = next;
      gate = createCaptureGate({ division: scales.division, takesNet });
      agreement = createAgreement(scales);
      if (wanted !== null) gate.arm();
      look();
    },
    scaleId: (): string | null => scales.scaleId,
    /** Asks for the weight of a parcel; `null` asks for none. Asking again for the same parcel changes nothing. */
    want: (parcelId: string | null): void => {
      if (parcelId === wanted) return look();
      wanted = parcelId;
      if (parcelId === null) gate.disarm();
      else gate.arm();
      look();
    },
    /** Weigh once more: the load must leave the scale first. */
    again: (parcelId: string): void => {
      wanted = parcelId;
      gate.arm();
      look();
    },
    push: (reading: ScaleReading): void => {
      agreement.push(reading);
      if (reading.deviceId === scales.scaleId && agreement.compare(now()) === 'agreed') gate.push(reading, now());
      look();
    },
    /** What this scale showed so far counts no more: zero must be seen again. */
    reset: (deviceId: string): void => {
      if (deviceId === scales.scaleId || deviceId === scales.secondId) {
        gate.reset();
        agreement = createAgreement(scales);
      }
      look();
    },
    tick: (): void => {
      gate.tick(now());
      look();
    },
    view: (): CaptureView => shown,
  };
};
export type Weighing = ReturnType<typeof createWeighing>;
