/**
 * Tables of orders. `ship_to_sealed`, `notes_sealed` and `gift_sealed` open with the key of `subject` only. `packed_at` is what packing
 * says; with it the few open orders are found among the many of the past without a look at these.
 */
export const ordersSchema: readonly string[] = [
  `CREATE TABLE orders (
    order_id TEXT PRIMARY KEY, number TEXT NOT NULL, tote TEXT, state TEXT NOT NULL, version INTEGER NOT NULL,
    service TEXT NOT NULL, cut_off_at TEXT, cut_off_given TEXT, country TEXT NOT NULL, ship_to_sealed TEXT, subject TEXT NOT NULL, notes_sealed TEXT,
    gift_sealed TEXT, reference TEXT, customer_sealed TEXT, imported_at TEXT NOT NULL, changed_at TEXT NOT NULL, change_summary TEXT,
    weight_known INTEGER NOT NULL, revision INTEGER, content_revision INTEGER, line_count INTEGER NOT NULL, unit_count INTEGER NOT NULL,
    erased INTEGER NOT NULL DEFAULT 0, file_id TEXT NOT NULL, packed_at TEXT) WITHOUT ROWID`,
  `CREATE INDEX orders_number ON orders(number COLLATE NOCASE)`,
  `CREATE INDEX orders_number_exact ON orders(number)`,
  `CREATE INDEX orders_tote ON orders(tote)`,
  `CREATE INDEX orders_reference ON orders(reference COLLATE NOCASE)`,
  `CREATE INDEX orders_open ON orders(cut_off_at, number) WHERE state = 'open' AND packed_at IS NULL`,
  `CREATE INDEX orders_packed ON orders(packed_at, state) WHERE packed_at IS NOT NULL`,
  `CREATE INDEX orders_cancelled ON orders(changed_at) WHERE state = 'cancelled'`,
  `CREATE INDEX orders_imported ON orders(imported_at)`,
  `CREATE TABLE order_lines (
    order_id TEXT NOT NULL, line_id TEXT NOT NULL, line_number INTEGER NOT NULL, sku TEXT NOT NULL, quantity INTEGER NOT NULL, lot TEXT,
    PRIMARY KEY(order_id, line_id)) WITHOUT ROWID`,
  `CREATE INDEX order_lines_sku ON order_lines(sku)`,
  `CREATE TABLE order_changes (
    order_id TEXT NOT NULL, version INTEGER NOT NULL, at TEXT NOT NULL, summary TEXT NOT NULL, PRIMARY KEY(order_id, version)) WITHOUT ROWID`,
];
