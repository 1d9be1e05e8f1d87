import { useEffect, useState } from 'react';
import type { TagRow } from '../../../shared/tag-list';
import { callStation, onPush } from '../../station/client';
import { createTagStore, type TagHead } from './tag-store';

export interface ShownTags {
  readonly rows: readonly TagRow[];
  readonly head: TagHead | null;
}

/** What readers see, kept up to date while somebody looks. */
export const useTagList = (): ShownTags => {
  const [shown, setShown] = useState<ShownTags>({ rows: [], head: null });
  useEffect(() => {
    const store = createTagStore();
    let asking = false;
    let over = false;
    const show = (): void => setShown({ rows: store.rows, head: store.head });
    const ask = async (): Promise<void> => {
      if (asking) return;
      asking = true;
      const answer = await callStation('rfid.list', {});
      asking = false;
      if (over || !answer.ok) return;
      store.begin(answer.value);
      show();
    };
    const stop = onPush('tags', (list) => {
      if (store.take(list)) show();
      else void ask();
    });
    void ask();
    return () => {
      over = true;
      stop();
    };
  }, []);
  return shown;
};
