import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { MovementRow, stockQueries } from '../../../shared/features/stock/queries';
import type { QueryContext } from '../../store/types';
import { namer } from '../names';
import { goodsOf } from './facts';
import { movementsWhere } from './ledger';
import { movedInSight } from './unseen';
import type { Source, Which } from './which-movements';

type Movements = (typeof stockQueries)['stock.movements'];

interface Row {
  n: number;
  line: number;
  at: string;
  kind: MovementRow['kind'];
  quantity: number;
  reason: string | null;
  document: string | null;
  person_id: string | null;
  station: string;
  undoes: number | null;
  undone_by: number | null;
  name: string;
  sku: string;
  owner: string;
  lot: string;
  serial: string;
  expiry: string;
  condition: MovementRow['condition'];
  from_location: string;
  from_unit: string;
  from_status: string;
  to_location: string;
  to_unit: string;
  to_status: string;
}

const columns = `m.n, m.line, m.at, m.kind, m.quantity, m.reason, m.document, m.person_id, m.station, m.undoes, u.by_n AS undone_by,
  coalesce(i.name, g.sku) AS name, g.sku, g.owner, g.lot, g.serial, g.expiry, g.condition, f.location AS from_location, f.unit AS from_unit,
  f.status AS from_status, t.location AS to_location, t.unit AS to_unit, t.status AS to_status`;
const joined = `JOIN stock_goods g ON g.goods = m.goods JOIN stock_accounts f ON f.account = m.source
  JOIN stock_accounts t ON t.account = m.target LEFT JOIN stock_undone u ON u.n = m.n LEFT JOIN items i ON i.sku = g.sku`;

const none = (text: string): string | null => (text === '' ? null : text);

/** Movements that fit, newest first; `more` speaks of movement `m`, its accounts `f` and `t`, and `u`, what took it back. */
export const movementRows = (
  context: Pick<QueryContext, 'db' | 'unseal'>,
  which: Which,
  limit: number,
  more: Source | null = null,
): readonly MovementRow[] => {
  const nameOf = namer(context);
  const found = movementsWhere(context.db, which, more === null ? { order: 'newest', limit } : null);
  return context.db
    .all<Row>(
      `SELECT ${columns} FROM ${found.sql} m ${joined} ${more === null ? '' : `WHERE ${more.sql}`} ORDER BY m.n DESC, m.line DESC LIMIT ?`,
      ...found.cells,
      ...(more?.cells ?? []),
      limit,
    )
    .map((row) => ({
      ...goodsOf(row),
      n: row.n,
      line: row.line,
      at: row.at,
      kind: row.kind,
      name: row.name,
      quantity: row.quantity,
      from: row.from_location,
      fromStatus: none(row.from_status),
      to: row.to_location,
      toStatus: none(row.to_status),
      unit: none(row.to_unit) ?? none(row.from_unit),
      reason: row.reason,
      document: row.document,
      person: row.person_id === null ? null : nameOf(row.person_id),
      station: row.station,
      undoes: row.undoes,
      undoneBy: row.undone_by,
    }));
};

/** Newest first, a page at a time. */
export const movements = (
  context: QueryContext,
  { sku, location, before, limit }: ParamsOf<Movements>,
): AnswerOf<Movements> =>
  movementRows(
    context,
    {
      ...(sku === null ? {} : { sku }),
      ...(location === null ? {} : { location }),
      ...(before === null ? {} : { before }),
    },
    limit,
    movedInSight(context),
  );
