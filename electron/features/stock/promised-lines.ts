import type { PickedGoods } from '../../../shared/features/packing/decided';
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
  unit: string;
  status: string;
  lot: string;
  expiry: string;
  quantity: number;
}

/** Where each line of an order finds its goods, what was picked first, then in walking order; and what is missing of it. */
export const promisedLines = (db: Reader, orderId: string): ((lineId: string) => PromisedLine) => {
  const rows = db.all<Row>(
    `SELECT r.line_id, a.location, a.unit, a.status, g.lot, g.expiry, sum(r.quantity) AS quantity FROM stock_reservations r
     JOIN stock_goods g ON g.goods = r.goods JOIN stock_accounts a ON a.account = r.account
     WHERE r.order_id = ? GROUP BY r.line_id, a.location, a.unit, a.status, g.lot, g.expiry
     ORDER BY a.status <> 'picked', a.location, a.unit, g.expiry, g.lot`,
    orderId,
  );
  const missing = db.all<{ line_id: string; quantity: number; why: MissingReason }>(
    'SELECT line_id, quantity, why FROM stock_missing WHERE order_id = ?',
    orderId,
  );
  const lines = new Map<string, PromisedLine>();
  const of = (lineId: string): PromisedLine => lines.get(lineId) ?? nothing;
  for (const { line_id: lineId, location, unit, status, lot, expiry, quantity } of rows) {
    const said = (text: string): string | null => (text === '' ? null : text);
    const picked = status === 'picked';
    const each = { location, unit: said(unit), picked, lot: said(lot), expiry: said(expiry), quantity };
    lines.set(lineId, { ...of(lineId), takeFrom: [...of(lineId).takeFrom, each] });
  }
  for (const { line_id: lineId, quantity, why } of missing)
    lines.set(lineId, { ...of(lineId), missing: { quantity, why } });
  return of;
};

interface PickedRow {
  lot: string;
  serial: string;
  expiry: string;
  quantity: number;
}

/** What was picked for a line and is not in a box yet. */
export const pickedFor = (db: Reader, orderId: string, lineId: string): readonly PickedGoods[] =>
  db
    .all<PickedRow>(
      `SELECT g.lot, g.serial, g.expiry, sum(r.quantity) AS quantity FROM stock_reservations r
       JOIN stock_goods g ON g.goods = r.goods JOIN stock_accounts a ON a.account = r.account
       WHERE r.order_id = ? AND r.line_id = ? AND a.status = 'picked' GROUP BY g.lot, g.serial, g.expiry`,
      orderId,
      lineId,
    )
    .map(({ lot, serial, expiry, quantity }) => ({
      lot: lot === '' ? null : lot,
      serial: serial === '' ? null : serial,
      expiry: expiry === '' ? null : expiry,
      quantity,
    }));
