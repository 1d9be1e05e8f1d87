import { createHash } from 'node:crypto';
import initSqlJs, { type Database, type Statement } from 'sql.js';
import type { Head, JournalEntry } from '../journal/format';
import { genesis } from '../journal/format';
import type { Cell, EntryMeta, Feature, Writer } from '../store/types';

const ownSchema: readonly string[] = [
  'CREATE TABLE commands (id TEXT PRIMARY KEY, n INTEGER NOT NULL, command TEXT NOT NULL, input TEXT NOT NULL, answer TEXT NOT NULL) WITHOUT ROWID',
  'CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID',
];

/** What the tables were made of: other features or columns mean a rebuild from the journal. */
export const schemaHash = (features: readonly Feature[]): string =>
  createHash('sha256')
    .update(JSON.stringify([ownSchema, features.map(({ name, schema }) => [name, schema])]))
    .digest('hex');

/** Tables that a statement writes, read off its text. */
const writtenTable = (sql: string): string | null =>
  /^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|REPLACE\s+INTO)\s+([a-z_]+)/i.exec(
    sql,
  )?.[1] ?? null;

export interface CommandRecord {
  readonly n: number;
  readonly command: string;
  readonly input: string;
  readonly answer: unknown;
}

export interface Projection extends Writer {
  head(): Head;
  /** Applies one entry in one transaction; answers the tables that it wrote. */
  apply(entry: JournalEntry, hash: string): readonly string[];
  command(id: string): CommandRecord | null;
  /** The whole database as a file. Blocking: for the report worker, not the store host. */
  export(): Uint8Array;
  /** Speeds up long runs of `apply`: one transaction around all of them. */
  inBulk(act: () => void): void;
  close(): void;
}

interface Cache {
  prepare(sql: string): Statement;
  clear(): void;
}

const createCache = (database: Database): Cache => {
  const statements = new Map<string, Statement>();
  return {
    prepare: (sql) => {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const made = database.prepare(sql);
      statements.set(sql, made);
      return made;
    },
    clear: () => {
      for (const statement of statements.values()) statement.free();
      statements.clear();
    },
  };
};

const createWriter = (cache: Cache, written: Set<string>): Writer => {
  const all = <R>(sql: string, ...params: Cell[]): R[] => {
    const statement = cache.prepare(sql);
    statement.bind([...params]);
    const rows: R[] = [];
    while (statement.step()) rows.push(statement.getAsObject() as R);
    statement.reset();
    return rows;
  };
  return {
    all,
    get: (sql, ...params) => {
      const statement = cache.prepare(sql);
      statement.bind([...params]);
      const row = statement.step() ? (statement.getAsObject() as never) : undefined;
      statement.reset();
      return row;
    },
    run: (sql, ...params) => {
      const table = writtenTable(sql);
      if (table !== null) written.add(table);
      const statement = cache.prepare(sql);
      statement.run([...params]);
      statement.reset();
    },
  };
};

type LooseApply = (db: Writer, data: unknown, meta: EntryMeta) => void;

const metaOf = (entry: JournalEntry): EntryMeta => ({
  n: entry.n,
  at: entry.at,
  commandId: entry.id,
  actor: {
    personId: entry.person,
    role: entry.role as EntryMeta['actor']['role'],
    station: entry.station,
    site: entry.site,
  },
});

/** By event type, what every feature makes of it. Unknown types are kept in the journal and skipped. */
const appliers = (features: readonly Feature[]): ReadonlyMap<string, readonly LooseApply[]> => {
  const map = new Map<string, LooseApply[]>();
  for (const feature of features)
    for (const [type, apply] of Object.entries(feature.apply))
      map.set(type, [...(map.get(type) ?? []), apply as unknown as LooseApply]);
  return map;
};

/** Opens tables in memory: from a snapshot, or empty. */
export const openProjection = async (
  features: readonly Feature[],
  snapshot: Uint8Array | null,
): Promise<Projection> => {
  const SQL = await initSqlJs();
  const database = snapshot === null ? new SQL.Database() : new SQL.Database(snapshot);
  const cache = createCache(database);
  const written = new Set<string>();
  const writer = createWriter(cache, written);
  const byType = appliers(features);
  if (snapshot === null)
    for (const sql of [...ownSchema, ...features.flatMap(({ schema }) => schema)]) database.run(sql);
  const metaValue = (key: string): string | undefined =>
    writer.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)?.value;
  let head: Head =
    snapshot === null ? genesis : { n: Number(metaValue('n') ?? 0), hash: metaValue('hash') ?? genesis.hash };
  let bulk = false;

  const writeEntry = (entry: JournalEntry, hash: string): void => {
    const meta = metaOf(entry);
    for (const event of entry.events) for (const apply of byType.get(event.type) ?? []) apply(writer, event.data, meta);
    writer.run(
      'INSERT OR IGNORE INTO commands VALUES (?, ?, ?, ?, ?)',
      entry.id,
      entry.n,
      entry.command,
      entry.input,
      JSON.stringify(entry.answer),
    );
    writer.run(
      `INSERT INTO meta VALUES ('n', ?), ('hash', ?), ('at', ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value`,
      String(entry.n),
      hash,
      entry.at,
    );
  };

  return {
    ...writer,
    head: () => head,
    apply: (entry, hash) => {
      written.clear();
      if (!bulk) database.run('BEGIN');
      try {
        writeEntry(entry, hash);
        if (!bulk) database.run('COMMIT');
      } catch (error) {
        if (!bulk) database.run('ROLLBACK');
        throw error;
      }
      head = { n: entry.n, hash };
      return [...written].filter((table) => table !== 'meta' && table !== 'commands');
    },
    command: (id) => {
      const row = writer.get<{ n: number; command: string; input: string; answer: string }>(
        'SELECT n, command, input, answer FROM commands WHERE id = ?',
        id,
      );
      return row === undefined ? null : { ...row, answer: JSON.parse(row.answer) as unknown };
    },
    export: () => {
      cache.clear();
      return database.export();
    },
    inBulk: (act) => {
      database.run('BEGIN');
      bulk = true;
      try {
        act();
      } finally {
        bulk = false;
        database.run('COMMIT');
      }
    },
    close: () => {
      cache.clear();
      database.close();
    },
  };
};
