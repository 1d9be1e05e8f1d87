import { randomUUID } from 'node:crypto';
import type { SightingRecord } from '../../shared/features/counts/records';
import { fail, ok, type Failure, type Result } from '../../shared/result';
import type { Actor, CommandEnvelope, Store } from '../store/types';
import { createWaiting } from './count-passes';
import { isForNow, sendOnce } from './send-once';

const mostAtOnce = 500;
const askAgainMs = 500;

interface Entry {
  readonly envelope: CommandEnvelope;
  readonly settle: (answer: Result<unknown>) => void;
}

export interface CountOutboxParts {
  readonly store: Pick<Store, 'execute'>;
  /** The station itself: what readers saw is written whoever has locked the screen meanwhile. */
  readonly stationActor: () => Actor;
  readonly onError: (error: unknown) => void;
}

interface Seen {
  readonly countId: string;
  readonly sightings: readonly SightingRecord[];
}

/** What the store will not have: its passes are not whole. */
const lossesOf = ({ countId, sightings }: Seen): readonly object[] => {
  const losses = new Map<string, object>();
  for (const { pass, readerId, firstAt } of sightings)
    if (!losses.has(`${pass} ${readerId}`))
      losses.set(`${pass} ${readerId}`, { countId, pass, readerId, cause: 'not-recorded', since: firstAt ?? 0 });
  return [...losses.values()];
};

/**
 * What passes of a count have seen and the record does not hold yet, in its order. Each is sent under one id until the
 * store says what became of it: a store that dies, or answers late, neither loses nor doubles anything.
 */
export const createCountOutbox = ({ store, stationActor, onError }: CountOutboxParts) => {
  const entries: Entry[] = [];
  const seen = new Map<string, ReturnType<typeof createWaiting>>();
  let sending: Promise<Failure | null> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const envelopeOf = (name: string, input: object): CommandEnvelope => ({
    id: randomUUID(),
    name,
    input,
    actor: stationActor(),
    origin: 'trusted',
  });

  const put = (name: string, input: object): Promise<Result<unknown>> =>
    new Promise((settle) => {
      entries.push({ envelope: envelopeOf(name, input), settle });
    });

  /** Before anything that waits behind it: nobody may take the pass for whole. */
  const tellRefused = ({ input }: CommandEnvelope, { code }: Failure): void => {
    onError(`what readers saw was not recorded: ${code}`);
    const settle = (): void => undefined;
    entries.unshift(...lossesOf(input as Seen).map((loss) => ({ envelope: envelopeOf('counts.lose', loss), settle })));
  };

  /** Sightings wait one for each tag, however often it is heard, until their turn comes. */
  const putSeen = (): void => {
    for (const [countId, waiting] of seen) {
      for (let sightings = waiting.take(mostAtOnce); sightings.length > 0; sightings = waiting.take(mostAtOnce))
        void put('counts.see', { countId, sightings } satisfies Seen);
      seen.delete(countId);
    }
  };

  /** In the same breath in which nothing more was found, so that what comes next is never left lying. */
  const ended = (kept: Failure | null): Failure | null => {
    sending = null;
    if (kept !== null && !closed) timer ??= setTimeout(again, askAgainMs);
    return kept;
  };

  const sendAll = async (): Promise<Failure | null> => {
    for (;;) {
      await Promise.resolve();
      if (entries.length === 0) putSeen();
      const [first] = entries;
      if (first === undefined) return ended(null);
      const answer = await sendOnce(store, first.envelope).catch((error: unknown): Result<unknown> => {
        onError(error);
        return fail('host-restarting');
      });
      if (!answer.ok && isForNow(answer)) return ended(answer.failure);
      entries.shift();
      if (!answer.ok && first.envelope.name === 'counts.see') tellRefused(first.envelope, answer.failure);
      first.settle(answer);
    }
  };

  /** Writes all there is; answers what keeps the store from taking it, and goes on trying. */
  const flush = (): Promise<Failure | null> => {
    sending ??= sendAll();
    return sending;
  };
  const again = (): void => {
    timer = null;
    void flush();
  };

  return {
    see(countId: string, record: SightingRecord): void {
      const waiting = seen.get(countId) ?? createWaiting();
      seen.set(countId, waiting);
      waiting.add(record);
    },
    /** Behind all that was seen so far. */
    put: async (name: string, input: object): Promise<Result<unknown>> => {
      putSeen();
      const answered = put(name, input);
      const kept = await flush();
      return kept === null ? answered : { ok: false, failure: kept };
    },
    flush: async (): Promise<Result<null>> => {
      const kept = await flush();
      return kept === null ? ok(null) : { ok: false, failure: kept };
    },
    close(): void {
      closed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
};
