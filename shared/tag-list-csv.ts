import { csvText } from './csv-text';
import type { TagName } from './epc/name';
import type { TagRow } from './tag-list';

const columns = [
  'epc',
  'scheme',
  'gtin',
  'sscc',
  'serial',
  'elements',
  'uri',
  'tid',
  'same_epc_twice',
  'reads',
  'rssi_dbm',
  'readers',
  'antennas',
  'first_seen',
  'last_seen',
] as const;

const schemeOf = (name: TagName): string =>
  name.kind === 'epc' || name.kind === 'foreign' ? name.scheme : name.kind === 'broken' ? (name.scheme ?? '') : '';

const namedCells = (name: TagName): readonly (string | null)[] => {
  const elements = name.kind === 'epc' ? name.elements : [];
  const value = (ai: string): string | null => elements.find((each) => each.ai === ai)?.value ?? null;
  return [
    schemeOf(name),
    value('01'),
    value('00'),
    value('21'),
    elements.map(({ ai, value: text }) => `(${ai})${text}`).join('') || null,
    name.kind === 'epc' ? name.uri : null,
  ];
};

const distinct = (values: readonly (string | number | null)[]): string =>
  [...new Set(values)].filter((value) => value !== null).join(' ');

/** The list as CSV (RFC 4180, UTF-8), a row for each tag in the order of first sight; instants in UTC. */
export const encodeTagList = (rows: readonly TagRow[]): string => {
  const lines = rows.map(({ epcHex, name, tidHex, twice, reads, maxRssiCentiDbm, firstAt, lastAt, places }) => [
    epcHex,
    ...namedCells(name),
    tidHex,
    twice ? 'yes' : 'no',
    reads,
    maxRssiCentiDbm === null ? null : maxRssiCentiDbm / 100,
    distinct(places.map(({ readerId }) => readerId)),
    distinct(places.map(({ antenna }) => antenna)),
    new Date(firstAt).toISOString(),
    new Date(lastAt).toISOString(),
  ]);
  return csvText([columns, ...lines]);
};
