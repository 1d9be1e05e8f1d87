/** Where a reader hears: one of its antennas, or all of it where it names none. */
export interface HearingPlace {
  readonly readerId: string;
  readonly antenna: number | null;
}

/** More EPCs than this are not asked about for one pair of places while nothing has come of them. */
const mostOpen = 3;
/** What was found out about two places holds for so long: antennas are turned and moved. */
const holdsMs = 600_000;

interface Pair {
  /** Epoch milliseconds; one chip was heard at both places. */
  overlapSeenAt: number | null;
  /** EPCs that were asked about, and when: whether they are two tags is not known yet, or could not be found out. */
  readonly open: Map<string, number>;
}

const nameOf = ({ readerId, antenna }: HearingPlace): string => `${readerId} ${antenna ?? ''}`;

/**
 * Which places hear the same tags, learned from chip numbers: one chip that is loud at both says that the places
 * overlap, and from then on an EPC that is loud at both says nothing. Until that is known a few EPCs are asked about,
 * never all of them.
 */
export const createOverlaps = () => {
  const pairs = new Map<string, Pair>();

  const pairOf = (one: HearingPlace, other: HearingPlace): Pair => {
    const key = [nameOf(one), nameOf(other)].sort().join('|');
    const pair = pairs.get(key) ?? { overlapSeenAt: null, open: new Map<string, number>() };
    pairs.set(key, pair);
    return pair;
  };

  return {
    /** Whether an EPC that is loud at both may be two tags, so that it is worth asking for its chip numbers. */
    mayBeTwo(one: HearingPlace, other: HearingPlace, epc: string, at: number): boolean {
      const { overlapSeenAt, open } = pairOf(one, other);
      if (overlapSeenAt !== null && at - overlapSeenAt < holdsMs) return false;
      for (const [each, askedAt] of open) if (at - askedAt >= holdsMs) open.delete(each);
      if (open.has(epc)) return true;
      if (open.size >= mostOpen) return false;
      open.set(epc, at);
      return true;
    },
    /** One chip was loud at both. */
    heardOneChip(one: HearingPlace, other: HearingPlace, at: number): void {
      const pair = pairOf(one, other);
      pair.overlapSeenAt = at;
      pair.open.clear();
    },
    /** This EPC is on two chips: asking was worth it. */
    heardTwoChips(one: HearingPlace, other: HearingPlace, epc: string): void {
      pairOf(one, other).open.delete(epc);
    },
  };
};
