import { expect } from 'vitest';
import { nodeFilePort } from '../../electron/journal/file-port';
import { scanJournal } from '../../electron/journal/scan';
import { openProjection, type Projection } from '../../electron/projection/projection';
import type { Feature, Reader } from '../../electron/store/types';
import type { AnswerOf } from '../../shared/feature';
import type { BalanceRow, stockQueries } from '../../shared/features/stock/queries';
import { standings } from '../../shared/features/stock/standing';

/**
 * Nothing is promised twice: of no shelf more than lies there. And nothing is forgotten: what an order still wants of goods
 * that the book knows is either promised to it or named as missing; an order that wants nothing has nothing.
 */
export const expectPromisesKept = (db: Reader): void => {
  const over = db.all(
    `SELECT r.goods, r.account FROM stock_reservations r JOIN stock_accounts a ON a.account = r.account GROUP BY r.goods, r.account
     HAVING sum(r.quantity) > coalesce((SELECT b.quantity FROM stock_balances b WHERE b.goods = r.goods AND b.account = r.account), 0)
       OR max(a.status) NOT IN ('available', 'picked')`,
  );
  expect(over).toEqual([]);
  const lines = db.all<{ order_id: string; line_id: string; sku: string; wanted: number; held: number; given: number }>(
    `SELECT l.order_id, l.line_id, l.sku,
       CASE WHEN o.state = 'open' AND coalesce(p.state, 'open') <> 'packed' THEN max(0, l.quantity
         - (SELECT coalesce(sum(i.quantity), 0) FROM parcel_items i JOIN parcels c ON c.parcel_id = i.parcel_id
            WHERE i.pack_id = l.order_id AND i.line_id = l.line_id AND c.state <> 'voided')
         - (SELECT coalesce(sum(s.quantity), 0) FROM shorts s WHERE s.pack_id = l.order_id AND s.line_id = l.line_id))
         ELSE 0 END AS wanted, coalesce(p.state, '') = 'held' AS held,
       (SELECT coalesce(sum(r.quantity), 0) FROM stock_reservations r WHERE r.order_id = l.order_id AND r.line_id = l.line_id)
         + (SELECT coalesce(sum(m.quantity), 0) FROM stock_missing m WHERE m.order_id = l.order_id AND m.line_id = l.line_id) AS given
     FROM order_lines l JOIN orders o ON o.order_id = l.order_id LEFT JOIN packs p ON p.order_id = l.order_id
     WHERE EXISTS (SELECT 1 FROM stock_totals t WHERE t.sku = l.sku)`,
  );
  // An order on hold keeps what was picked for it, and no more.
  expect(lines.filter(({ wanted, given, held }) => (held === 1 ? given > wanted : wanted !== given))).toEqual([]);
  const onHold = db.all(
    `SELECT r.order_id FROM stock_reservations r JOIN stock_accounts a ON a.account = r.account
     JOIN packs p ON p.order_id = r.order_id WHERE p.state = 'held' AND a.status <> 'picked'`,
  );
  expect(onHold).toEqual([]);
  const stray = db.all(
    `SELECT r.order_id, r.line_id FROM (SELECT order_id, line_id FROM stock_reservations UNION SELECT order_id, line_id FROM stock_missing) r
     WHERE NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = r.order_id AND l.line_id = r.line_id)`,
  );
  expect(stray).toEqual([]);
  const mixed = db.all(
    `SELECT r.order_id, r.line_id FROM stock_reservations r JOIN stock_goods g ON g.goods = r.goods JOIN stock_rules k ON k.sku = g.sku
     JOIN stock_accounts a ON a.account = r.account WHERE k.rotation = 'lot' AND a.status = 'available' GROUP BY r.order_id, r.line_id HAVING count(DISTINCT g.lot) > 1`,
  );
  expect(mixed).toEqual([]);
};

interface Moved {
  goods: number;
  source: number;
  target: number;
  quantity: number;
}

