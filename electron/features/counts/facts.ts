import type { CountScope, CountState, CountMethod } from '../../../shared/features/counts/records';
import type { Cell, Reader } from '../../store/types';
import { heldColumns, heldOf, type Held, type HeldRow } from '../stock/facts';
import { isThereAny, movementsWhere, takenBack } from '../stock/ledger';

export interface CountRow {
  count_id: string;
  title: string;
  method: CountMethod;
  scope: string;
  blind: number;
  tolerance_minor: number;
  approval_minor: number;
  state: CountState;
  round: number;
  bins: number;
  started_n: number;
  started_at: string;
  started_by: string | null;
  submitted_at: string | null;
  submitted_by: string | null;
  ended_at: string | null;
  ended_by: string | null;
  expected: number | null;
  found: number | null;
  approved_by: string | null;
  approved_minor: number | null;
  adjusted: number | null;
  unlisted: number;
  /** The entry that began the round, and its time. */
  round_n: number;
  round_at: string;
  value_minor: number | null;
}

export const readCount = (db: Reader, countId: string): CountRow | null =>
  db.get<CountRow>('SELECT * FROM counts WHERE count_id = ?', countId) ?? null;

const locationsOf = (rows: readonly { location: string }[]): string[] => rows.map(({ location }) => location);

/** Goods whose picks make up the first 80 % are class A, the next 15 % class B; what was never picked is C. */
const classOfSku = (db: Reader): ReadonlyMap<string, 'A' | 'B' | 'C'> => {
  const rows = db.all<{ sku: string; pieces: number }>(
    'SELECT sku, quantity AS pieces FROM stock_picked ORDER BY pieces DESC, sku',
  );
  const all = rows.reduce((sum, { pieces }) => sum + pieces, 0);
  const classes = new Map<string, 'A' | 'B' | 'C'>();
  let before = 0;
  for (const { sku, pieces } of rows) {
    classes.set(sku, before * 100 < all * 80 ? 'A' : before * 100 < all * 95 ? 'B' : 'C');
    before += pieces;
  }
  return classes;
};

const walk = 'ORDER BY l.site, l.zone, l.aisle, l.bay, l.level, l.bin, l.location';

/** The bins that a scope means now, in walking order. */
export const binsOf = (db: Reader, scope: CountScope): readonly string[] => {
  const all = (where: string, ...cells: Cell[]): string[] =>
    locationsOf(
      db.all<{ location: string }>(
        `SELECT l.location FROM stock_locations l WHERE l.retired = 0 AND ${where} ${walk}`,
        ...cells,
      ),
    );
  switch (scope.kind) {
    case 'all':
      return all('1 = 1');
    case 'zone': {
      const { site, zone, aisle, bay } = scope;
      const more = [aisle === null ? '' : ' AND l.aisle = ?', bay === null ? '' : ' AND l.bay = ?'].join('');
      const cells = [aisle, bay].filter((each) => each !== null);
      return all(`l.site = ? AND l.zone = ?${more}`, site, zone, ...cells);
    }
    case 'exceptions':
      return all('EXISTS (SELECT 1 FROM stock_tasks t WHERE t.location = l.location AND t.closed_at IS NULL)');
    case 'value':
      return locationsOf(
        db.all<{ location: string }>(
          `SELECT a.location, sum(b.quantity * coalesce(i.value_minor, 0)) AS money FROM stock_balances b
           JOIN stock_accounts a ON a.account = b.account JOIN stock_goods g ON g.goods = b.goods JOIN items i ON i.sku = g.sku
           JOIN stock_locations l ON l.location = a.location AND l.retired = 0
           GROUP BY a.location ORDER BY money DESC, a.location LIMIT ?`,
          scope.bins,
        ),
      );
    case 'abc': {
      const classes = classOfSku(db);
      const rows = db.all<{ location: string; sku: string }>(
        `SELECT DISTINCT l.location, g.sku FROM stock_locations l JOIN stock_accounts a ON a.location = l.location
         JOIN stock_balances b ON b.account = a.account JOIN stock_goods g ON g.goods = b.goods WHERE l.retired = 0 ${walk}`,
      );
      const wanted = rows.filter(({ sku }) => (classes.get(sku) ?? 'C') === scope.class);
      return [...new Set(locationsOf(wanted))];
    }
    default:
      return scope satisfies never;
  }
};

/** Everything that the book has in the bins of a count. */
export const heldInCount = (db: Reader, countId: string): readonly Held[] =>
  db
    .all<HeldRow>(
      `SELECT ${heldColumns} FROM count_bins c CROSS JOIN stock_accounts a ON a.location = c.location
       CROSS JOIN stock_balances b ON b.account = a.account CROSS JOIN stock_goods g ON g.goods = b.goods
       WHERE c.count_id = ? ORDER BY g.sku, a.location`,
      countId,
    )
    .map(heldOf);

/** Pieces by SKU and serial number: all that tags are compared with. */
export interface BookRow {
  readonly sku: string;
  /** Empty where pieces have none. */
  readonly serial: string;
  readonly quantity: number;
}

