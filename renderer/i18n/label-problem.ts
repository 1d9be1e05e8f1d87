import type { TFunction } from 'i18next';
import type { FailureDetails } from '../../shared/result';

/** The values of a sentence about a label, with the code of what is wrong in words. */
export const withProblem = (details: FailureDetails, t: TFunction): FailureDetails => {
  const { problem } = details;
  return typeof problem === 'string'
    ? { ...details, problem: t([`labelProblem.${problem}`, 'labelProblem.other']) }
    : details;
};
