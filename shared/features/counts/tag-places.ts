import type { Evidence, Sighting, StrayRules } from './tag-classes';

interface Seen {
  area: string;
  readerId: string;
  antenna: number | null;
  /** Bit of each pass. */
  passes: number;
  reads: number;
  rssi: number | null;
  firstAt: number | null;
  lastAt: number | null;
}

export const bitOf = (pass: number): number => 2 ** Math.min(pass - 1, 29);

const earlier = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);
const later = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b));

/** One tag: everything that was read of it, antenna by antenna. */
export interface Tag {
  readonly epc: string;
  tid: string | null;
  readonly seen: Seen[];
}

export const createTag = (epc: string, tid: string | null): Tag => ({ epc, tid, seen: [] });

/** Answers whether it may have changed where the tag is. */
export const addSighting = (tag: Tag, sighting: Sighting): boolean => {
  const { area, readerId, antenna, pass, reads, rssiCentiDbm: rssi, firstAt, lastAt } = sighting;
  for (const each of tag.seen) {
    if (each.antenna !== antenna || each.readerId !== readerId || each.area !== area) continue;
    each.passes |= bitOf(pass);
    each.reads += reads;
    each.firstAt = earlier(each.firstAt, firstAt);
    each.lastAt = later(each.lastAt, lastAt);
    if (rssi !== null && each.rssi !== null && rssi <= each.rssi) return false;
    each.rssi = later(each.rssi, rssi);
    return true;
  }
  tag.seen.push({ area, readerId, antenna, passes: bitOf(pass), reads, rssi, firstAt, lastAt });
  return true;
};

/** Loudest where it is; what tells no strength is judged by its reads. Home wins unless another place is clearly louder. */
export const placeOf = ({ seen }: Tag, home: string | null, rules: StrayRules): string => {
  const score = ({ area, rssi, reads }: Seen): number =>
    (rssi ?? -9000 + Math.min(reads, 999)) + (area === home ? rules.marginCentiDb : 0);
  let best: Seen | undefined;
  for (const each of seen) {
    const more = best === undefined ? 1 : score(each) - score(best);
    if (more > 0 || (more === 0 && each.area < (best?.area ?? ''))) best = each;
  }
  return best?.area ?? '';
};

export const isStrong = ({ seen }: Tag, area: string, rules: StrayRules): boolean => {
  let silentReads = 0;
  for (const each of seen) {
    if (each.area !== area) continue;
    if (each.rssi === null) silentReads += each.reads;
    else if (each.rssi >= rules.floorCentiDbm) return true;
  }
  return silentReads >= rules.leastReads;
};

export const passesIn = ({ seen }: Tag, area: string): number =>
  seen.reduce((bits, each) => (each.area === area ? bits | each.passes : bits), 0);

const passesOf = (bits: number): number[] => {
  const passes: number[] = [];
  for (let pass = 1; pass <= 30 && bits >= bitOf(pass); pass += 1) if ((bits & bitOf(pass)) !== 0) passes.push(pass);
  return passes;
};

export const evidenceOf = ({ seen }: Tag): Evidence[] =>
  seen.map(({ passes, rssi, area, readerId, antenna, reads, firstAt, lastAt }) => ({
    area,
    readerId,
    antenna,
    passes: passesOf(passes),
    reads,
    rssiCentiDbm: rssi,
    firstAt,
    lastAt,
  }));