const accountsOf = (db: Reader): ReadonlyMap<number, { readonly location: string; readonly status: string }> =>
  new Map(
    db
      .all<{ account: number; location: string; status: string }>(
        'SELECT account, location, status FROM stock_accounts',
      )
      .map(({ account, ...place }) => [account, place]),
  );

/** Every table of quantities says the same as the movements, and no shelf was below zero at any time. */
export const expectTrue = (db: Reader): void => {
  const accounts = accountsOf(db);
  const isCounter = (account: number): boolean => accounts.get(account)?.location.startsWith('@') ?? false;
  const shelves: Record<string, number> = {};
  const totals: Record<string, number> = {};
  const below: string[] = [];
  const skus = new Map(
    db.all<{ goods: number; sku: string }>('SELECT goods, sku FROM stock_goods').map(({ goods, sku }) => [goods, sku]),
  );
  const add = (sums: Record<string, number>, key: string, quantity: number): number => {
    const sum = (sums[key] ?? 0) + quantity;
    if (sum === 0) delete sums[key];
    else sums[key] = sum;
    return sum;
  };
  const book = (goods: number, account: number, quantity: number): void => {
    const place = accounts.get(account);
    add(totals, `${skus.get(goods)} ${isCounter(account) ? place?.location : place?.status}`, quantity);
    if (!isCounter(account) && add(shelves, `${goods} ${account}`, quantity) < 0) below.push(`${goods} ${account}`);
  };
  for (const { goods, source, target, quantity } of db.all<Moved>(
    'SELECT goods, source, target, quantity FROM stock_movements ORDER BY n, line',
  )) {
    book(goods, source, -quantity);
    book(goods, target, quantity);
  }
  expect(below).toEqual([]);
  const balances = db.all<{ goods: number; account: number; quantity: number }>('SELECT * FROM stock_balances');
  expect(Object.fromEntries(balances.map((each) => [`${each.goods} ${each.account}`, each.quantity]))).toEqual(shelves);
  const told = db.all<{ sku: string; status: string; quantity: number }>(
    'SELECT * FROM stock_totals WHERE quantity <> 0',
  );
  expect(Object.fromEntries(told.map(({ sku, status, quantity }) => [`${sku} ${status}`, quantity]))).toEqual(totals);
  const byBin = db.all<{ location: string }>(
    `SELECT b.location FROM stock_bins b WHERE b.quantity <> (SELECT coalesce(sum(s.quantity), 0) FROM stock_accounts a
     JOIN stock_balances s ON s.account = a.account WHERE a.location = b.location) OR b.goods <> (SELECT count(*) FROM stock_accounts a
     JOIN stock_balances s ON s.account = a.account WHERE a.location = b.location)`,
  );
  expect(byBin).toEqual([]);
  expectSumsTrue(db);
};

/** Sums that are kept with every line, and how to have them from the balances and promises alone. */
const keptSums: readonly (readonly [kept: string, anew: string])[] = [
  [
    'SELECT goods, account, day FROM stock_balances ORDER BY 1, 2',
    `SELECT b.goods, b.account, CAST(nullif(replace(g.expiry, '-', ''), '') AS INTEGER) AS day FROM stock_balances b
     JOIN stock_goods g ON g.goods = b.goods ORDER BY 1, 2`,
  ],
  [
    'SELECT sku, expiry, quantity FROM stock_dated ORDER BY 1, 2',
    `SELECT g.sku, g.expiry, sum(b.quantity) AS quantity FROM stock_balances b JOIN stock_goods g ON g.goods = b.goods
     JOIN stock_accounts a ON a.account = b.account WHERE a.status = 'available' AND g.expiry <> '' GROUP BY 1, 2 ORDER BY 1, 2`,
  ],
  [
    'SELECT sku, quantity FROM stock_promised ORDER BY 1',
    `SELECT g.sku, sum(r.quantity) AS quantity FROM stock_reservations r JOIN stock_goods g ON g.goods = r.goods
     JOIN stock_accounts a ON a.account = r.account WHERE a.status = 'available' GROUP BY 1 ORDER BY 1`,
  ],
  [
    'SELECT sku, gone FROM stock_skus ORDER BY 1',
    `SELECT DISTINCT g.sku, NOT EXISTS (SELECT 1 FROM stock_balances b JOIN stock_goods o ON o.goods = b.goods WHERE o.sku = g.sku) AS gone
     FROM stock_movements m JOIN stock_goods g ON g.goods = m.goods ORDER BY 1`,
  ],
];

