import type { SkuStock } from '../../../shared/features/stock/queries';
import { standingOf, standings } from '../../../shared/features/stock/standing';
import { civilTime } from '../../../shared/time';
import type { QueryContext, Reader } from '../../store/types';
import { heldColumns, heldOf, type HeldRow } from './facts';
import { dayNumber } from './numbers';

export const todayOf = ({ at, settings }: Pick<QueryContext, 'at' | 'settings'>): string =>
  civilTime(at, settings.timeZone).date;

const onGoods = 'h.sku = g.sku AND (h.lot IS NULL OR h.lot = g.lot) AND (h.serial IS NULL OR h.serial = g.serial)';
const holdWhere = (inForce: string): string =>
  `(SELECT h.kind FROM stock_holds h WHERE ${onGoods} AND ${inForce} ORDER BY h.kind DESC LIMIT 1) AS hold`;

/** What keeps goods `g` in the house, a recall before a hold; and in what kind of bin account `a` is. */
export const holdSql = holdWhere('h.released_at IS NULL');
/** The same at a moment, which is bound twice. */
export const holdThenSql = holdWhere('h.at <= ? AND (h.released_at IS NULL OR h.released_at > ?)');
export const binKindSql = '(SELECT l.kind FROM stock_locations l WHERE l.location = a.location) AS bin_kind';
export const reservedSql = `(SELECT coalesce(sum(r.quantity), 0) FROM stock_reservations r
  WHERE r.goods = b.goods AND r.account = b.account) AS reserved`;

export type StandingRow = HeldRow & {
  hold: 'hold' | 'recall' | null;
  bin_kind: Parameters<typeof standingOf>[0]['binKind'];
  reserved: number;
};

export const standingIn = (row: StandingRow, today: string) =>
  standingOf({ status: row.status, hold: row.hold, binKind: row.bin_kind, expiry: heldOf(row).goods.expiry }, today);

const shelves = `CROSS JOIN stock_balances b ON b.goods = g.goods CROSS JOIN stock_accounts a ON a.account = b.account`;
const pair = 'SELECT b.goods, b.account, g.sku, b.quantity';
const inTime = "(g.expiry = '' OR g.expiry >= ?1)";

/**
 * Shelves that are booked as available and, although they are not past their day (`?1` is today), must not be counted on: held
 * or in quarantine, of which there is little. Each once, as `blocked`; of each SKU that has any, as `kept`: pieces, and how many
 * of them are promised to nobody.
 */
export const keptSql = `blocked AS MATERIALIZED (
  ${pair} FROM stock_holds h CROSS JOIN stock_goods g ON ${onGoods} ${shelves}
    WHERE h.released_at IS NULL AND a.status = 'available' AND ${inTime}
  UNION ${pair} FROM stock_locations l CROSS JOIN stock_accounts a ON a.location = l.location
    CROSS JOIN stock_balances b ON b.account = a.account CROSS JOIN stock_goods g ON g.goods = b.goods
    WHERE l.kind = 'quarantine' AND a.status = 'available' AND ${inTime}),
kept AS MATERIALIZED (SELECT sku, sum(quantity) AS quantity,
  sum(quantity - (SELECT coalesce(sum(r.quantity), 0) FROM stock_reservations r WHERE r.goods = k.goods AND r.account = k.account)) AS free
  FROM blocked k GROUP BY sku)`;

const onShelf = `SELECT a.location, b.goods, b.account, b.quantity FROM stock_locations l
  CROSS JOIN stock_accounts a ON a.location = l.location CROSS JOIN stock_balances b ON b.account = a.account`;
const ofZone = `WHERE l.site = ?1 AND l.zone = ?2 AND a.status = 'available'`;

