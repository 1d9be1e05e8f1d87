import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { StockRow } from '../../../shared/features/stock/commands';
import type { stockQueries } from '../../../shared/features/stock/queries';
import type { Approval } from '../../../shared/features/packing/commands';
import type { QueryContext, Reader } from '../../store/types';
import { quantityOn, readItemRules } from './facts';
import { isTooMuch, valueOf, type Pieces } from './four-eyes';

type Query = (typeof stockQueries)['stock.fileCorrection'];

/** Goods that came, went or were corrected since their opening stock: it is their opening no more. */
const isRunning = (db: Reader, sku: string): boolean =>
  db.get(
    `SELECT 1 AS running FROM stock_totals WHERE sku = ? AND status LIKE '@%' AND status <> '@opening' LIMIT 1`,
    sku,
  ) !== undefined;

/** Whether a row of a file corrects the book, and is not the first that is said of these goods. */
export const isCorrection = (db: Reader, { goods, quantity }: StockRow, has: number): boolean =>
  quantity !== has && (has > 0 || isRunning(db, goods.sku));

export type FileApproval = Pick<Approval, 'badgeTyped'> & { readonly supervisor: string; readonly reason: string };

/** Who agreed to what a file corrects; `null`: nobody yet. */
export const approvalOfFile = (db: Reader, fileId: string): FileApproval | null => {
  const row = db.get<{ approval: string | null }>('SELECT approval FROM import_held WHERE file_id = ?', fileId);
  return row === undefined || row.approval === null ? null : (JSON.parse(row.approval) as FileApproval);
};

export const fileCorrection = (context: QueryContext, { fileId, stock, minor }: ParamsOf<Query>): AnswerOf<Query> => {
  const { db } = context;
  const pieces = stock.flatMap((row): Pieces[] => {
    if (readItemRules(db, row.goods.sku) === null) return [];
    const has = quantityOn(db, row.goods, row.shelf);
    return isCorrection(db, row, has) ? [{ sku: row.goods.sku, quantity: Math.abs(row.quantity - has) }] : [];
  });
  const sum = minor + (valueOf(context, pieces) ?? 0);
  const isAgreed = approvalOfFile(db, fileId) !== null;
  return { minor: sum, tooMuch: !isAgreed && pieces.length > 0 && isTooMuch(context, pieces, minor) };
};
