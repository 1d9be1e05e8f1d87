import type { Database, SqlJsStatic, Statement } from 'sql.js';
import type { FilePort } from '../journal/file-port';
import type { Cell, MonthRows } from '../store/types';
import { createBlockCache, diskOf } from './month-blocks';
import type { MonthFile } from './month-files';

/** 64 MB for all months together, whatever was asked of them. */
const cachedBlocks = 4096;

/** Only what is asked for is read; what SQLite keeps beside our blocks is little. */
const pragmas = ['PRAGMA locking_mode = EXCLUSIVE', 'PRAGMA query_only = ON', 'PRAGMA cache_size = -128'] as const;

interface OpenMonth {
  readonly database: Database;
  readonly statements: Map<string, Statement>;
  readonly handle: number;
}

const ask = ({ database, statements }: OpenMonth, sql: string, cells: readonly Cell[]): Cell[][] => {
  const statement = statements.get(sql) ?? database.prepare(sql);
  statements.set(sql, statement);
  const rows: Cell[][] = [];
  try {
    statement.bind([...cells]);
    while (statement.step()) rows.push(statement.get());
  } finally {
    statement.reset();
  }
  return rows;
};

export interface Months {
  readonly files: readonly MonthFile[];
  readonly rows: readonly MonthRows[];
  /** Opens the last month that nobody has asked yet; false when there is none. */
  openNext(): boolean;
  close(): void;
}

export interface MonthsOptions {
  readonly SQL: SqlJsStatic;
  readonly port: FilePort;
  readonly folder: string;
  readonly files: readonly MonthFile[];
  /** A month can't be read or is not what was written. Never returns: nothing may be made of such rows. */
  readonly onDamage: (name: string, error: unknown) => never;
}

/** Closed months for reading; each file is opened when it is first asked, or when there is time. */
export const openMonths = ({ SQL, port, folder, files, onDamage }: MonthsOptions): Months => {
  const cache = createBlockCache(cachedBlocks);
  const opened = new Map<string, OpenMonth>();

  const openOne = ({ name, bytes: length, sums }: MonthFile): OpenMonth => {
    const damaged = (error: unknown): never => onDamage(name, error);
    let handle = 0;
    try {
      handle = port.open(`${folder}/${name}.sqlite`, 'read');
    } catch (error) {
      damaged(error);
    }
    const read = (target: Uint8Array, position: number): number => port.readAt(handle, target, position);
    const database = new SQL.Database(diskOf({ name, length, sums, read, onDamage: damaged }, cache));
    for (const pragma of pragmas) database.run(pragma);
    const month = { database, statements: new Map<string, Statement>(), handle };
    opened.set(name, month);
    return month;
  };

  return {
    files,
    rows: files.map((file): MonthRows => ({
      firstN: file.firstN,
      lastN: file.lastN,
      firstAt: file.firstAt,
      lastAt: file.lastAt,
      all: (sql, ...cells) => ask(opened.get(file.name) ?? openOne(file), sql, cells),
    })),
    openNext: () => {
      const next = files.findLast(({ name }) => !opened.has(name));
      // What SQLite has to know of a file before it can answer anything.
      if (next !== undefined) ask(openOne(next), 'SELECT 1 FROM sqlite_schema LIMIT 1', []);
      return next !== undefined;
    },
    close: () => {
      for (const { database, handle } of opened.values()) {
        database.close();
        port.close(handle);
      }
      opened.clear();
    },
  };
};