/** Pieces of each bin of a zone that must not be counted on although they are booked as available. */
export const blockedIn = (
  db: Reader,
  { site, zone }: { readonly site: string; readonly zone: string },
  today: string,
): ReadonlyMap<string, number> =>
  new Map(
    db
      .all<{ location: string; pieces: number }>(
        `SELECT location, sum(quantity) AS pieces FROM (
           ${onShelf} ${ofZone} AND l.kind = 'quarantine' UNION ${onShelf} ${ofZone} AND b.day < ?3
           UNION SELECT a.location, b.goods, b.account, b.quantity FROM stock_holds h CROSS JOIN stock_goods g ON ${onGoods} ${shelves}
             CROSS JOIN stock_locations l ON l.location = a.location ${ofZone} AND h.released_at IS NULL)
         GROUP BY location`,
        site,
        zone,
        dayNumber(today),
      )
      .map(({ location, pieces }) => [location, pieces]),
  );

/** SKUs of which some lies in quarantine although it is booked as available. */
export const inQuarantine = (db: Reader): ReadonlySet<string> =>
  new Set(
    db
      .all<{ sku: string }>(
        `SELECT DISTINCT g.sku FROM stock_locations l CROSS JOIN stock_accounts a ON a.location = l.location
         CROSS JOIN stock_balances b ON b.account = a.account CROSS JOIN stock_goods g ON g.goods = b.goods
         WHERE l.kind = 'quarantine' AND a.status = 'available'`,
      )
      .map(({ sku }) => sku),
  );

/** Of most SKUs nothing is held or past its day: their shelves need not be looked at one by one. */
const mayBeBlocked = (db: Reader, sku: string, today: string): boolean =>
  db.get(
    `SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM stock_holds WHERE sku = ?1 AND released_at IS NULL)
     OR EXISTS (SELECT 1 FROM stock_dated WHERE sku = ?1 AND expiry < ?2)`,
    sku,
    today,
  ) !== undefined;

/** What is past its day is told by itself; only of the rest it is asked what else may keep it. */
const blockedOf = (db: Reader, sku: string, today: string): readonly StandingRow[] =>
  db.all<StandingRow>(
    `SELECT ${heldColumns}, ${holdSql}, ${binKindSql}, ${reservedSql} FROM stock_goods g ${shelves}
     WHERE g.sku = ? AND a.status = 'available' AND ((g.expiry <> '' AND g.expiry < ?)
       OR EXISTS (SELECT 1 FROM stock_holds h WHERE ${onGoods} AND h.released_at IS NULL)
       OR a.location IN (SELECT location FROM stock_locations WHERE kind = 'quarantine'))`,
    sku,
    today,
  );

/** Pieces of a SKU by how far they can be counted on; together they are all that is in the house. */
export const totalsOf = (
  db: Reader,
  sku: string,
  today: string,
  quarantined: ReadonlySet<string>,
): SkuStock['totals'] => {
  const rows = db.all<{ status: string; quantity: number }>(
    'SELECT status, quantity FROM stock_totals WHERE sku = ?',
    sku,
  );
  const reserved =
    db.get<{ quantity: number }>('SELECT quantity FROM stock_promised WHERE sku = ?', sku)?.quantity ?? 0;
  const sums = new Map<string, number>(rows.map(({ status, quantity }) => [status, quantity]));
  const shift = (from: string, to: string, pieces: number): void => {
    sums.set(from, (sums.get(from) ?? 0) - pieces);
    sums.set(to, (sums.get(to) ?? 0) + pieces);
  };
  // They lie where they lay, but are free for nobody else.
  shift('available', 'reserved', reserved);
  const blocked = quarantined.has(sku) || mayBeBlocked(db, sku, today) ? blockedOf(db, sku, today) : [];
  for (const row of blocked) {
    shift('reserved', 'available', row.reserved);
    shift('available', standingIn(row, today), row.quantity);
  }
  return Object.fromEntries(standings.map((each) => [each, sums.get(each) ?? 0])) as SkuStock['totals'];
};

export const onHand = (totals: SkuStock['totals']): number => standings.reduce((sum, each) => sum + totals[each], 0);
