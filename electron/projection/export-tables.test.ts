import initSqlJs from 'sql.js';
import { expect, it } from 'vitest';
import { exportCompact, isHollow } from './export-tables';

it('leaves out the pages of rows that left, and nothing else', async () => {
  const SQL = await initSqlJs();
  const database = new SQL.Database();
  database.run('CREATE TABLE kept (id INTEGER PRIMARY KEY, text TEXT); CREATE INDEX kept_text ON kept(text)');
  database.run('CREATE TABLE left (bytes BLOB)');
  for (let each = 0; each < 6000; each += 1) {
    database.run('INSERT INTO kept VALUES (?, ?)', [each, `${each}`.repeat(40)]);
    database.run('INSERT INTO left VALUES (zeroblob(900))');
  }
  const all = 'SELECT * FROM kept ORDER BY text';
  const before = database.exec(all);
  expect(isHollow(database)).toBe(false);
  database.run('DELETE FROM left');
  expect(isHollow(database)).toBe(true);
  const bytes = exportCompact(SQL, database);
  // The tables they come from go on.
  expect(database.exec(all)).toEqual(before);
  expect(bytes.length).toBeLessThan(database.export().length * 0.7);
  const copy = new SQL.Database(bytes);
  expect(copy.exec(all)).toEqual(before);
  expect(copy.exec('SELECT count(*) FROM left')[0]?.values).toEqual([[0]]);
  expect(copy.exec('PRAGMA integrity_check')[0]?.values).toEqual([['ok']]);
});