/** What the book had in the bins of a count at an entry: what was booked after it is taken back, lot by lot and shelf by shelf. */
export const bookAt = (db: Reader, countId: string, n: number): readonly BookRow[] => {
  const held = `SELECT b.goods, b.account, b.quantity FROM count_bins c CROSS JOIN stock_accounts a ON a.location = c.location
    CROSS JOIN stock_balances b ON b.account = a.account WHERE c.count_id = ?`;
  if (!isThereAny(db, { after: n }))
    return db.all<BookRow>(
      `SELECT g.sku, g.serial, p.quantity FROM (${held}) p CROSS JOIN stock_goods g ON g.goods = p.goods`,
      countId,
    );
  const later = takenBack(db, { after: n });
  return db.all<BookRow>(
    `SELECT g.sku, g.serial, p.quantity FROM (SELECT goods, account, sum(quantity) AS quantity FROM (${held}
         UNION ALL SELECT * FROM ${later.sql})
       GROUP BY goods, account HAVING sum(quantity) > 0) p
     CROSS JOIN stock_goods g ON g.goods = p.goods WHERE EXISTS (
       SELECT 1 FROM stock_accounts a JOIN count_bins c ON c.location = a.location AND c.count_id = ? WHERE a.account = p.account)`,
    countId,
    ...later.cells,
    countId,
  );
};

/** The shelves of a SKU, or of one piece of it, as they were at an entry. */
export const shelvesAt = (
  db: Reader,
  countId: string,
  n: number,
  sku: string,
  serial: string | null,
): readonly Held[] => {
  const goods =
    serial === null
      ? 'SELECT goods FROM stock_goods WHERE sku = ?'
      : "SELECT goods FROM stock_goods WHERE +sku = ? AND serial = ? AND serial <> ''";
  const cells = serial === null ? [sku] : [sku, serial];
  const wanted = JSON.stringify(db.all<{ goods: number }>(goods, ...cells).map((row) => row.goods));
  const later = takenBack(db, { goods: wanted, after: n });
  return db
    .all<HeldRow>(
      `SELECT g.sku, g.owner, g.lot, g.serial, g.expiry, g.condition, a.location, a.unit, a.status, p.quantity, '' AS since
       FROM (SELECT goods, account, sum(quantity) AS quantity FROM (
           SELECT goods, account, quantity FROM stock_balances WHERE goods IN (SELECT value FROM json_each(?))
           UNION ALL SELECT * FROM ${later.sql})
         GROUP BY goods, account HAVING sum(quantity) > 0) p
       CROSS JOIN stock_accounts a ON a.account = p.account CROSS JOIN stock_goods g ON g.goods = p.goods
       WHERE EXISTS (SELECT 1 FROM count_bins c WHERE c.count_id = ? AND c.location = a.location) ORDER BY a.location, g.goods, a.account`,
      wanted,
      ...later.cells,
      countId,
    )
    .map(heldOf);
};

export interface ItemFacts {
  readonly isSerial: boolean;
  readonly valueMinor: number | null;
}

export const itemFacts = (db: Reader, sku: string): ItemFacts => {
  const row = db.get<{ serial_rule: string; value_minor: number | null }>(
    'SELECT serial_rule, value_minor FROM items WHERE sku = ?',
    sku,
  );
  return { isSerial: row?.serial_rule === 'required', valueMinor: row?.value_minor ?? null };
};

export const nameOf = (db: Reader, sku: string): string =>
  db.get<{ name: string }>('SELECT name FROM items WHERE sku = ?', sku)?.name ?? sku;

/** The GTIN that a piece of a SKU has in its tag. */
export const gtinOf = (db: Reader, sku: string): string | null =>
  db.get<{ code: string }>(
    `SELECT code FROM barcodes WHERE sku = ? AND kind = 'gtin' AND quantity = 1 ORDER BY code LIMIT 1`,
    sku,
  )?.code ?? null;

export const skuOfGtin = (db: Reader, gtin: string): string | null =>
  db.get<{ sku: string }>(
    `SELECT sku FROM barcodes WHERE code = ? AND kind = 'gtin' AND quantity = 1 ORDER BY sku LIMIT 1`,
    gtin,
  )?.sku ?? null;

/** Goods that crossed the border of a count: into its bins, or out of them. From bin to bin of the same count nothing crosses. */
export interface Crossing {
  readonly n: number;
  readonly sku: string;
  readonly serial: string | null;
  readonly quantity: number;
  readonly into: boolean;
}

export const crossingsAfter = (db: Reader, countId: string, n: number): readonly Crossing[] => {
  const later = movementsWhere(db, { after: n });
  return db
    .all<{ n: number; sku: string; serial: string; quantity: number; source: number; target: number }>(
      `SELECT * FROM (SELECT m.n, m.line, g.sku, g.serial, m.quantity,
           EXISTS (SELECT 1 FROM stock_accounts f JOIN count_bins c ON c.location = f.location AND c.count_id = ? WHERE f.account = m.source)
             AS source,
           EXISTS (SELECT 1 FROM stock_accounts t JOIN count_bins c ON c.location = t.location AND c.count_id = ? WHERE t.account = m.target)
             AS target
         FROM ${later.sql} m JOIN stock_goods g ON g.goods = m.goods)
       WHERE source <> target ORDER BY n, line`,
      countId,
      countId,
      ...later.cells,
    )
    .map((row) => ({
      n: row.n,
      sku: row.sku,
      serial: row.serial === '' ? null : row.serial,
      quantity: row.quantity,
      into: row.target === 1,
    }));
};
