import { useMemo, useReducer } from 'react';
import type { DraftView } from '../../../../shared/label-draft';
import { emptyLabel } from '../../../../shared/labels/design/new-element';
import { designOf, type Design } from '../../../../shared/labels/design/design';
import {
  abandoned,
  amended,
  committed,
  historyOf,
  redone,
  undone,
  type History,
} from '../../../../shared/labels/design/history';
import type { LabelDescription } from '../../../../shared/labels/description/description';

type Change = (design: Design) => Design;

type Act =
  | { readonly kind: 'change'; readonly change: Change; readonly mark: string | null }
  | { readonly kind: 'view'; readonly change: Change }
  | { readonly kind: 'abandon'; readonly mark: string }
  | { readonly kind: 'undo' | 'redo' };

const reduce = (history: History<Design>, act: Act): History<Design> => {
  switch (act.kind) {
    case 'change':
      return committed(history, act.change(history.present), act.mark);
    case 'view':
      return amended(history, act.change(history.present));
    case 'abandon':
      return abandoned(history, act.mark);
    case 'undo':
      return undone(history);
    case 'redo':
      return redone(history);
  }
};

interface Draft {
  readonly history: History<Design>;
  /** As it was saved last; `null`: never. */
  readonly saved: LabelDescription | null;
  /** The file that it began with. */
  readonly brought: LabelDescription | null;
  /** When what a window that ended had left unsaved was kept; `null`: there was nothing. */
  readonly restoredFrom: number | null;
}

/** Labels that were left with unsaved changes, for as long as the window lives. */
const drafts = new Map<string, Draft>();
export const keepDraft = (key: string, draft: Draft | null): void => {
  if (draft === null) drafts.delete(key);
  else drafts.set(key, draft);
};

/**
 * What is opened: a draft where there is one, else what is saved and upon it what an earlier window left unsaved; a file
 * that was brought is a step upon that.
 */
export const openDraft = (
  key: string,
  saved: LabelDescription | null,
  brought: LabelDescription | null,
  left: DraftView | null,
): Draft => {
  const kept = drafts.get(key);
  // Whoever comes back to it has brought nothing new.
  if (kept !== undefined && (brought === null || kept.brought === brought)) return kept;
  // A save whose draft could not be dropped any more has left nothing behind.
  const isNews = left !== null && JSON.stringify(left.description) !== JSON.stringify(saved);
  const restored = kept === undefined && isNews ? left : null;
  const restoredFrom = restored?.keptAt ?? null;
  const first = saved ?? restored?.description ?? null;
  const opened = first === null ? null : historyOf(designOf(first));
  const withLeft =
    opened === null || restored === null || saved === null ? opened : committed(opened, designOf(restored.description));
  const start = kept?.history ?? withLeft;
  const base = kept === undefined ? saved : kept.saved;
  if (start === null)
    return { history: historyOf(designOf(brought ?? emptyLabel(key, key))), saved: base, brought, restoredFrom };
  return {
    history: brought === null ? start : committed(start, designOf(brought)),
    saved: base,
    brought,
    restoredFrom,
  };
};

/** A label being designed, with all that was done to it since it was opened. */
export const useDesign = (start: History<Design>) => {
  const [history, dispatch] = useReducer(reduce, start);
  const acts = useMemo(
    () => ({
      /** Changes with one mark, one after the other, are taken back in one step. */
      change: (change: Change, mark: string | null = null) => dispatch({ kind: 'change', change, mark }),
      /** What is selected or gone into: no step of its own. */
      view: (change: Change) => dispatch({ kind: 'view', change }),
      abandon: (mark: string) => dispatch({ kind: 'abandon', mark }),
      undo: () => dispatch({ kind: 'undo' }),
      redo: () => dispatch({ kind: 'redo' }),
    }),
    [],
  );
  return useMemo(() => ({ history, design: history.present, ...acts }), [history, acts]);
};
export type Editor = ReturnType<typeof useDesign>;
