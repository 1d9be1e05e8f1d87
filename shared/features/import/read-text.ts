import type { ProblemCollector } from './problems';
import type { RowValues } from './table';
import { cleanLines, cleanText } from './text';

interface TextOptions {
  readonly max: number;
  readonly required?: boolean;
  /** Keeps line breaks. */
  readonly lines?: boolean;
}

/** Clean text of a field; `null` when it is empty or wrong, and then the collector knows why. */
export const readText = (
  values: RowValues,
  field: string,
  problems: ProblemCollector,
  options: TextOptions,
): string | null => {
  const { max, required = false, lines = false } = options;
  const raw = values[field] ?? '';
  if (raw.length > max * 4 + 1000) {
    problems.error(field, 'too-long', raw);
    return null;
  }
  const { text, bidi } = lines ? cleanLines(raw) : cleanText(raw);
  if (bidi) problems.warn(field, 'direction-marks-removed');
  if (text === '') {
    if (required) problems.error(field, 'missing');
    return null;
  }
  if (text.length > max) {
    problems.error(field, 'too-long', text);
    return null;
  }
  return text;
};
