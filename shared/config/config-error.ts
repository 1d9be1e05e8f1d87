import type { FailureDetails } from '../result';

const fileCodes = [
  'missing-file',
  'not-readable',
  'too-large',
  'not-utf8',
  'too-complex',
  'too-deep',
  'empty',
  'not-settings',
  'tab',
  'duplicate-key',
  'alias',
  'tag',
  'two-documents',
  'syntax',
] as const;

const valueCodes = [
  'unknown-key',
  'missing-key',
  'wrong-type',
  'needs-quotes',
  'not-one-of',
  'too-small',
  'too-big',
  'too-short',
  'too-long',
  'too-few',
  'too-many',
  'bad-format',
  'rule',
] as const;

/** What zod doesn't know: rules between values, and values that only a list can judge. */
const ruleCodes = [
  'unknown-time-zone',
  'unknown-currency',
  'unknown-country',
  'service-twice',
  'sscc-range-too-long',
  'sscc-range-backwards',
  'unknown-device',
  'not-a-printer',
  'not-a-scale',
  'second-of-second',
  'second-twice',
  'spare-of-nothing',
  'spare-twice',
  'spare-differs',
  'two-slip-printers',
  'same-folder',
  'id-twice',
  'one-wedge',
  'not-a-scanner',
  'applicator-language',
  'applicator-wedge',
  'applicator-shared',
  'applicator-twice',
] as const;

/** Every code that a fault may have: the language files explain it as `config.<code>`. */
export const configErrorCodes = [...fileCodes, ...valueCodes, ...ruleCodes] as const;
export type ConfigErrorCode = (typeof configErrorCodes)[number];

const codes: ReadonlySet<string> = new Set(configErrorCodes);
export const isConfigErrorCode = (code: unknown): code is ConfigErrorCode =>
  typeof code === 'string' && codes.has(code);

/** For schemas: what a rule of ours that zod doesn't know says about a value. */
export const rule = (code: ConfigErrorCode, details: FailureDetails, path: readonly (string | number)[] = []) => ({
  code: 'custom' as const,
  message: code,
  path: [...path],
  params: { code, ...details },
});

/** How a value must look: the message that its schema gives to zod, explained as `config.hint.<hint>`. */
export const formatHints = [
  'short-name',
  'time-of-day',
  'company-prefix',
  'gln',
  'device-id',
  'hex-id',
  'host',
  'wedge-key',
  'queue-name',
  'written-weight',
  'written-power',
  'escapes',
  'path-or-match',
  'way-of-kind',
  'other',
] as const;
export type FormatHint = (typeof formatHints)[number];
/** For schemas: the hint as zod's message. */
export const hint = (name: FormatHint): FormatHint => name;

/** A fault of `station.yaml` and where it stands. Lines and columns count from 1. */
export interface ConfigError {
  readonly line: number;
  readonly column: number;
  readonly code: ConfigErrorCode;
  /** Values of the sentence. `key` is the setting as written, `where` the group that it stands in (may be empty). */
  readonly details: FailureDetails;
}

/** A fault before it is known where it stands: `path` leads to the value, `atKey` points to the key instead. */
export interface ConfigFault {
  readonly path: readonly (string | number)[];
  readonly atKey: boolean;
  readonly code: ConfigErrorCode;
  readonly details: FailureDetails;
}
