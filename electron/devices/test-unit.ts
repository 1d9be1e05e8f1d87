import type { ConnectionReason, ScaleReading } from '../../shared/devices';
import type { Failure } from '../../shared/result';
import { weightDigits } from '../../shared/units';
import type { DeviceUnit } from './device-unit';
import { pause } from './waiting';

/** What trying a device out showed. `text` is technical: what came over its wire. */
export interface DeviceTest {
  readonly passed: boolean;
  readonly text: string;
  readonly place: string;
  /** What a scale showed. */
  readonly reading: ScaleReading | null;
  readonly failure: Failure<ConnectionReason> | null;
}

/** A little more than a silent scale takes to be named. */
const limitMs = 3000;
const lookMs = 50;

/**
 * Tries a device without changing anything on it: a scale must show a fresh reading, the rest an open line (a scanner
 * speaks only when somebody scans; a printer's own state stands in its status). Never sends an unknown command.
 */
export const testUnit = async (unit: DeviceUnit | null): Promise<DeviceTest> => {
  if (unit === null) return { passed: false, text: '', place: '', reading: null, failure: { code: 'not-found' } };
  unit.connection?.nudge();
  const fresh = (): boolean => unit.status().state === 'ready' && (unit.scale === null || !unit.scale.view.stale);
  for (let waitedMs = 0; waitedMs < limitMs && !fresh(); waitedMs += lookMs) await pause(lookMs);
  const { state, reason, place } = unit.status();
  if (!fresh()) {
    const failure = state === 'ready' ? { code: 'no-answer' as const } : (reason ?? { code: 'no-answer' as const });
    return { passed: false, text: place, place, reading: null, failure };
  }
  const reading = unit.scale?.view.reading ?? null;
  if (reading === null) return { passed: true, text: place, place, reading, failure: null };
  const { weight } = reading;
  const text = weight === null ? reading.state : `${reading.state} ${weightDigits(weight)} ${weight.unit}`;
  return { passed: true, text: `${place}: ${text}`, place, reading, failure: null };
};
