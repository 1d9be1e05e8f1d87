import type { LabelRow, RowsWish } from '../../../../shared/features/labels/rows';
import type { QueryContext } from '../../../store/types';
import { gtinSql, isIn, isLike, labelGtin, likeOf, onShelf, whereOf, type Where } from './sql';
import type { RowsPage, RowSource } from './source';

interface LotRow {
  readonly goods: number;
  readonly sku: string;
  readonly name: string;
  readonly gtin: string | null;
  readonly lot: string;
  readonly serial: string;
  readonly expiry: string;
  readonly owner: string;
  readonly quantity: number;
  readonly location: string;
  readonly places: number;
}

/** What a scan of goods, of a bin or of a unit leaves of them. */
const found = ({ find }: RowsWish): Parameters<typeof whereOf>[0][number] => {
  if (find === null) return null;
  if (find.kind === 'location') return ['a.location = ?', find.location];
  if (find.kind === 'unit') return ['a.unit = ?', find.unit];
  return [`${isIn('g.sku')} AND (? IS NULL OR g.lot = ?)`, JSON.stringify(find.skus), find.lot, find.lot];
};

const whereLots = (wish: RowsWish): Where => {
  const text = wish.search.trim();
  const like = likeOf(text);
  return whereOf([
    [onShelf],
    ["g.lot <> '' OR g.expiry <> ''"],
    text !== '' && [['i.name', 'g.sku', 'g.lot'].map(isLike).join(' OR '), like, like, like],
    wish.owner !== null && ['g.owner = ?', wish.owner],
    found(wish),
    wish.keys !== null && [isIn('CAST(g.goods AS TEXT)'), JSON.stringify(wish.keys)],
  ]);
};

const from = `FROM stock_goods g CROSS JOIN stock_balances b ON b.goods = g.goods CROSS JOIN stock_accounts a ON a.account = b.account
  LEFT JOIN items i ON i.sku = g.sku`;

const said = (text: string): string | null => (text === '' ? null : text);

const rowOf = (row: LotRow): LabelRow => ({
  key: String(row.goods),
  title: row.name,
  detail: [row.sku, row.lot, row.serial, row.expiry].filter((part) => part !== '').join(' · '),
  quantity: row.quantity,
  record: {
    name: row.name,
    description: row.name,
    sku: row.sku,
    gtin: labelGtin(row.gtin),
    batch: said(row.lot),
    lot: said(row.lot),
    serial: said(row.serial),
    useBy: said(row.expiry),
    bestBefore: said(row.expiry),
    expiry: said(row.expiry),
    owner: said(row.owner),
    count: row.quantity,
    location: row.places === 1 ? row.location : null,
    packed: null,
    allergens: null,
    ingredients: null,
    store: null,
  },
});

/** Lots and dates that lie on shelves, what expires first coming first. */
export const lotRows: RowSource = ({ db }: QueryContext, wish: RowsWish, page: RowsPage) => {
  const { sql, cells } = whereLots(wish);
  const sums = db.get<{ total: number; pieces: number | null }>(
    `SELECT count(DISTINCT g.goods) AS total, sum(b.quantity) AS pieces ${from} WHERE ${sql}`,
    ...cells,
  );
  const rows = db
    .all<LotRow>(
      `SELECT g.goods, g.sku, coalesce(i.name, g.sku) AS name, ${gtinSql('g.sku')} AS gtin, g.lot, g.serial, g.expiry, g.owner,
         sum(b.quantity) AS quantity, min(a.location) AS location, count(DISTINCT a.location) AS places
       ${from} WHERE ${sql} GROUP BY g.goods ORDER BY g.expiry = '', g.expiry, name COLLATE NOCASE, g.goods LIMIT ? OFFSET ?`,
      ...cells,
      page.limit,
      page.offset,
    )
    .map(rowOf);
  return { total: sums?.total ?? 0, pieces: sums?.pieces ?? 0, offset: page.offset, rows };
};
