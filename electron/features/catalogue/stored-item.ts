import type {
  BarcodeRecord,
  CartonRecord,
  DunnageRecord,
  ItemRecord,
} from '../../../shared/features/catalogue/records';
import type { Reader } from '../../store/types';

interface ItemRow {
  sku: string;
  name: string;
  picture: string;
  category: string | null;
  weight_mg: number | null;
  weight_spread_mg: number | null;
  length_mm: number | null;
  width_mm: number | null;
  height_mm: number | null;
  lot_rule: ItemRecord['lotRule'];
  serial_rule: ItemRecord['serialRule'];
  expiry_rule: ItemRecord['expiryRule'];
  min_days_left: number;
  keyed_quantity: number;
  fragile: number;
  hazmat: number;
  origin: string | null;
  hs_code: string | null;
  value_minor: number | null;
  currency: string | null;
  retired: number;
  mentioned_only: number;
}

export interface StoredItem {
  readonly item: ItemRecord;
  readonly mentionedOnly: boolean;
}

const barcodesSql = 'SELECT code, quantity, kind FROM barcodes WHERE sku = ? AND taught_at IS NULL ORDER BY code';

const itemOf = (row: ItemRow, barcodes: BarcodeRecord[]): ItemRecord => ({
  sku: row.sku,
  name: row.name,
  picture: row.picture,
  category: row.category,
  weightMg: row.weight_mg,
  weightSpreadMg: row.weight_spread_mg,
  lengthMm: row.length_mm,
  widthMm: row.width_mm,
  heightMm: row.height_mm,
  lotRule: row.lot_rule,
  serialRule: row.serial_rule,
  expiryRule: row.expiry_rule,
  minDaysLeft: row.min_days_left,
  keyedQuantity: row.keyed_quantity === 1,
  fragile: row.fragile === 1,
  hazmat: row.hazmat === 1,
  origin: row.origin,
  hsCode: row.hs_code,
  valueMinor: row.value_minor,
  currency: row.currency,
  retired: row.retired === 1,
  barcodes,
});

/** An item with the barcodes that files gave it (not the taught ones), or `null`. */
export const readStoredItem = (db: Reader, sku: string): StoredItem | null => {
  const row = db.get<ItemRow>('SELECT * FROM items WHERE sku = ?', sku);
  if (row === undefined) return null;
  return { item: itemOf(row, db.all<BarcodeRecord>(barcodesSql, sku)), mentionedOnly: row.mentioned_only === 1 };
};

interface CartonRow {
  carton_id: string;
  name: string;
  kind: CartonRecord['kind'];
  inner_length_mm: number;
  inner_width_mm: number;
  inner_height_mm: number;
  outer_length_mm: number;
  outer_width_mm: number;
  outer_height_mm: number;
  tare_mg: number;
  tare_spread_mg: number;
  max_weight_mg: number;
  cost_minor: number;
  currency: string;
  stock: number | null;
  barcode: string | null;
}

const cartonOf = (row: CartonRow): CartonRecord => ({
  cartonId: row.carton_id,
  name: row.name,
  kind: row.kind,
  innerLengthMm: row.inner_length_mm,
  innerWidthMm: row.inner_width_mm,
  innerHeightMm: row.inner_height_mm,
  outerLengthMm: row.outer_length_mm,
  outerWidthMm: row.outer_width_mm,
  outerHeightMm: row.outer_height_mm,
  tareMg: row.tare_mg,
  tareSpreadMg: row.tare_spread_mg,
  maxWeightMg: row.max_weight_mg,
  costMinor: row.cost_minor,
  currency: row.currency,
  stock: row.stock,
  barcode: row.barcode,
});

export const readCarton = (db: Reader, cartonId: string): CartonRecord | null => {
  const row = db.get<CartonRow>('SELECT * FROM cartons WHERE carton_id = ?', cartonId);
  return row === undefined ? null : cartonOf(row);
};

/** Cartons before mailers, smallest first. */
export const readCartons = (db: Reader): CartonRecord[] =>
  db
    .all<CartonRow>(
      'SELECT * FROM cartons ORDER BY kind, inner_length_mm * inner_width_mm * inner_height_mm, carton_id',
    )
    .map(cartonOf);

const dunnageSql =
  'SELECT dunnage_id AS dunnageId, name, weight_mg AS weightMg, weight_spread_mg AS weightSpreadMg, unit_label AS unitLabel FROM dunnage';

export const readDunnage = (db: Reader, dunnageId: string): DunnageRecord | null =>
  db.get<DunnageRecord>(`${dunnageSql} WHERE dunnage_id = ?`, dunnageId) ?? null;

export const readAllDunnage = (db: Reader): DunnageRecord[] => db.all<DunnageRecord>(`${dunnageSql} ORDER BY name`);
