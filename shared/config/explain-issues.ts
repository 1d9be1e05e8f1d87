import type { z } from 'zod';
import type { FailureDetails } from '../result';
import { formatHints, isConfigErrorCode, type ConfigErrorCode, type ConfigFault } from './config-error';
import { knownKeys, wantsInteger } from './known-keys';
import { nearest } from './nearest';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];
type Found = Omit<ConfigFault, 'details'> & { readonly details: FailureDetails };

/** A file of another kind has thousands; nobody reads more than the first. */
const maxFaults = 100;

const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined,
    root,
  );

const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return 'group';
};

const wantedKinds: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'group',
};

/** `devices / front-scale / transport`: an entry of a list by its id or service, else by its number. */
const whereOf = (root: unknown, path: Path): string =>
  path
    .map((step, index) => {
      if (typeof step === 'string') return step;
      const entry = valueAt(root, path.slice(0, index + 1));
      const name = valueAt(entry, ['id']) ?? valueAt(entry, ['service']);
      return typeof name === 'string' && name !== '' ? name.slice(0, 60) : String(step + 1);
    })
    .join(' / ');

const keyOf = (path: Path): string => {
  const last = path.at(-1);
  if (typeof last === 'string') return last;
  return last === undefined ? '' : `${String(path.at(-2) ?? '')} ${last + 1}`;
};

const list = (values: readonly unknown[]): string => values.map(String).join(', ');

const unknownKeys = (issue: Extract<Issue, { code: 'unrecognized_keys' }>, path: Path, root: unknown): Found[] => {
  const known = knownKeys(path, root);
  const unused = known.filter((key) => valueAt(root, [...path, key]) === undefined);
  return issue.keys.slice(0, maxFaults).map((key) => ({
    path: [...path, key],
    atKey: true,
    code: 'unknown-key',
    details: { suggestion: nearest(key, unused) ?? nearest(key, known), known: list(known) },
  }));
};

const wrongType = (wanted: string, path: Path, root: unknown): Found => {
  const value = valueAt(root, path);
  const missing = value === undefined || value === null;
  if (missing && typeof path.at(-1) === 'string') return { path, atKey: true, code: 'missing-key', details: {} };
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  if (wanted === 'string' && isScalar)
    return { path, atKey: false, code: 'needs-quotes', details: { written: String(value) } };
  const kind = wantsInteger(path, root) ? 'integer' : (wantedKinds[wanted] ?? 'other');
  const details = { wanted: kind, found: kindOf(value) };
  return { path, atKey: false, code: 'wrong-type', details };
};

const notOneOf = (values: readonly unknown[], path: Path, root: unknown): Found => {
  const value = valueAt(root, path);
  if (value === undefined) return { path, atKey: true, code: 'missing-key', details: {} };
  const suggestion = typeof value === 'string' ? nearest(value, values.map(String)) : null;
  return { path, atKey: false, code: 'not-one-of', details: { known: list(values), suggestion } };
};

const sizeCodes = {
  too_small: { number: 'too-small', int: 'too-small', string: 'too-short', array: 'too-few' },
  too_big: { number: 'too-big', int: 'too-big', string: 'too-long', array: 'too-many' },
} as const;

const hints: ReadonlySet<string> = new Set(formatHints);
/** Patterns that have no words of their own would only frighten. */
const hintOf = (message: string): string => (hints.has(message) ? message : 'other');

const wrongSize = (issue: Extract<Issue, { code: 'too_small' | 'too_big' }>, path: Path): Found => {
  const limit = Number(issue.code === 'too_small' ? issue.minimum : issue.maximum);
  const codes: Readonly<Record<string, ConfigErrorCode>> = sizeCodes[issue.code];
  return { path, atKey: false, code: codes[issue.origin] ?? 'rule', details: { limit, hint: hintOf(issue.message) } };
};

const union = (issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, root: unknown): Found => {
  const known =
    'options' in issue && Array.isArray(issue.options)
      ? issue.options
      : issue.errors.flat().flatMap((each) => (each.code === 'invalid_value' ? each.values : []));
  return known.length > 0
    ? notOneOf(known, path, root)
    : { path, atKey: false, code: 'rule', details: { hint: hintOf(issue.message) } };
};

const custom = (issue: Extract<Issue, { code: 'custom' }>, path: Path): Found => {
  const { code, ...details } = issue.params ?? {};
  return isConfigErrorCode(code)
    ? { path, atKey: false, code, details }
    : { path, atKey: false, code: 'rule', details: { hint: hintOf(issue.message) } };
};

const explain = (issue: Issue, root: unknown): Found[] => {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue, path, root);
    case 'invalid_type':
      return [wrongType(issue.expected, path, root)];
    case 'invalid_value':
      return [notOneOf(issue.values, path, root)];
    case 'too_small':
    case 'too_big':
      return [wrongSize(issue, path)];
    case 'invalid_union':
      return [union(issue, path, root)];
    case 'invalid_format':
      return [{ path, atKey: false, code: 'bad-format', details: { hint: hintOf(issue.message) } }];
    case 'custom':
      return [custom(issue, path)];
    default:
      return [{ path, atKey: false, code: 'rule', details: { hint: hintOf(issue.message) } }];
  }
};

/** Turns what zod found in `root` into faults in our own words: code, values of the sentence and place. */
export const explainIssues = (issues: readonly Issue[], root: unknown): readonly ConfigFault[] =>
  issues
    .slice(0, maxFaults)
    .flatMap((issue) => explain(issue, root))
    .map(({ details, path, ...fault }) => ({
      ...fault,
      path,
      details: { ...details, key: keyOf(path), where: whereOf(root, path.slice(0, -1)) },
    }));
