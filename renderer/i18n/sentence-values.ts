import type { FailureDetails } from '../../shared/result';

/** Details that a sentence counts; at most one of them is in it. */
const counted = ['days', 'waitSeconds'] as const;

/** What is filled into the sentence of a code: its details, the code, and as `count` the number that chooses the plural. */
export const sentenceValues = (
  code: string,
  details: FailureDetails = {},
): Readonly<Record<string, string | number | boolean | null>> => {
  const count = counted.map((key) => details[key]).find((value) => typeof value === 'number');
  return count === undefined ? { ...details, code } : { ...details, code, count };
};
