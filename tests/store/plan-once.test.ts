import fc from 'fast-check';
import initSqlJs, { type Database } from 'sql.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStatements } from '../../electron/projection/statements';

let database: Database;
beforeEach(async () => {
  const SQL = await initSqlJs();
  database = new SQL.Database();
});
afterEach(() => database.close());

/** What SQLite itself answers. */
const plainly = (sql: string, params: readonly (string | number | null)[]): unknown[] => {
  const statement = database.prepare(sql);
  statement.bind([...params]);
  const rows: unknown[] = [];
  while (statement.step()) rows.push(statement.getAsObject());
  statement.free();
  return rows;
};

describe('a statement', () => {
  it('keeps its plan whatever value it is asked with', () => {
    database.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, v INTEGER);
      CREATE INDEX fives ON t(v) WHERE n = 5;
      INSERT INTO t VALUES (1, 5, 30), (2, 5, 20), (3, 5, 10)`);
    const sql = 'SELECT id FROM t WHERE n = ? AND v > 0';
    // SQLite alone looks at the value, plans anew and takes the index: its rows come in the order of that.
    expect(plainly(sql, [5])).toEqual([{ id: 3 }, { id: 2 }, { id: 1 }]);
    expect(createStatements(database).all(sql, 5)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  it('answers as SQLite does for whatever is compared', () => {
    database.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT, whole INTEGER, real REAL, plain);
      CREATE INDEX words ON t(word); CREATE INDEX wholes ON t(whole)`);
    const value = fc.oneof(
      fc.integer({ min: -20, max: 20 }),
      fc.constantFrom('', '5', '05', '5.0', ' 5', 'x', '-3', '1e1'),
      fc.constant(null),
    );
    const statements = createStatements(database);
    const columns = ['word', 'whole', 'real', 'plain'] as const;
    const insert = database.prepare('INSERT INTO t VALUES (NULL, ?1, ?1, ?1, ?1)');
    for (const each of [5, -3, 0, '5', '05', '5.0', ' 5', 'x', '1e1', '', null]) insert.run([each]);
    insert.free();
    fc.assert(
      fc.property(
        value,
        fc.constantFrom(...columns),
        fc.constantFrom('=', '<', '>', '<=', '>=', '<>', '!='),
        (asked, column, how) => {
          const sql = `SELECT id FROM t WHERE ${column} ${how} ? ORDER BY id`;
          expect(statements.all(sql, asked)).toEqual(plainly(sql, [asked]));
        },
      ),
      { numRuns: 500 },
    );
  });
});
