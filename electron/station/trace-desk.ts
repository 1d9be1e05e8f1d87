import type { Scan } from '../../shared/devices';
import type { TraceFound } from '../../shared/features/trace/queries';
import type { Traced } from '../../shared/features/trace/traced';
import type { Result } from '../../shared/result';
import type { Actor, Store } from '../store/types';
import type { FeedbackTeller } from './feedback';

export interface TraceDeskParts {
  readonly store: Store;
  readonly actor: () => Actor;
  readonly feedback: FeedbackTeller;
  readonly push: (traced: Traced) => void;
}

/** While the page of traces is in sight, a scan asks where that came from and where it went. */
export const createTraceDesk = ({ store, actor, feedback, push }: TraceDeskParts) => {
  let isOpen = false;
  let sequence = 0;
  return {
    isOpen: (): boolean => isOpen,
    begin: (): void => {
      isOpen = true;
    },
    end: (): void => {
      isOpen = false;
    },
    scan: async ({ data, aim, at }: Scan): Promise<void> => {
      const params = { text: data.slice(0, 4096), aim, at };
      const answer = (await store.query('trace.find', params, actor())) as Result<readonly TraceFound[]>;
      if (!answer.ok) return feedback.bad(answer.failure, data);
      if (!isOpen) return;
      sequence += 1;
      push({ sequence, text: data, found: answer.value });
      if (answer.value.length === 0) feedback.bad({ code: 'trace-unknown' }, data);
      else feedback.good('trace-found');
    },
  };
};
export type TraceDesk = ReturnType<typeof createTraceDesk>;
