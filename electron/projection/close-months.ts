import type { Database, SqlJsStatic } from 'sql.js';
import type { FilePort } from '../journal/file-port';
import type { Closable, Feature } from '../store/types';
import { monthName, writeMonth, type MonthFile } from './month-files';
import { schemaHash, type Projection } from './projection';

export interface ClosingOptions {
  readonly SQL: SqlJsStatic;
  readonly port: FilePort;
  readonly folder: string;
  readonly features: readonly Feature[];
  readonly projection: Projection;
  /** From here on its rows are read from the file; the next moment they are in memory no more. */
  readonly onClosed: (file: MonthFile) => void;
}

/** `2026-03-…` and 1: the first moment of April, as entries write their times. */
const monthStart = (at: string, later: number): string =>
  new Date(Date.UTC(Number(at.slice(0, 4)), Number(at.slice(5, 7)) - 1 + later)).toISOString();

interface Past {
  readonly rows: number;
  readonly firstN: number;
  readonly lastN: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

/** The month of the oldest row, up to the first entry of a later one; `null`: it is this month or the last one. */
const oldestMonth = (projection: Projection, { table }: Closable): Past | null => {
  const first = projection.get<{ at: string }>(`SELECT at FROM ${table} ORDER BY n LIMIT 1`);
  const now = projection.lastAt();
  if (first === undefined || first.at >= monthStart(now, -1)) return null;
  const next = projection.get<{ n: number }>(
    `SELECT n FROM ${table} WHERE at >= ? ORDER BY at, n LIMIT 1`,
    monthStart(first.at, 1),
  );
  if (next === undefined) return null;
  const past = projection.get<Past>(
    `SELECT count(*) AS rows, min(n) AS firstN, max(n) AS lastN, min(at) AS firstAt, max(at) AS lastAt FROM ${table} WHERE n < ?`,
    next.n,
  );
  return past === undefined || past.rows === 0 ? null : past;
};

const fill = (month: Database, projection: Projection, { table, order }: Closable, lastN: number): void => {
  let insert: ReturnType<Database['prepare']> | null = null;
  month.run('BEGIN');
  projection.each(`SELECT * FROM ${table} WHERE n <= ? ORDER BY ${order}`, [lastN], (row) => {
    insert ??= month.prepare(`INSERT INTO ${table} VALUES (${row.map(() => '?').join(', ')})`);
    insert.run([...row]);
  });
  month.run('COMMIT');
};

const closeOne = (options: ClosingOptions, closable: Closable, { rows, ...past }: Past): void => {
  const { SQL, port, folder, features, projection, onClosed } = options;
  const month = new SQL.Database();
  try {
    for (const sql of closable.schema) month.run(sql);
    fill(month, projection, closable, past.lastN);
    const name = monthName(past.firstAt, past.firstN, past.lastN);
    const file = writeMonth(port, folder, { name, schema: schemaHash(features), rows, ...past }, month.export());
    onClosed(file);
    projection.run(`DELETE FROM ${closable.table} WHERE n <= ?`, past.lastN);
  } finally {
    month.close();
  }
};

/**
 * Moves whole months out of the tables into files, the oldest first, while more rows than wanted are in memory. Nothing
 * names the files before a snapshot does: whoever is killed in between has written what the next closing writes again.
 */
export const closeMonths = (options: ClosingOptions): void => {
  const { features, projection } = options;
  const closable = features.find((feature) => feature.closable !== undefined)?.closable;
  if (closable === undefined) return;
  const { table, keep } = closable;
  let left = projection.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`)?.rows ?? 0;
  while (left > keep) {
    const past = oldestMonth(projection, closable);
    if (past === null) break;
    closeOne(options, closable, past);
    left -= past.rows;
  }
};
