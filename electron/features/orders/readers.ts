import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import { decideOrder } from '../../../shared/features/orders/decide';
import type {
  OrderCount,
  OrderDetail,
  OrderRow,
  OrderState,
  orderQueries,
} from '../../../shared/features/orders/queries';
import type { Cell, QueryContext, QueryHandler } from '../../store/types';
import { openNotes, openShipTo, readStoredOrder } from './stored-order';
import { promisedLines } from '../stock/promised-lines';
import { namer } from '../names';

type Queries = typeof orderQueries;
type ListParams = ParamsOf<Queries['orders.list']>;

/** Where an order stands: its own state first, then that of its pack. */
const stateSql = `CASE WHEN o.state = 'cancelled' THEN 'cancelled' WHEN p.state = 'packed' THEN 'packed' WHEN p.state = 'held' THEN 'held'
  WHEN p.state = 'open' THEN 'packing' ELSE 'waiting' END`;
const fromSql = 'FROM orders o LEFT JOIN packs p ON p.order_id = o.order_id';
const rowSql = `SELECT o.order_id, o.number, o.tote, ${stateSql} AS order_state, o.version, o.service, o.cut_off_at, o.country, o.line_count,
  o.unit_count, o.notes_sealed, o.gift_sealed, o.weight_known, o.imported_at, o.changed_at, o.reference, o.subject, o.ship_to_sealed, o.erased, p.claimed_by,
  p.station, p.short, (SELECT coalesce(sum(m.quantity), 0) FROM stock_missing m WHERE m.order_id = o.order_id) AS missing ${fromSql}`;

interface JoinedRow {
  order_id: string;
  number: string;
  tote: string | null;
  order_state: OrderState;
  version: number;
  service: string;
  cut_off_at: string | null;
  country: string;
  line_count: number;
  unit_count: number;
  notes_sealed: string | null;
  gift_sealed: string | null;
  weight_known: number;
  imported_at: string;
  changed_at: string;
  reference: string | null;
  subject: string;
  ship_to_sealed: string | null;
  erased: number;
  claimed_by: string | null;
  station: string | null;
  short: number | null;
  missing: number;
}

const common = (row: JoinedRow): Omit<OrderRow, 'note' | 'gift' | 'lines'> => ({
  orderId: row.order_id,
  number: row.number,
  tote: row.tote,
  state: row.order_state,
  version: row.version,
  service: row.service,
  cutOffAt: row.cut_off_at,
  country: row.country,
  units: row.unit_count,
  weightKnown: row.weight_known === 1,
  claimedBy: row.claimed_by,
  station: row.station,
  short: (row.short ?? 0) > 0,
  missing: row.missing,
  importedAt: row.imported_at,
});

interface Condition {
  readonly sql: string;
  readonly params: readonly Cell[];
}

/** In the words of the indexes: an index is used only where its own condition stands in the question. */
const isOpen = `o.state = 'open' AND o.packed_at IS NULL`;
const byCutOff = 'o.cut_off_at IS NULL, o.cut_off_at, o.number';

/** Which orders, and in which order: work by its cut-off, the past newest first. */
const listOf = (state: ListParams['state']): Condition & { readonly order: string; readonly needsPack: boolean } => {
  switch (state) {
    case 'all':
      return { sql: '1 = 1', params: [], order: 'o.imported_at DESC, o.number', needsPack: false };
    case 'open':
      return { sql: isOpen, params: [], order: byCutOff, needsPack: false };
    case 'missing': {
      const sql = `${isOpen} AND EXISTS (SELECT 1 FROM stock_missing m WHERE m.order_id = o.order_id)`;
      return { sql, params: [], order: byCutOff, needsPack: false };
    }
    case 'packed':
      return {
        sql: `o.packed_at IS NOT NULL AND o.state = 'open'`,
        params: [],
        order: 'o.packed_at DESC',
        needsPack: false,
      };
    case 'cancelled':
      return { sql: `o.state = 'cancelled'`, params: [], order: 'o.changed_at DESC', needsPack: false };
    default:
      return { sql: `${isOpen} AND ${stateSql} = ?`, params: [state], order: byCutOff, needsPack: true };
  }
};

/** So many at most are looked at for what somebody typed: more would not be read by anybody. */
const mostFound = 200;

/** Starts of numbers use the index: `\u{10FFFF}` sorts behind every continuation. */
const searchCondition = (search: string): Condition[] => {
  const text = search.trim();
  if (text === '') return [];
  const end = `${text}\u{10FFFF}`;
  const some = (sql: string): string => `SELECT * FROM (${sql} LIMIT ${mostFound})`;
  const sql = `o.order_id IN (
    ${some('SELECT order_id FROM orders WHERE number >= ? COLLATE NOCASE AND number < ? COLLATE NOCASE')}
    UNION ${some('SELECT order_id FROM orders WHERE reference >= ? COLLATE NOCASE AND reference < ? COLLATE NOCASE')}
    UNION ${some('SELECT order_id FROM orders WHERE tote = ?')}
    UNION ${some('SELECT order_id FROM order_lines WHERE sku = ?')})`;
  return [{ sql, params: [text, end, text, end, text, text] }];
};

const whenGiven = (sql: string, value: string | null): Condition[] =>
  value === null ? [] : [{ sql, params: [value] }];

