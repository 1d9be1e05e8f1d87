import { confidenceOf, type PassConfidence } from './confidence';
import {
  tagClasses,
  type ClassifiedTag,
  type ClassSums,
  type CountWorld,
  type MissingGoods,
  type Sighting,
  type TagClass,
  type TagNote,
  type Whereabouts,
} from './tag-classes';
import { identityOfTag, type TagIdentity } from './tag-identity';
import { addSighting, bitOf, createTag, evidenceOf, isStrong, passesIn, placeOf, type Tag } from './tag-places';

/** Pieces of a SKU in one area that nobody tells apart: so many of its tags are expected, whichever they are. */
interface Pool {
  readonly quantity: number;
  readonly zone: number | undefined;
  strong: number;
  weak: number;
}

interface Judged {
  readonly tag: Tag;
  area: string;
  strong: boolean;
  class: Exclude<TagClass, 'missing'>;
  belongs: string | null;
  /** Counted in this pool; how many of the pool are found is its own sum. */
  pool: Pool | null;
}

/** A piece that the book has in the count, and what was heard of it. */
interface Piece {
  readonly sku: string;
  readonly area: string;
  readonly zone: number | undefined;
  thing: Thing | null;
}

/** Everything that says it is one and the same thing: usually one tag. */
interface Thing {
  readonly identity: TagIdentity;
  readonly sku: string | null;
  /** Area of this count that the book has the piece in. */
  readonly home: string | null;
  readonly where: Whereabouts | null;
  /** Different EPCs that stand for it. */
  encodings: number;
  readonly tags: Judged[];
}

/** Different tags of the first pass, of those after it, and of both. */
interface PassSums {
  first: number;
  second: number;
  both: number;
}

/** What is known of one zone of a count. */
export interface ZoneSums {
  readonly expected: number;
  readonly found: number;
  readonly confidence: PassConfidence;
}

interface AreaSums {
  expected: number;
  /** Pieces that belong here and were found in another area. */
  away: number;
  counts: Record<TagClass, number>;
}

const noCounts = (): Record<TagClass, number> =>
  Object.fromEntries(tagClasses.map((each) => [each, 0])) as Record<TagClass, number>;

/**
 * Sorts what readers see into what was expected and what was not, as it comes in: every sighting changes only its own
 * thing. The sums are the same whatever the order of the sightings.
 */
