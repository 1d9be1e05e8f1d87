import type { FailureDetails } from '../../shared/result';

/** Details that a sentence counts; at most one of them is in it. */
const counted = ['days', 'waitSeconds'] as const;

/** Which of several sentences: for one piece too many or too few, and for what was timed. */
const contextOf = ({ units, seconds }: FailureDetails): { context: string } | null => {
  if (units === 1) return { context: 'extra' };
  if (units === -1) return { context: 'missing' };
  return typeof seconds === 'number' ? { context: 'timed' } : null;
};

/**
 * What is filled into the sentence of a code: its details, the code, as `count` the number that chooses the plural, and
 * as `context` what chooses among several sentences.
 */
export const sentenceValues = (
  code: string,
  details: FailureDetails = {},
): Readonly<Record<string, string | number | boolean | null>> => {
  const count = counted.map((key) => details[key]).find((value) => typeof value === 'number');
  const values = { ...details, code, ...contextOf(details) };
  return count === undefined ? values : { ...values, count };
};
