import type { CatalogueEventData, CatalogueEventType } from '../../../shared/features/catalogue/events';
import type { BarcodeRecord, ItemRecord } from '../../../shared/features/catalogue/records';
import type { EntryMeta, Writer } from '../../store/types';

type Apply<T extends CatalogueEventType> = (db: Writer, data: CatalogueEventData<T>, meta: EntryMeta) => void;

const flag = (value: boolean): number => (value ? 1 : 0);

const itemColumns =
  'sku, name, picture, category, weight_mg, weight_spread_mg, length_mm, width_mm, height_mm, lot_rule, serial_rule, expiry_rule, ' +
  'min_days_left, keyed_quantity, fragile, hazmat, origin, hs_code, value_minor, currency, retired, mentioned_only';
const putItemSql = `INSERT OR REPLACE INTO items(${itemColumns}) VALUES (${itemColumns.replaceAll(/\w+/g, '?')})`;

const putItem = (db: Writer, item: ItemRecord, mentionedOnly: boolean): void => {
  db.run(
    putItemSql,
    item.sku,
    item.name,
    item.picture,
    item.category,
    item.weightMg,
    item.weightSpreadMg,
    item.lengthMm,
    item.widthMm,
    item.heightMm,
    item.lotRule,
    item.serialRule,
    item.expiryRule,
    item.minDaysLeft,
    flag(item.keyedQuantity),
    flag(item.fragile),
    flag(item.hazmat),
    item.origin,
    item.hsCode,
    item.valueMinor,
    item.currency,
    flag(item.retired),
    flag(mentionedOnly),
  );
};

/** What a person taught stays: a file that doesn't know the code must not take it away. */
const putBarcodes = (db: Writer, sku: string, barcodes: readonly BarcodeRecord[]): void => {
  db.run('DELETE FROM barcodes WHERE sku = ? AND taught_at IS NULL', sku);
  for (const { code, quantity, kind } of barcodes)
    db.run('INSERT OR REPLACE INTO barcodes(code, sku, quantity, kind) VALUES (?, ?, ?, ?)', code, sku, quantity, kind);
};

const refreshWeightKnown = (db: Writer, sku: string): void =>
  db.run(
    `UPDATE orders SET weight_known = NOT EXISTS (
       SELECT 1 FROM order_lines l LEFT JOIN items i ON i.sku = l.sku WHERE l.order_id = orders.order_id AND i.weight_mg IS NULL)
     WHERE order_id IN (SELECT order_id FROM order_lines WHERE sku = ?)`,
    sku,
  );

const itemImported: Apply<'v1.catalogue.itemImported'> = (db, { item }) => {
  const before = db.get<{ weight_mg: number | null }>('SELECT weight_mg FROM items WHERE sku = ?', item.sku);
  putItem(db, item, false);
  putBarcodes(db, item.sku, item.barcodes);
  if ((before?.weight_mg ?? null) === null || item.weightMg === null) refreshWeightKnown(db, item.sku);
};

const itemMentioned: Apply<'v1.catalogue.itemMentioned'> = (db, { item }) => {
  putItem(db, item, true);
  putBarcodes(db, item.sku, item.barcodes);
};

const cartonColumns =
  'carton_id, name, kind, inner_length_mm, inner_width_mm, inner_height_mm, outer_length_mm, outer_width_mm, outer_height_mm, tare_mg, ' +
  'tare_spread_mg, max_weight_mg, cost_minor, currency, stock, barcode';
const putCartonSql = `INSERT OR REPLACE INTO cartons(${cartonColumns}) VALUES (${cartonColumns.replaceAll(/\w+/g, '?')})`;

const cartonImported: Apply<'v1.catalogue.cartonImported'> = (db, { carton: c }) =>
  db.run(
    putCartonSql,
    c.cartonId,
    c.name,
    c.kind,
    c.innerLengthMm,
    c.innerWidthMm,
    c.innerHeightMm,
    c.outerLengthMm,
    c.outerWidthMm,
    c.outerHeightMm,
    c.tareMg,
    c.tareSpreadMg,
    c.maxWeightMg,
    c.costMinor,
    c.currency,
    c.stock,
    c.barcode,
  );

const dunnageImported: Apply<'v1.catalogue.dunnageImported'> = (db, { dunnage: d }) =>
  db.run(
    'INSERT OR REPLACE INTO dunnage(dunnage_id, name, weight_mg, weight_spread_mg, unit_label) VALUES (?, ?, ?, ?, ?)',
    d.dunnageId,
    d.name,
    d.weightMg,
    d.weightSpreadMg,
    d.unitLabel,
  );

const barcodeTaught: Apply<'v1.catalogue.barcodeTaught'> = (db, data, { at }) =>
  db.run(
    'INSERT OR REPLACE INTO barcodes(code, sku, quantity, kind, taught_by, taught_at) VALUES (?, ?, ?, ?, ?, ?)',
    data.code,
    data.sku,
    data.quantity,
    data.kind,
    data.taughtBy ?? data.supervisor,
    at,
  );

const cartonStockSet: Apply<'v1.catalogue.cartonStockSet'> = (db, { cartonId, stock }) =>
  db.run('UPDATE cartons SET stock = ? WHERE carton_id = ?', stock, cartonId);

export const catalogueApply = {
  'v1.catalogue.itemImported': itemImported,
  'v1.catalogue.itemMentioned': itemMentioned,
  'v1.catalogue.cartonImported': cartonImported,
  'v1.catalogue.dunnageImported': dunnageImported,
  'v1.catalogue.barcodeTaught': barcodeTaught,
  'v1.catalogue.cartonStockSet': cartonStockSet,
} satisfies { [T in CatalogueEventType]: Apply<T> };
