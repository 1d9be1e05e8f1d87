import {
  exportFormat,
  type ExportItem,
  type ExportKind,
  type ExportRecord,
} from '../../../shared/features/export/record';
import type { Weight } from '../../../shared/units';
import type { Reader } from '../../store/types';

/** One row of `exports`: something that must be written. */
export interface ExportDue {
  readonly export_id: string;
  readonly kind: ExportKind;
  readonly pack_id: string;
  readonly order_id: string;
  readonly parcel_id: string | null;
  readonly at: string;
  readonly site: string;
  readonly station: string;
  readonly person_id: string | null;
  readonly reason: string | null;
}

/** Reads what packing knows of a parcel; `null` when there is no such order. */
export type LoadRecord = (db: Reader, due: ExportDue) => ExportRecord | null;

interface OrderRow {
  number: string;
  reference: string | null;
  service: string;
  country: string;
  tote: string | null;
  version: number;
}

interface ParcelRow {
  parcel_id: string;
  pack_id: string;
  sequence: number;
  sscc: string | null;
  number: string | null;
  carton_id: string | null;
  carton_name: string | null;
  weight: string | null;
  weight_text: string | null;
  weight_source: string | null;
  weight_at: string | null;
  gross_mg: number | null;
  verdict: string | null;
  label_copy: number | null;
  opened_at: string;
  closed_at: string | null;
  closed_by: string | null;
}

const parcelSql = `SELECT p.parcel_id, p.pack_id, p.sequence, p.sscc, p.number, p.carton_id, c.name AS carton_name, p.weight, p.weight_text, p.weight_source,
  p.weight_at, p.gross_mg, p.verdict, p.label_copy, p.opened_at, p.closed_at, p.closed_by
  FROM parcels p LEFT JOIN cartons c ON c.carton_id = p.carton_id WHERE p.parcel_id = ?`;

const itemsSql = `SELECT i.line_id AS lineId, i.sku, coalesce(c.name, i.sku) AS name, i.quantity, i.gtin, i.lot, i.serial, i.expiry
  FROM parcel_items i LEFT JOIN items c ON c.sku = i.sku WHERE i.pack_id = ? AND i.parcel_id = ? ORDER BY i.n, i.item_id`;

const dunnageSql = `SELECT p.dunnage_id AS dunnageId, coalesce(d.name, p.dunnage_id) AS name, p.quantity
  FROM parcel_dunnage p LEFT JOIN dunnage d ON d.dunnage_id = p.dunnage_id WHERE p.parcel_id = ? AND p.quantity > 0 ORDER BY p.dunnage_id`;

const shortSql = `SELECT s.line_id AS lineId, coalesce(l.sku, s.line_id) AS sku, s.quantity, s.reason
  FROM shorts s LEFT JOIN order_lines l ON l.order_id = ? AND l.line_id = s.line_id WHERE s.pack_id = ? ORDER BY s.at, s.line_id`;

const weightOf = (row: ParcelRow): NonNullable<ExportRecord['parcel']>['weight'] => {
  if (row.weight === null || row.gross_mg === null) return null;
  // Written by packing from an event that was checked.
  const { mantissa, exponent, unit } = JSON.parse(row.weight) as Weight;
  const { weight_text: text, weight_source: source, verdict, weight_at: at, gross_mg: milligrams } = row;
  return { text: text ?? '', mantissa, exponent, unit, milligrams, source: source ?? 'measured', verdict, at };
};

const loadParcel = (db: Reader, parcelId: string | null): ExportRecord['parcel'] => {
  const row = parcelId === null ? undefined : db.get<ParcelRow>(parcelSql, parcelId);
  if (row === undefined) return null;
  const carton = row.carton_id === null ? null : { cartonId: row.carton_id, name: row.carton_name ?? row.carton_id };
  return {
    parcelId: row.parcel_id,
    sequence: row.sequence,
    sscc: row.sscc,
    number: row.number,
    carton,
    dunnage: db.all(dunnageSql, row.parcel_id),
    weight: weightOf(row),
    labelCopy: row.label_copy,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    items: db.all<ExportItem>(itemsSql, row.pack_id, row.parcel_id),
  };
};

/** Puts a record together from the tables of orders and packing. */
export const loadRecord: LoadRecord = (db, due) => {
  const order = db.get<OrderRow>(
    'SELECT number, reference, service, country, tote, version FROM orders WHERE order_id = ?',
    due.order_id,
  );
  if (order === undefined) return null;
  return {
    format: exportFormat,
    exportId: due.export_id,
    event: due.kind,
    at: due.at,
    site: due.site,
    station: due.station,
    person: due.person_id,
    reason: due.reason,
    order: { orderId: due.order_id, ...order },
    parcel: loadParcel(db, due.parcel_id),
    short: db.all(shortSql, due.order_id, due.pack_id),
  };
};
