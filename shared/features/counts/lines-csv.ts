import { csvText } from '../../csv-text';
import { figuresOfCause, type LineCauses } from './cause-brief';
import type { SuggestedCause } from './causes';
import type { CountLineRow } from './queries';
import { briefOf, type LineWeighings, type WeighingBrief } from './weighing-brief';

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
  'weighed_pieces',
  'unit_weight_mg',
  'unit_error_mg',
  'gross',
  'tare',
  'net_mg',
  'scale',
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

const weighingCells = [
  ({ pieces, lot }) => `${pieces}${lot === null ? '' : ` ${lot}`}`,
  ({ meanMg }) => meanMg,
  ({ errorMg }) => errorMg,
  ({ gross }) => gross ?? '-',
  ({ tare }) => tare ?? '-',
  ({ netMg }) => netMg,
  ({ scale, simulated }) => `${scale}${simulated ? ' (simulated)' : ''}`,
] as const satisfies readonly ((brief: WeighingBrief) => string | number)[];

/** A column for each figure; several weighings of one line stand in it in their order. */
const weighingsOf = (briefs: readonly WeighingBrief[]): readonly string[] =>
  weighingCells.map((cell) => briefs.map((brief) => String(cell(brief))).join(' | '));

/** The lines of a count as CSV (RFC 4180, UTF-8); instants in UTC, weights in milligrams or as the scale sent them. */
export const encodeCountLines = (
  rows: readonly CountLineRow[],
  causes: readonly LineCauses[],
  weighings: readonly LineWeighings[] = [],
): string => {
  const weighed = new Map(weighings.map((each) => [each.line, each.weighings.map(briefOf)]));
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
    ...weighingsOf(weighed.get(line) ?? []),
    (of.get(line) ?? []).map(causeText).join(' | '),
    decision,
    reason,
    decidedBy,
  ]);
  return csvText([columns, ...lines]);
};
