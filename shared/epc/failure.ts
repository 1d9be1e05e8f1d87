import type { Failure } from '../result';

/** What can be wrong with an EPC, in words that can be told to the operator. Details say which part and which limit. */
export const epcFailureCodes = [
  // The bits as a whole.
  'not-hex',
  'not-whole-words',
  'epc-too-short',
  'epc-too-long',
  'unprogrammed-tag',
  'unencoded-tag',
  'foreign-tag',
  // Parts of it, read or written.
  'truncated',
  'bad-partition',
  'company-prefix',
  'reference',
  'reserved-bits',
  'bad-characters',
  'empty-part',
  'part-too-long',
  'leading-zero',
  'number-too-large',
  'filter-range',
  'check-digit',
  'bad-date',
  'bad-coding',
  // Names and forms.
  'bad-uri',
  'unknown-scheme',
  'wrong-scheme',
  'not-an-epc-key',
  'missing-serial',
  'restricted-number',
] as const;
export type EpcFailureCode = (typeof epcFailureCodes)[number];
export type EpcFailure = Failure<EpcFailureCode>;
