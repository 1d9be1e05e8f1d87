import type { MovementKind } from '../../../shared/features/stock/records';
import type { Cell, Reader, Writer } from '../../store/types';
import {
  closedRows,
  closedSources,
  closedTakenBack,
  countClosed,
  monthsWith,
  rowsOfJson,
  type Page,
} from './closed-movements';
import { whereOf, type Source, type Which } from './which-movements';

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

/** A pack bench has two accounts for each parcel that was packed there. */
const mostAccounts = 500;
const isBusy = (db: Reader, location: string): boolean =>
  db.get(`SELECT 1 AS busy FROM stock_accounts WHERE location = ? LIMIT 1 OFFSET ${mostAccounts}`, location) !==
  undefined;

/** The newest movements that are looked at for a page of a busy place. */
const lookedThrough = 20_000;
const fillsPage = (db: Reader, { location = '', before }: Which, limit: number): boolean => {
  const newest = whereOf(before === undefined ? {} : { before });
  const there = whereOf({ location }, true);
  const row = db.get<{ count: number }>(
    `SELECT count(*) AS count FROM (SELECT 1 FROM (
       SELECT source, target FROM stock_movements ${newest.sql} ORDER BY n DESC, line DESC LIMIT ?) ${there.sql} LIMIT ?)`,
    ...newest.cells,
    lookedThrough,
    ...there.cells,
    limit,
  );
  return (row?.count ?? 0) >= limit;
};

/** Of a place, few movements after an entry are looked at one by one, and so is a busy place from the newest on. */
const inMemory = (db: Reader, which: Which, page: Page | null = null): Source => {
  const { location, after } = which;
  if (location === undefined) return whereOf(which);
  const isShort = page?.order === 'newest' && isBusy(db, location) && fillsPage(db, which, page.limit);
  return whereOf(which, after !== undefined || isShort);
};

const count = (db: Reader, { sql, cells }: Source, most: number): number =>
  db.get<{ count: number }>(
    `SELECT count(*) AS count FROM (SELECT 1 FROM stock_movements ${sql} LIMIT ?)`,
    ...cells,
    most,
  )?.count ?? 0;

/** Of a page from the newest on, what memory has need not be looked for in closed months. */
const stillWanted = (db: Reader, which: Which, memory: Source, page: Page | null): Page | null =>
  page?.order === 'newest' && monthsWith(db, which).length > 0
    ? { ...page, limit: page.limit - count(db, memory, page.limit) }
    : page;

/**
 * Movements for a `FROM` clause, in no order, with the columns of `Movement`: what is in memory, and what closed months have.
 * @param page the statement takes no more than these: closed months need not give more
 */
export const movementsWhere = (db: Reader, which: Which, page: Page | null = null): Source => {
  const memory = inMemory(db, which, page);
  const recent = `SELECT * FROM stock_movements ${memory.sql}`;
  const closed = closedRows(db, which, stillWanted(db, which, memory, page));
  return closed.length === 0
    ? { sql: `(${recent})`, cells: memory.cells }
    : { sql: `(${recent} UNION ALL ${rowsOfJson})`, cells: [...memory.cells, JSON.stringify(closed)] };
};

/** The opposite of movements for a `FROM` clause: rows of `goods`, `account` and `pieces` to add up. */
export const takenBack = (db: Reader, which: Which): Source => {
  const { sql, cells } = inMemory(db, which);
  const recent = `SELECT goods, target AS account, -quantity AS pieces FROM stock_movements ${sql}
      UNION ALL SELECT goods, source, quantity FROM stock_movements ${sql}`;
  const closed = closedTakenBack(db, which);
  return closed.length === 0
    ? { sql: `(${recent})`, cells: [...cells, ...cells] }
    : {
        sql: `(${recent} UNION ALL SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))`,
        cells: [...cells, ...cells, JSON.stringify(closed)],
      };
};

export const countMovements = (db: Reader, which: Which): number =>
  count(db, inMemory(db, which), -1) + countClosed(db, which);

export const isThereAny = (db: Reader, which: Which): boolean =>
  count(db, inMemory(db, which), 1) > 0 || countClosed(db, which) > 0;

/** The account that a SKU was taken from last, of those that are wanted; the past is read no further than to there. */
export const findLastSource = (db: Reader, sku: string, isWanted: (account: number) => boolean): number | null => {
  const { sql, cells } = whereOf({ sku });
  const recent = db.all<{ source: number }>(
    `SELECT source, max(n) AS last FROM stock_movements ${sql} GROUP BY source ORDER BY last DESC, source`,
    ...cells,
  );
  const found = recent.find(({ source }) => isWanted(source));
  if (found !== undefined) return found.source;
  for (const source of closedSources(db, { sku })) if (isWanted(source)) return source;
  return null;
};

/** Number of the next line of the entry that is being applied: it is in memory. */
export const nextLine = (db: Reader, n: number): number =>
  db.get<{ next: number }>('SELECT coalesce(max(line), 0) + 1 AS next FROM stock_movements WHERE n = ?', n)?.next ?? 1;

export const writeMovement = (db: Writer, movement: Movement): void =>
  db.run(
    'INSERT INTO stock_movements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ...([
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
    ] satisfies Cell[]),
  );
