import type { TagObservation } from '../../../shared/tag-observations';
import type { RunningInventory } from '../../../shared/tag-reads';
import { createOverlaps, type HearingPlace } from './overlaps';

/** The EPC that two tags may carry. */
export interface DoubtfulEpc {
  readonly epcHex: string;
  readonly epcBits: number;
}

export interface SeenTwiceParts {
  /** What runs on the reader now. */
  readonly inventoryOf: (readerId: string) => RunningInventory | null;
  /** This reader is to read the chip numbers of all tags with this EPC. */
  readonly ask: (readerId: string, epc: DoubtfulEpc) => void;
}

/** In session 2 and 3 a tag that has answered rests for longer than this (Gen2, 6.3.2.2: over 2 s without power). */
const restMs = 2000;
/** How far the clocks of two readers may be apart once they are corrected. */
const clocksMs = 500;
/** Two readers that hear one EPC so close to one another in time hear two tags, or one that both reach. */
const apartMs = 10_000;
/** Below this (hundredths of a dBm) a tag may be heard from far away. */
const loudCentiDbm = -6500;
const askAgainMs = 3000;
const mostAsked = 3;
/** What was found out holds for so long: goods are put on other shelves and tagged anew. */
const holdsMs = 600_000;
/** Oldest are forgotten first: no count has so many at once. */
const mostEpcs = 20_000;

/** One EPC at one antenna. */
interface Place extends HearingPlace {
  lastAt: number;
  /** In which it answered last: in another one it does not rest. `null`: nothing ran any more when it was told. */
  inventory: RunningInventory | null;
  loud: boolean;
  /** The chip number that was read here last, and when. */
  chip: string | null;
  knownAt: number;
  asked: number;
  askedAt: number;
}

const newPlace = ({ readerId, antenna }: TagObservation): Place => ({
  readerId,
  antenna,
  lastAt: 0,
  inventory: null,
  loud: false,
  chip: null,
  knownAt: 0,
  asked: 0,
  askedAt: 0,
});

const isKnown = ({ knownAt }: Place, at: number): boolean => at - knownAt < holdsMs;

const isLoud = ({ maxRssiCentiDbm }: TagObservation): boolean =>
  maxRssiCentiDbm === null || maxRssiCentiDbm >= loudCentiDbm;

/** A tag that has answered keeps quiet for a while. */
const restsOn = (inventory: RunningInventory | null): inventory is RunningInventory =>
  inventory !== null && inventory.session >= 2 && inventory.target !== 'both';

/** Milliseconds between the last answer there and the nearest one here; below 0 where it lies among them. */
const gapMs = (before: Place, each: TagObservation): number =>
  Math.max(each.firstAt - before.lastAt, before.lastAt - each.lastAt);

/**
 * Whether one and the same tag would have kept quiet, as it has answered so lately. The tag keeps this in mind itself, for
 * all readers that ask in the same session, wherever it lies. Which target a reader chose by itself is not known.
 */
const shouldRest = (before: Place, each: TagObservation, inventory: RunningInventory | null): boolean => {
  if (!restsOn(inventory) || inventory.target === 'reader-chosen') return false;
  if (before.inventory?.session !== inventory.session || before.inventory.target !== inventory.target) return false;
  return gapMs(before, each) < (before.readerId === each.readerId ? restMs : restMs - clocksMs);
};

/** Loud at two places so close to one another in time that one tag must be within reach of both. */
const isLoudAtBoth = (before: Place, each: TagObservation, inventory: RunningInventory | null): boolean => {
  if (!before.loud || !isLoud(each)) return false;
  if (before.readerId !== each.readerId) return gapMs(before, each) < apartMs;
  // Antennas of one reader take turns: where tags speak again and again, one tag speaks at both.
  if (before.antenna === each.antenna || !restsOn(inventory)) return false;
  return before.inventory?.session === inventory.session && gapMs(before, each) < restMs;
};

