import type { Projection } from '../../electron/projection/projection';

/** A warehouse by its numbers; all else follows from these two. */
export interface StockSize {
  /** Balances: goods on a shelf. */
  readonly rows: number;
  readonly movements: number;
}

/** Movements of one parcel with two lines: received, put away, picked, picked, packed twice, shipped twice. */
const perParcel = 8;
const shelvesPerLot = 4;
/** Movements lie within so many days. */
const days = 1080;
const endSeconds = Date.parse('2026-11-24T08:00:00.000Z') / 1000;
const accountsFrom = 10;

export const countsOf = ({ rows, movements }: StockSize) => {
  const skus = Math.max(20, Math.floor(rows / 50));
  // A fifth of the rows are pieces with a number of their own, all others lots on some shelves each.
  const serials = Math.floor(rows / 5);
  const lots = (rows - serials) / shelvesPerLot;
  return {
    skus,
    lots,
    serials,
    serialSkus: Math.max(1, Math.floor(skus / 20)),
    bins: Math.max(20, Math.floor(rows / 20)),
    parcels: Math.floor(movements / perParcel),
  };
};

export const skuAt = (index: number): string => `SKU-${index}`;
export const lotAt = (index: number): string => `LOT-${index}`;
export const serialSkuAt = (index: number): string => `PIECE-${index}`;
export const serialAt = (index: number): string => `SERIAL-${index}`;
export const binAt = (index: number): string => `A-${index}`;

const series = (count: number): string =>
  `WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i + 1 < ${count})`;

const fillItems = (db: Projection, size: StockSize): void => {
  const { skus, serialSkus } = countsOf(size);
  const item = (name: string, count: number, serial: string): void =>
    db.run(
      `${series(count)} INSERT INTO items(sku, name, picture, lot_rule, serial_rule, expiry_rule, min_days_left, keyed_quantity, fragile, hazmat, value_minor, retired)
       SELECT '${name}-' || i, 'Bench article ' || i, 'box', 'optional', '${serial}', 'optional', 0, 1, 0, 0, 500, 0 FROM s`,
    );
  item('SKU', skus, 'no');
  item('PIECE', serialSkus, 'required');
  // One SKU in ten is watched, some of these run low; a few dozen are held.
  db.run(
    `${series(Math.ceil(skus / 10))} INSERT INTO stock_rules SELECT 'SKU-' || (i * 10), 'fefo', 100 + i % 400 FROM s`,
  );
  db.run(
    `${series(Math.min(skus, 40))} INSERT INTO stock_holds SELECT 'hold-' || i, 'SKU-' || i, 'LOT-' || i, NULL, 'hold', 'why', '2026-11-01T00:00:00.000Z', NULL, NULL FROM s`,
  );
};

const fillPlaces = (db: Projection, size: StockSize): void => {
  const { bins, parcels } = countsOf(size);
  db.run(
    `${series(bins)} INSERT INTO stock_locations
     SELECT 'A-' || i, 'bench', 'Z' || (i / 500), 'A' || (i / 50 % 10), i % 50, '1', '1', CASE i % 2000 WHEN 7 THEN 'quarantine' ELSE 'pick' END, '', 0, NULL, NULL FROM s`,
  );
  db.run(
    `INSERT INTO stock_accounts VALUES (1, '@supplier', '', ''), (2, '@customer', '', ''), (3, 'DOCK', '', 'available')`,
  );
  db.run(`${series(bins)} INSERT INTO stock_accounts SELECT i + ${accountsFrom}, 'A-' || i, '', 'available' FROM s`);
  const from = accountsFrom + bins;
  for (const [index, status] of ['picked', 'packed'].entries())
    db.run(
      `${series(parcels)} INSERT INTO stock_accounts
       SELECT ${from} + 2 * i + ${index}, 'S1', printf('%08x-0000-4000-8000-%012x', i, i), '${status}' FROM s`,
    );
};

const fillGoods = (db: Projection, size: StockSize): void => {
  const { skus, lots, serials, serialSkus, bins } = countsOf(size);
  // Lots go bad between a month ago and two years from now.
  db.run(
    `${series(lots)} INSERT INTO stock_goods
     SELECT i + 1, 'SKU-' || (i % ${skus}), '', 'LOT-' || i, '', date(${endSeconds} + (i * 7919 % 760 - 30) * 86400, 'unixepoch'), 'new' FROM s`,
  );
  db.run(
    `${series(serials)} INSERT INTO stock_goods
     SELECT ${lots} + i + 1, 'PIECE-' || (i % ${serialSkus}), '', '', 'SERIAL-' || i, '', 'new' FROM s`,
  );
  const since = `strftime('%Y-%m-%dT%H:%M:%fZ', ${endSeconds} - i % ${days} * 86400, 'unixepoch')`;
  for (let shelf = 0; shelf < shelvesPerLot; shelf += 1)
    db.run(
      `${series(lots)} INSERT OR IGNORE INTO stock_balances
       SELECT g.goods, ${accountsFrom} + (i * 7 + ${shelf} * 1009) % ${bins}, 20 + i % 90, ${since}, CAST(replace(g.expiry, '-', '') AS INTEGER)
       FROM s CROSS JOIN stock_goods g ON g.goods = i + 1`,
    );
  db.run(
    `${series(serials)} INSERT INTO stock_balances SELECT ${lots} + i + 1, ${accountsFrom} + i * 3 % ${bins}, 1, ${since}, NULL FROM s`,
  );
};

