import { nameTag, type TagName } from '../../shared/epc/name';
import type { TagChange, TagPlace, TagRow } from '../../shared/tag-list';
import { strongerOf, type TagObservation } from '../../shared/tag-observations';

/** Beyond this the list says that it is full: no station counts more at once. */
const usualMost = 100_000;

interface Tag {
  readonly id: number;
  readonly epcHex: string;
  readonly name: TagName;
  tidHex: string | null;
  twice: boolean;
  reads: number;
  maxRssiCentiDbm: number | null;
  firstAt: number;
  lastAt: number;
  readonly places: Map<string, TagPlace>;
}

/** All tags with one EPC. */
interface Twins {
  /** Seen without a chip number; taken for the first one that has one. */
  plain: Tag | null;
  readonly byTid: Map<string, Tag>;
}

const strength = ({ maxRssiCentiDbm }: TagPlace): number => maxRssiCentiDbm ?? Number.NEGATIVE_INFINITY;

const rowOf = (tag: Tag): TagRow => ({
  ...tag,
  places: [...tag.places.values()].toSorted((one, other) => strength(other) - strength(one)),
});

const add = (tag: Tag, { readerId, antenna, ...seen }: TagObservation): void => {
  tag.reads += seen.reads;
  tag.maxRssiCentiDbm = strongerOf(tag.maxRssiCentiDbm, seen.maxRssiCentiDbm);
  tag.firstAt = Math.min(tag.firstAt, seen.firstAt);
  tag.lastAt = Math.max(tag.lastAt, seen.lastAt);
  const key = `${readerId} ${antenna}`;
  const before = tag.places.get(key);
  tag.places.set(key, {
    readerId,
    antenna,
    reads: (before?.reads ?? 0) + seen.reads,
    maxRssiCentiDbm: strongerOf(before?.maxRssiCentiDbm ?? null, seen.maxRssiCentiDbm),
  });
};

/**
 * The tags seen so far, told apart by EPC and chip number. A read without chip number belongs to the one tag that has
 * its EPC; where several have it, nobody can say which it was, and it counts for none of them.
 */
export const createTagTable = (most = usualMost) => {
  const byEpc = new Map<string, Twins>();
  const tags: Tag[] = [];
  let changed = new Set<Tag>();
  /** Tags that were told before: their facts are known. */
  let told = 0;
  let full = false;

  const make = ({ epcHex, epcBits, tidHex, firstAt, lastAt }: TagObservation): Tag | null => {
    full = tags.length >= most;
    if (full) return null;
    const tag: Tag = {
      id: tags.length,
      epcHex,
      name: nameTag(epcHex, epcBits),
      tidHex,
      twice: false,
      reads: 0,
      maxRssiCentiDbm: null,
      firstAt,
      lastAt,
      places: new Map(),
    };
    tags.push(tag);
    return tag;
  };

  const withTid = (twins: Twins, tidHex: string, observation: TagObservation): Tag | null => {
    const known = twins.byTid.get(tidHex);
    if (known !== undefined) return known;
    const tag = twins.plain ?? make(observation);
    if (tag === null) return null;
    tag.tidHex = tidHex;
    twins.plain = null;
    twins.byTid.set(tidHex, tag);
    if (twins.byTid.size > 1)
      for (const twin of twins.byTid.values()) {
        twin.twice = true;
        changed.add(twin);
      }
    return tag;
  };

  const withoutTid = (twins: Twins, observation: TagObservation): Tag | null => {
    const [only, another] = twins.byTid.values();
    if (another !== undefined) return null;
    if (only !== undefined) return only;
    twins.plain ??= make(observation);
    return twins.plain;
  };

  return {
    take(observation: TagObservation): void {
      const { epcHex, epcBits, tidHex } = observation;
      const epc = `${epcHex} ${epcBits}`;
      const twins = byEpc.get(epc) ?? { plain: null, byTid: new Map<string, Tag>() };
      const tag = tidHex === null ? withoutTid(twins, observation) : withTid(twins, tidHex, observation);
      if (tag === null) return;
      byEpc.set(epc, twins);
      add(tag, observation);
      changed.add(tag);
    },
    /** What changed since this was asked last. */
    changes(): readonly TagChange[] {
      const known = told;
      const list = [...changed].map((tag): TagChange => {
        const { epcHex, name, ...state } = rowOf(tag);
        return tag.id < known ? state : { ...state, epcHex, name };
      });
      changed = new Set();
      told = tags.length;
      return list;
    },
    rows: (): readonly TagRow[] => tags.map(rowOf),
    get unique() {
      return tags.length;
    },
    get full() {
      return full;
    },
    get hasChanges() {
      return changed.size > 0;
    },
  };
};

export type TagTable = ReturnType<typeof createTagTable>;
