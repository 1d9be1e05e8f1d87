import type { HistoryRow, TodayBoard } from '../../../shared/features/packing/queries';
import { civilTime, dayBounds } from '../../../shared/time';
import type { QueryContext, Reader } from '../../store/types';
import { byPerson, labelTimes, overridesOf, type ClosedRow } from './figures';
import { namer } from '../names';

const count = (db: Reader, sql: string, ...params: string[]): number =>
  db.get<{ count: number }>(sql, ...params)?.count ?? 0;

const heldSql = `SELECT order_id FROM packs WHERE state <> 'packed' AND state = 'held'`;
const openSql = `SELECT count(*) AS count FROM orders WHERE state = 'open' AND packed_at IS NULL AND order_id NOT IN (${heldSql})`;
/** Of the day: what is open, and what was packed since its begin. */
const cutOffSql = `SELECT service, cut_off_at, sum(open) AS open, sum(1 - open) AS packed FROM (
    SELECT service, cut_off_at, 1 AS open FROM orders WHERE state = 'open' AND packed_at IS NULL
    UNION ALL SELECT service, cut_off_at, 0 AS open FROM orders WHERE packed_at IS NOT NULL AND packed_at >= ? AND state = 'open')
  GROUP BY service, cut_off_at ORDER BY cut_off_at IS NULL, cut_off_at LIMIT 24`;

/** Figures of the site's day so far. */
export const todayBoard = (context: QueryContext): TodayBoard => {
  const { db, settings } = context;
  const { date } = civilTime(context.at, settings.timeZone);
  const { from, to } = dayBounds(date, settings.timeZone);
  const closed = db.all<ClosedRow>(
    `SELECT parcel_id, closed_at, closed_by FROM parcels WHERE state = 'closed' AND closed_at >= ? AND closed_at < ?`,
    from,
    to,
  );
  const parcelsByHour = Array.from({ length: 24 }, () => 0);
  for (const row of closed) {
    const { hour } = civilTime(row.closed_at, settings.timeZone);
    parcelsByHour[hour] = (parcelsByHour[hour] ?? 0) + 1;
  }
  const nameOf = namer(context);
  return {
    day: date,
    parcelsClosed: closed.length,
    ordersPacked: count(
      db,
      'SELECT count(*) AS count FROM orders WHERE packed_at IS NOT NULL AND packed_at >= ? AND packed_at < ?',
      from,
      to,
    ),
    ordersOpen: count(db, openSql),
    ordersHeld: count(db, `SELECT count(*) AS count FROM (${heldSql})`),
    parcelsByHour,
    byPerson: byPerson(closed, nameOf, settings.timeZone),
    byCutOff: db
      .all<{ service: string; cut_off_at: string | null; open: number; packed: number }>(cutOffSql, from)
      .map((row) => ({ service: row.service, cutOffAt: row.cut_off_at, open: row.open, packed: row.packed })),
    stops: db
      .all<{ code: string; count: number }>(
        'SELECT code, count(*) AS count FROM stops WHERE at >= ? AND at < ? GROUP BY code ORDER BY count DESC',
        from,
        to,
      )
      .map((row) => ({ code: row.code, count: row.count })),
    overrides: overridesOf(context, from, to, nameOf),
    labelSeconds: labelTimes(db, closed),
  };
};

/** The record of one order, oldest first. */
export const orderHistory = (
  context: QueryContext,
  { orderId }: { readonly orderId: string },
): readonly HistoryRow[] => {
  const nameOf = namer(context);
  return context.db
    .all<{
      n: number;
      at: string;
      type: string;
      person_id: string | null;
      station: string;
      data: string;
      number: string | null;
      sequence: number | null;
    }>(
      'SELECT h.n, h.at, h.type, h.person_id, h.station, h.data, o.number, c.sequence FROM pack_history h LEFT JOIN orders o ON o.order_id = h.order_id LEFT JOIN parcels c ON c.parcel_id = h.parcel_id WHERE h.order_id = ? ORDER BY h.n, h.part LIMIT 2000',
      orderId,
    )
    .map((row) => {
      const details = JSON.parse(row.data) as Record<string, string | number | boolean | null>;
      const supervisor = details['supervisor'];
      return {
        n: row.n,
        at: row.at,
        type: row.type,
        person: row.person_id === null ? null : nameOf(row.person_id),
        station: row.station,
        order: row.number,
        parcelSequence: row.sequence,
        details: typeof supervisor === 'string' ? { ...details, supervisor: nameOf(supervisor) } : details,
      };
    });
};
