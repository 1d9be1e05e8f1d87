import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { BalanceRow, stockQueries } from '../../../shared/features/stock/queries';
import { civilTime } from '../../../shared/time';
import type { QueryContext, Reader } from '../../store/types';
import { rowOf, type Row } from './balances';
import { takenBack } from './ledger';
import type { Source } from './which-movements';
import { binKindSql, holdThenSql } from './standing';

type AsOf = (typeof stockQueries)['stock.asOf'];

/** Today's stock, and the opposite of every movement after the moment; `since` and what was reserved are not told of the past. */
const past = (db: Reader, afterAt: string, sku: string | null): Source => {
  const later = takenBack(db, sku === null ? { afterAt } : { afterAt, sku });
  const ofSku = sku === null ? '' : 'WHERE goods IN (SELECT goods FROM stock_goods WHERE sku = ?)';
  return {
    sql: `(SELECT goods, account, sum(pieces) AS quantity FROM (
        SELECT goods, account, quantity AS pieces FROM stock_balances ${ofSku} UNION ALL SELECT * FROM ${later.sql})
      GROUP BY goods, account HAVING sum(pieces) > 0)`,
    cells: [...(sku === null ? [] : [sku]), ...later.cells],
  };
};

/** Shelves as they were at a moment, however its time is written. What counter accounts held is left out. */
export const stockAt = (
  { db, settings }: Pick<QueryContext, 'db' | 'settings'>,
  moment: string,
  sku: string | null,
  limit: number,
): readonly BalanceRow[] => {
  // Entries carry UTC with milliseconds: texts of that form alone sort as instants do.
  const at = new Date(moment).toISOString();
  const held = past(db, at, sku);
  return db
    .all<Row>(
      `SELECT g.sku, g.owner, g.lot, g.serial, g.expiry, g.condition, a.location, a.unit, a.status, p.quantity, 0 AS reserved, '' AS since, ${holdThenSql}, ${binKindSql},
         coalesce(i.name, g.sku) AS name, coalesce(i.picture, 'box') AS picture
       FROM ${held.sql} p JOIN stock_goods g ON g.goods = p.goods JOIN stock_accounts a ON a.account = p.account
       LEFT JOIN items i ON i.sku = g.sku WHERE a.location NOT LIKE '@%'
       ORDER BY a.location, name COLLATE NOCASE, g.goods, a.account LIMIT ?`,
      at,
      at,
      ...held.cells,
      limit,
    )
    .map(rowOf(civilTime(at, settings.timeZone).date));
};

export const asOf = (context: QueryContext, { at, sku, limit }: ParamsOf<AsOf>): AnswerOf<AsOf>['value'] => {
  const rows = stockAt(context, at, sku, limit + 1);
  const shown = rows.slice(0, limit);
  return { rows: shown, pieces: shown.reduce((sum, each) => sum + each.quantity, 0), more: rows.length > limit };
};
