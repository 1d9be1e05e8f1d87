import { kitPlace, type FlowLink, type FlowPlace } from '../../../shared/features/trace/flow';
import type { TracePlace, TraceStep, UnitName } from '../../../shared/features/trace/queries';
import type { QueryContext, Reader } from '../../store/types';
import { namer } from '../names';
import { nameOfParcel } from '../packing/lookups';
import { movementsWhere } from '../stock/ledger';
import type { Source } from '../stock/which-movements';

const none = (text: string): string | null => (text === '' ? null : text);

/** Which movements: those of goods, and of these only the ways that are wanted. */
export interface Wanted {
  readonly goods: string;
  /** `goods:source:target`, as a list; `null`: all. */
  readonly ways: string | null;
  /** Entries that made kits which matter, as a list; `null`: all. */
  readonly kits: string | null;
}

const waysSql = `AND m.goods || ':' || m.source || ':' || m.target IN (SELECT value FROM json_each(?))`;
const kitsSql = `AND (m.kind <> 'kit' OR m.n IN (SELECT value FROM json_each(?)))`;
/** The wanted movements for a `FROM` clause. */
const wantedOf = (db: Reader, { goods, ways, kits }: Wanted): Source => {
  const moved = movementsWhere(db, { goods });
  return {
    sql: `(SELECT * FROM ${moved.sql} m WHERE 1 ${ways === null ? '' : waysSql} ${kits === null ? '' : kitsSql})`,
    cells: [...moved.cells, ...(ways === null ? [] : [ways]), ...(kits === null ? [] : [kits])],
  };
};

/** Names of parcels, each looked up once. */
const parcelNames = (db: Reader): ((unit: string | null) => UnitName | null) => {
  const known = new Map<string, UnitName | null>();
  return (unit) => {
    if (unit === null) return null;
    const found = known.get(unit) ?? nameOfParcel(db, unit);
    known.set(unit, found);
    return found;
  };
};

interface Row {
  n: number;
  line: number;
  at: string;
  kind: TraceStep['kind'];
  quantity: number;
  reason: string | null;
  document: string | null;
  person_id: string | null;
  station: string;
  undone_by: number | null;
  sku: string;
  name: string;
  lot: string;
  serial: string;
  from_location: string;
  from_unit: string;
  from_status: string;
  to_location: string;
  to_unit: string;
  to_status: string;
}

const stepSql = `SELECT m.n, m.line, m.at, m.kind, m.quantity, m.reason, m.document, m.person_id, m.station, u.by_n AS undone_by,
  g.sku, coalesce(i.name, g.sku) AS name, g.lot, g.serial, f.location AS from_location, f.unit AS from_unit, f.status AS from_status,
  t.location AS to_location, t.unit AS to_unit, t.status AS to_status`;
const joined = `CROSS JOIN stock_goods g ON g.goods = m.goods CROSS JOIN stock_accounts f ON f.account = m.source
  CROSS JOIN stock_accounts t ON t.account = m.target LEFT JOIN stock_undone u ON u.n = m.n LEFT JOIN items i ON i.sku = g.sku`;

/** The first movements, the oldest first. */
export const stepsOf = (context: QueryContext, wanted: Wanted, limit: number): readonly TraceStep[] => {
  const nameOf = namer(context);
  const parcelOf = parcelNames(context.db);
  const placeOf = (location: string, unit: string, status: string): TracePlace => ({
    location,
    status: none(status),
    unit: none(unit),
    parcel: parcelOf(none(unit)),
  });
  const { sql, cells } = wantedOf(context.db, wanted);
  return context.db
    .all<Row>(`${stepSql} FROM ${sql} m ${joined} ORDER BY m.n, m.line LIMIT ?`, ...cells, limit)
    .map((row) => ({
      n: row.n,
      line: row.line,
      at: row.at,
      kind: row.kind,
      sku: row.sku,
      name: row.name,
      lot: none(row.lot),
      serial: none(row.serial),
      quantity: row.quantity,
      from: placeOf(row.from_location, row.from_unit, row.from_status),
      to: placeOf(row.to_location, row.to_unit, row.to_status),
      reason: row.reason,
      document: row.document,
      person: row.person_id === null ? null : nameOf(row.person_id),
      station: row.station,
      undoneBy: row.undone_by,
    }));
};

export const countSteps = (db: Reader, wanted: Wanted): number => {
  const { sql, cells } = wantedOf(db, wanted);
  return db.get<{ count: number }>(`SELECT count(*) AS count FROM ${sql}`, ...cells)?.count ?? 0;
};

interface LinkRow {
  from_location: string;
  from_unit: string;
  to_location: string;
  to_unit: string;
  pieces: number;
  times: number;
  first: string;
  last: string;
}

const linkSql = `SELECT f.location AS from_location, f.unit AS from_unit, t.location AS to_location, t.unit AS to_unit, sum(p.pieces) AS pieces,
  sum(p.times) AS times, min(p.first) AS first, max(p.last) AS last FROM (
    SELECT m.source, m.target, sum(m.quantity) AS pieces, count(*) AS times, min(m.at) AS first, max(m.at) AS last`;

/** What went from where to where, summed up. A change of status in one place is no way. */
export const linksOf = (db: Reader, wanted: Wanted): readonly FlowLink[] => {
  const parcelOf = parcelNames(db);
  const placeOf = (location: string, unit: string): FlowPlace => {
    // A kit stands between its parts and what became of it.
    if (location === kitPlace) return { kind: 'bin', id: location, name: location };
    if (location.startsWith('@')) return { kind: 'outside', id: location.slice(1), name: location };
    if (unit === '') return { kind: 'bin', id: location, name: location };
    const parcel = parcelOf(unit);
    return { kind: 'unit', id: unit, name: parcel === null ? unit : `${parcel.order}/${parcel.parcel}` };
  };
  const { sql, cells } = wantedOf(db, wanted);
  return db
    .all<LinkRow>(
      `${linkSql} FROM ${sql} m GROUP BY m.source, m.target) p
       CROSS JOIN stock_accounts f ON f.account = p.source CROSS JOIN stock_accounts t ON t.account = p.target
       GROUP BY 1, 2, 3, 4 ORDER BY first`,
      ...cells,
    )
    .map(({ from_location, from_unit, to_location, to_unit, pieces, times, first, last }) => ({
      from: placeOf(from_location, from_unit),
      to: placeOf(to_location, to_unit),
      pieces,
      times,
      first,
      last,
    }))
    .filter(({ from, to }) => from.kind !== to.kind || from.id !== to.id);
};
