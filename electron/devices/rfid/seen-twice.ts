import type { TagObservation } from '../../../shared/tag-observations';
import type { RunningInventory } from '../../../shared/tag-reads';

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
/** Two readers that hear one EPC so close to one another in time hear two tags, or one in a very fast hand. */
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
interface Place {
  readonly readerId: string;
  readonly antenna: number | null;
  lastAt: number;
  /** In which it answered last: in another one it does not rest. `null`: nothing ran any more when it was told. */
  session: number | null;
  loud: boolean;
  /** When a chip number was last read here. */
  knownAt: number;
  asked: number;
  askedAt: number;
}

const newPlace = ({ readerId, antenna }: TagObservation): Place => ({
  readerId,
  antenna,
  lastAt: 0,
  session: null,
  loud: false,
  knownAt: 0,
  asked: 0,
  askedAt: 0,
});

const isLoud = ({ maxRssiCentiDbm }: TagObservation): boolean =>
  maxRssiCentiDbm === null || maxRssiCentiDbm >= loudCentiDbm;

/** A tag that has answered keeps quiet for a while. */
const restsOn = (inventory: RunningInventory | null): inventory is RunningInventory =>
  inventory !== null && inventory.session >= 2 && inventory.target !== 'both';

/** Whether one and the same tag would have kept quiet: it answered this reader before, at this place, so lately. */
const shouldRest = (before: Place, each: TagObservation, inventory: RunningInventory | null): boolean => {
  if (!restsOn(inventory) || before.session !== inventory.session) return false;
  if (each.firstAt - before.lastAt >= restMs) return false;
  // Which target a reader chose by itself is not known: then only another antenna says something.
  return inventory.target !== 'reader-chosen' || (before.antenna !== each.antenna && before.loud && isLoud(each));
};

/** Two answers that were put together before they were told. */
const isTwoAnswers = (each: TagObservation, inventory: RunningInventory | null): boolean =>
  restsOn(inventory) && inventory.target !== 'reader-chosen' && each.reads > 1 && each.lastAt - each.firstAt < restMs;

/**
 * Notices EPCs that are seen in a way in which one tag cannot be: again, although it would still rest from its answer;
 * or loud at two readers at once. Their chip numbers are asked for; all others are left alone, as it costs time.
 */
export const createSeenTwice = ({ inventoryOf, ask }: SeenTwiceParts) => {
  const tags = new Map<string, Place[]>();

  const placesOf = ({ epcHex, epcBits }: DoubtfulEpc): Place[] => {
    const key = `${epcHex} ${epcBits}`;
    const known = tags.get(key);
    if (known !== undefined) return known;
    const made: Place[] = [];
    tags.set(key, made);
    const [oldest] = tags.keys();
    if (tags.size > mostEpcs && oldest !== undefined) tags.delete(oldest);
    return made;
  };

  const doubt = (place: Place, { epcHex, epcBits }: DoubtfulEpc, at: number): void => {
    if (at - place.knownAt < holdsMs || at - place.askedAt < askAgainMs) return;
    if (at - place.askedAt >= holdsMs) place.asked = 0;
    if (place.asked >= mostAsked) return;
    place.asked += 1;
    place.askedAt = at;
    ask(place.readerId, { epcHex, epcBits });
  };

  const isTwo = (before: Place, each: TagObservation): boolean =>
    before.readerId === each.readerId
      ? shouldRest(before, each, inventoryOf(each.readerId))
      : before.loud && isLoud(each) && each.firstAt - before.lastAt < apartMs;

  const see = (each: TagObservation): void => {
    if (each.late) return;
    const places = placesOf(each);
    const here = places.find(({ readerId, antenna }) => readerId === each.readerId && antenna === each.antenna);
    const isUnknown = each.tidHex === null;
    const twins = isUnknown ? places.filter((before) => isTwo(before, each)) : [];
    const place = here ?? newPlace(each);
    if (isUnknown && isTwoAnswers(each, inventoryOf(each.readerId))) twins.push(place);
    if (here === undefined) places.push(place);
    place.lastAt = Math.max(place.lastAt, each.lastAt);
    place.session = inventoryOf(each.readerId)?.session ?? null;
    place.loud ||= isLoud(each);
    if (each.tidHex !== null) place.knownAt = each.lastAt;
    for (const twin of twins) for (const one of new Set([twin, place])) doubt(one, each, each.lastAt);
  };

  return { see: (observations: readonly TagObservation[]): void => observations.forEach(see) };
};
