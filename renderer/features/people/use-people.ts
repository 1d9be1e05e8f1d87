import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../shared/result';
import type { CallAnswer } from '../../../shared/station';
import { callStation, onPush } from '../../station/client';

export type Person = CallAnswer<'people.list'>[number];

/** Everybody, read again when the record changed; `reload` for what stands beside it: badges and PINs. */
export const usePeople = (): {
  readonly people: readonly Person[];
  readonly failure: Failure | null;
  readonly reload: () => Promise<void>;
} => {
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const reload = useCallback(async () => {
    const answer = await callStation('people.list', {});
    if (answer.ok) setPeople(answer.value);
    setFailure(answer.ok ? null : answer.failure);
  }, []);
  useEffect(() => {
    void reload();
    return onPush('changed', (tables) => {
      if (tables.includes('people')) void reload();
    });
  }, [reload]);
  return { people, failure, reload };
};
