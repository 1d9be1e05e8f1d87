import { csvText } from '../../csv-text';
import { figuresOfCause, type LineCauses } from './cause-brief';
import type { SuggestedCause } from './causes';
import type { CountLineRow } from './queries';

const columns = [
  'class',
  'sku',
  'name',
  'location',
  'belongs',
  'book',
  'counted',
  'difference',
  'value_minor',
  'identity',
  'epc',
  'tid',
  'scheme',
  'reads',
  'rssi_dbm',
  'antennas',
  'passes',
  'last_seen',
  'causes',
  'decision',
  'reason',
  'decided_by',
] as const;

/** Reads that nobody can date say so. */
const lastSeenOf = ({ lastAt, reads }: CountLineRow['data']): string | null => {
  if (lastAt !== null) return new Date(lastAt).toISOString();
  return reads === 0 ? null : 'time unknown';
};

const causeText = (cause: SuggestedCause): string =>
  `${cause.cause}${cause.pack === 0 ? '' : ` ${cause.pack}`} (${cause.strength}): ${figuresOfCause(cause)}`;

/** The lines of a count as CSV (RFC 4180, UTF-8); instants in UTC. */
export const encodeCountLines = (rows: readonly CountLineRow[], causes: readonly LineCauses[]): string => {
  const of = new Map(causes.map((each) => [each.line, each.causes]));
  const lines = rows.map(({ line, data, name, valueMinor, decision, reason, decidedBy }) => [
    data.class,
    data.sku,
    data.sku === null ? null : name,
    data.location ?? data.shelves[0]?.shelf.location ?? null,
    data.belongs,
    data.book,
    data.counted,
    data.counted - data.book,
    // Not known is not nothing.
    data.valueMinor === null ? null : valueMinor,
    data.key,
    data.epc,
    data.tid,
    data.scheme,
    data.reads,
    data.rssiCentiDbm === null ? null : data.rssiCentiDbm / 100,
    data.antennas.join(' '),
    data.passes.join(' '),
    lastSeenOf(data),
    (of.get(line) ?? []).map(causeText).join(' | '),
    decision,
    reason,
    decidedBy,
  ]);
  return csvText([columns, ...lines]);
};