/** What the balances come to, as the store itself keeps it. */
const fillSums = (db: Projection): void => {
  db.run(
    `INSERT INTO stock_totals SELECT g.sku, 'available', sum(b.quantity) FROM stock_balances b JOIN stock_goods g ON g.goods = b.goods GROUP BY g.sku`,
  );
  db.run(`INSERT INTO stock_skus SELECT sku, 0 FROM stock_totals`);
  db.run(`INSERT INTO stock_totals SELECT sku, '@supplier', -quantity FROM stock_totals`);
  db.run(
    `INSERT INTO stock_dated SELECT g.sku, g.expiry, sum(b.quantity) FROM stock_balances b JOIN stock_goods g ON g.goods = b.goods WHERE g.expiry <> '' GROUP BY g.sku, g.expiry`,
  );
  db.run(
    `INSERT INTO stock_bins SELECT a.location, sum(b.quantity), count(*) FROM stock_balances b JOIN stock_accounts a ON a.account = b.account GROUP BY a.location`,
  );
};

interface Step {
  readonly kind: string;
  /** Which of the parcel's two goods, and whence and whither. */
  readonly goods: 1 | 2;
  readonly source: string;
  readonly target: string;
  /** Entry of the five that a parcel takes, and line in it. */
  readonly entry: number;
  readonly line: number;
}

const steps = (bin: (goods: 1 | 2) => string, picked: string, packed: string): readonly Step[] => [
  { kind: 'receive', goods: 1, source: '1', target: '3', entry: 0, line: 1 },
  { kind: 'move', goods: 1, source: '3', target: bin(1), entry: 1, line: 1 },
  { kind: 'pick', goods: 1, source: bin(1), target: picked, entry: 2, line: 1 },
  { kind: 'pick', goods: 2, source: bin(2), target: picked, entry: 3, line: 1 },
  { kind: 'pack', goods: 1, source: picked, target: packed, entry: 4, line: 1 },
  { kind: 'pack', goods: 2, source: picked, target: packed, entry: 4, line: 2 },
  { kind: 'ship', goods: 1, source: packed, target: '2', entry: 4, line: 3 },
  { kind: 'ship', goods: 2, source: packed, target: '2', entry: 4, line: 4 },
];

const fillMovements = (db: Projection, size: StockSize): void => {
  const { lots, serials, bins, parcels } = countsOf(size);
  // Which goods go is scattered over the years: neighbours in time are strangers on the shelf.
  const goods = { 1: `(i * 7919 % ${lots})`, 2: `(${lots} + i * 7907 % ${serials})` } as const;
  const bin = (which: 1 | 2): string =>
    which === 1
      ? `${accountsFrom} + (${goods[1]} * 7) % ${bins}`
      : `${accountsFrom} + (i * 7907 % ${serials}) * 3 % ${bins}`;
  const parcel = `${accountsFrom + bins} + 2 * i`;
  const all = steps(bin, parcel, `${parcel} + 1`);
  const at = `strftime('%Y-%m-%dT%H:%M:%fZ', ${endSeconds - days * 86_400} + i * ${days * 86_400}.0 / ${parcels}, 'unixepoch')`;
  const pick = (value: (step: Step) => string): string =>
    `CASE k.k ${all.map((step, index) => `WHEN ${index} THEN ${value(step)}`).join(' ')} END`;
  db.run(
    `${series(parcels)} INSERT INTO stock_movements
     SELECT 5 * i + 2 + ${pick(({ entry }) => `${entry}`)}, ${pick(({ line }) => `${line}`)}, ${at}, ${pick(({ kind }) => `'${kind}'`)},
       ${pick((step) => goods[step.goods])} + 1, ${pick(({ source }) => source)}, ${pick(({ target }) => target)}, 1, NULL,
       CASE k.k WHEN 0 THEN 'GRN-' || i ELSE (100000 + i) || '/1' END, 'bench-operator', 'S1', NULL
     FROM s CROSS JOIN (SELECT value AS k FROM json_each('[0,1,2,3,4,5,6,7]')) k`,
  );
};

/**
 * Rows as a warehouse leaves them after three years, written as rows and not through the journal: what is measured is the
 * work on them, and ten million entries would take an hour to write.
 */
export const fillStock = (db: Projection, size: StockSize): void =>
  db.inBulk(() => {
    fillItems(db, size);
    fillPlaces(db, size);
    fillGoods(db, size);
    fillSums(db);
    fillMovements(db, size);
  });
