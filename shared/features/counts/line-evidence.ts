import { csvText, type CsvCell } from '../../csv-text';
import type { Evidence } from './tag-classes';

/** Pieces that somebody scanned at once. */
export interface ScanRow {
  /** Entry of the record. */
  readonly n: number;
  /** UTC. */
  readonly at: string;
  readonly person: string;
  readonly station: string;
  /** The scanner; `null` where nobody knows. */
  readonly deviceId: string | null;
  readonly sku: string;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly quantity: number;
  /** Who took it back while the bin was open, and when: then it counted for nothing. */
  readonly undone: { readonly person: string; readonly at: string } | null;
}

/** A tag with all that was heard of it in the round. */
export interface HeardTagRow {
  readonly epc: string;
  readonly tid: string | null;
  readonly scheme: string;
  readonly serial: string | null;
  readonly readers: readonly string[];
  readonly antennas: readonly number[];
  readonly passes: readonly number[];
  readonly reads: number;
  /** Hundredths of a dBm, the strongest read. */
  readonly rssiCentiDbm: number | null;
  /** Epoch milliseconds; `null` where no reader could tell. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  readonly evidence: readonly Evidence[];
}

interface Page {
  readonly total: number;
  readonly offset: number;
}

/** What a line was made of, a page at a time. */
export type LineEvidence =
  | (Page & {
      readonly kind: 'scans';
      readonly rows: readonly ScanRow[];
      /** Who said that the bin is through, and when. */
      readonly done: { readonly person: string; readonly at: string } | null;
    })
  | (Page & { readonly kind: 'tags'; readonly rows: readonly HeardTagRow[] });

const when = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const scanHead = [
  'entry',
  'at',
  'person',
  'station',
  'scanner',
  'sku',
  'lot',
  'serial',
  'quantity',
  'undone_by',
  'undone_at',
] as const;
const tagHead = [
  'epc',
  'tid',
  'scheme',
  'serial',
  'reader',
  'antenna',
  'passes',
  'reads',
  'rssi_dbm',
  'first_seen',
  'last_seen',
] as const;

/** Scan by scan as CSV (RFC 4180, UTF-8); instants in UTC. */
export const encodeScans = (rows: readonly ScanRow[]): string =>
  csvText([
    scanHead,
    ...rows.map((row): readonly CsvCell[] => [
      row.n,
      row.at,
      row.person,
      row.station,
      row.deviceId,
      row.sku,
      row.lot,
      row.serial,
      row.quantity,
      row.undone?.person ?? null,
      row.undone?.at ?? null,
    ]),
  ]);

/** Tags, each antenna that heard them by itself, as CSV (RFC 4180, UTF-8); instants in UTC. */
export const encodeHeardTags = (rows: readonly HeardTagRow[]): string =>
  csvText([
    tagHead,
    ...rows.flatMap(({ epc, tid, scheme, serial, evidence }) =>
      evidence.map((each): readonly CsvCell[] => [
        epc,
        tid,
        scheme,
        serial,
        each.readerId,
        each.antenna,
        each.passes.join(' '),
        each.reads,
        each.rssiCentiDbm === null ? null : each.rssiCentiDbm / 100,
        when(each.firstAt),
        when(each.lastAt),
      ]),
    ),
  ]);
