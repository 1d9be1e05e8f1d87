import { ledgerSchema } from './which-movements';

/**
 * Tables of stock. Goods and accounts have numbers, so that a movement is a few integers; what a trait lacks is an empty text,
 * since a key can't hold NULL. An account is where goods are booked: a bin with unit and status, or a counter account (`@supplier`).
 */
export const stockSchema: readonly string[] = [
  `CREATE TABLE stock_locations (
    location TEXT PRIMARY KEY, site TEXT NOT NULL, zone TEXT NOT NULL, aisle TEXT NOT NULL, bay TEXT NOT NULL, level TEXT NOT NULL,
    bin TEXT NOT NULL, kind TEXT NOT NULL, check_digits TEXT NOT NULL, retired INTEGER NOT NULL,
    gln TEXT, gln_extension TEXT) WITHOUT ROWID`,
  `CREATE INDEX stock_locations_quarantine ON stock_locations(location) WHERE kind = 'quarantine'`,
  'CREATE INDEX stock_locations_walk ON stock_locations(site, zone, aisle, bay, level, bin)',
  `CREATE TABLE stock_goods (
    goods INTEGER PRIMARY KEY, sku TEXT NOT NULL, owner TEXT NOT NULL, lot TEXT NOT NULL, serial TEXT NOT NULL, expiry TEXT NOT NULL,
    condition TEXT NOT NULL)`,
  'CREATE UNIQUE INDEX stock_goods_traits ON stock_goods(sku, lot, serial, expiry, owner, condition)',
  `CREATE INDEX stock_goods_lot ON stock_goods(lot) WHERE lot <> ''`,
  `CREATE INDEX stock_goods_serial ON stock_goods(serial) WHERE serial <> ''`,
  `CREATE INDEX stock_goods_owner ON stock_goods(owner) WHERE owner <> ''`,
  `CREATE INDEX stock_goods_expiry ON stock_goods(expiry) WHERE expiry <> ''`,
  'CREATE TABLE stock_accounts (account INTEGER PRIMARY KEY, location TEXT NOT NULL, unit TEXT NOT NULL, status TEXT NOT NULL)',
  // Most accounts are those of parcels, long names in one place: one index has the names, and finds a unit as well.
  'CREATE UNIQUE INDEX stock_accounts_unit ON stock_accounts(unit, location, status)',
  'CREATE INDEX stock_accounts_location ON stock_accounts(location)',
  // Shelves only: what stands on a counter account is in the totals.
  `CREATE TABLE stock_balances (
    goods INTEGER NOT NULL, account INTEGER NOT NULL, quantity INTEGER NOT NULL CHECK (quantity > 0), since TEXT NOT NULL,
    day INTEGER, PRIMARY KEY(goods, account)) WITHOUT ROWID`,
  // With the goods' last day, 20270501: what is past it on a shelf is found without a look at the rest.
  'CREATE INDEX stock_balances_account ON stock_balances(account, day)',
  'CREATE INDEX stock_balances_since ON stock_balances(since)',
  // By status, counter accounts as `@supplier`: the rows of a SKU add up to nothing.
  `CREATE TABLE stock_totals (
    sku TEXT NOT NULL, status TEXT NOT NULL, quantity INTEGER NOT NULL, PRIMARY KEY(sku, status)) WITHOUT ROWID`,
  // Every SKU that was ever booked; gone: none of it is on any shelf.
  'CREATE TABLE stock_skus (sku TEXT PRIMARY KEY, gone INTEGER NOT NULL) WITHOUT ROWID',
  // Of what is booked as available and has a date: pieces of a SKU by their last day.
  `CREATE TABLE stock_dated (
    sku TEXT NOT NULL, expiry TEXT NOT NULL, quantity INTEGER NOT NULL, PRIMARY KEY(sku, expiry)) WITHOUT ROWID`,
  'CREATE TABLE stock_bins (location TEXT PRIMARY KEY, quantity INTEGER NOT NULL, goods INTEGER NOT NULL) WITHOUT ROWID',
  ...ledgerSchema,
  // Pieces picked or shipped of a SKU since the first day: what classes go by.
  'CREATE TABLE stock_picked (sku TEXT PRIMARY KEY, quantity INTEGER NOT NULL) WITHOUT ROWID',
  `CREATE TABLE stock_rules (sku TEXT PRIMARY KEY, rotation TEXT NOT NULL, minimum INTEGER) WITHOUT ROWID`,
  `CREATE TABLE stock_holds (
    hold_id TEXT PRIMARY KEY, sku TEXT NOT NULL, lot TEXT, serial TEXT, kind TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL,
    person_id TEXT, released_at TEXT) WITHOUT ROWID`,
  'CREATE INDEX stock_holds_open ON stock_holds(sku) WHERE released_at IS NULL',
  'CREATE TABLE stock_undone (n INTEGER PRIMARY KEY, by_n INTEGER NOT NULL)',
  `CREATE TABLE stock_tasks (
    task_id TEXT PRIMARY KEY, kind TEXT NOT NULL, location TEXT, sku TEXT NOT NULL, lot TEXT, quantity INTEGER NOT NULL, document TEXT,
    at TEXT NOT NULL, person_id TEXT, closed_at TEXT, closed_by TEXT, note TEXT) WITHOUT ROWID`,
  'CREATE INDEX stock_tasks_open ON stock_tasks(at) WHERE closed_at IS NULL',
  'CREATE INDEX stock_tasks_location ON stock_tasks(location) WHERE closed_at IS NULL',
  'CREATE TABLE stock_approved (n INTEGER PRIMARY KEY, person_id TEXT NOT NULL)',
  // Promises to orders: nothing has moved yet. What is free of a shelf is its balance less these.
  `CREATE TABLE stock_reservations (
    order_id TEXT NOT NULL, line_id TEXT NOT NULL, goods INTEGER NOT NULL, account INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0), PRIMARY KEY(order_id, line_id, goods, account)) WITHOUT ROWID`,
  // Of these, what is not picked yet, of a SKU to all orders.
  'CREATE TABLE stock_promised (sku TEXT PRIMARY KEY, quantity INTEGER NOT NULL) WITHOUT ROWID',
  'CREATE INDEX stock_reservations_shelf ON stock_reservations(goods, account)',
  `CREATE TABLE stock_missing (
    order_id TEXT NOT NULL, line_id TEXT NOT NULL, sku TEXT NOT NULL, quantity INTEGER NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY(order_id, line_id)) WITHOUT ROWID`,
  'CREATE INDEX stock_missing_sku ON stock_missing(sku)',
  'CREATE TABLE stock_units (unit TEXT PRIMARY KEY, parent TEXT NOT NULL) WITHOUT ROWID',
  'CREATE INDEX stock_units_parent ON stock_units(parent)',
  // What an entry changed of it, for the day on which it is taken back.
  'CREATE TABLE stock_nestings (n INTEGER NOT NULL, unit TEXT NOT NULL, before TEXT, after TEXT, PRIMARY KEY(n, unit)) WITHOUT ROWID',
  `CREATE TABLE stock_kits (
    kit TEXT NOT NULL, part TEXT NOT NULL, quantity INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY(kit, part)) WITHOUT ROWID`,
  'CREATE TABLE stock_customers (customer TEXT PRIMARY KEY, min_days_left INTEGER NOT NULL) WITHOUT ROWID',
  // Bins of open blind counts.
  'CREATE TABLE stock_unseen (location TEXT PRIMARY KEY) WITHOUT ROWID',
  'CREATE TABLE stock_files (file_id TEXT PRIMARY KEY, batches INTEGER NOT NULL) WITHOUT ROWID',
];
