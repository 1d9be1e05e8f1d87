import type { CaptureView } from '../../station';
import type { Milligrams } from '../../units';
import type { PassConfidence } from './confidence';
import type { ZoneSums } from './classify';
import type { CountZone } from './records';
import type { ClassSums } from './tag-classes';
import type { UnitWeight } from './unit-weight';

/** How long since a sought tag was last heard, and how loudly. */
export interface SoughtTag {
  readonly epc: string;
  /** Hundredths of a dBm of the last tellings; `null`: not heard lately. */
  readonly rssiCentiDbm: number | null;
  readonly heardAt: number | null;
}

/** Pieces that are counted by weight. */
export interface CountWeigh {
  readonly item: { readonly sku: string; readonly name: string } | null;
  /** `teach`: pieces counted by hand, to learn what one weighs; `done`: a load was counted, the next one is asked for first. */
  readonly asks: 'item' | 'tote' | 'teach' | 'load' | 'done';
  /** What one piece weighs, and how far that may be off; `null`: not known. */
  readonly unit: {
    readonly meanMg: Milligrams;
    readonly errorMg: Milligrams;
    readonly source: UnitWeight['source'];
  } | null;
  /** Pieces that one weighing can tell at most. */
  readonly most: number;
  /** Pieces that are counted by hand for it. */
  readonly teach: number;
  /** The empty tote that is taken off each load; `null`: none. */
  readonly toteMg: Milligrams | null;
  /** Pieces that do not weigh what is known of them: they were counted wrong, or the weight is another one now. */
  readonly doubt: {
    readonly pieces: number;
    readonly eachMg: Milligrams;
    readonly knownMg: Milligrams;
    readonly known: 'catalogue' | 'weighed';
  } | null;
  /** The load that was counted last, and the pieces in the bin with it. */
  readonly last: { readonly pieces: number; readonly quantity: number } | null;
  readonly capture: CaptureView;
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
  /** The same zone by zone, of what lies in one zone alone; empty where the count is blind or has one zone. */
  readonly zones: readonly (CountZone & ZoneSums)[];
  /** New tags of the last second: when none come any more, the pass is through. */
  readonly fresh: number;
  /** Reports were lost in this pass: why. */
  readonly lost: string | null;
  readonly sought: SoughtTag | null;
  /** The bin that scans are counted in. */
  readonly bin: string | null;
  /** Another bin was scanned though this one is not through: what becomes of it is asked. `counted`: pieces in it. */
  readonly leaving: { readonly from: string; readonly to: string; readonly counted: number } | null;
  /** `null` while each piece is scanned. */
  readonly weigh: CountWeigh | null;
}
