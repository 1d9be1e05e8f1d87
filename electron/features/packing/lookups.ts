import type { BarcodeCandidate, ParcelName } from '../../../shared/features/packing/decided';
import type { Reader } from '../../store/types';

interface BarcodeRow {
  sku: string;
  quantity: number;
}

/** What the catalogue knows of a code: by GTIN (14 digits), by the text as scanned, or the SKU itself. */
export const findCandidates = (db: Reader, gtin: string | null, text: string): readonly BarcodeCandidate[] => {
  const byCode = db.all<BarcodeRow>(
    `SELECT b.sku, b.quantity FROM barcodes b LEFT JOIN items i USING (sku) WHERE b.code IN (?, ?) AND coalesce(i.retired, 0) = 0 ORDER BY b.sku`,
    gtin ?? text,
    text,
  );
  if (byCode.length > 0) return byCode;
  const bySku = db.get<{ sku: string }>('SELECT sku FROM items WHERE sku = ?', text);
  return bySku === undefined ? [] : [{ sku: bySku.sku, quantity: 1 }];
};

/** The carton or mailer whose own barcode this is. */
export const findCarton = (db: Reader, text: string): string | null =>
  db.get<{ carton_id: string }>('SELECT carton_id FROM cartons WHERE barcode = ?', text)?.carton_id ?? null;

/** The parcel of a label, by its copy code, its SSCC or its parcel number; `parcelId` is `null` for a label that isn't ours. */
export const findParcelOfLabel = (
  db: Reader,
  by: { readonly labelId?: string; readonly sscc?: string; readonly number?: string },
): string | null => {
  if (by.labelId !== undefined)
    return (
      db.get<{ parcel_id: string }>('SELECT parcel_id FROM labels WHERE label_id = ? LIMIT 1', by.labelId)?.parcel_id ??
      null
    );
  if (by.sscc !== undefined)
    return db.get<{ parcel_id: string }>('SELECT parcel_id FROM parcels WHERE sscc = ?', by.sscc)?.parcel_id ?? null;
  return (
    db.get<{ parcel_id: string }>('SELECT parcel_id FROM parcels WHERE number = ?', by.number ?? '')?.parcel_id ?? null
  );
};

const nameSql = 'SELECT o.number AS "order", c.sequence AS parcel FROM parcels c JOIN orders o USING (order_id)';

/** What people call a parcel. */
export const nameOfParcel = (db: Reader, parcelId: string): ParcelName | null =>
  db.get<{ order: string; parcel: number }>(`${nameSql} WHERE c.parcel_id = ?`, parcelId) ?? null;

/** Exact comparison: `SN1` is not `SN12`. */
export const parcelOfSerial = (db: Reader, sku: string, serial: string): ParcelName | null =>
  db.get<{ order: string; parcel: number }>(
    `${nameSql} WHERE c.parcel_id = (SELECT parcel_id FROM packed_serials WHERE sku = ? AND serial = ?)`,
    sku,
    serial,
  ) ?? null;
