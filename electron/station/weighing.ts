import type { ScaleReading } from '../../shared/devices';
import type { AttestedReading } from '../../shared/features/packing/commands';
import type { CaptureView } from '../../shared/station';

/** The gate that turns a stream of readings into one weight (decision 16). */
export interface CaptureGate {
  push(reading: ScaleReading): unknown;
  arm(): void;
  disarm(): void;
  reset(): unknown;
  tick(nowMonotonicMs: number): unknown;
  readonly status: {
    readonly state: 'needs-zero' | 'waiting' | 'settling' | 'captured';
    readonly readings: readonly ScaleReading[];
  };
}

export const attest = (reading: ScaleReading): AttestedReading | null =>
  reading.weight === null || (reading.state !== 'stable' && reading.state !== 'zero')
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

export interface WeighingDependencies {
  readonly gate: CaptureGate;
  readonly hasScale: () => boolean;
  readonly onView: (view: CaptureView) => void;
  readonly onCaptured: (parcelId: string, readings: readonly AttestedReading[]) => void;
}

/** Wants a weight for one parcel at a time; takes it from the stream once, and says in between what it waits for. */
export const createWeighing = ({ gate, hasScale, onView, onCaptured }: WeighingDependencies) => {
  let wanted: string | null = null;
  let shown: CaptureView['state'] = 'off';

  const show = (state: CaptureView['state']): void => {
    if (state === shown) return;
    shown = state;
    onView({ state });
  };

  const look = (): void => {
    if (wanted === null) return show('off');
    if (!hasScale()) return show('no-scale');
    const { state, readings } = gate.status;
    show(state);
    if (state !== 'captured') return;
    const attested = readings.flatMap((reading) => attest(reading) ?? []);
    const parcelId = wanted;
    wanted = null;
    onCaptured(parcelId, attested);
  };

  return {
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
      gate.push(reading);
      look();
    },
    /** What the scale showed so far counts no more: zero must be seen again. */
    reset: (): void => {
      gate.reset();
      look();
    },
    tick: (nowMonotonicMs: number): void => {
      gate.tick(nowMonotonicMs);
      look();
    },
    view: (): CaptureView => ({ state: shown }),
  };
};
export type Weighing = ReturnType<typeof createWeighing>;
