import { fail, ok, type Failure, type Result } from '../result';
import { hasMod10CheckDigit } from './check-digit';
import { decodeGs1Date, isFullDate } from './gs1-date';
import { applicationIdentifierRows } from './gs1-table';

/** What is wrong with a GS1 code, in words that can be told to the operator. `details.ai` says where. */
export const gs1FailureCodes = [
  'check-digit',
  'truncated',
  'charset',
  'too-long',
  'invalid-date',
  'unknown-ai',
  'empty-value',
  'duplicate-ai',
  'invalid-format',
] as const;
export type Gs1FailureCode = (typeof gs1FailureCodes)[number];

interface Component {
  readonly type: 'N' | 'X' | 'Y' | 'Z';
  readonly fixed: boolean;
  readonly length: number;
  readonly optional: boolean;
  readonly checks: readonly string[];
}

export interface ApplicationIdentifier {
  readonly ai: string;
  readonly title: string;
  /** Length of the value when it is predefined, so that no separator need follow; else `null`. */
  readonly predefinedLength: number | null;
  /** May stand in the query of a Digital Link. */
  readonly queryAllowed: boolean;
  readonly components: readonly Component[];
}

const componentOf = (text: string): Component => {
  const match = /^(\[?)([NXYZ])(\.\.)?([0-9]+)\]?(?:,(.*))?$/.exec(text);
  if (match === null) throw new Error(`bad component ${text}`);
  const [, bracket, type, dots, length, checks = ''] = match;
  return {
    type: type as Component['type'],
    fixed: dots === undefined,
    length: Number(length),
    optional: bracket === '[',
    checks: checks.split(',').filter((check) => check !== ''),
  };
};

const buildTable = (): ReadonlyMap<string, ApplicationIdentifier> => {
  const table = new Map<string, ApplicationIdentifier>();
  for (const [ais, flags, format, title] of applicationIdentifierRows) {
    const [first = '', last = first] = ais.split('-');
    const components = format.split(' ').map(componentOf);
    const predefinedLength = flags.includes('*') ? components.reduce((sum, { length }) => sum + length, 0) : null;
    for (let number = Number(first); number <= Number(last); number += 1) {
      const ai = String(number).padStart(first.length, '0');
      table.set(ai, { ai, title, predefinedLength, queryAllowed: flags.includes('?'), components });
    }
  }
  return table;
};

const table = buildTable();

/** The identifier of this name, or `null`. */
export const applicationIdentifier = (ai: string): ApplicationIdentifier | null => table.get(ai) ?? null;

/** The identifier at a place in the data, or `null`. Two, three or four digits; no two of them begin alike. */
export const identifierAt = (data: string, at: number): ApplicationIdentifier | null => {
  for (const length of [2, 3, 4]) {
    const found = table.get(data.slice(at, at + length));
    if (found !== undefined) return found;
  }
  return null;
};

/** Printable ASCII without space, `#`, `$`, `@`, `[`, `\`, `]`, `^`, `` ` ``, `{|}~` (character set 82). */
const charsets: Readonly<Record<Component['type'], RegExp>> = {
  N: /^[0-9]*$/,
  X: /^[!"%-?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[-0-9A-Z_a-z=]*$/,
};

const inRange = (digits: string, last: number): boolean => Number(digits) <= last;

const holds = (check: string, value: string, currentYear: number): boolean => {
  switch (check) {
    case 'csum':
      return hasMod10CheckDigit(value);
    case 'yymmd0':
      return decodeGs1Date(value, currentYear, { dayMayBeZero: true }).ok;
    case 'yymmdd':
      return decodeGs1Date(value, currentYear, { dayMayBeZero: false }).ok;
    case 'yyyymmdd':
      return isFullDate(value);
    case 'hh':
      return inRange(value, 23);
    case 'mi':
    case 'ss':
      return inRange(value, 59);
    case 'hhmi':
      return inRange(value.slice(0, 2), 23) && inRange(value.slice(2), 59);
    case 'zero':
      return /^0*$/.test(value);
    case 'nonzero':
      return /[1-9]/.test(value);
    case 'yesno':
      return value === '0' || value === '1';
    default:
      throw new Error(`unknown check ${check}`);
  }
};

const failureOfCheck = (check: string): Gs1FailureCode => {
  if (check === 'csum') return 'check-digit';
  return check.startsWith('yy') ? 'invalid-date' : 'invalid-format';
};

const lengthFailure = ({ components }: ApplicationIdentifier, value: string): Gs1FailureCode | null => {
  const least = components.reduce((sum, { fixed, length, optional }) => sum + (optional ? 0 : fixed ? length : 1), 0);
  const most = components.reduce((sum, { length }) => sum + length, 0);
  if (value === '') return 'empty-value';
  if (value.length < least) return 'truncated';
  return value.length > most ? 'too-long' : null;
};

const componentFailure = (component: Component, part: string, currentYear: number): Gs1FailureCode | null => {
  if (component.fixed && part.length < component.length) return 'truncated';
  if (!charsets[component.type].test(part)) return 'charset';
  const broken = component.checks.find((check) => !holds(check, part, currentYear));
  return broken === undefined ? null : failureOfCheck(broken);
};

/** Checks length, characters, check digits and dates of one value. */
export const checkValue = (
  identifier: ApplicationIdentifier,
  value: string,
  currentYear: number,
): Result<void, Gs1FailureCode> => {
  const { ai, title } = identifier;
  const failed = (code: Gs1FailureCode): { readonly ok: false; readonly failure: Failure<Gs1FailureCode> } =>
    // Too long is also what a lost separator looks like: the next element hangs on this one.
    fail(code, code === 'too-long' ? { ai, title, separatorLost: true } : { ai, title });
  const wrongLength = lengthFailure(identifier, value);
  if (wrongLength !== null) return failed(wrongLength);
  let rest = value;
  for (const component of identifier.components) {
    if (rest === '' && component.optional) break;
    const part = rest.slice(0, component.length);
    const failure = componentFailure(component, part, currentYear);
    if (failure !== null) return failed(failure);
    rest = rest.slice(part.length);
  }
  return rest === '' ? ok(undefined) : failed('too-long');
};
