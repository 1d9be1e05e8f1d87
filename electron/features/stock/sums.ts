import { isShelf, type MovementKind, type MovementLine, type Place } from '../../../shared/features/stock/records';
import type { Writer } from '../../store/types';

/**
 * What movements come to, kept with every line, so that nobody adds up a house to answer a question. All of it can be had
 * from the balances too, and the tests hold the two against each other.
 */
const total = (db: Writer, sku: string, place: Place, pieces: number): void =>
  db.run(
    `INSERT INTO stock_totals VALUES (?, ?, ?) ON CONFLICT(sku, status) DO UPDATE SET quantity = quantity + excluded.quantity`,
    sku,
    isShelf(place) ? place.status : `@${place.counter}`,
    pieces,
  );

const picks: readonly MovementKind[] = ['pick', 'ship'];
const picked = (db: Writer, sku: string, pieces: number): void =>
  db.run(
    `INSERT INTO stock_picked VALUES (?, ?) ON CONFLICT(sku) DO UPDATE SET quantity = quantity + excluded.quantity`,
    sku,
    pieces,
  );

const dated = (db: Writer, sku: string, expiry: string, pieces: number): void => {
  if (pieces === 0) return;
  db.run(
    `INSERT INTO stock_dated VALUES (?, ?, ?) ON CONFLICT(sku, expiry) DO UPDATE SET quantity = quantity + excluded.quantity`,
    sku,
    expiry,
    pieces,
  );
  db.run('DELETE FROM stock_dated WHERE sku = ? AND expiry = ? AND quantity = 0', sku, expiry);
};

/** Written when it changes alone: lists of SKUs are remembered until then. */
const skuSeen = (db: Writer, sku: string): void => {
  const known = db.get<{ gone: number }>('SELECT gone FROM stock_skus WHERE sku = ?', sku);
  const isThere = `SELECT 1 AS found FROM stock_totals WHERE sku = ? AND quantity > 0 AND status NOT LIKE '@%'`;
  const gone = db.get(isThere, sku) === undefined ? 1 : 0;
  if (known?.gone !== gone) db.run('INSERT OR REPLACE INTO stock_skus VALUES (?, ?)', sku, gone);
};

const available = (place: Place): number => (isShelf(place) && place.status === 'available' ? 1 : 0);

/** A line is booked: sums by SKU. */
export const addUp = (db: Writer, kind: MovementKind, { goods, from, to, quantity }: MovementLine): void => {
  const { sku, expiry } = goods;
  total(db, sku, from, -quantity);
  total(db, sku, to, quantity);
  if (expiry !== null) dated(db, sku, expiry, quantity * (available(to) - available(from)));
  if (picks.includes(kind)) picked(db, sku, quantity);
  // Between two shelves a SKU neither comes nor goes.
  if (!isShelf(from) || !isShelf(to)) skuSeen(db, sku);
};

/** Goods on a shelf: pieces, and kinds of goods that came or went. */
export const addToBin = (db: Writer, location: string, pieces: number, goods: number): void =>
  db.run(
    `INSERT INTO stock_bins VALUES (?, ?, ?)
     ON CONFLICT(location) DO UPDATE SET quantity = quantity + excluded.quantity, goods = goods + excluded.goods`,
    location,
    pieces,
    goods,
  );

/** Pieces of SKUs that are promised to an order and not picked for it yet. */
export const promisedOf = (db: Writer, orderId: string): ReadonlyMap<string, number> =>
  new Map(
    db
      .all<{ sku: string; quantity: number }>(
        `SELECT g.sku, sum(r.quantity) AS quantity FROM stock_reservations r CROSS JOIN stock_goods g ON g.goods = r.goods
         CROSS JOIN stock_accounts a ON a.account = r.account WHERE r.order_id = ? AND a.status = 'available' GROUP BY g.sku`,
        orderId,
      )
      .map(({ sku, quantity }) => [sku, quantity]),
  );

/** An order's promises changed: what is promised of each SKU to all orders. */
export const addPromises = (
  db: Writer,
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): void => {
  for (const sku of new Set([...before.keys(), ...now.keys()])) {
    const more = (now.get(sku) ?? 0) - (before.get(sku) ?? 0);
    if (more === 0) continue;
    db.run(
      `INSERT INTO stock_promised VALUES (?, ?) ON CONFLICT(sku) DO UPDATE SET quantity = quantity + excluded.quantity`,
      sku,
      more,
    );
    db.run('DELETE FROM stock_promised WHERE sku = ? AND quantity = 0', sku);
  }
};
