import { randomUUID } from 'node:crypto';
import { fail, type Failure, type Result } from '../../shared/result';
import { pause } from '../devices/waiting';
import type { Actor, CommandEnvelope, Store } from '../store/types';

/** They leave open whether the wish was heard: its id makes it harmless to ask again. */
const unheard: ReadonlySet<string> = new Set(['host-restarting', 'timeout']);

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

const askingWhile =
  (isOpen: (answer: Result<unknown>) => boolean) =>
  async (
    store: Pick<Store, 'execute'>,
    envelope: CommandEnvelope,
    onWait: (why: Failure) => void = () => undefined,
  ): Promise<Result<unknown>> => {
    for (let tries = 1; ; tries += 1) {
      const answer = await store.execute(envelope);
      if (answer.ok || !isOpen(answer)) return answer;
      if (tries === 1) onWait(answer.failure);
      await pause(askAgainMs);
    }
  };

/** Asks under one id until the store says what became of it; `onWait`: the first time that it did not. */
export const sendOnce = askingWhile(isUnheard);

/** The same for what was seen and can't be seen again: until it is on the disk, also where that is full for now. */
export const keepOnce = askingWhile(isForNow);

/** What a person does, in their name. A lock may come between a scan and its turn: nothing is done in nobody's name. */
export const sendAs = async (
  store: Pick<Store, 'execute'>,
  who: Actor,
  name: string,
  input: unknown,
  onWait?: () => void,
): Promise<Result<unknown>> =>
  who.personId === null
    ? fail('sign-in-first')
    : sendOnce(store, { id: randomUUID(), name, input, actor: who, origin: 'trusted' }, onWait);
