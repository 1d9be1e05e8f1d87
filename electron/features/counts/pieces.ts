import type { Reader } from '../../store/types';
import type { Failure } from '../../../shared/result';
import { heldColumns, heldOf, type Held, type HeldRow } from '../stock/facts';
import { isParcel } from '../stock/units';
import { nameOf } from './facts';
import { lineOf, type StoredLine } from './lines';

/** Where the book has one piece now. By its serial number: a SKU may have a hundred thousand of them, and `+` keeps SQLite off its index. */
export const heldPiece = (db: Reader, sku: string, serial: string): Held | null => {
  const row = db.get<HeldRow>(
    `SELECT ${heldColumns} FROM stock_goods g JOIN stock_balances b ON b.goods = g.goods JOIN stock_accounts a ON a.account = b.account
     WHERE +g.sku = ? AND g.serial = ? AND g.serial <> '' ORDER BY a.account LIMIT 1`,
    sku,
    serial,
  );
  return row === undefined ? null : heldOf(row);
};

/**
 * Why a piece that was counted in another bin can't be brought there any more: somebody has booked it away since, or packing
 * has it in a parcel.
 */
export const bringFailure = (db: Reader, line: StoredLine, held: Held | null, to: string): Failure | null => {
  if (held === null) return { code: 'count-moved-on', details: { name: nameOf(db, line.sku ?? ''), missing: 1 } };
  const { location, unit } = held.shelf;
  const isWhereItWas = location === lineOf(line).belongs || location === to;
  if (isWhereItWas && !isParcel(db, unit ?? '')) return null;
  return { code: 'count-serial-held', details: { serial: held.goods.serial ?? '', location } };
};

/** Bins of a count by barcode in which one and the same piece was scanned. */
export const binsWith = (db: Reader, countId: string, sku: string, serial: string): readonly string[] =>
  db
    .all<{ location: string }>(
      `SELECT location FROM count_entries WHERE count_id = ? AND json_extract(goods, '$.sku') = ? AND json_extract(goods, '$.serial') = ?
       ORDER BY location`,
      countId,
      sku,
      serial,
    )
    .map(({ location }) => location);
