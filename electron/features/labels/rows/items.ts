import { barcodeOf } from '../../../../shared/features/catalogue/barcodes';
import type { LabelRow, RowsWish } from '../../../../shared/features/labels/rows';
import type { LabelRecord } from '../../../../shared/labels/description/values';
import type { QueryContext } from '../../../store/types';
import { originWords } from './origin-words';
import { gtinSql, isIn, isLike, labelGtin, likeOf, inTotals, onShelf, whereOf, type Where } from './sql';
import type { RowsPage, RowSource } from './source';

interface ItemRow {
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
  readonly weight_mg: number | null;
  readonly origin: string | null;
  readonly value_minor: number | null;
  readonly currency: string | null;
  readonly gtin: string | null;
  readonly minimum: number | null;
  readonly on_hand: number;
}

/** Pieces of item `i` on shelves; of one owner where one is bound. */
const onHandOf = (owner: string | null): string =>
  owner === null
    ? `(SELECT sum(t.quantity) FROM stock_totals t WHERE t.sku = i.sku AND ${inTotals})`
    : `(SELECT sum(b.quantity) FROM stock_goods g CROSS JOIN stock_balances b ON b.goods = g.goods
        CROSS JOIN stock_accounts a ON a.account = b.account WHERE g.sku = i.sku AND ${onShelf} AND g.owner = ?)`;

const whereItems = ({ search, owner, find, keys }: RowsWish): Where => {
  const text = search.trim();
  return whereOf([
    ['i.retired = 0'],
    text !== '' && [
      `${isLike('i.name')} OR ${isLike('i.sku')} OR i.sku IN (SELECT sku FROM barcodes WHERE code = ?)`,
      likeOf(text),
      likeOf(text),
      barcodeOf(text, 1).code,
    ],
    owner !== null && [
      'EXISTS (SELECT 1 FROM stock_goods g JOIN stock_balances b ON b.goods = g.goods WHERE g.sku = i.sku AND g.owner = ?)',
      owner,
    ],
    find !== null && [isIn('i.sku'), JSON.stringify(find.kind === 'item' ? find.skus : [])],
    keys !== null && [isIn('i.sku'), JSON.stringify(keys)],
  ]);
};

const recordOf = (row: ItemRow, language: string): LabelRecord => ({
  name: row.name,
  description: row.name,
  sku: row.sku,
  gtin: labelGtin(row.gtin),
  origin: originWords(row.origin, language),
  category: row.category,
  weightMg: row.weight_mg,
  priceMinor: row.value_minor,
  currency: row.currency,
  unit: null,
  min: row.minimum,
  max: null,
  count: row.on_hand,
});

/** Items of the catalogue. */
export const itemRows: RowSource = ({ db, settings }: QueryContext, wish: RowsWish, page: RowsPage) => {
  const { sql, cells } = whereItems(wish);
  const onHand = onHandOf(wish.owner);
  const bound = [...(wish.owner === null ? [] : [wish.owner]), ...cells];
  const sums = db.get<{ total: number; pieces: number | null }>(
    `SELECT count(*) AS total, sum(${onHand}) AS pieces FROM items i WHERE ${sql}`,
    ...bound,
  );
  const rows = db
    .all<ItemRow>(
      `SELECT i.sku, i.name, i.category, i.weight_mg, i.origin, i.value_minor, i.currency, ${gtinSql('i.sku')} AS gtin,
         (SELECT minimum FROM stock_rules r WHERE r.sku = i.sku) AS minimum, coalesce(${onHand}, 0) AS on_hand
       FROM items i WHERE ${sql} ORDER BY i.name COLLATE NOCASE, i.sku LIMIT ? OFFSET ?`,
      ...bound,
      page.limit,
      page.offset,
    )
    .map((row): LabelRow => ({
      key: row.sku,
      title: row.name,
      detail: row.sku,
      quantity: row.on_hand,
      record: recordOf(row, settings.language),
    }));
  return { total: sums?.total ?? 0, pieces: sums?.pieces ?? 0, offset: page.offset, rows };
};
