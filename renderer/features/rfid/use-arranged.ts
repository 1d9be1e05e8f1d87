import { useEffect, useRef, useState } from 'react';
import type { TagRow } from '../../../shared/tag-list';
import { arrange, type TagFilter, type TagOrder } from './tag-view';

/** Of the time, arranging a long list may take one part in so many: the rest is for drawing and for fingers. */
const share = 8;

/**
 * The list as it is wanted. What a person changes is done at once; what readers change as often as this machine can do
 * it without the screen getting slow.
 */
export const useArranged = (rows: readonly TagRow[], filter: TagFilter, order: TagOrder): readonly TagRow[] => {
  const wish = JSON.stringify([filter, order]);
  const [shown, setShown] = useState<readonly TagRow[]>([]);
  const state = useRef({ wish: '', at: 0, cost: 0 });
  useEffect(() => {
    const work = (): void => {
      const begun = performance.now();
      setShown(arrange(rows, filter, order));
      const now = performance.now();
      state.current = { wish, at: now, cost: now - begun };
    };
    const { wish: before, at, cost } = state.current;
    const waitMs = before === wish ? at + cost * share - performance.now() : 0;
    if (waitMs <= 0) {
      work();
      return;
    }
    const timer = setTimeout(work, waitMs);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `wish` stands for filter and order
  }, [rows, wish]);
  return shown;
};
