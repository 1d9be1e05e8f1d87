import type { PeriodBoard, PeriodDay } from '../../../shared/features/packing/reports';
import { civilTime, dayBounds } from '../../../shared/time';
import type { QueryContext } from '../../store/types';
import { byPerson, labelTimes, overridesOf, type ClosedRow } from './figures';
import { namer } from '../names';

/** More overrides of a period than anybody would read; the days say how many there were. */
const shownOverrides = 200;

type Count = Exclude<keyof PeriodDay, 'day' | 'hours'>;

/** Counts by civil day, made as something happens. */
const createDays = (timeZone: string) => {
  const days = new Map<string, Record<Count, number> & { readonly busy: Set<string> }>();
  const dayOf = (date: string) => {
    const found = days.get(date) ?? { parcels: 0, orders: 0, stops: 0, overrides: 0, busy: new Set<string>() };
    days.set(date, found);
    return found;
  };
  return {
    add: (at: string, what: Count): void => {
      dayOf(civilTime(at, timeZone).date)[what] += 1;
    },
    work: ({ closed_at, closed_by }: ClosedRow): void => {
      const { date, hour } = civilTime(closed_at, timeZone);
      dayOf(date).busy.add(`${closed_by ?? ''} ${hour}`);
    },
    list: (): PeriodDay[] =>
      [...days]
        .map(([day, { busy, ...counts }]) => ({ day, ...counts, hours: busy.size }))
        .sort((a, b) => (a.day < b.day ? -1 : 1)),
  };
};

/** What was done from one day to another. */
export const periodBoard = (
  context: QueryContext,
  params: { readonly from: string; readonly to: string },
): PeriodBoard => {
  const { db, settings } = context;
  const { timeZone } = settings;
  const { from } = dayBounds(params.from, timeZone);
  const { to } = dayBounds(params.to, timeZone);
  const days = createDays(timeZone);
  const closed = db.all<ClosedRow>(
    `SELECT parcel_id, closed_at, closed_by FROM parcels WHERE state = 'closed' AND closed_at >= ? AND closed_at < ? ORDER BY closed_at`,
    from,
    to,
  );
  for (const row of closed) {
    days.add(row.closed_at, 'parcels');
    days.work(row);
  }
  const packed = db.all<{ packed_at: string; short: number }>(
    `SELECT o.packed_at, p.short FROM orders o JOIN packs p USING (order_id) WHERE o.packed_at IS NOT NULL AND o.packed_at >= ? AND o.packed_at < ?`,
    from,
    to,
  );
  for (const { packed_at } of packed) days.add(packed_at, 'orders');
  const happened = (table: 'stops' | 'overrides') =>
    db.all<{ at: string }>(`SELECT at FROM ${table} WHERE at >= ? AND at < ?`, from, to);
  for (const { at } of happened('stops')) days.add(at, 'stops');
  for (const { at } of happened('overrides')) days.add(at, 'overrides');
  const nameOf = namer(context);
  return {
    days: days.list(),
    parcels: closed.length,
    orders: packed.length,
    shortOrders: packed.filter(({ short }) => short > 0).length,
    voided:
      db.get<{ count: number }>(
        `SELECT count(*) AS count FROM parcels WHERE state = 'voided' AND closed_at >= ? AND closed_at < ?`,
        from,
        to,
      )?.count ?? 0,
    byPerson: byPerson(closed, nameOf, timeZone),
    stops: db.all<{ code: string; count: number }>(
      'SELECT code, count(*) AS count FROM stops WHERE at >= ? AND at < ? GROUP BY code ORDER BY count DESC',
      from,
      to,
    ),
    overrides: overridesOf(context, from, to, nameOf, shownOverrides),
    labelSeconds: labelTimes(db, closed),
  };
};
