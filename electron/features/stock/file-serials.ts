import type { StockRow } from '../../../shared/features/stock/commands';
import type { ImportProblem } from '../../../shared/features/import/file';
import { shownValue } from '../../../shared/features/import/text';
import type { Reader } from '../../store/types';
import { quantityOn } from './facts';
import { shelfOfPiece } from './one-piece';

const keyOf = ({ goods: { sku, serial } }: StockRow): string => JSON.stringify([sku, serial]);

const problemOf = ({ row, goods }: StockRow, location: string): ImportProblem => ({
  row,
  field: 'serial',
  code: 'serial-elsewhere',
  severity: 'error',
  value: shownValue(`${goods.serial ?? ''} (${location})`),
  subject: shownValue(goods.sku),
});

export interface SortedRows {
  readonly good: readonly StockRow[];
  readonly problems: readonly ImportProblem[];
}

/**
 * Rows of a file that would lay one serial number on a second shelf stay out. A piece that the same part of the file takes off
 * its old shelf is free for its new one, wherever that row stands.
 */
export const withoutSecondPieces = (db: Reader, rows: readonly StockRow[]): SortedRows => {
  const serials = rows.filter(({ goods }) => goods.serial !== null);
  const freed = new Set(
    serials.filter((each) => each.quantity < quantityOn(db, each.goods, each.shelf)).map((each) => keyOf(each)),
  );
  const laid = new Map<string, string>();
  const problems: ImportProblem[] = [];
  const good = rows.filter((each) => {
    const { goods, shelf, quantity } = each;
    if (goods.serial === null || quantity <= quantityOn(db, goods, shelf)) return true;
    const key = keyOf(each);
    const held = laid.get(key) ?? (freed.has(key) ? null : shelfOfPiece(db, goods.sku, goods.serial));
    if (held === null) laid.set(key, shelf.location);
    else problems.push(problemOf(each, held));
    return held === null;
  });
  return { good, problems };
};
