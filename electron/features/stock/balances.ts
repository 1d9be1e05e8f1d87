import type { BalanceRow } from '../../../shared/features/stock/queries';
import type { QueryContext } from '../../store/types';
import { firstOut, heldColumns, heldOf } from './facts';
import { binKindSql, holdSql, reservedSql, standingIn, todayOf, type StandingRow } from './standing';
import { inSight } from './unseen';

export type Row = StandingRow & Pick<BalanceRow, 'name' | 'picture'>;

export const rowOf =
  (today: string) =>
  (row: Row): BalanceRow => {
    const { goods, shelf, quantity, since } = heldOf(row);
    const { name, picture, hold, reserved } = row;
    return { ...goods, ...shelf, quantity, reserved, hold, standing: standingIn(row, today), since, name, picture };
  };

/** Of account `a`: not in a parcel in the making, of which packing knows where it is. */
export const outsideParcels = `(a.status NOT IN ('picked', 'packed')
  OR a.status = 'picked' AND NOT EXISTS (SELECT 1 FROM parcels p WHERE p.parcel_id = a.unit))`;

/** Of bins that are counted blind whoever counts sees nothing. */
const shown = (context: QueryContext, rows: readonly Row[]): readonly BalanceRow[] =>
  inSight(context, rows.map(rowOf(todayOf(context))));

/** Of balance `b` of goods `g` on account `a`, with item `i`. */
export const balanceColumns = `${heldColumns}, ${reservedSql}, ${holdSql}, ${binKindSql}, coalesce(i.name, g.sku) AS name,
  coalesce(i.picture, 'box') AS picture`;

/** `CROSS JOIN` keeps SQLite to this order: the goods of the SKU first, then their balances. */
export const balancesOf = (context: QueryContext, sku: string): readonly BalanceRow[] =>
  shown(
    context,
    context.db.all<Row>(
      `SELECT ${balanceColumns} FROM stock_goods g CROSS JOIN stock_balances b ON b.goods = g.goods
       CROSS JOIN stock_accounts a ON a.account = b.account LEFT JOIN items i ON i.sku = g.sku
       WHERE g.sku = ? ORDER BY ${firstOut} LIMIT 2000`,
      sku,
    ),
  );

/** What of a SKU lies in bins that are counted blind. */
export const unseenOf = (context: QueryContext, sku: string): readonly BalanceRow[] =>
  context.db
    .all<Row>(
      `SELECT ${balanceColumns} FROM stock_goods g CROSS JOIN stock_balances b ON b.goods = g.goods
       CROSS JOIN stock_accounts a ON a.account = b.account LEFT JOIN items i ON i.sku = g.sku
       WHERE g.sku = ? AND a.location IN (SELECT location FROM stock_unseen)`,
      sku,
    )
    .map(rowOf(todayOf(context)));

export const balancesAt = (context: QueryContext, location: string): readonly BalanceRow[] =>
  shown(
    context,
    context.db.all<Row>(
      `SELECT ${balanceColumns} FROM stock_accounts a CROSS JOIN stock_balances b ON b.account = a.account
       CROSS JOIN stock_goods g ON g.goods = b.goods LEFT JOIN items i ON i.sku = g.sku
       WHERE a.location = ? ORDER BY name COLLATE NOCASE, ${firstOut} LIMIT 2000`,
      location,
    ),
  );

/** In a unit and the units in it; what is in a parcel is packing's. */
export const balancesIn = (context: QueryContext, units: readonly string[]): readonly BalanceRow[] =>
  shown(
    context,
    context.db.all<Row>(
      `SELECT ${balanceColumns} FROM json_each(?) u CROSS JOIN stock_accounts a ON a.unit = u.value AND a.unit <> ''
       CROSS JOIN stock_balances b ON b.account = a.account CROSS JOIN stock_goods g ON g.goods = b.goods
       LEFT JOIN items i ON i.sku = g.sku WHERE ${outsideParcels}
       ORDER BY u.key, name COLLATE NOCASE, ${firstOut} LIMIT 2000`,
      JSON.stringify(units),
    ),
  );

export const expiringUntil = (context: QueryContext, day: string, limit: number): readonly BalanceRow[] =>
  shown(
    context,
    context.db.all<Row>(
      `SELECT ${balanceColumns} FROM stock_goods g CROSS JOIN stock_balances b ON b.goods = g.goods
       CROSS JOIN stock_accounts a ON a.account = b.account LEFT JOIN items i ON i.sku = g.sku
       WHERE g.expiry <> '' AND g.expiry <= ? ORDER BY g.expiry, g.goods, a.account LIMIT ?`,
      day,
      limit,
    ),
  );

export const oldest = (context: QueryContext, limit: number): readonly BalanceRow[] =>
  shown(
    context,
    context.db.all<Row>(
      `SELECT ${balanceColumns} FROM stock_balances b CROSS JOIN stock_goods g ON g.goods = b.goods
       CROSS JOIN stock_accounts a ON a.account = b.account LEFT JOIN items i ON i.sku = g.sku
       ORDER BY b.since LIMIT ?`,
      limit,
    ),
  );