const expectSumsTrue = (db: Reader): void => {
  for (const [kept, anew] of keptSums) expect(db.all(kept)).toEqual(db.all(anew));
};

type Ask = <T>(name: string, params: unknown) => T;
type Answer<N extends keyof typeof stockQueries> = AnswerOf<(typeof stockQueries)[N]>;

const piecesOf = (rows: readonly BalanceRow[], of: (row: BalanceRow) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);
const isBlocked = ({ status, standing }: BalanceRow): boolean => status === 'available' && standing !== 'available';

/** What is told of whole SKUs and bins is what their shelves, told one by one, come to. */
export const expectAnswersAgree = (ask: Ask, zones: readonly { site: string; zone: string }[]): void => {
  const { rows: skus } = ask<Answer<'stock.skus'>>('stock.skus', {});
  const low: unknown[] = [];
  for (const { sku, totals, onHand } of skus) {
    const rows = ask<Answer<'stock.ofSku'>>('stock.ofSku', { sku });
    const free = (row: BalanceRow): number => (row.standing === 'available' ? row.quantity - row.reserved : 0);
    expect({ sku, ...totals }).toMatchObject({
      sku,
      available: piecesOf(rows, free),
      reserved: piecesOf(rows, (row) => (row.standing === 'available' ? row.reserved : 0)),
      ...Object.fromEntries(
        standings
          .filter((each) => !['available', 'reserved'].includes(each))
          .map((each) => [each, piecesOf(rows, (row) => (row.standing === each ? row.quantity : 0))]),
      ),
    });
    expect(onHand).toBe(piecesOf(rows, ({ quantity }) => quantity));
    const { minimum } = ask<Answer<'stock.rule'>>('stock.rule', { sku });
    if (minimum !== null && totals.available < minimum)
      low.push({
        sku,
        minimum,
        available: totals.available,
        blocked: piecesOf(rows.filter(isBlocked), (row) => row.quantity),
      });
  }
  const told = ask<Answer<'stock.low'>>('stock.low', {});
  const bySku = (a: unknown, b: unknown): number => JSON.stringify(a).localeCompare(JSON.stringify(b));
  expect(
    told.map(({ sku, minimum, available, blocked }) => ({ sku, minimum, available, blocked })).toSorted(bySku),
  ).toEqual(low.toSorted(bySku));
  const gone = ask<Answer<'stock.skus'>>('stock.skus', { filter: 'none-left' });
  expect(gone.rows.map(({ sku }) => sku)).toEqual(skus.filter(({ onHand }) => onHand === 0).map(({ sku }) => sku));
  for (const { site, zone } of zones)
    for (const { location, blocked } of ask<Answer<'stock.map'>>('stock.map', { site, zone })) {
      const at = ask<Answer<'stock.atLocation'>>('stock.atLocation', { location });
      expect({ location, blocked }).toEqual({
        location,
        blocked: piecesOf((at?.rows ?? []).filter(isBlocked), (row) => row.quantity),
      });
    }
};

/** Every row of every table, by table. */
export const contentOf = (db: Reader): Readonly<Record<string, readonly unknown[]>> =>
  Object.fromEntries(
    db
      .all<{ name: string }>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('meta', 'sqlite_sequence') ORDER BY name`,
      )
      .map(({ name }) => [name, db.all(`SELECT * FROM ${name}`)]),
  );

/** The tables made anew from the first entry of the journal on. */
export const rebuild = async (features: readonly Feature[], folder: string): Promise<Projection> => {
  const rebuilt = await openProjection(features, null);
  scanJournal(nodeFilePort, `${folder}/journal`, null, (entry, hash) => void rebuilt.apply(entry, hash));
  return rebuilt;
};