export const createClassifier = (world: CountWorld) => {
  const { rules, identityOf = identityOfTag } = world;
  const pieces = new Map<string, Piece>();
  const pools = new Map<string, Map<string, Pool>>();
  const areas = new Map<string, AreaSums>();
  const things = new Map<string, Thing>();
  const byEpc = new Map<string, Thing>();
  let tagCount = 0;
  /** A recount begins with a later one. */
  let firstPass = Infinity;

  const areaOf = (name: string): AreaSums => {
    const known = areas.get(name);
    if (known !== undefined) return known;
    const made: AreaSums = { expected: 0, away: 0, counts: noCounts() };
    areas.set(name, made);
    return made;
  };

  const poolOf = (sku: string, area: string): Pool | null => pools.get(sku)?.get(area) ?? null;

  for (const each of world.expected) {
    if (each.kind === 'piece') {
      if (pieces.has(each.key)) continue;
      pieces.set(each.key, { sku: each.sku, area: each.area, zone: each.zone, thing: null });
      areaOf(each.area).expected += 1;
      continue;
    }
    const ofSku = pools.get(each.sku) ?? new Map<string, Pool>();
    pools.set(each.sku, ofSku);
    const before = ofSku.get(each.area)?.quantity ?? 0;
    ofSku.set(each.area, { quantity: before + each.quantity, zone: each.zone, strong: 0, weak: 0 });
    areaOf(each.area).expected += each.quantity;
  }

  const meet = (epc: string): Thing => {
    const identity = identityOf(epc);
    const known = things.get(identity.key);
    if (known !== undefined) return known;
    const piece = pieces.get(identity.key);
    const sku = piece?.sku ?? (identity.gtin === null ? null : world.skuOfGtin(identity.gtin));
    const isStranger = piece === undefined && sku !== null && identity.serial !== null;
    const where = isStranger ? world.whereabouts(sku, identity.serial) : null;
    const made: Thing = { identity, sku, home: piece?.area ?? null, where, encodings: 0, tags: [] };
    things.set(identity.key, made);
    if (piece !== undefined) piece.thing = made;
    return made;
  };

  /** What the tags of a pool are worth to the sums of its area: the weak ones are the first that are too many. */
  const addPool = (area: AreaSums, { quantity, strong, weak }: Pool, sign: 1 | -1): void => {
    const found = Math.min(quantity, strong + weak);
    const strays = Math.min(weak, strong + weak - found);
    area.counts.found += sign * found;
    area.counts.stray += sign * strays;
    area.counts.unexpected += sign * (strong + weak - found - strays);
  };

  const count = ({ area, class: kind, pool, strong, belongs }: Judged, home: string | null, sign: 1 | -1): void => {
    const sums = areaOf(area);
    if (pool === null) sums.counts[kind] += sign;
    else {
      addPool(sums, pool, -1);
      if (strong) pool.strong += sign;
      else pool.weak += sign;
      addPool(sums, pool, 1);
    }
    if (kind === 'misplaced' && home !== null && belongs === home) areaOf(home).away += sign;
  };

  const judgeStranger = (thing: Thing, strong: boolean): Pick<Judged, 'class' | 'belongs'> => {
    const { identity, sku, where } = thing;
    if (identity.kind === 'unencoded') return { class: 'unencoded', belongs: null };
    if (sku === null || where === null) return { class: 'foreign', belongs: null };
    const belongs = where.kind === 'place' ? where.location : null;
    if (!strong) return { class: 'stray', belongs };
    if (where.kind === 'never-seen') return { class: 'unknown', belongs };
    return { class: where.kind === 'place' ? 'misplaced' : 'unexpected', belongs };
  };

  const judge = (thing: Thing, { area, strong }: Judged, isLead: boolean): Omit<Judged, 'tag'> => {
    const { home, sku } = thing;
    const base = { area, strong, pool: null };
    if (home !== null) {
      if (!isLead) return { ...base, class: strong ? 'unexpected' : 'stray', belongs: null };
      if (area === home) return { ...base, class: 'found', belongs: null };
      return { ...base, class: strong ? 'misplaced' : 'stray', belongs: home };
    }
    const pool = sku === null || thing.identity.serial === null ? null : poolOf(sku, area);
    if (pool !== null) return { area, strong, pool, class: 'found', belongs: null };
    return { ...base, ...judgeStranger(thing, strong) };
  };

  const tagOf = (thing: Thing, epc: string, tid: string | null): Judged => {
    // Without a chip number it is the tag that is known already; a number that comes later is that tag's.
    const same =
      thing.tags.find(({ tag }) => tag.tid === tid) ??
      (tid === null ? thing.tags[0] : thing.tags.find(({ tag }) => tag.tid === null));
    if (same !== undefined) {
      if (tid !== null) same.tag.tid = tid;
      return same;
    }
    const made: Judged = {
      tag: createTag(epc, tid),
      area: '',
      strong: false,
      class: 'foreign',
      belongs: null,
      pool: null,
    };
    thing.tags.push(made);
    tagCount += 1;
    return made;
  };

  /** Of several tags of one identity the one that is held to be it: at home before elsewhere, loud before weak. */
  const leadOf = ({ home, tags: [first, ...others] }: Thing): Judged | undefined => {
    const rank = ({ area, strong }: Judged): number => (area === home ? 2 : 0) + (strong ? 1 : 0);
    return others.reduce<Judged | undefined>((best, each) => {
      if (best === undefined) return each;
      const more = rank(each) - rank(best);
      return more > 0 || (more === 0 && (each.tag.tid ?? '') < (best.tag.tid ?? '')) ? each : best;
    }, first);
  };

  const see = (sighting: Sighting): void => {
    let thing = byEpc.get(sighting.epc);
    if (thing === undefined) {
      thing = meet(sighting.epc);
      byEpc.set(sighting.epc, thing);
      thing.encodings += 1;
    }
    if (sighting.pass < firstPass) firstPass = sighting.pass;
    const judged = tagOf(thing, sighting.epc, sighting.tid);
    if (!addSighting(judged.tag, sighting)) return;
    const area = placeOf(judged.tag, thing.home, rules);
    const strong = isStrong(judged.tag, area, rules);
    if (area === judged.area && strong === judged.strong) return;
    // All tags of the thing: which of them is it may have changed.
    for (const each of thing.tags) if (each.area !== '') count(each, thing.home, -1);
    Object.assign(judged, { area, strong });
    const lead = leadOf(thing);
    for (const each of thing.tags) {
      Object.assign(each, judge(thing, each, each === lead));
      count(each, thing.home, 1);
    }
  };

  const sumsOf = ({ expected, away, counts }: AreaSums): ClassSums => {
    const { missing: _none, ...read } = counts;
    const sum = Object.values(read).reduce((before, each) => before + each, 0);
    return { ...counts, missing: expected - counts.found - away, expected, tags: sum };
  };

  const sums = (area: string | null = null): ClassSums => {
    if (area !== null) return sumsOf(areaOf(area));
    const all: AreaSums = { expected: 0, away: 0, counts: noCounts() };
    for (const each of areas.values()) {
      all.expected += each.expected;
      all.away += each.away;
      for (const kind of tagClasses) all.counts[kind] += each.counts[kind];
    }
    return { ...sumsOf(all), tags: tagCount };
  };

  const notesOf = (thing: Thing, { strong, class: kind }: Judged): TagNote[] => {
    const notes: TagNote[] = [];
    if (kind === 'found' && !strong) notes.push('weak');
    if (thing.tags.length > 1) notes.push('same-identity');
    if (thing.encodings > 1) notes.push('two-encodings');
    return notes;
  };

  /** Which of a pool's tags are too many: the weak ones first, then those that came last. */
  const poolClasses = (): Map<Judged, Judged['class']> => {
    const members = new Map<Pool, Judged[]>();
    for (const thing of things.values())
      for (const each of thing.tags) {
        if (each.pool === null) continue;
        const same = members.get(each.pool);
        if (same === undefined) members.set(each.pool, [each]);
        else same.push(each);
      }
    const classes = new Map<Judged, Judged['class']>();
    for (const [pool, all] of members) {
      const ordered = [...all.filter(({ strong }) => strong), ...all.filter(({ strong }) => !strong)];
      ordered.forEach((each, index) =>
        classes.set(each, index < pool.quantity ? 'found' : each.strong ? 'unexpected' : 'stray'),
      );
    }
    return classes;
  };

  function* tags(): Generator<ClassifiedTag> {
    const ofPools = poolClasses();
    for (const thing of things.values()) {
      const { key, scheme, gtin, serial } = thing.identity;
      for (const each of thing.tags) {
        const { epc, tid } = each.tag;
        const what = ofPools.get(each) ?? each.class;
        yield {
          key,
          epc,
          tid,
          scheme,
          gtin,
          serial,
          sku: thing.sku,
          class: what,
          area: each.area,
          belongs: each.belongs,
          notes: notesOf(thing, { ...each, class: what }),
          evidence: evidenceOf(each.tag),
        };
      }
    }
  }

  const isThere = ({ thing }: Piece): boolean =>
    thing?.tags.some((each) => each.class === 'found' || each.class === 'misplaced') ?? false;

  function* missing(): Generator<MissingGoods> {
    for (const [key, piece] of pieces)
      if (!isThere(piece)) yield { sku: piece.sku, area: piece.area, key, quantity: 1 };
    for (const [sku, ofSku] of pools)
      for (const [area, { quantity, strong, weak }] of ofSku)
        if (strong + weak < quantity) yield { sku, area, key: null, quantity: quantity - strong - weak };
  }

  /** The first pass against all that came after it. */
  const hear = (heard: PassSums, passes: number): void => {
    const bit = bitOf(firstPass);
    const [inFirst, inOther] = [(passes & bit) !== 0, (passes & ~bit) !== 0];
    if (inFirst) heard.first += 1;
    if (inOther) heard.second += 1;
    if (inFirst && inOther) heard.both += 1;
  };

  const confidence = (area: string): PassConfidence => {
    const heard: PassSums = { first: 0, second: 0, both: 0 };
    for (const thing of things.values())
      for (const each of thing.tags)
        if (each.area === area && each.class !== 'stray') hear(heard, passesIn(each.tag, area));
    return confidenceOf(heard.first, heard.second, heard.both);
  };

  /** Zone by zone, of what the book has in one zone alone: a reader hears all of them at once. */
  const zones = (): ReadonlyMap<number, ZoneSums> => {
    const found = new Map<number, PassSums & { expected: number; found: number }>();
    const zoneOf = (zone: number) => {
      const known = found.get(zone) ?? { expected: 0, found: 0, first: 0, second: 0, both: 0 };
      found.set(zone, known);
      return known;
    };
    for (const { zone, thing } of pieces.values()) {
      if (zone === undefined) continue;
      const here = zoneOf(zone);
      const lead = thing?.tags.find((each) => each.class === 'found');
      here.expected += 1;
      if (lead === undefined) continue;
      here.found += 1;
      hear(here, passesIn(lead.tag, lead.area));
    }
    for (const ofSku of pools.values())
      for (const { zone, quantity, strong, weak } of ofSku.values()) {
        if (zone === undefined) continue;
        zoneOf(zone).expected += quantity;
        zoneOf(zone).found += Math.min(quantity, strong + weak);
      }
    for (const thing of things.values())
      for (const { pool, tag, area } of thing.tags)
        if (pool?.zone !== undefined) hear(zoneOf(pool.zone), passesIn(tag, area));
    return new Map(
      [...found].map(([zone, { expected, found: there, first, second, both }]) => [
        zone,
        { expected, found: there, confidence: confidenceOf(first, second, both) },
      ]),
    );
  };

  return { see, sums, tags, missing, confidence, zones, areas: (): string[] => [...areas.keys()] };
};
export type Classifier = ReturnType<typeof createClassifier>;
