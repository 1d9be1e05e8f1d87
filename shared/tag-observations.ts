/**
 * What readers saw, put together: one observation stands for all reads of one tag on one antenna since the last
 * telling. Whoever counts, lists or locates tags listens to these (`DeviceService.onTagObservations`), never to single
 * reads: they come a few times a second, however fast readers read. Nothing is left out, and what was told once is not
 * told again, so a listener only adds up.
 */
export interface TagObservation {
  readonly readerId: string;
  /** Upper case. */
  readonly epcHex: string;
  readonly epcBits: number;
  /** The chip's own number, where the reader gave it: two tags with one EPC are two items where these differ. */
  readonly tidHex: string | null;
  readonly antenna: number | null;
  /** Reads, as the reader counts them. */
  readonly reads: number;
  /** The strongest, in hundredths of a dBm; `null` where the reader tells none. */
  readonly maxRssiCentiDbm: number | null;
  /** Epoch milliseconds by this machine's clock; a reader's own times are corrected to it. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** The reader had kept these and sent them later than 10 s: they may belong to an earlier count. */
  readonly late: boolean;
  readonly simulated: boolean;
}

/** Adds what was seen later; both are of one tag on one antenna. */
export const addObservation = (one: TagObservation, other: TagObservation): TagObservation => ({
  ...one,
  reads: one.reads + other.reads,
  maxRssiCentiDbm: strongerOf(one.maxRssiCentiDbm, other.maxRssiCentiDbm),
  firstAt: Math.min(one.firstAt, other.firstAt),
  lastAt: Math.max(one.lastAt, other.lastAt),
});

export const strongerOf = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);
