import type { ParcelRow } from '../../../shared/features/packing/queries';
import type { Cell, QueryContext } from '../../store/types';
import { labelTimesSql, secondsOf, type LabelTimes } from './label-seconds';
import { namer } from '../names';

/** In one question for all of them: a page of parcels is asked for again and again. */
const rowSql = `SELECT c.parcel_id, c.sequence, c.state, c.sscc, c.number, c.weight, c.weight_text, c.weight_source, c.closed_at, c.closed_by,
    c.label_copy, o.number AS order_number, k.name AS carton_name, l.sha256, ${labelTimesSql}
  FROM parcels c CROSS JOIN orders o ON o.order_id = c.order_id
  LEFT JOIN cartons k ON k.carton_id = c.carton_id LEFT JOIN labels l ON l.label_id = c.label_id AND l.copy = c.label_copy`;

interface StoredParcel extends LabelTimes {
  parcel_id: string;
  sequence: number;
  state: string;
  sscc: string | null;
  number: string | null;
  weight: string | null;
  weight_text: string | null;
  weight_source: string | null;
  closed_at: string | null;
  closed_by: string | null;
  label_copy: number | null;
  order_number: string;
  carton_name: string | null;
  sha256: string | null;
}

const weightOf = ({ weight, weight_text }: StoredParcel): string | null =>
  weight === null ? null : `${weight_text ?? ''} ${(JSON.parse(weight) as { unit: string }).unit}`;

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
      parcelId: row.parcel_id,
      order: row.order_number,
      sequence: row.sequence,
      state: row.state,
      sscc: row.sscc,
      parcelNumber: row.number,
      weightText: weightOf(row),
      weightSource: row.weight_source,
      carton: row.carton_name,
      closedAt: row.closed_at,
      person: row.closed_by === null ? null : nameOf(row.closed_by),
      copy: row.label_copy,
      labelSeconds: secondsOf(row),
      labelSha256: row.sha256,
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
