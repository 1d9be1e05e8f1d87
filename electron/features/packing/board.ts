import type { HistoryRow, ParcelRow, TodayBoard } from '../../../shared/features/packing/queries';
import { civilTime, dayBounds } from '../../../shared/time';
import type { QueryContext, Reader } from '../../store/types';
import { labelSeconds } from './label-seconds';

const count = (db: Reader, sql: string, ...params: string[]): number =>
  db.get<{ count: number }>(sql, ...params)?.count ?? 0;

/** Names of the people that a list mentions; sealed in the tables. */
const namer = (context: QueryContext): ((personId: string | null) => string) => {
  const known = new Map<string, string>();
  return (personId) => {
    if (personId === null) return '';
    const found = known.get(personId);
    if (found !== undefined) return found;
    const row = context.db.get<{ name_sealed: string; subject: string }>(
      'SELECT name_sealed, subject FROM people WHERE person_id = ?',
      personId,
    );
    const name = row === undefined ? '—' : (context.unseal(row.subject, row.name_sealed) ?? '—');
    known.set(personId, name);
    return name;
  };
};

interface ClosedRow {
  parcel_id: string;
  closed_at: string;
  closed_by: string | null;
}

const percentile = (sorted: readonly number[], share: number): number | null =>
  sorted.length === 0 ? null : (sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? null);

const labelTimes = (db: Reader, rows: readonly ClosedRow[]): TodayBoard['labelSeconds'] => {
  const seconds = rows.flatMap(({ parcel_id }) => labelSeconds(db, parcel_id) ?? []).sort((a, b) => a - b);
  return { median: percentile(seconds, 0.5), p95: percentile(seconds, 0.95) };
};

const byPerson = (
  rows: readonly ClosedRow[],
  nameOf: (personId: string | null) => string,
  timeZone: string,
): TodayBoard['byPerson'] => {
  const groups = new Map<string, { parcels: number; hours: Set<number> }>();
  for (const row of rows) {
    const key = row.closed_by ?? '';
    const group = groups.get(key) ?? { parcels: 0, hours: new Set<number>() };
    group.parcels += 1;
    group.hours.add(civilTime(row.closed_at, timeZone).hour);
    groups.set(key, group);
  }
  return [...groups]
    .map(([personId, { parcels, hours }]) => ({
      personId,
      name: nameOf(personId === '' ? null : personId),
      parcels,
      hours: hours.size,
    }))
    .sort((a, b) => b.parcels - a.parcels);
};

const overridesOf = (
  context: QueryContext,
  from: string,
  to: string,
  nameOf: (personId: string | null) => string,
): TodayBoard['overrides'] =>
  context.db
    .all<{
      at: string;
      action: string;
      number: string | null;
      person_id: string | null;
      supervisor: string;
      reason: string;
    }>(
      'SELECT v.at, v.action, o.number, v.person_id, v.supervisor, v.reason FROM overrides v LEFT JOIN orders o USING (order_id) WHERE v.at >= ? AND v.at < ? ORDER BY v.n DESC LIMIT 50',
      from,
      to,
    )
    .map((row) => ({
      at: row.at,
      action: row.action,
      order: row.number ?? '',
      person: nameOf(row.person_id),
      supervisor: nameOf(row.supervisor),
      reason: row.reason,
    }));

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

const foundSql = `WHERE c.parcel_id IN (SELECT parcel_id FROM parcels WHERE sscc = ?1 UNION SELECT parcel_id FROM parcels WHERE number = ?1
    UNION SELECT p.parcel_id FROM orders o JOIN packs k ON k.order_id = o.order_id JOIN parcels p ON p.pack_id = k.pack_id WHERE o.number = ?1)`;

/** Parcels by order number, SSCC or parcel number, newest first. */
export const parcelRows = (
  context: QueryContext,
  { search, limit }: { readonly search: string; readonly limit: number },
): readonly ParcelRow[] => {
  const nameOf = namer(context);
  const wanted = search.trim();
  const sql = `SELECT c.*, o.number AS order_number, k.name AS carton_name, l.sha256 FROM parcels c JOIN orders o USING (order_id) LEFT JOIN cartons k ON k.carton_id = c.carton_id
    LEFT JOIN labels l ON l.label_id = c.label_id AND l.copy = c.label_copy ${wanted === '' ? '' : foundSql} ORDER BY c.opened_at DESC LIMIT ${limit}`;
  const rows = context.db.all<Record<string, string | number | null>>(
    sql,
    ...(wanted === '' ? [] : [wanted.replace(/^\(?00\)?(?=\d{18}$)/, '')]),
  );
  const text = (value: string | number | null | undefined): string | null =>
    value === null || value === undefined ? null : String(value);
  return rows.map((row) => ({
    parcelId: String(row['parcel_id']),
    order: String(row['order_number']),
    sequence: Number(row['sequence']),
    state: String(row['state']),
    sscc: text(row['sscc']),
    parcelNumber: text(row['number']),
    weightText:
      row['weight'] === null
        ? null
        : `${text(row['weight_text']) ?? ''} ${(JSON.parse(String(row['weight'])) as { unit: string }).unit}`,
    weightSource: text(row['weight_source']),
    carton: text(row['carton_name']),
    closedAt: text(row['closed_at']),
    person: row['closed_by'] === null ? null : nameOf(text(row['closed_by'])),
    copy: row['label_copy'] === null ? null : Number(row['label_copy']),
    labelSeconds: labelSeconds(context.db, String(row['parcel_id'])),
    labelSha256: text(row['sha256']),
  }));
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
