import type { TagChange, TagList, TagRow } from '../../../shared/tag-list';

/** The list but for its tags, which are too many to be copied with each telling. */
export type TagHead = Omit<TagList, 'tags'>;

/** The list as this window knows it: what was asked for once, and each change since. */
export interface TagStore {
  readonly rows: readonly TagRow[];
  readonly head: TagHead | null;
  /** Everything so far, asked for. */
  begin(list: TagList): void;
  /** A change; answers false when it can only be understood after the list was asked for anew. */
  take(list: TagList): boolean;
}

const isWhole = (change: TagChange): change is TagChange & TagRow =>
  change.epcHex !== undefined && change.name !== undefined;

export const createTagStore = (): TagStore => {
  let rows: TagRow[] = [];
  let head: TagHead | null = null;

  const put = ({ tags, ...rest }: TagList): boolean => {
    const next = rows.slice();
    for (const change of tags) {
      const known = next[change.id];
      if (known !== undefined) next[change.id] = { ...known, ...change };
      else if (isWhole(change) && change.id === next.length) next.push(change);
      else return false;
    }
    rows = next;
    head = rest;
    return true;
  };

  return {
    get rows() {
      return rows;
    },
    get head() {
      return head;
    },
    begin(list) {
      rows = [];
      put({ ...list, tags: list.tags.toSorted((one, other) => one.id - other.id) });
    },
    take(list) {
      if (head === null || list.run !== head.run) return false;
      // Overtaken by the list that was asked for.
      return list.n <= head.n || put(list);
    },
  };
};
