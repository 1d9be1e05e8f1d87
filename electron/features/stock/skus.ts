import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import { barcodeOf } from '../../../shared/features/catalogue/barcodes';
import type { SkuStock, stockQueries } from '../../../shared/features/stock/queries';
import type { Cell, QueryContext } from '../../store/types';
import { unseenOf } from './balances';
import { inQuarantine, onHand, todayOf, totalsOf } from './standing';
import { liesUnseen, unseenBy } from './unseen';

type Skus = (typeof stockQueries)['stock.skus'];

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

const booked = 'EXISTS (SELECT 1 FROM stock_skus s WHERE s.sku = i.sku)';
const noneLeft = 'EXISTS (SELECT 1 FROM stock_skus s WHERE s.sku = i.sku AND s.gone = 1)';

/** What lies where it is counted blind is in no sum. */
const lessUnseen = (context: QueryContext, sku: string, all: SkuStock['totals']): SkuStock['totals'] => {
  const totals = { ...all };
  for (const { standing, quantity, reserved } of unseenOf(context, sku)) {
    const free = standing === 'available' ? quantity - reserved : quantity;
    totals[standing] -= free;
    totals.reserved -= quantity - free;
  }
  return totals;
};

/** SKUs that were ever booked, by name; found by name, SKU, or exact barcode. */
export const skus = (context: QueryContext, { search, filter, offset, limit }: ParamsOf<Skus>): AnswerOf<Skus> => {
  const { db } = context;
  const today = todayOf(context);
  const quarantined = inQuarantine(db);
  const hidden = unseenBy(context).size > 0;
  const text = search.trim();
  const like = `%${escapeLike(text)}%`;
  const found = String.raw`(i.name LIKE ? ESCAPE '\' OR i.sku LIKE ? ESCAPE '\' OR i.sku IN (SELECT sku FROM barcodes WHERE code = ?))`;
  const where = [filter === 'none-left' ? noneLeft : booked, ...(text === '' ? [] : [found])].join(' AND ');
  const cells: Cell[] = text === '' ? [] : [like, like, barcodeOf(text, 1).code];
  const total = db.get<{ total: number }>(`SELECT count(*) AS total FROM items i WHERE ${where}`, ...cells)?.total ?? 0;
  // The index by name holds all that is asked of SKUs before the page.
  const rows = db.all<{ sku: string; name: string; picture: string }>(
    `SELECT p.sku, n.name, n.picture FROM (
       SELECT i.sku FROM items i WHERE ${where} ORDER BY i.name COLLATE NOCASE, i.sku LIMIT ? OFFSET ?) p
     CROSS JOIN items n ON n.sku = p.sku ORDER BY n.name COLLATE NOCASE, n.sku`,
    ...cells,
    limit,
    offset,
  );
  return {
    total,
    offset,
    rows: rows.map((row): SkuStock => {
      const all = totalsOf(db, row.sku, today, quarantined);
      const totals = hidden && liesUnseen(db, row.sku) ? lessUnseen(context, row.sku, all) : all;
      return { ...row, totals, onHand: onHand(totals) };
    }),
  };
};
