import type { Database, SqlJsStatic } from 'sql.js';

/**
 * Room that a snapshot carries for what is written after it. The file in memory that is sql.js's disk grows by copying
 * itself, which takes a quarter of a second and its size again with a million events; free pages are used up first.
 */
const slackBytes = (pages: number, pageBytes: number): number =>
  Math.max(1024 * 1024, Math.ceil(pages / 16) * pageBytes);

const pragma = (database: Database, name: string): number =>
  Number(database.exec(`PRAGMA ${name}`)[0]?.values[0]?.[0] ?? 0);

/** The database as a file, with that room in it. */
export const exportWithRoom = (database: Database): Uint8Array => {
  const pageBytes = pragma(database, 'page_size');
  const free = pragma(database, 'freelist_count') * pageBytes;
  const wanted = slackBytes(pragma(database, 'page_count'), pageBytes) - free;
  if (wanted > 0)
    database.run(`CREATE TABLE slack (room BLOB); INSERT INTO slack VALUES (zeroblob(${wanted})); DROP TABLE slack`);
  return database.export();
};

/** Months have left it: a quarter of its pages and more are empty. */
export const isHollow = (database: Database): boolean =>
  pragma(database, 'freelist_count') * 4 > pragma(database, 'page_count') && pragma(database, 'page_count') > 1024;

/** The same without the empty pages. They would be written, read and held in memory for ever. */
export const exportCompact = (SQL: SqlJsStatic, database: Database): Uint8Array => {
  // An empty database is an empty file on sql.js's disk, which is where SQLite writes the copy (https://sqlite.org/lang_vacuum.html).
  const copy = new SQL.Database();
  try {
    const { filename } = copy as unknown as { readonly filename: string };
    database.run(`VACUUM INTO '${filename}'`);
    return exportWithRoom(copy);
  } finally {
    copy.close();
  }
};
