/** Tables of the catalogue. Weights in mg, sizes in mm; rules are `none` or `required`. */
export const catalogueSchema: readonly string[] = [
  `CREATE TABLE items (
    sku TEXT PRIMARY KEY, name TEXT NOT NULL, picture TEXT NOT NULL, category TEXT, weight_mg INTEGER, weight_spread_mg INTEGER,
    length_mm INTEGER, width_mm INTEGER, height_mm INTEGER, lot_rule TEXT NOT NULL, serial_rule TEXT NOT NULL, expiry_rule TEXT NOT NULL,
    min_days_left INTEGER NOT NULL, keyed_quantity INTEGER NOT NULL, fragile INTEGER NOT NULL, hazmat INTEGER NOT NULL, origin TEXT,
    hs_code TEXT, value_minor INTEGER, currency TEXT, retired INTEGER NOT NULL,
    mentioned_only INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID`,
  `CREATE INDEX items_name ON items(name COLLATE NOCASE)`,
  `CREATE TABLE barcodes (
    code TEXT NOT NULL, sku TEXT NOT NULL, quantity INTEGER NOT NULL, kind TEXT NOT NULL, taught_by TEXT, taught_at TEXT,
    PRIMARY KEY(code, sku)) WITHOUT ROWID`,
  `CREATE INDEX barcodes_sku ON barcodes(sku)`,
  `CREATE TABLE cartons (
    carton_id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, inner_length_mm INTEGER NOT NULL, inner_width_mm INTEGER NOT NULL,
    inner_height_mm INTEGER NOT NULL, outer_length_mm INTEGER NOT NULL, outer_width_mm INTEGER NOT NULL, outer_height_mm INTEGER NOT NULL,
    tare_mg INTEGER NOT NULL, tare_spread_mg INTEGER NOT NULL, max_weight_mg INTEGER NOT NULL, cost_minor INTEGER NOT NULL,
    currency TEXT NOT NULL, stock INTEGER, barcode TEXT) WITHOUT ROWID`,
  `CREATE INDEX cartons_barcode ON cartons(barcode)`,
  `CREATE TABLE dunnage (
    dunnage_id TEXT PRIMARY KEY, name TEXT NOT NULL, weight_mg INTEGER NOT NULL, weight_spread_mg INTEGER NOT NULL,
    unit_label TEXT NOT NULL) WITHOUT ROWID`,
];
