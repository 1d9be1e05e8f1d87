import type { LineItem, LineNow, LineStop, LineView } from '../../../shared/features/applicator/queries';
import type { FailureDetails } from '../../../shared/result';
import { civilTime, dayBounds } from '../../../shared/time';
import type { Cell, QueryContext } from '../../store/types';
import { namer } from '../names';

type Row = Readonly<Record<string, Cell>>;

const shownRejects = 50;
const itemSql = `SELECT i.*, j.state AS job_state, j.reason AS job_reason, j.sha256 FROM applicator_items i
  LEFT JOIN print_jobs j ON j.job_id = i.job_id`;

const text = (value: Cell | undefined): string | null => (value === null || value === undefined ? null : String(value));

const detailsOf = (value: Cell | undefined): FailureDetails =>
  typeof value === 'string' ? (JSON.parse(value) as FailureDetails) : {};

const recordOf = (value: Cell | undefined): LineItem['record'] =>
  typeof value === 'string' ? (JSON.parse(value) as LineItem['record']) : null;

const itemOf =
  (nameOf: (personId: string | null) => string) =>
  (row: Row): LineItem => ({
    itemId: String(row['item_id']),
    state: String(row['state']) as LineItem['state'],
    parcelId: text(row['parcel_id']),
    title: String(row['title']),
    record: recordOf(row['record']),
    code: String(row['code']),
    jobId: text(row['job_id']),
    job: text(row['job_state']) as LineItem['job'],
    jobReason: text(row['job_reason']),
    copy: row['copy'] === null ? null : Number(row['copy']),
    labelSha256: text(row['sha256']),
    arrivedAt: String(row['arrived_at']),
    endedAt: text(row['ended_at']),
    why: text(row['why']),
    details: detailsOf(row['details']),
    reason: text(row['reason']),
    person: row['person_id'] === null ? null : nameOf(text(row['person_id'])),
  });

interface Params {
  readonly applicatorId: string;
}

export const lineNow = (context: QueryContext, { applicatorId }: Params): LineNow => {
  const { db } = context;
  const stop = db.get<Row>('SELECT * FROM applicator_stops WHERE applicator_id = ? ORDER BY n LIMIT 1', applicatorId);
  const stopped: LineStop | null =
    stop === undefined
      ? null
      : {
          itemId: text(stop['item_id']),
          why: String(stop['why']),
          details: detailsOf(stop['details']),
          at: String(stop['at']),
        };
  const items = db
    .all<Row>(
      `${itemSql} WHERE i.applicator_id = ? AND i.state IN ('waiting', 'asked', 'taken', 'refused') ORDER BY i.n`,
      applicatorId,
    )
    .map(itemOf(namer(context)));
  return { items, stop: stopped };
};

const ended = (
  { db }: QueryContext,
  applicatorId: string,
  from: string,
  to: string,
): readonly { readonly state: string; readonly ended_at: string }[] =>
  db.all(
    'SELECT state, ended_at FROM applicator_items WHERE applicator_id = ? AND ended_at >= ? AND ended_at < ?',
    applicatorId,
    from,
    to,
  );

/** A line with its figures of the site's day. */
export const lineView = (context: QueryContext, params: Params): LineView => {
  const { db, settings, at } = context;
  const { applicatorId } = params;
  const { date, hour: running } = civilTime(at, settings.timeZone);
  const { from, to } = dayBounds(date, settings.timeZone);
  const hours = Array.from({ length: 24 }, () => ({ applied: 0, off: 0 }));
  for (const { state, ended_at } of ended(context, applicatorId, from, to)) {
    const hour = hours[civilTime(ended_at, settings.timeZone).hour];
    if (hour !== undefined) hour[state === 'applied' ? 'applied' : 'off'] += 1;
  }
  const sum = (key: 'applied' | 'off'): number => hours.reduce((all, hour) => all + hour[key], 0);
  const show = itemOf(namer(context));
  const newest = (state: string, limit: number): readonly LineItem[] =>
    db
      .all<Row>(
        `${itemSql} WHERE i.applicator_id = ? AND i.ended_at IS NOT NULL AND i.state = ? ORDER BY i.ended_at DESC, i.n DESC LIMIT ${limit}`,
        applicatorId,
        state,
      )
      .map(show);
  return {
    ...lineNow(context, params),
    hours,
    hour: running,
    applied: sum('applied'),
    off: sum('off'),
    lastApplied: newest('applied', 1)[0] ?? null,
    rejects: newest('off', shownRejects),
  };
};
