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

/**
 * Whether both may be of one tag on one antenna: two chip numbers are two items, whatever their EPC says. One without a
 * chip number may be either.
 */
export const mayBeOneTag = (one: TagObservation, other: TagObservation): boolean =>
  one.readerId === other.readerId &&
  one.epcHex === other.epcHex &&
  one.epcBits === other.epcBits &&
  one.antenna === other.antenna &&
  (one.tidHex === null || other.tidHex === null || one.tidHex === other.tidHex);

/** Adds what was seen later of the same tag on the same antenna. Late is only what was late each time. */
export const addObservation = (one: TagObservation, other: TagObservation): TagObservation => {
  if (!mayBeOneTag(one, other)) throw new Error('two tags are not one observation');
  return { ...one, tidHex: one.tidHex ?? other.tidHex, ...addedUp(one, other), late: one.late && other.late };
};

const addedUp = (one: TagObservation, other: TagObservation) => ({
  reads: one.reads + other.reads,
  maxRssiCentiDbm: strongerOf(one.maxRssiCentiDbm, other.maxRssiCentiDbm),
  firstAt: Math.min(one.firstAt, other.firstAt),
  lastAt: Math.max(one.lastAt, other.lastAt),
});

export const strongerOf = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);
