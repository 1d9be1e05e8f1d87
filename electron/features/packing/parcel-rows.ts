import type { ParcelRow } from '../../../shared/features/packing/queries';
import type { Cell, QueryContext } from '../../store/types';
import { labelSeconds } from './label-seconds';
import { namer } from '../names';

const rowSql = `SELECT c.*, o.number AS order_number, k.name AS carton_name, l.sha256 FROM parcels c JOIN orders o USING (order_id)
  LEFT JOIN cartons k ON k.carton_id = c.carton_id LEFT JOIN labels l ON l.label_id = c.label_id AND l.copy = c.label_copy`;

type StoredParcel = Readonly<Record<string, Cell>>;

const text = (value: Cell | undefined): string | null => (value === null || value === undefined ? null : String(value));

const weightOf = (row: StoredParcel): string | null =>
  row['weight'] === null
    ? null
    : `${text(row['weight_text']) ?? ''} ${(JSON.parse(String(row['weight'])) as { unit: string }).unit}`;

/** Parcels as the screens show them, newest first. `condition`: SQL over `c` and `o`, or nothing. */
export const readParcelRows = (
  context: QueryContext,
  condition: string,
  params: readonly Cell[],
  limit: number,
): readonly ParcelRow[] => {
  const nameOf = namer(context);
  return context.db
    .all<StoredParcel>(`${rowSql} ${condition} ORDER BY c.opened_at DESC LIMIT ${limit}`, ...params)
    .map((row) => ({
      parcelId: String(row['parcel_id']),
      order: String(row['order_number']),
      sequence: Number(row['sequence']),
      state: String(row['state']),
      sscc: text(row['sscc']),
      parcelNumber: text(row['number']),
      weightText: weightOf(row),
      weightSource: text(row['weight_source']),
      carton: text(row['carton_name']),
      closedAt: text(row['closed_at']),
      person: row['closed_by'] === null ? null : nameOf(text(row['closed_by'])),
      copy: row['label_copy'] === null ? null : Number(row['label_copy']),
      labelSeconds: labelSeconds(context.db, String(row['parcel_id'])),
      labelSha256: text(row['sha256']),
    }));
};

const foundSql = `WHERE c.parcel_id IN (SELECT parcel_id FROM parcels WHERE sscc = ?1 UNION SELECT parcel_id FROM parcels WHERE number = ?1
    UNION SELECT p.parcel_id FROM orders o JOIN packs k ON k.order_id = o.order_id JOIN parcels p ON p.pack_id = k.pack_id WHERE o.number = ?1)`;

/** Application identifier 00 in front of an SSCC, as people and scanners write it. */
export const withoutSsccIdentifier = (code: string): string => code.replace(/^\(?00\)?(?=\d{18}$)/, '');

/** Parcels by order number, SSCC or parcel number, newest first. */
export const parcelRows = (
  context: QueryContext,
  { search, limit }: { readonly search: string; readonly limit: number },
): readonly ParcelRow[] => {
  const wanted = search.trim();
  return wanted === ''
    ? readParcelRows(context, '', [], limit)
    : readParcelRows(context, foundSql, [withoutSsccIdentifier(wanted)], limit);
};
