import { toMilligrams, type Weight } from '../../../shared/units';
import type { DecodedReading, ScaleProfile } from '../types';

/** Something between two readings that people should know of. Each voids a capture that was under way. */
export type ScaleNoticeCode =
  | 'unit-changed'
  | 'decimals-changed'
  | 'net-changed'
  /** The indicator was switched to another platform, and nothing says which of them is meant. */
  | 'platform-changed'
  | 'jump'
  | 'parity-in-bit-7'
  | 'zero-while-moving';

export interface JudgedReading {
  readonly reading: DecodedReading;
  readonly notices: readonly ScaleNoticeCode[];
}

const atRest = (reading: DecodedReading): boolean => reading.state === 'stable' || reading.state === 'zero';

/** How much two resting readings may differ and still be the same load: one division, or one step of the last digit. */
const slackMg = (weight: Weight, profile: ScaleProfile): number =>
  toMilligrams(profile.division ?? { ...weight, mantissa: 1 });

/**
 * Compares a reading with the one before it (as the device sent it; `null` after a gap). A scale that calls two
 * different weights stable in a row moved in between, whatever its flag says: the second one counts as motion.
 */
export const judgeReading = (
  before: DecodedReading | null,
  now: DecodedReading,
  profile: ScaleProfile,
): JudgedReading => {
  const notices: ScaleNoticeCode[] = now.warning === undefined ? [] : [now.warning];
  if (before !== null && before.platform !== now.platform) {
    const moving: DecodedReading = atRest(now) ? { ...now, state: 'motion', stableSource: 'inferred' } : now;
    return { reading: moving, notices: [...notices, 'platform-changed'] };
  }
  if (before === null || before.weight === null || now.weight === null) return { reading: now, notices };
  if (before.net !== null && now.net !== null && before.net !== now.net) notices.push('net-changed');
  if (before.weight.unit !== now.weight.unit) return { reading: now, notices: [...notices, 'unit-changed'] };
  if (before.weight.exponent !== now.weight.exponent) notices.push('decimals-changed');
  const differenceMg = Math.abs(toMilligrams(now.weight) - toMilligrams(before.weight));
  const moved = atRest(before) && atRest(now) && differenceMg > slackMg(now.weight, profile);
  const jumped = profile.capacity !== undefined && differenceMg > toMilligrams(profile.capacity);
  if (jumped) notices.push('jump');
  const reading: DecodedReading =
    moved || (jumped && atRest(now)) ? { ...now, state: 'motion', stableSource: 'inferred' } : now;
  return { reading, notices };
};
