import { isPersonal } from './fields';
import type { ImportProblem } from './file';
import { shownValue } from './text';

/** Collects what is wrong with the rows of one record. Personal values are never kept. */
export interface ProblemCollector {
  readonly problems: ImportProblem[];
  error(field: string | null, code: string, value?: string): void;
  warn(field: string | null, code: string, value?: string): void;
  /** The line that the next ones are about. */
  at(row: number): void;
  hasErrors(): boolean;
}

/** `subject`: the order number or SKU that they belong to. */
export const collectProblems = (subject: string | null, firstRow: number | null): ProblemCollector => {
  const problems: ImportProblem[] = [];
  let row = firstRow;
  const add = (
    severity: ImportProblem['severity'],
    field: string | null,
    code: string,
    value: string | undefined,
  ): void => {
    const shown = value === undefined || (field !== null && isPersonal(field)) ? null : shownValue(value);
    problems.push({ row, field, code, severity, value: shown, subject: subject === null ? null : shownValue(subject) });
  };
  return {
    problems,
    error: (field, code, value) => add('error', field, code, value),
    warn: (field, code, value) => add('warning', field, code, value),
    at: (next) => {
      row = next;
    },
    hasErrors: () => problems.some(({ severity }) => severity === 'error'),
  };
};
