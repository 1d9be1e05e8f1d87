import type { Result } from '../../shared/result';
import { pause } from '../devices/waiting';
import type { CommandEnvelope, Store } from '../store/types';

/** They leave open whether the wish was heard: its id makes it harmless to ask again. */
const unheard: ReadonlySet<string> = new Set(['host-restarting', 'host-down', 'timeout']);

/** Of these too it may be on the disk already, or get there once there is room. */
const forNow: ReadonlySet<string> = new Set([
  ...unheard,
  'disk-full',
  'store-read-only',
  'not-writable',
  'write-failed',
  'sync-failed',
  'second-writer',
  'journal-stopped',
]);

const isOneOf = (codes: ReadonlySet<string>, answer: Result<unknown>): boolean =>
  !answer.ok && codes.has(answer.failure.code);

export const isUnheard = (answer: Result<unknown>): boolean => isOneOf(unheard, answer);

/** What was seen is kept through these, and written as soon as the store can. */
export const isForNow = (answer: Result<unknown>): boolean => isOneOf(forNow, answer);

const askAgainMs = 200;

/** Asks under one id until the store says what became of it; `onWait`: the first time that it did not. */
export const sendOnce = async (
  store: Pick<Store, 'execute'>,
  envelope: CommandEnvelope,
  onWait: () => void = () => undefined,
): Promise<Result<unknown>> => {
  for (let tries = 1; ; tries += 1) {
    const answer = await store.execute(envelope);
    if (!isUnheard(answer)) return answer;
    if (tries === 1) onWait();
    await pause(askAgainMs);
  }
};
