import type { FailureDetails } from '../result';

/** A fault of `station.yaml`, where it stands and in words. Lines and columns count from 1. */
export interface ConfigError {
  readonly line: number;
  readonly column: number;
  /** Key of the sentence in the language files: `config.<code>`. */
  readonly code: string;
  /** Values of the sentence. `key` is the setting as written, `where` the group that it stands in (may be empty). */
  readonly details: FailureDetails;
  /** The sentence in English. */
  readonly message: string;
}

/** A fault before it is known where it stands: `path` leads to the value, `atKey` points to the key instead. */
export interface ConfigFault {
  readonly path: readonly (string | number)[];
  readonly atKey: boolean;
  readonly code: string;
  readonly details: FailureDetails;
}

type Details = FailureDetails;
const quoted = (value: Details[string] | undefined): string => `“${value ?? ''}”`;
const meant = ({ suggestion }: Details): string =>
  typeof suggestion === 'string' && suggestion !== '' ? ` Did you mean ${quoted(suggestion)}?` : '';

const kinds: Readonly<Record<string, string>> = {
  text: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list (lines that begin with "- ")',
  group: 'a group of settings (indented lines of "name: value")',
  nothing: 'empty',
  other: 'something else',
};
const kind = (name: Details[string] | undefined): string => kinds[String(name)] ?? String(name);

type Sentence = (details: Details) => string;

const fileSentences: Readonly<Record<string, Sentence>> = {
  'missing-file': () => 'The file is not there.',
  'not-readable': ({ reason }) => `The file could not be read: ${reason}.`,
  'too-large': ({ limitBytes }) => `The file is larger than ${limitBytes} bytes, so it can't be a station's settings.`,
  'not-utf8': () => 'The file is not saved as UTF-8. Save it again with the encoding UTF-8.',
  'too-complex': () => 'There is far too much in this file for a station’s settings.',
  'too-deep': () => 'Brackets or indentation are nested too deeply here.',
  empty: () => 'The file is empty.',
  'not-settings': () => 'The file must consist of lines of the form “name: value”.',
  tab: () => 'There is a tab at the start of this line. Indent with spaces.',
  'duplicate-key': ({ key }) => `${quoted(key)} stands here twice.`,
  alias: () => 'References (“&name”, “*name”) can’t be used here. Write the value out, or put it in quotes.',
  tag: ({ tag }) => `${quoted(tag)} can’t be used here. Put the value in quotes if it begins with “!”.`,
  'two-documents': () => 'The line “---” begins a second document. There can be only one.',
  syntax: ({ problem }) => `This can’t be read: ${problem}.`,
};

const valueSentences: Readonly<Record<string, Sentence>> = {
  'unknown-key': (details) =>
    `${quoted(details['key'])} is not a setting here.${meant(details) || ` Possible: ${details['known']}.`}`,
  'missing-key': ({ key }) => `${quoted(key)} is missing.`,
  'wrong-type': ({ key, wanted, found }) => `${quoted(key)} must be ${kind(wanted)}, but it is ${kind(found)}.`,
  'needs-quotes': ({ key, written }) => `The value of ${quoted(key)} must stand in quotes: "${written}".`,
  'not-one-of': (details) => `${quoted(details['key'])} must be one of: ${details['known']}.${meant(details)}`,
  'too-small': ({ key, limit }) => `${quoted(key)} must be at least ${limit}.`,
  'too-big': ({ key, limit }) => `${quoted(key)} must be at most ${limit}.`,
  'too-short': ({ key, limit }) =>
    limit === 1 ? `${quoted(key)} must not be empty.` : `${quoted(key)} must have at least ${limit} characters.`,
  'too-long': ({ key, limit }) => `${quoted(key)} must have at most ${limit} characters.`,
  'too-few': ({ key, limit }) => `${quoted(key)} must have at least ${limit} entries.`,
  'too-many': ({ key, limit }) => `${quoted(key)} must have at most ${limit} entries.`,
  'bad-format': ({ key, hint }) => `${quoted(key)} must be ${hint}.`,
  rule: ({ key, hint }) => `${quoted(key)}: ${hint}.`,
};

const ownSentences: Readonly<Record<string, Sentence>> = {
  'unknown-time-zone': (details) =>
    `${quoted(details['value'])} is not a time zone.${meant(details) || ' An example: Europe/Berlin.'}`,
  'unknown-currency': ({ value }) => `${quoted(value)} is not a currency. An example: EUR.`,
  'unknown-country': ({ value }) => `${quoted(value)} is not a country code. An example: DE.`,
  'service-twice': ({ service }) => `There are two cut-offs for ${quoted(service)}.`,
  'sscc-range-too-long': ({ digits, limit }) =>
    `With this company prefix a serial has ${digits} digits: ${limit} at most.`,
  'sscc-range-backwards': ({ first, last }) => `The range begins at ${first} and ends before it, at ${last}.`,
  'unknown-device': (details) => `There is no device with the id ${quoted(details['value'])}.${meant(details)}`,
  'not-a-printer': ({ value, kind: found }) => `The device ${quoted(value)} is a ${found}, not a printer.`,
  'spare-of-nothing': () => 'A spare needs a labelPrinter to stand in for.',
  'spare-twice': ({ value }) => `${quoted(value)} is named as a label printer twice.`,
  'spare-differs': ({ value, other }) =>
    `${quoted(value)} differs from ${quoted(other)} in protocol, dpi, labelWidthMm or labelHeightMm: its labels would not fit.`,
  'two-slip-printers': () => 'Give either slipPrinter or slipSystemPrinter, not both.',
  'same-folder': ({ other }) => `This is the same folder as ${quoted(other)}.`,
};

const sentences: Readonly<Record<string, Sentence>> = { ...fileSentences, ...valueSentences, ...ownSentences };

/** Every code that a fault may have. */
export const configErrorCodes: readonly string[] = Object.keys(sentences);

/** The English sentence of a fault, with the group that it stands in where there is one. */
export const describeFault = (code: string, details: FailureDetails): string => {
  const sentence = sentences[code]?.(details) ?? code;
  const where = details['where'];
  return typeof where === 'string' && where !== '' ? `${where}: ${sentence}` : sentence;
};
