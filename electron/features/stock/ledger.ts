import type { MovementKind } from '../../../shared/features/stock/records';
import type { Cell, Reader, Writer } from '../../store/types';

/** Every movement that was ever booked. Nothing but this file reads or writes the table. */
export const ledgerSchema: readonly string[] = [
  `CREATE TABLE stock_movements (
    n INTEGER NOT NULL, line INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, goods INTEGER NOT NULL, source INTEGER NOT NULL,
    target INTEGER NOT NULL, quantity INTEGER NOT NULL, reason TEXT, document TEXT, person_id TEXT, station TEXT NOT NULL,
    undoes INTEGER, PRIMARY KEY(n, line)) WITHOUT ROWID`,
  'CREATE INDEX stock_movements_goods ON stock_movements(goods, n)',
  'CREATE INDEX stock_movements_source ON stock_movements(source, n)',
  'CREATE INDEX stock_movements_target ON stock_movements(target, n)',
  'CREATE INDEX stock_movements_at ON stock_movements(at)',
  'CREATE INDEX stock_movements_document ON stock_movements(document) WHERE document IS NOT NULL',
];

/** One line of an entry: pieces of goods from one account to another. */
export interface Movement {
  readonly n: number;
  readonly line: number;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly kind: MovementKind;
  readonly goods: number;
  readonly source: number;
  readonly target: number;
  readonly quantity: number;
  readonly reason: string | null;
  readonly document: string | null;
  readonly person_id: string | null;
  readonly station: string;
  readonly undoes: number | null;
}

/** Which movements: all that is said must hold. Lists are JSON texts, as `json_each` takes them. */
export interface Which {
  /** A list of numbers of goods. */
  readonly goods?: string;
  readonly sku?: string;
  /** From there or to there. */
  readonly location?: string;
  /** Lists of numbers of accounts. */
  readonly sources?: string;
  readonly targets?: string;
  /** Any of these. */
  readonly kinds?: readonly MovementKind[];
  /** A list of numbers of entries. */
  readonly entries?: string;
  /** Numbers of entries, themselves left out. */
  readonly after?: number;
  readonly before?: number;
  /** Moments, UTC, ISO 8601 with milliseconds: from it on, before it, after it. */
  readonly fromAt?: string;
  readonly beforeAt?: string;
  readonly afterAt?: string;
}

const ofLocation = 'IN (SELECT account FROM stock_accounts WHERE location = ?)';
const inList = 'IN (SELECT value FROM json_each(?))';
const conditions: { readonly [K in keyof Which]-?: string } = {
  goods: `goods ${inList}`,
  sku: 'goods IN (SELECT goods FROM stock_goods WHERE sku = ?)',
  location: `(source ${ofLocation} OR target ${ofLocation})`,
  sources: `source ${inList}`,
  targets: `target ${inList}`,
  kinds: `kind ${inList}`,
  entries: `n ${inList}`,
  after: 'n > ?',
  before: 'n < ?',
  fromAt: 'at >= ?',
  beforeAt: 'at < ?',
  afterAt: 'at > ?',
};

/** A part of a statement, and what is bound in it. */
export interface Source {
  readonly sql: string;
  readonly cells: readonly Cell[];
}

const where = (which: Which): Source => {
  const parts: string[] = [];
  const cells: Cell[] = [];
  for (const key of Object.keys(conditions) as (keyof Which)[]) {
    const wanted = which[key];
    if (wanted === undefined) continue;
    parts.push(conditions[key]);
    const cell = Array.isArray(wanted) ? JSON.stringify(wanted) : (wanted as string | number);
    cells.push(...(key === 'location' ? [cell, cell] : [cell]));
  }
  return { sql: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, cells };
};

/** Movements for a `FROM` clause, in no order, with the columns of `Movement`. */
export const movementsWhere = (which: Which): Source => {
  const { sql, cells } = where(which);
  return { sql: `(SELECT * FROM stock_movements ${sql})`, cells };
};

/** The opposite of movements for a `FROM` clause: `goods`, `account` and `pieces`, two rows for each. */
export const takenBack = (which: Which): Source => {
  const { sql, cells } = where(which);
  return {
    sql: `(SELECT goods, target AS account, -quantity AS pieces FROM stock_movements ${sql}
      UNION ALL SELECT goods, source, quantity FROM stock_movements ${sql})`,
    cells: [...cells, ...cells],
  };
};

export const isThereAny = (db: Reader, which: Which): boolean => {
  const { sql, cells } = where(which);
  return db.get(`SELECT 1 AS found FROM stock_movements ${sql} LIMIT 1`, ...cells) !== undefined;
};

export const countMovements = (db: Reader, which: Which): number => {
  const { sql, cells } = where(which);
  return db.get<{ count: number }>(`SELECT count(*) AS count FROM stock_movements ${sql}`, ...cells)?.count ?? 0;
};

/** Number of the next line of an entry. */
export const nextLine = (db: Reader, n: number): number =>
  db.get<{ next: number }>('SELECT coalesce(max(line), 0) + 1 AS next FROM stock_movements WHERE n = ?', n)?.next ?? 1;

export const writeMovement = (db: Writer, movement: Movement): void =>
  db.run(
    'INSERT INTO stock_movements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    movement.n,
    movement.line,
    movement.at,
    movement.kind,
    movement.goods,
    movement.source,
    movement.target,
    movement.quantity,
    movement.reason,
    movement.document,
    movement.person_id,
    movement.station,
    movement.undoes,
  );
