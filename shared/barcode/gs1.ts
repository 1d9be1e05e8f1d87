import { fail, ok, type Result } from '../result';
import {
  applicationIdentifier,
  checkValue,
  identifierAt,
  type ApplicationIdentifier,
  type Gs1FailureCode,
} from './gs1-format';

export { gs1FailureCodes, type Gs1FailureCode } from './gs1-format';

/** Group separator, as scanners send FNC1 between elements. */
export const groupSeparator = '\u001d';

/** No GS1 code is longer; what is, is refused before it is read. */
const maxLength = 8192;

export interface Gs1Element {
  readonly ai: string;
  readonly value: string;
}

const valueEnd = (data: string, from: number, identifier: ApplicationIdentifier): number => {
  const separator = data.indexOf(groupSeparator, from);
  const end = separator < 0 ? data.length : separator;
  return identifier.predefinedLength === null ? end : Math.min(end, from + identifier.predefinedLength);
};

/** Refuses an element that contradicts one read before; an equal one is dropped. */
export const addElement = (elements: Gs1Element[], element: Gs1Element): Result<void, 'duplicate-ai'> => {
  const before = elements.find(({ ai }) => ai === element.ai);
  if (before !== undefined && before.value !== element.value) return fail('duplicate-ai', { ai: element.ai });
  if (before === undefined) elements.push(element);
  return ok(undefined);
};

/**
 * GS1 element strings as a scanner sends them, without the AIM identifier: elements in order, or what is wrong with
 * the first bad one and where (`details.ai`, `details.at`). Nothing is returned in part. A separator at the front and
 * behind elements of predefined length is tolerated.
 *
 * @param currentYear for the sliding century of dates.
 */
export const parseElementStrings = (data: string, currentYear: number): Result<Gs1Element[], Gs1FailureCode> => {
  if (data.length > maxLength) return fail('too-long', { at: maxLength });
  const elements: Gs1Element[] = [];
  let at = 0;
  while (at < data.length) {
    if (data[at] === groupSeparator) {
      at += 1;
      continue;
    }
    const identifier = identifierAt(data, at);
    if (identifier === null) return fail('unknown-ai', { ai: data.slice(at, at + 4), at });
    const from = at + identifier.ai.length;
    const end = valueEnd(data, from, identifier);
    const value = data.slice(from, end);
    const checked = checkValue(identifier, value, currentYear);
    if (!checked.ok) return fail(checked.failure.code, { ...checked.failure.details, at });
    const added = addElement(elements, { ai: identifier.ai, value });
    if (!added.ok) return fail('duplicate-ai', { ...added.failure.details, at });
    at = end;
  }
  return elements.length === 0 ? fail('empty-value', { at: 0 }) : ok(elements);
};

/** Elements as one string for Code 128 or Data Matrix, with separators where they are needed. */
export const encodeElementStrings = (elements: readonly Gs1Element[]): string =>
  elements
    .map(({ ai, value }, index) => {
      const needsSeparator = applicationIdentifier(ai)?.predefinedLength === null && index < elements.length - 1;
      return `${ai}${value}${needsSeparator ? groupSeparator : ''}`;
    })
    .join('');
