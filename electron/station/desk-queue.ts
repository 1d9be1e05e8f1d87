import type { StockMeaning } from '../../shared/features/stock/queries';
import type { Result } from '../../shared/result';
import type { Actor, Store } from '../store/types';
import type { FeedbackTeller } from './feedback';
import { sendAs } from './send-once';

export interface DeskParts {
  readonly store: Store;
  readonly actor: () => Actor;
  readonly feedback: FeedbackTeller;
  readonly onView: () => void;
  readonly onError: (error: unknown) => void;
}

interface Turned {
  /** Which beginning this goes back to: what it still has on its way must not open a desk that was closed meanwhile. */
  readonly turn: number;
}

/** What every desk for shelves does alike: one scan after the other, on what the one before left, and no wish twice. */
export const createDeskQueue = <T extends Turned>({ store, actor, feedback, onView, onError }: DeskParts) => {
  let current: T | null = null;
  let turns = 0;
  let queue: Promise<void> = Promise.resolve();

  const show = (next: T | null): void => {
    current = next;
    onView();
  };

  const askAs = async (who: Actor, name: string, params: unknown): Promise<unknown> => {
    const answer = await store.query(name, params, who);
    if (answer.ok) return answer.value;
    feedback.bad(answer.failure);
    return null;
  };
  const ask = (name: string, params: unknown): Promise<unknown> => askAs(actor(), name, params);

  return {
    now: (): T | null => current,
    begin: (fresh: (turn: number) => T): void => {
      turns += 1;
      show(fresh(turns));
    },
    end: (): void => {
      if (current !== null) show(null);
    },
    become: (next: T): void => {
      if (current?.turn === next.turn) show(next);
    },
    /** What was meant for a desk that is closed is left. */
    inOrder: (act: (before: T) => Promise<void> | void): Promise<void> => {
      const turn = current?.turn;
      queue = queue
        .then(() => (current === null || current.turn !== turn ? undefined : act(current)))
        // What threw is a bug: the next scan is taken all the same.
        .catch(onError);
      return queue;
    },
    /** The same wish under one id until the store says what became of it: no goods are moved twice. */
    execute: (name: string, input: unknown, onWait: () => void): Promise<Result<unknown>> =>
      sendAs(store, actor(), name, input, onWait),
    ask,
    /** What the desk itself must know and shows to nobody. */
    askBook: (name: string, params: unknown): Promise<unknown> => askAs({ ...actor(), role: 'station' }, name, params),
    meaningOf: async (data: string, aim: string | null): Promise<StockMeaning | null> =>
      (await ask('stock.meaning', { data, aim, at: Date.now() })) as StockMeaning | null,
  };
};

/** Without a scan the check digits prove that somebody stands in front of the bin; answers whether they do. */
export const standsThere = (found: StockMeaning | null, digits: string | null, feedback: FeedbackTeller): boolean => {
  const location = found?.location ?? null;
  if (location === null || digits === location.checkDigits) return true;
  const code = digits === null ? 'check-digits-needed' : 'check-digits-wrong';
  feedback.bad({ code, details: { location: location.location } });
  return false;
};
