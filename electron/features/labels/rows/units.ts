import type { LabelRow, RowsWish } from '../../../../shared/features/labels/rows';
import type { LabelRecord } from '../../../../shared/labels/description/values';
import type { QueryContext } from '../../../store/types';
import type { Held } from '../../stock/facts';
import { todayOf } from '../../stock/standing';
import { heldInTree } from '../../stock/units';
import { gtinSql, isIn, isLike, labelGtin, likeOf, onShelf, whereOf, type Where } from './sql';
import type { RowsPage, RowSource } from './source';

const inUnit = `FROM stock_accounts a CROSS JOIN stock_balances b ON b.account = a.account
  CROSS JOIN stock_goods g ON g.goods = b.goods LEFT JOIN items i ON i.sku = g.sku WHERE a.unit = u.unit AND ${onShelf}`;

/** Units that hold something, and those that such ones stand in. Parcels are packing's. */
const unitsSql = `(SELECT DISTINCT a.unit FROM stock_accounts a CROSS JOIN stock_balances b ON b.account = a.account
  WHERE a.unit <> '' AND ${onShelf} UNION SELECT parent FROM stock_units) u`;

const whereUnits = ({ search, owner, find, keys }: RowsWish): Where => {
  const text = search.trim();
  const like = likeOf(text);
  return whereOf([
    ['1'],
    text !== '' && [
      `${isLike('u.unit')} OR EXISTS (SELECT 1 ${inUnit} AND (${['a.location', 'g.sku', 'i.name'].map(isLike).join(' OR ')}))`,
      like,
      like,
      like,
      like,
    ],
    owner !== null && [`EXISTS (SELECT 1 ${inUnit} AND g.owner = ?)`, owner],
    find !== null && ['u.unit = ?', find.kind === 'unit' ? find.unit : ''],
    keys !== null && [isIn('u.unit'), JSON.stringify(keys)],
  ]);
};

const only = (values: readonly (string | null)[]): string | null => {
  const [first = null, ...others] = [...new Set(values)];
  return others.length === 0 ? first : null;
};

const nameOf = ({ db }: QueryContext, sku: string): { readonly name: string; readonly gtin: string | null } =>
  db.get<{ name: string; gtin: string | null }>(
    `SELECT i.name, ${gtinSql('i.sku')} AS gtin FROM items i WHERE i.sku = ?`,
    sku,
  ) ?? { name: sku, gtin: null };

/** What is in it, each kind of goods once: a label has a line for each. */
const contentsOf = (context: QueryContext, held: readonly Held[]): readonly LabelRecord[] => {
  const lines = new Map<string, { sku: string; batch: string | null; count: number }>();
  for (const { goods, quantity } of held) {
    const key = `${goods.sku}\n${goods.lot ?? ''}`;
    const before = lines.get(key);
    lines.set(key, { sku: goods.sku, batch: goods.lot, count: (before?.count ?? 0) + quantity });
  }
  return [...lines.values()].map((line) => ({ ...line, name: nameOf(context, line.sku).name }));
};

const recordOf = (context: QueryContext, unit: string, held: readonly Held[], pieces: number): LabelRecord => {
  const { shipFrom } = context.settings;
  const sku = only(held.map(({ goods }) => goods.sku));
  const item = sku === null ? null : nameOf(context, sku);
  return {
    id: unit,
    unit,
    sscc: /^\d{18}$/.test(unit) ? unit : null,
    location: only(held.map(({ shelf }) => shelf.location)),
    owner: only(held.map(({ goods }) => goods.owner)) ?? shipFrom.name,
    kind: null,
    from: { name: shipFrom.name, lines: shipFrom.lines, country: shipFrom.country },
    to: { name: null, lines: [] },
    date: todayOf(context),
    sku,
    description: item?.name ?? null,
    gtin: labelGtin(item?.gtin ?? null),
    // A GTIN says nothing without how many of it there are, and the other way round (GS1 AIs 02 and 37).
    count: pieces,
    cases: pieces,
    batch: sku === null ? null : only(held.map(({ goods }) => goods.lot)),
    bestBefore: sku === null ? null : only(held.map(({ goods }) => goods.expiry)),
    grossMg: null,
    items: contentsOf(context, held),
  };
};

const rowOf = (context: QueryContext, unit: string): LabelRow => {
  const held = heldInTree(context.db, unit);
  const pieces = held.reduce((sum, { quantity }) => sum + quantity, 0);
  const record = recordOf(context, unit, held, pieces);
  const skus = [...new Set(held.map(({ goods }) => goods.sku))];
  return {
    key: unit,
    title: unit,
    detail: [held[0]?.shelf.location ?? '', skus.slice(0, 3).join(', ')].filter((part) => part !== '').join(' · '),
    quantity: null,
    record,
  };
};

/** Pallets and totes, with what is in them. */
export const unitRows: RowSource = (context: QueryContext, wish: RowsWish, page: RowsPage) => {
  const { sql, cells } = whereUnits(wish);
  const total = context.db.get<{ total: number }>(`SELECT count(*) AS total FROM ${unitsSql} WHERE ${sql}`, ...cells);
  const rows = context.db
    .all<{ unit: string }>(
      `SELECT u.unit FROM ${unitsSql} WHERE ${sql} ORDER BY u.unit LIMIT ? OFFSET ?`,
      ...cells,
      page.limit,
      page.offset,
    )
    .map(({ unit }) => rowOf(context, unit));
  return { total: total?.total ?? 0, pieces: total?.total ?? 0, offset: page.offset, rows };
};
