import type { TakeFrom } from '../../../shared/features/packing/view';
import type { MissingReason } from '../../../shared/features/stock/records';
import type { Reader } from '../../store/types';

export interface PromisedLine {
  readonly takeFrom: readonly TakeFrom[];
  readonly missing: { readonly quantity: number; readonly why: MissingReason } | null;
}
const nothing: PromisedLine = { takeFrom: [], missing: null };

interface Row {
  line_id: string;
  location: string;
  lot: string;
  expiry: string;
  quantity: number;
}

/** Where each line of an order finds its goods, in walking order, and what is missing of it. */
export const promisedLines = (db: Reader, orderId: string): ((lineId: string) => PromisedLine) => {
  const rows = db.all<Row>(
    `SELECT r.line_id, a.location, g.lot, g.expiry, sum(r.quantity) AS quantity FROM stock_reservations r
     JOIN stock_goods g ON g.goods = r.goods JOIN stock_accounts a ON a.account = r.account
     WHERE r.order_id = ? GROUP BY r.line_id, a.location, g.lot, g.expiry ORDER BY a.location, g.expiry, g.lot`,
    orderId,
  );
  const missing = db.all<{ line_id: string; quantity: number; why: MissingReason }>(
    'SELECT line_id, quantity, why FROM stock_missing WHERE order_id = ?',
    orderId,
  );
  const lines = new Map<string, PromisedLine>();
  const of = (lineId: string): PromisedLine => lines.get(lineId) ?? nothing;
  for (const { line_id: lineId, location, lot, expiry, quantity } of rows) {
    const each = { location, lot: lot === '' ? null : lot, expiry: expiry === '' ? null : expiry, quantity };
    lines.set(lineId, { ...of(lineId), takeFrom: [...of(lineId).takeFrom, each] });
  }
  for (const { line_id: lineId, quantity, why } of missing)
    lines.set(lineId, { ...of(lineId), missing: { quantity, why } });
  return of;
};
