import type { PassConfidence } from './confidence';
import type { ClassSums } from './tag-classes';

/** How long since a sought tag was last heard, and how loudly. */
export interface SoughtTag {
  readonly epc: string;
  /** Hundredths of a dBm of the last tellings; `null`: not heard lately. */
  readonly rssiCentiDbm: number | null;
  readonly heardAt: number | null;
}

/** A count at this station while it goes on: what only lives here, beside what the record holds. */
export interface CountLive {
  readonly countId: string;
  /** The pass that readers read in now; `null`: none. */
  readonly pass: number | null;
  readonly readers: readonly string[];
  /** Tags told apart so far, by all passes. */
  readonly tags: number;
  /** `null` where the count is blind. */
  readonly sums: ClassSums | null;
  readonly confidence: PassConfidence | null;
  /** New tags of the last second: when none come any more, the pass is through. */
  readonly fresh: number;
  /** Reports were lost in this pass: why. */
  readonly lost: string | null;
  readonly sought: SoughtTag | null;
  /** The bin that scans are counted in. */
  readonly bin: string | null;
}
