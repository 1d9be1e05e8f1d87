import { csvText, type CsvCell } from '../../csv-text';
import type { Booked, CountAccuracy, Counted } from './accuracy';
import { lineShareOf } from './share';

const columns = [
  'part',
  'key',
  'name',
  'lines',
  'right',
  'share_percent',
  'low_percent',
  'high_percent',
  'counted_again',
  'pieces_book',
  'pieces_counted',
  'pieces_off',
  'pieces_net',
  'value_book_minor',
  'value_off_minor',
  'value_net_minor',
  'pieces_lost',
  'pieces_found',
  'value_lost_minor',
  'value_found_minor',
] as const;
type Column = (typeof columns)[number];
type Row = Readonly<Partial<Record<Column, CsvCell>>>;

const percent = (hundredths: number): number => hundredths / 100;

const lines = ({ lines: all, right }: { readonly lines: number; readonly right: number }): Row => {
  const share = lineShareOf(right, all);
  const known =
    share === null
      ? {}
      : { share_percent: percent(share.share), low_percent: percent(share.low), high_percent: percent(share.high) };
  return { lines: all, right, ...known };
};

const counted = (row: Counted): Row => ({
  ...lines(row),
  pieces_book: row.book,
  pieces_counted: row.counted,
  pieces_off: row.off,
  pieces_net: row.net,
  value_book_minor: row.bookMinor,
  value_off_minor: row.offMinor,
  value_net_minor: row.netMinor,
});

const booked = (row: Booked): Row => ({
  pieces_lost: row.lost,
  pieces_found: row.gained,
  value_lost_minor: row.lostMinor,
  value_found_minor: row.gainedMinor,
});

/** All figures as one table (RFC 4180, UTF-8): what a row is of stands in `part`. Shares are empty where too little was counted. */
export const encodeAccuracy = ({ total, days, zones, items, people, reasons }: CountAccuracy): string => {
  const rows: readonly Row[] = [
    { part: 'total', ...counted(total), ...booked(total) },
    ...days.map((row) => ({ part: 'day', key: row.day, ...counted(row), ...booked(row) })),
    ...zones.map((row) => ({ part: 'zone', key: row.site, name: row.zone, ...counted(row) })),
    ...items.map((row) => ({ part: 'item', key: row.sku, name: row.name, ...counted(row) })),
    ...people.map((row) => ({
      part: 'person',
      key: row.personId,
      name: row.name,
      ...lines(row),
      counted_again: row.checked,
      pieces_counted: row.pieces,
    })),
    ...reasons.map((row) => ({ part: 'reason', key: row.reason, ...booked(row) })),
  ];
  return csvText([columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]);
};
