import type { Reader } from '../../store/types';
import { movementsWhere } from '../stock/ledger';
import type { CountRow } from './facts';
import type { StoredLine } from './lines';
import { passesOf } from './passes';

/** The entry at which a line was counted: its bin was through, or the last pass of its round ended. */
export const positionOf = (db: Reader, count: CountRow, { location, round }: StoredLine): number => {
  if (count.method === 'barcode')
    return (
      db.get<{ n: number | null }>(
        'SELECT done_n AS n FROM count_bins WHERE count_id = ? AND location = ?',
        count.count_id,
        location,
      )?.n ?? count.started_n
    );
  return passesOf(db, count.count_id)
    .filter((pass) => pass.round === round)
    .reduce((last, { ended_n: n }) => Math.max(last, n ?? 0), count.started_n);
};

/** Numbers of the accounts of the bins in which a line was counted, as a list for `json_each`. */
export const hereOf = (db: Reader, { count_id: countId }: CountRow, { location }: StoredLine): string =>
  JSON.stringify(
    db
      .all<{ account: number }>(
        location === null
          ? 'SELECT a.account FROM count_bins c JOIN stock_accounts a ON a.location = c.location WHERE c.count_id = ?'
          : 'SELECT account FROM stock_accounts WHERE location = ?',
        location ?? countId,
      )
      .map(({ account }) => account),
  );

/**
 * Whether somebody has brought the book to one of a line's shelves since it was counted, or taken back there what was booked
 * before: it would be corrected twice.
 */
export const isCorrectedSince = (db: Reader, count: CountRow, line: StoredLine): boolean => {
  if (line.sku === null) return false;
  const here = hereOf(db, count, line);
  const position = positionOf(db, count, line);
  const moved = movementsWhere(db, { sku: line.sku, after: position });
  return (
    db.get(
      `SELECT 1 AS corrected FROM ${moved.sql} m LEFT JOIN stock_undone u ON u.n = m.n
       WHERE u.by_n IS NULL AND (m.undoes <= ? OR m.undoes IS NULL AND m.kind IN ('adjust', 'count'))
         AND (m.source IN (SELECT value FROM json_each(?)) OR m.target IN (SELECT value FROM json_each(?))) LIMIT 1`,
      ...moved.cells,
      position,
      here,
      here,
    ) !== undefined
  );
};
