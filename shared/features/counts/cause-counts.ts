import type { CauseFacts, CauseRow, Found } from './causes';
import { serialOfKey } from './tag-identity';

/** What is missing here was found by another count, or the other way round: it lies in another place, or was carried there. */
export const otherCount = ({ difference, elsewhere }: CauseFacts): Found | null => {
  if (elsewhere.length === 0) return null;
  const rows = elsewhere.map((found): CauseRow => ({ kind: 'other-count', found }));
  // A piece that has a serial number is that one; of others an equal number says something.
  if (elsewhere.some(({ key }) => serialOfKey(key) !== null)) return { strength: 'strong', rows };
  return { strength: elsewhere.some((each) => each.difference === -difference) ? 'some' : 'weak', rows };
};
