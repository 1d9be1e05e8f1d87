import type { FailureDetails } from '../../shared/result';

/** Details that a sentence counts; at most one of them is in it. */
const counted = ['days', 'waitSeconds'] as const;

/** A sentence of its own for one piece too many and one too few. */
const contextOf = ({ units }: FailureDetails): { context: string } | null =>
  units === 1 ? { context: 'extra' } : units === -1 ? { context: 'missing' } : null;

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
