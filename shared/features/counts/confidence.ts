/** What two passes over the same place say of the tags that neither has read. */
export interface PassConfidence {
  /** Different tags of the first pass, of the second, and of both. */
  readonly first: number;
  readonly second: number;
  readonly both: number;
  readonly union: number;
  /**
   * `one-pass`: nothing can be said yet. `little-overlap`: too few tags in both. `suspect-session`: the second pass read almost
   * nothing, as tags of a resting session do; it says nothing of what is missing.
   */
  readonly verdict: 'one-pass' | 'little-overlap' | 'suspect-session' | 'known';
  /** Tags that are there by Chapman's estimate and were read in neither pass; tags that are shielded for ever come on top. */
  readonly unread: number | null;
  readonly standardDeviation: number | null;
  /** Share of the estimated tags that were read, in hundredths of a percent, rounded down and never 100 %. */
  readonly readBasisPoints: number | null;
}

const leastOverlap = 10;
/** A second pass with fewer tags than one in ten of the first was kept from reading rather than found nothing. */
const suspectShare = 10;
const neverAll = 9999;

const nothing = { unread: null, standardDeviation: null, readBasisPoints: null } as const;

/**
 * Chapman's estimator for capture and recapture (D. G. Chapman, 1951): N = (n1 + 1)(n2 + 1) / (m + 1) − 1. Passes are not quite
 * independent, since a shielded tag stays shielded, so what it estimates as unread is the least that is.
 */
export const confidenceOf = (first: number, second: number, both: number): PassConfidence => {
  const union = first + second - both;
  const base = { first, second, both, union };
  if (second === 0 && first === 0) return { ...base, ...nothing, verdict: 'one-pass' };
  if (first >= suspectShare * 2 && second * suspectShare < first)
    return { ...base, ...nothing, verdict: second === 0 ? 'one-pass' : 'suspect-session' };
  if (second === 0 || first === 0) return { ...base, ...nothing, verdict: 'one-pass' };
  if (both < leastOverlap) return { ...base, ...nothing, verdict: 'little-overlap' };
  const all = ((first + 1) * (second + 1)) / (both + 1) - 1;
  const variance =
    ((first + 1) * (second + 1) * (first - both) * (second - both)) / ((both + 1) * (both + 1) * (both + 2));
  return {
    ...base,
    verdict: 'known',
    unread: Math.max(0, all - union),
    standardDeviation: Math.sqrt(variance),
    readBasisPoints: Math.min(neverAll, Math.floor((union / all) * 10_000)),
  };
};