/** Two answers that were put together before they were told. */
const isTwoAnswers = (each: TagObservation, inventory: RunningInventory | null): boolean =>
  restsOn(inventory) && inventory.target !== 'reader-chosen' && each.reads > 1 && each.lastAt - each.firstAt < restMs;

const keyOf = ({ epcHex, epcBits }: DoubtfulEpc): string => `${epcHex} ${epcBits}`;

/**
 * Notices EPCs that are seen in a way in which one tag cannot be: again, although it would still rest from its answer;
 * or loud at once at two places that do not hear the same tags. Their chip numbers are asked for; all others are left
 * alone, as it costs time.
 */
export const createSeenTwice = ({ inventoryOf, ask }: SeenTwiceParts) => {
  const tags = new Map<string, Place[]>();
  const overlaps = createOverlaps();

  const placesOf = (epc: DoubtfulEpc): Place[] => {
    const key = keyOf(epc);
    const known = tags.get(key);
    if (known !== undefined) return known;
    const made: Place[] = [];
    tags.set(key, made);
    const [oldest] = tags.keys();
    if (tags.size > mostEpcs && oldest !== undefined) tags.delete(oldest);
    return made;
  };

  const doubt = (place: Place, { epcHex, epcBits }: DoubtfulEpc, at: number): void => {
    if (isKnown(place, at) || at - place.askedAt < askAgainMs) return;
    if (at - place.askedAt >= holdsMs) place.asked = 0;
    if (place.asked >= mostAsked) return;
    place.asked += 1;
    place.askedAt = at;
    ask(place.readerId, { epcHex, epcBits });
  };

  const isTwo = (before: Place, here: Place, each: TagObservation): boolean => {
    if (isKnown(before, each.lastAt) && isKnown(here, each.lastAt)) return false;
    const inventory = inventoryOf(each.readerId);
    if (shouldRest(before, each, inventory)) return true;
    return isLoudAtBoth(before, each, inventory) && overlaps.mayBeTwo(before, each, keyOf(each), each.lastAt);
  };

  /** What the chip number that was read here says of the places where the same EPC was read. */
  const learn = (place: Place, places: readonly Place[], each: TagObservation): void => {
    for (const other of places) {
      if (other === place || other.chip === null || Math.abs(other.lastAt - place.lastAt) >= apartMs) continue;
      if (other.chip !== place.chip) overlaps.heardTwoChips(other, place, keyOf(each));
      else if (other.loud && place.loud) overlaps.heardOneChip(other, place, each.lastAt);
    }
  };

  const see = (each: TagObservation): void => {
    if (each.late) return;
    const places = placesOf(each);
    const here = places.find(({ readerId, antenna }) => readerId === each.readerId && antenna === each.antenna);
    const isUnknown = each.tidHex === null;
    const place = here ?? newPlace(each);
    const twins = isUnknown ? places.filter((before) => isTwo(before, place, each)) : [];
    if (isUnknown && isTwoAnswers(each, inventoryOf(each.readerId))) twins.push(place);
    if (here === undefined) places.push(place);
    place.lastAt = Math.max(place.lastAt, each.lastAt);
    place.inventory = inventoryOf(each.readerId);
    place.loud ||= isLoud(each);
    if (each.tidHex !== null) {
      place.knownAt = each.lastAt;
      place.chip = each.tidHex;
      learn(place, places, each);
    }
    for (const twin of twins) for (const one of new Set([twin, place])) doubt(one, each, each.lastAt);
  };

  return {
    see: (observations: readonly TagObservation[]): void => observations.forEach(see),
    /** Whoever starts an inventory must be told the chip numbers again: they may belong to another count. */
    beginAnew(readerId: string): void {
      for (const places of tags.values())
        for (const place of places)
          if (place.readerId === readerId) Object.assign(place, { chip: null, knownAt: 0, asked: 0, askedAt: 0 });
    },
  };
};