const list = ({ db }: QueryContext, params: ListParams): AnswerOf<Queries['orders.list']> => {
  const wanted = listOf(params.state);
  const conditions = [
    wanted,
    ...searchCondition(params.search),
    ...whenGiven('o.service = ?', params.service),
    ...whenGiven('o.country = ?', params.country),
    ...whenGiven('o.cut_off_at <= ?', params.cutOffUntil),
  ];
  const where = conditions.map(({ sql }) => sql).join(' AND ');
  const values = conditions.flatMap((each) => each.params);
  const from = wanted.needsPack ? fromSql : 'FROM orders o';
  const total = db.get<{ total: number }>(`SELECT count(*) AS total ${from} WHERE ${where}`, ...values)?.total ?? 0;
  // Chosen first, and only then with all that is shown of them.
  const chosen = `SELECT o.order_id ${from} WHERE ${where} ORDER BY ${wanted.order} LIMIT ? OFFSET ?`;
  const rows = db
    .all<JoinedRow>(
      `${rowSql} WHERE o.order_id IN (${chosen}) ORDER BY ${wanted.order}`,
      ...values,
      params.limit,
      params.offset,
    )
    .map((row) => ({
      ...common(row),
      lines: row.line_count,
      note: row.notes_sealed !== null,
      gift: row.gift_sealed !== null,
    }));
  return { total, rows };
};

const linesSql = `SELECT l.line_id AS lineId, l.line_number AS lineNumber, l.sku, coalesce(i.name, l.sku) AS name, coalesce(i.picture, 'box') AS picture,
  l.quantity, l.lot, i.weight_mg AS weightMg, coalesce(i.fragile, 0) AS fragile, coalesce(i.hazmat, 0) AS hazmat
  FROM order_lines l LEFT JOIN items i ON i.sku = l.sku WHERE l.order_id = ? ORDER BY l.line_number`;

type LineRow = Omit<OrderDetail['lines'][number], 'fragile' | 'hazmat' | 'note' | 'takeFrom' | 'missing'> & {
  fragile: number;
  hazmat: number;
};
type Change = OrderDetail['changes'][number];

const detail = (context: QueryContext, { orderId }: ParamsOf<Queries['orders.detail']>): OrderDetail | null => {
  const { db } = context;
  const row = db.get<JoinedRow>(`${rowSql} WHERE o.order_id = ?`, orderId);
  if (row === undefined) return null;
  const notes = openNotes(context, row.subject, row.notes_sealed);
  const promised = promisedLines(db, orderId);
  const changes = db
    .all<{ version: number; at: string; summary: string }>(
      'SELECT version, at, summary FROM order_changes WHERE order_id = ? ORDER BY version',
      orderId,
    )
    .map(({ version, at, summary }) => ({ version, at, summary: JSON.parse(summary) as Change['summary'] }));
  return {
    ...common(row),
    reference: row.reference,
    note: notes.order,
    gift: row.gift_sealed === null ? null : context.unseal(row.subject, row.gift_sealed),
    shipTo: openShipTo(context, row.subject, row.ship_to_sealed),
    claimedByName: row.claimed_by === null ? null : namer(context)(row.claimed_by),
    erased: row.erased === 1,
    changedAt: row.changed_at,
    lines: db.all<LineRow>(linesSql, orderId).map((line) => ({
      ...line,
      note: notes.lines[line.lineId] ?? null,
      fragile: line.fragile === 1,
      hazmat: line.hazmat === 1,
      ...promised(line.lineId),
    })),
    changes,
  };
};

const counts = ({ db }: QueryContext, { packedSince }: ParamsOf<Queries['orders.counts']>): OrderCount[] =>
  db.all<OrderCount>(
    `SELECT service, cut_off_at AS cutOffAt, sum(stands = 'waiting') AS waiting, sum(stands = 'packing') AS packing, sum(stands = 'held') AS held,
       sum(stands = 'packed') AS packed FROM (
       SELECT o.service, o.cut_off_at, ${stateSql} AS stands ${fromSql} WHERE ${isOpen}
       UNION ALL SELECT o.service, o.cut_off_at, 'packed' FROM orders o WHERE o.packed_at IS NOT NULL AND o.packed_at >= ? AND o.state = 'open')
     GROUP BY service, cut_off_at ORDER BY cut_off_at IS NULL, cut_off_at, service LIMIT 200`,
    packedSince ?? '',
  );

const compare = (
  context: QueryContext,
  { orders }: ParamsOf<Queries['orders.compare']>,
): AnswerOf<Queries['orders.compare']> => ({
  different: orders
    .filter((order) =>
      decideOrder(readStoredOrder(context, order.orderId), order).acts.some(({ act }) => act !== 'confirm'),
    )
    .map(({ number }) => number),
});

const erased = (
  { db }: QueryContext,
  { orderIds }: ParamsOf<Queries['orders.erased']>,
): AnswerOf<Queries['orders.erased']> =>
  db
    .all<{ order_id: string }>(
      'SELECT o.order_id FROM json_each(?) l CROSS JOIN orders o ON o.order_id = l.value WHERE o.erased = 1',
      JSON.stringify(orderIds),
    )
    .map((row) => row.order_id);

export const orderReaders = {
  'orders.list': list,
  'orders.detail': detail,
  'orders.counts': counts,
  'orders.compare': compare,
  'orders.erased': erased,
} satisfies Record<keyof Queries, QueryHandler>;
