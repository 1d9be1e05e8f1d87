import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import { barcodeOf } from '../../../shared/features/catalogue/barcodes';
import type { SkuStock, stockQueries } from '../../../shared/features/stock/queries';
import { stockStatuses } from '../../../shared/features/stock/records';
import type { Cell, QueryContext, Reader } from '../../store/types';

type Skus = (typeof stockQueries)['stock.skus'];

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

/** Nothing of it is on any shelf; counter accounts are no shelves. */
const noneLeft = `NOT EXISTS (SELECT 1 FROM stock_totals s WHERE s.sku = i.sku AND s.quantity > 0 AND s.status NOT LIKE '@%')`;
const booked = 'EXISTS (SELECT 1 FROM stock_totals s WHERE s.sku = i.sku)';

const totalsOf = (db: Reader, sku: string): SkuStock['totals'] => {
  const rows = db.all<{ status: string; quantity: number }>(
    'SELECT status, quantity FROM stock_totals WHERE sku = ?',
    sku,
  );
  const of = (status: string): number => rows.find((each) => each.status === status)?.quantity ?? 0;
  const totals = Object.fromEntries(stockStatuses.map((status) => [status, of(status)])) as SkuStock['totals'];
  const reserved =
    db.get<{ sum: number | null }>(
      'SELECT sum(r.quantity) AS sum FROM stock_goods g CROSS JOIN stock_reservations r ON r.goods = g.goods WHERE g.sku = ?',
      sku,
    )?.sum ?? 0;
  // They lie where they lay, but are free for nobody else.
  return { ...totals, available: totals.available - reserved, reserved: totals.reserved + reserved };
};

const rowOf = (db: Reader, row: { sku: string; name: string; picture: string }): SkuStock => {
  const totals = totalsOf(db, row.sku);
  return { ...row, totals, onHand: stockStatuses.reduce((sum, status) => sum + totals[status], 0) };
};

/** SKUs that were ever booked, by name; found by name, SKU, or exact barcode. */
export const skus = ({ db }: QueryContext, { search, filter, offset, limit }: ParamsOf<Skus>): AnswerOf<Skus> => {
  const text = search.trim();
  const like = `%${escapeLike(text)}%`;
  const found = String.raw`(i.name LIKE ? ESCAPE '\' OR i.sku LIKE ? ESCAPE '\' OR i.sku IN (SELECT sku FROM barcodes WHERE code = ?))`;
  const where = [booked, filter === 'none-left' ? noneLeft : '', text === '' ? '' : found]
    .filter((each) => each !== '')
    .join(' AND ');
  const cells: Cell[] = text === '' ? [] : [like, like, barcodeOf(text, 1).code];
  const total = db.get<{ total: number }>(`SELECT count(*) AS total FROM items i WHERE ${where}`, ...cells)?.total ?? 0;
  const rows = db.all<{ sku: string; name: string; picture: string }>(
    `SELECT i.sku, i.name, i.picture FROM items i WHERE ${where} ORDER BY i.name COLLATE NOCASE, i.sku LIMIT ? OFFSET ?`,
    ...cells,
    limit,
    offset,
  );
  return { total, offset, rows: rows.map((row) => rowOf(db, row)) };
};
