import type { TodayBoard } from '../../../shared/features/packing/queries';
import { civilTime } from '../../../shared/time';
import type { QueryContext, Reader } from '../../store/types';
import { labelSeconds } from './label-seconds';

export interface ClosedRow {
  parcel_id: string;
  closed_at: string;
  closed_by: string | null;
}

const percentile = (sorted: readonly number[], share: number): number | null =>
  sorted.length === 0 ? null : (sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? null);

export const labelTimes = (db: Reader, rows: readonly ClosedRow[]): TodayBoard['labelSeconds'] => {
  const seconds = rows.flatMap(({ parcel_id }) => labelSeconds(db, parcel_id) ?? []).sort((a, b) => a - b);
  return { median: percentile(seconds, 0.5), p95: percentile(seconds, 0.95) };
};

export const byPerson = (
  rows: readonly ClosedRow[],
  nameOf: (personId: string | null) => string,
  timeZone: string,
): TodayBoard['byPerson'] => {
  const groups = new Map<string, { parcels: number; hours: Set<string> }>();
  for (const row of rows) {
    const key = row.closed_by ?? '';
    const group = groups.get(key) ?? { parcels: 0, hours: new Set<string>() };
    group.parcels += 1;
    const { date, hour } = civilTime(row.closed_at, timeZone);
    group.hours.add(`${date} ${hour}`);
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

export const overridesOf = (
  context: QueryContext,
  from: string,
  to: string,
  nameOf: (personId: string | null) => string,
  limit = 50,
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
      'SELECT v.at, v.action, o.number, v.person_id, v.supervisor, v.reason FROM overrides v LEFT JOIN orders o USING (order_id) WHERE v.at >= ? AND v.at < ? ORDER BY v.n DESC LIMIT ?',
      from,
      to,
      limit,
    )
    .map((row) => ({
      at: row.at,
      action: row.action,
      order: row.number ?? '',
      person: nameOf(row.person_id),
      supervisor: nameOf(row.supervisor),
      reason: row.reason,
    }));
