import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type {
  BinRow,
  LowRow,
  ReservationRow,
  stockQueries,
  StockTaskRow,
  ZoneRow,
} from '../../../shared/features/stock/queries';
import { civilTime } from '../../../shared/time';
import type { QueryContext, QueryHandler } from '../../store/types';
import { asOf } from './as-of';
import { fileCorrection } from './file-correction';
import { balancesAt, balancesOf, expiringUntil, oldest } from './balances';
import { locationOf, readRule } from './facts';
import { customers } from './customers';
import { holds } from './holds';
import { kitView } from './kits';
import { meaning } from './meaning';
import { movements } from './movements';
import { pickList } from './pick-list';
import { skus } from './skus';
import { unitView } from './units';
import { blockedIn, holdSql, keptSql, todayOf } from './standing';
import { inSight, liesUnseen, unseenBy } from './unseen';

type Queries = typeof stockQueries;

const openTasksSql =
  '(SELECT count(*) FROM stock_tasks t WHERE t.location = l.location AND t.closed_at IS NULL) AS tasks';
const binSql = `SELECT l.*, coalesce(b.quantity, 0) AS quantity, coalesce(b.goods, 0) AS goods, ${openTasksSql}
  FROM stock_locations l LEFT JOIN stock_bins b ON b.location = l.location`;

type StoredBin = Parameters<typeof locationOf>[0] & Pick<BinRow, 'quantity' | 'goods' | 'tasks'>;

const binOf = (row: StoredBin, blocked: ReadonlyMap<string, number>, unseen: ReadonlySet<string>): BinRow => {
  const isUnseen = unseen.has(row.location);
  return {
    ...locationOf(row),
    quantity: isUnseen ? 0 : row.quantity,
    goods: isUnseen ? 0 : row.goods,
    blocked: isUnseen ? 0 : (blocked.get(row.location) ?? 0),
    tasks: isUnseen ? 0 : row.tasks,
    unseen: isUnseen,
  };
};

const atLocation = (
  context: QueryContext,
  { location }: ParamsOf<Queries['stock.atLocation']>,
): AnswerOf<Queries['stock.atLocation']> => {
  const row = context.db.get<StoredBin>(`${binSql} WHERE l.location = ?`, location);
  if (row === undefined) return null;
  const rows = balancesAt(context, location);
  const blocked = rows.reduce((sum, { status, standing, quantity }) => (status === standing ? sum : sum + quantity), 0);
  return { bin: binOf(row, new Map([[location, blocked]]), unseenBy(context)), rows };
};

const zones = (context: QueryContext): readonly ZoneRow[] =>
  context.db.all<ZoneRow>(
    `SELECT l.site, l.zone, count(*) AS bins, count(CASE WHEN b.quantity > 0 THEN 1 END) AS filled,
       coalesce(sum(b.quantity), 0) AS quantity
     FROM stock_locations l LEFT JOIN stock_bins b ON b.location = l.location ${unseenBy(context).size === 0 ? '' : 'AND b.location NOT IN (SELECT location FROM stock_unseen)'}
     WHERE l.retired = 0 GROUP BY l.site, l.zone ORDER BY l.site, l.zone`,
  );

const map = (context: QueryContext, { site, zone }: ParamsOf<Queries['stock.map']>): readonly BinRow[] => {
  const blocked = blockedIn(context.db, { site, zone }, todayOf(context));
  const unseen = unseenBy(context);
  return context.db
    .all<StoredBin>(
      `${binSql} WHERE l.site = ? AND l.zone = ? AND l.retired = 0
       ORDER BY l.site, l.zone, l.aisle, l.bay, l.level, l.bin LIMIT 5000`,
      site,
      zone,
    )
    .map((row) => binOf(row, blocked, unseen));
};

const tasks = (
  context: QueryContext,
  { offset, limit }: ParamsOf<Queries['stock.tasks']>,
): AnswerOf<Queries['stock.tasks']> => {
  const { db } = context;
  const open = `closed_at IS NULL${
    unseenBy(context).size === 0 ? '' : ' AND (location IS NULL OR location NOT IN (SELECT location FROM stock_unseen))'
  }`;
  const total = db.get<{ total: number }>(`SELECT count(*) AS total FROM stock_tasks WHERE ${open}`)?.total ?? 0;
  const rows = db.all<StockTaskRow>(
    `SELECT t.task_id AS taskId, t.kind, t.location, t.sku, coalesce(i.name, t.sku) AS name, t.lot, t.quantity, t.document, t.at
     FROM stock_tasks t LEFT JOIN items i ON i.sku = t.sku WHERE ${open} ORDER BY t.at, t.task_id LIMIT ? OFFSET ?`,
    limit,
    offset,
  );
  return { total, rows };
};

const expiring = (
  context: QueryContext,
  { days, limit }: ParamsOf<Queries['stock.expiring']>,
): AnswerOf<Queries['stock.expiring']> => {
  const until = Date.parse(context.at) + days * 86_400_000;
  return expiringUntil(context, civilTime(until, context.settings.timeZone).date, limit);
};

/**
 * What is available of a SKU is promised to nobody, and nothing keeps it where it is. Sums alone tell that most have enough,
 * even if nothing of what is past its day (`?1` is today) were promised; only of the others it is looked for. Each is worked out
 * once, by `MATERIALIZED`.
 */
