/** Tables of packing. One pack row for each order that was ever opened. */
export const packingSchema: readonly string[] = [
  `CREATE TABLE packs (
    pack_id TEXT PRIMARY KEY, order_id TEXT NOT NULL UNIQUE, state TEXT NOT NULL, claimed_by TEXT, station TEXT NOT NULL,
    at_station TEXT, order_version INTEGER NOT NULL, hold_reason TEXT, awaiting TEXT, opened_at TEXT NOT NULL, closed_at TEXT,
    short INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID`,
  `CREATE INDEX packs_unpacked ON packs(state) WHERE state <> 'packed'`,
  `CREATE INDEX packs_at_station ON packs(at_station) WHERE at_station IS NOT NULL`,
  `CREATE TABLE parcels (
    parcel_id TEXT PRIMARY KEY, pack_id TEXT NOT NULL, order_id TEXT NOT NULL, sequence INTEGER NOT NULL, state TEXT NOT NULL,
    finished INTEGER NOT NULL DEFAULT 0, carton_id TEXT, verdict TEXT, weight TEXT, weight_text TEXT, weight_source TEXT, gross_mg INTEGER,
    expected_mg INTEGER, tolerance_mg INTEGER, weight_at TEXT, label_id TEXT, label_copy INTEGER, label_job TEXT, sscc TEXT, sscc_reserve INTEGER,
    number TEXT, label_confirmed INTEGER NOT NULL DEFAULT 0, last_item_at TEXT, label_made_at TEXT, closed_at TEXT, closed_by TEXT, opened_at TEXT NOT NULL,
    next_copy INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID`,
  `CREATE INDEX parcels_pack ON parcels(pack_id, sequence)`,
  `CREATE INDEX parcels_opened_at ON parcels(opened_at)`,
  `CREATE INDEX parcels_closed_at ON parcels(closed_at)`,
  `CREATE INDEX parcels_sscc ON parcels(sscc)`,
  `CREATE INDEX parcels_number ON parcels(number)`,
  // A pack's items lie together: they are read at every scan.
  `CREATE TABLE parcel_items (
    item_id TEXT NOT NULL, parcel_id TEXT NOT NULL, pack_id TEXT NOT NULL, line_id TEXT NOT NULL, sku TEXT NOT NULL, quantity INTEGER NOT NULL,
    gtin TEXT, lot TEXT, serial TEXT, expiry TEXT, n INTEGER NOT NULL, PRIMARY KEY(pack_id, n, item_id)) WITHOUT ROWID`,
  `CREATE INDEX parcel_items_lot ON parcel_items(lot) WHERE lot IS NOT NULL`,
  `CREATE TABLE parcel_dunnage (parcel_id TEXT NOT NULL, dunnage_id TEXT NOT NULL, quantity INTEGER NOT NULL, PRIMARY KEY(parcel_id, dunnage_id)) WITHOUT ROWID`,
  `CREATE TABLE packed_serials (sku TEXT NOT NULL, serial TEXT NOT NULL, item_id TEXT NOT NULL, parcel_id TEXT NOT NULL, PRIMARY KEY(sku, serial)) WITHOUT ROWID`,
  `CREATE INDEX packed_serials_item ON packed_serials(item_id)`,
  `CREATE INDEX packed_serials_serial ON packed_serials(serial)`,
  `CREATE TABLE shorts (pack_id TEXT NOT NULL, line_id TEXT NOT NULL, quantity INTEGER NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL)`,
  `CREATE INDEX shorts_pack ON shorts(pack_id)`,
  `CREATE TABLE labels (label_id TEXT NOT NULL, copy INTEGER NOT NULL, parcel_id TEXT NOT NULL, job_id TEXT NOT NULL, sha256 TEXT NOT NULL, printer_id TEXT NOT NULL, reason TEXT, made_at TEXT NOT NULL, PRIMARY KEY(label_id, copy)) WITHOUT ROWID`,
  `CREATE TABLE weight_models (subject TEXT PRIMARY KEY, mean_mg REAL NOT NULL, mean_variance REAL NOT NULL, unit_variance REAL NOT NULL, samples INTEGER NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE restores (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, backup_at TEXT NOT NULL, folder TEXT, origin TEXT, way TEXT, user TEXT, person_id TEXT)`,
  `CREATE TABLE restored_holds (order_id TEXT PRIMARY KEY) WITHOUT ROWID`,
  `CREATE TABLE stops (n INTEGER NOT NULL, at TEXT NOT NULL, code TEXT NOT NULL, station TEXT NOT NULL, person_id TEXT, order_id TEXT)`,
  `CREATE INDEX stops_at ON stops(at)`,
  `CREATE TABLE overrides (n INTEGER NOT NULL, at TEXT NOT NULL, action TEXT NOT NULL, order_id TEXT, person_id TEXT, supervisor TEXT NOT NULL, reason TEXT NOT NULL)`,
  `CREATE INDEX overrides_at ON overrides(at)`,
  `CREATE TABLE pack_history (order_id TEXT NOT NULL, n INTEGER NOT NULL, part INTEGER NOT NULL, at TEXT NOT NULL, type TEXT NOT NULL, parcel_id TEXT, person_id TEXT, station TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY(order_id, n, part)) WITHOUT ROWID`,
];
