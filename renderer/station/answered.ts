import { replaceEqualDeep } from '@tanstack/react-query';
import type { Failure, Result } from '../../shared/result';

/** What a question was answered with last. */
export interface Answered<T> {
  /** The question's params; `null`: nothing was answered yet. */
  readonly of: string | null;
  readonly data: T | null;
  readonly failure: Failure | null;
}

export const unanswered = { of: null, data: null, failure: null } as const;

/**
 * A failure leaves the last answer to the same question in sight; an answer to another one would look like this one's.
 * What is the same as before stays the same object.
 */
export const answered = <T>(before: Answered<T>, of: string, answer: Result<T>): Answered<T> =>
  answer.ok
    ? { of, data: replaceEqualDeep(before.data, answer.value), failure: null }
    : { of, data: before.of === of ? before.data : null, failure: answer.failure };