const watchedSql = `watched AS MATERIALIZED (SELECT r.sku, r.minimum, coalesce(k.quantity, 0) AS kept,
    (SELECT coalesce(sum(d.quantity), 0) FROM stock_dated d WHERE d.sku = r.sku AND d.expiry < ?1) AS expired,
    coalesce(t.quantity, 0) - coalesce(p.quantity, 0) - coalesce(k.free, 0) AS most
  FROM stock_rules r LEFT JOIN stock_totals t ON t.sku = r.sku AND t.status = 'available'
  LEFT JOIN stock_promised p ON p.sku = r.sku LEFT JOIN kept k ON k.sku = r.sku WHERE r.minimum IS NOT NULL),
scarce AS MATERIALIZED (SELECT sku, minimum, kept + expired AS blocked, most - expired + CASE expired WHEN 0 THEN 0 ELSE
    (SELECT coalesce(sum(v.quantity), 0) FROM stock_goods g CROSS JOIN stock_reservations v ON v.goods = g.goods
     CROSS JOIN stock_accounts a ON a.account = v.account WHERE g.sku = w.sku AND g.expiry <> '' AND g.expiry < ?1 AND a.status = 'available') END AS available
  FROM watched w WHERE most - expired < minimum)`;

/** What runs low is a sum of all bins: of what lies in one that is counted blind nothing is said. */
const low = (context: QueryContext, { limit }: ParamsOf<Queries['stock.low']>): AnswerOf<Queries['stock.low']> => {
  const hidden = unseenBy(context).size > 0;
  const rows = context.db.all<LowRow>(
    `WITH ${keptSql}, ${watchedSql}
     SELECT w.sku, coalesce(i.name, w.sku) AS name, coalesce(i.picture, 'box') AS picture, w.available, w.minimum, w.blocked
     FROM scarce w LEFT JOIN items i ON i.sku = w.sku WHERE w.available < w.minimum ORDER BY w.available - w.minimum, w.sku LIMIT ?2`,
    todayOf(context),
    limit,
  );
  return hidden ? rows.filter(({ sku }) => !liesUnseen(context.db, sku)) : rows;
};

const reservations = (
  context: QueryContext,
  { sku, limit }: ParamsOf<Queries['stock.reservations']>,
): readonly ReservationRow[] => {
  const rows = context.db
    .all<Omit<ReservationRow, 'picked'> & { picked: number }>(
      `SELECT p.order_id AS orderId, o.number, o.cut_off_at AS cutOffAt, p.location, p.lot, p.quantity, p.why, p.hold, p.picked FROM (
         SELECT r.order_id, a.location, g.lot, sum(r.quantity) AS quantity, NULL AS why, ${holdSql}, a.status = 'picked' AS picked FROM stock_goods g
         CROSS JOIN stock_reservations r ON r.goods = g.goods CROSS JOIN stock_accounts a ON a.account = r.account
         WHERE g.sku = ?1 GROUP BY r.order_id, a.location, g.lot, picked
         UNION ALL SELECT order_id, NULL, '', sum(quantity), min(why), NULL, 0 FROM stock_missing WHERE sku = ?1 GROUP BY order_id) p
       JOIN orders o ON o.order_id = p.order_id
       ORDER BY p.location IS NULL, o.cut_off_at IS NULL, o.cut_off_at, o.number, p.location LIMIT ?2`,
      sku,
      limit,
    )
    .map((row) => ({ ...row, picked: row.picked === 1, lot: row.lot === '' ? null : row.lot }));
  return inSight(context, rows);
};

/** One step of the index from each owner to the next, however many goods they have. */
const ownersSql = `WITH RECURSIVE o(owner) AS (SELECT min(owner) FROM stock_goods WHERE owner <> ''
    UNION ALL SELECT (SELECT min(g.owner) FROM stock_goods g WHERE g.owner <> '' AND g.owner > o.owner) FROM o WHERE o.owner IS NOT NULL)
  SELECT owner FROM o WHERE owner IS NOT NULL`;

export const stockReaders = {
  'stock.meaning': meaning,
  'stock.skus': skus,
  'stock.ofSku': (context: QueryContext, { sku }: ParamsOf<Queries['stock.ofSku']>) => balancesOf(context, sku),
  'stock.atLocation': atLocation,
  'stock.unit': unitView,
  'stock.pickList': pickList,
  'stock.fileCorrection': fileCorrection,
  'stock.kit': kitView,
  'stock.zones': zones,
  'stock.map': map,
  'stock.movements': movements,
  'stock.tasks': tasks,
  'stock.holds': holds,
  'stock.expiring': expiring,
  'stock.ageing': (context: QueryContext, { limit }: ParamsOf<Queries['stock.ageing']>) => oldest(context, limit),
  'stock.low': low,
  'stock.reservations': reservations,
  'stock.customers': customers,
  'stock.owners': ({ db }: QueryContext) => db.all<{ owner: string }>(ownersSql).map(({ owner }) => owner),
  'stock.unseen': (context: QueryContext) => unseenBy(context).size,
  'stock.rule': ({ db }: QueryContext, { sku }: ParamsOf<Queries['stock.rule']>) => readRule(db, sku),
  'stock.asOf': asOf,
} satisfies Record<keyof Queries, QueryHandler>;
