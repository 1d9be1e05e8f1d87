import { useMemo, useReducer } from 'react';
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

/** Labels that were left with unsaved changes, for as long as the window lives. */
const drafts = new Map<string, History<Design>>();
export const keepDraft = (key: string, history: History<Design> | null): void => {
  if (history === null) drafts.delete(key);
  else drafts.set(key, history);
};
export const draftOf = (key: string): History<Design> | undefined => drafts.get(key);

/** A label being designed, with all that was done to it since it was opened. */
export const useDesign = (key: string, description: LabelDescription) => {
  const [history, dispatch] = useReducer(reduce, null, () => draftOf(key) ?? historyOf(designOf(description)));
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
