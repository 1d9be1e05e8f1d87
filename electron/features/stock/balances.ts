import type { BalanceRow } from '../../../shared/features/stock/queries';
import type { Reader } from '../../store/types';
import { firstOut, heldColumns, heldOf, type HeldRow } from './facts';

export type Row = HeldRow & Pick<BalanceRow, 'name' | 'picture' | 'reserved'>;

export const rowOf = (row: Row): BalanceRow => {
  const { goods, shelf, quantity, since } = heldOf(row);
  return { ...goods, ...shelf, quantity, reserved: row.reserved, since, name: row.name, picture: row.picture };
};

const reservedSql = `(SELECT coalesce(sum(r.quantity), 0) FROM stock_reservations r
  WHERE r.goods = b.goods AND r.account = b.account) AS reserved`;
const columns = `${heldColumns}, ${reservedSql}, coalesce(i.name, g.sku) AS name, coalesce(i.picture, 'box') AS picture`;

/** `CROSS JOIN` keeps SQLite to this order: the goods of the SKU first, then their balances. */
export const balancesOf = (db: Reader, sku: string): readonly BalanceRow[] =>
  db
    .all<Row>(
      `SELECT ${columns} FROM stock_goods g CROSS JOIN stock_balances b ON b.goods = g.goods
       CROSS JOIN stock_accounts a ON a.account = b.account LEFT JOIN items i ON i.sku = g.sku
       WHERE g.sku = ? ORDER BY ${firstOut} LIMIT 2000`,
      sku,
    )
    .map(rowOf);

export const balancesAt = (db: Reader, location: string): readonly BalanceRow[] =>
  db
    .all<Row>(
      `SELECT ${columns} FROM stock_accounts a CROSS JOIN stock_balances b ON b.account = a.account
       CROSS JOIN stock_goods g ON g.goods = b.goods LEFT JOIN items i ON i.sku = g.sku
       WHERE a.location = ? ORDER BY name COLLATE NOCASE, ${firstOut} LIMIT 2000`,
      location,
    )
    .map(rowOf);

export const expiringUntil = (db: Reader, day: string, limit: number): readonly BalanceRow[] =>
  db
    .all<Row>(
      `SELECT ${columns} FROM stock_goods g CROSS JOIN stock_balances b ON b.goods = g.goods
       CROSS JOIN stock_accounts a ON a.account = b.account LEFT JOIN items i ON i.sku = g.sku
       WHERE g.expiry <> '' AND g.expiry <= ? ORDER BY g.expiry, g.goods, a.account LIMIT ?`,
      day,
      limit,
    )
    .map(rowOf);

export const oldest = (db: Reader, limit: number): readonly BalanceRow[] =>
  db
    .all<Row>(
      `SELECT ${columns} FROM stock_balances b CROSS JOIN stock_goods g ON g.goods = b.goods
       CROSS JOIN stock_accounts a ON a.account = b.account LEFT JOIN items i ON i.sku = g.sku
       ORDER BY b.since LIMIT ?`,
      limit,
    )
    .map(rowOf);
