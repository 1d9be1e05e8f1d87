import type { SliceWish } from '../../../shared/features/checkpoints/slice';
import type { FilePort } from '../../journal/file-port';
import { hashLength } from '../../journal/format';
import { readLines } from '../../journal/read-lines';
import { segmentName, segmentNumbers } from '../../journal/scan';
import type { Reader } from '../../store/types';
import { withoutSsccIdentifier } from '../packing/parcel-rows';

const said = (name: string, value: string): string => `${JSON.stringify(name)}:${JSON.stringify(value)}`;

interface Ids {
  readonly order_id: string;
  readonly pack_id: string | null;
  readonly parcel_id: string | null;
  readonly number: string;
  readonly sequence: number | null;
}

/** Entries that name one of these texts, whole. */
const namesOfOrder = (rows: readonly Ids[]): readonly string[] => [
  ...new Set(
    rows.flatMap(({ order_id, pack_id, parcel_id, number, sequence }) =>
      [order_id, pack_id, parcel_id, sequence === null ? null : `${number}/${sequence}`].flatMap((each) =>
        each === null ? [] : [JSON.stringify(each)],
      ),
    ),
  ),
];

const orderSql = `SELECT o.order_id, o.number, k.pack_id, p.parcel_id, p.sequence FROM orders o LEFT JOIN packs k ON k.order_id = o.order_id
  LEFT JOIN parcels p ON p.pack_id = k.pack_id WHERE o.number = ?`;
const parcelSql = `SELECT o.order_id, o.number, k.pack_id, p.parcel_id, p.sequence FROM parcels p JOIN packs k ON k.pack_id = p.pack_id
  JOIN orders o ON o.order_id = k.order_id WHERE p.sscc = ?1 OR p.number = ?1 OR p.parcel_id = ?1`;

/** What a line must hold to be chosen: each list is one way, all of its texts must be there. `null`: nothing is known of it. */
export const wantedTexts = (db: Reader, wish: Exclude<SliceWish, { by: 'entries' }>): readonly string[][] | null => {
  if (wish.by === 'lot') return [[said('sku', wish.sku), said('lot', wish.lot)]];
  const rows =
    wish.by === 'order'
      ? db.all<Ids>(orderSql, wish.number)
      : db.all<Ids>(parcelSql, withoutSsccIdentifier(wish.code.trim()));
  if (rows.length === 0) return null;
  return namesOfOrder(rows).map((each) => [each]);
};

/** Numbers of the entries whose text holds what is wanted, in their order; every byte of the record is looked at. */
export const entriesNaming = (
  port: FilePort,
  journal: string,
  wanted: readonly string[][],
  onSegment: (done: number, total: number) => void,
): readonly number[] => {
  const needles = wanted.map((texts) => texts.map((each) => Buffer.from(each, 'utf8')));
  const found: number[] = [];
  const segments = segmentNumbers(port, journal);
  segments.forEach((segment, index) => {
    onSegment(index, segments.length);
    readLines(port, `${journal}/${segmentName(segment)}`, 0, (bytes) => {
      const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (!needles.some((texts) => texts.every((each) => line.includes(each)))) return true;
      const [, n] = /^ \{"kind":"entry","n":(\d+),/.exec(line.toString('latin1', hashLength, hashLength + 60)) ?? [];
      if (n !== undefined) found.push(Number(n));
      return true;
    });
  });
  return found;
};
