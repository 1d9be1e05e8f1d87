import { createHash } from 'node:crypto';
import initSqlJs from 'sql.js';
import { version } from '../../package.json';
import type { Head, JournalEntry } from '../journal/format';
import { genesis } from '../journal/format';
import type { Cell, EntryMeta, Feature, MonthRows, Writer } from '../store/types';
import { exportCompact, exportWithRoom, isHollow } from './export-tables';
import { createStatements } from './statements';

const ownSchema: readonly string[] = [
  'CREATE TABLE commands (id BLOB PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID',
  'CREATE TABLE answers (n INTEGER PRIMARY KEY, command TEXT NOT NULL, input TEXT NOT NULL, answer TEXT NOT NULL)',
  'CREATE TABLE unapplied (n INTEGER PRIMARY KEY)',
  'CREATE TABLE erased (subject TEXT PRIMARY KEY) WITHOUT ROWID',
  'CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID',
];

const ownTables: ReadonlySet<string> = new Set(['commands', 'answers', 'unapplied', 'erased', 'meta']);

/**
 * Nobody else opens these tables and the journal is what lasts: no lock and no file on the (in-memory) disk is looked at
 * again for every statement, and a transaction is taken back from memory.
 */
const pragmas = [
  'PRAGMA locking_mode = EXCLUSIVE',
  'PRAGMA journal_mode = MEMORY',
  'PRAGMA synchronous = OFF',
  'PRAGMA temp_store = MEMORY',
  'PRAGMA cache_size = -16000',
] as const;

/** For features, while they apply the event of an erasure: the key of the subject must be gone, now and at every start. */
export const rememberErased = (db: Writer, subject: string): void =>
  db.run('INSERT OR IGNORE INTO erased VALUES (?)', subject);

/** A command is asked again within moments. Older answers are read from the journal, where they stand for ever. */
const keptAnswers = 10_000;

/**
 * What the tables were made of: other features or columns mean a rebuild from the journal, and so does another release,
 * which may make other rows of the same events.
 */
export const schemaHash = (features: readonly Feature[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify([version, ownSchema, features.map(({ name, schema, closable }) => [name, schema, closable])]),
    )
    .digest('hex');

/** 16 bytes for each command that ever was: a UUID as it is, any other id by its digest. */
const commandKey = (id: string): Uint8Array => {
  const digits = id.replaceAll('-', '');
  return /^[0-9a-f]{32}$/.test(digits) && id.length === 36
    ? Buffer.from(digits, 'hex')
    : createHash('sha256').update(id).digest().subarray(0, 16);
};

export interface CommandRecord {
  readonly command: string;
  readonly input: string;
  readonly answer: unknown;
}

export interface Applied {
  readonly tables: readonly string[];
  /** What a feature threw at one of the events. The entry counts as read all the same, now and at every start. */
  readonly fault: unknown;
}

export interface Projection extends Writer {
  head(): Head;
  /** Applies one entry in one transaction, whole or not at all; answers the tables that it wrote. */
  apply(entry: JournalEntry, hash: string): Applied;
  /** Numbers of the entries whose events could not become rows: they stand in the journal and nowhere else. */
  faults(): readonly number[];
  /** Subjects whose keys are destroyed. */
  erased(): readonly string[];
  /** Time of the last entry; empty when there is none. */
  lastAt(): string;
  /** Number of the entry that a command left, or `null` when it left none. */
  entryOf(commandId: string): number | null;
  /** The command of a recent entry; `null` for an older one, which the journal has. */
  command(n: number): CommandRecord | null;
  /** The whole database as a file. Blocking: for the report worker, not the store host. */
  export(): Uint8Array;
  /** Rows one by one, of a question whose answer is too long for memory. */
  each(sql: string, params: readonly Cell[], act: (row: readonly Cell[]) => void): void;
  setMonths(months: readonly MonthRows[]): void;
  /** Speeds up long runs of `apply`: one transaction around all of them. */
  inBulk(act: () => void): void;
  close(): void;
}

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

let loading: ReturnType<typeof initSqlJs> | null = null;
/** SQLite's own code, made ready once. */
export const loadSql = (): ReturnType<typeof initSqlJs> => {
  loading ??= initSqlJs();
  return loading;
};

/** Opens tables in memory: from a snapshot, or empty. */
export const openProjection = async (features: readonly Feature[], snapshot: Buffer | null): Promise<Projection> => {
  const SQL = await loadSql();
  // A Buffer is taken over as it is, where any other array would be copied: sql.js's disk takes a `slice` of it.
  const database = snapshot === null ? new SQL.Database() : new SQL.Database(snapshot);
  for (const pragma of pragmas) database.run(pragma);
  if (snapshot === null)
    for (const sql of [...ownSchema, ...features.flatMap(({ schema }) => schema)]) database.run(sql);
  const writer = createStatements(database);
  const byType = appliers(features);
  const metaValue = (key: string): string | undefined =>
    writer.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)?.value;
  let head: Head =
    snapshot === null ? genesis : { n: Number(metaValue('n') ?? 0), hash: metaValue('hash') ?? genesis.hash };
  let lastAt = snapshot === null ? '' : (metaValue('at') ?? '');
  const faults = writer.all<{ n: number }>('SELECT n FROM unapplied ORDER BY n').map(({ n }) => n);

  const writeEvents = (entry: JournalEntry): void => {
    const meta = metaOf(entry);
    for (const event of entry.events) for (const apply of byType.get(event.type) ?? []) apply(writer, event.data, meta);
  };

  const writeCommand = ({ n, id, command, input, answer }: JournalEntry): void => {
    writer.run('INSERT OR IGNORE INTO commands VALUES (?, ?)', commandKey(id), n);
    writer.run('INSERT INTO answers VALUES (?, ?, ?, ?)', n, command, input, JSON.stringify(answer));
    writer.run('DELETE FROM answers WHERE n = ?', n - keptAnswers);
  };

  /** The events in the bracket of their entry: one that can't be applied must not take the others' rows along. */
  const applyEvents = (entry: JournalEntry): unknown => {
    try {
      writeEvents(entry);
      return null;
    } catch (error) {
      writer.run('ROLLBACK TO entry');
      writer.forget();
      faults.push(entry.n);
      writer.run('INSERT INTO unapplied VALUES (?)', entry.n);
      return error;
    }
  };

  /** In the tables only when they are exported; while they live, the head is kept beside them. */
  const writeMeta = (): void => {
    const values = { n: String(head.n), hash: head.hash, at: lastAt };
    for (const [key, value] of Object.entries(values))
      writer.run('INSERT INTO meta VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value', key, value);
  };

  const { all, get, run, months: closed, setMonths } = writer;
  return {
    all,
    get,
    run,
    months: closed,
    setMonths,
    each: (sql, params, act) => {
      const statement = database.prepare(sql, [...params]);
      try {
        while (statement.step()) act(statement.get());
      } finally {
        statement.free();
      }
    },
    head: () => head,
    apply: (entry, hash) => {
      writer.takeWritten();
      // On its own it is the transaction, in bulk a part of it.
      writer.run('SAVEPOINT entry');
      const fault = applyEvents(entry);
      writeCommand(entry);
      writer.run('RELEASE entry');
      head = { n: entry.n, hash };
      lastAt = entry.at;
      const tables = writer.takeWritten().filter((table) => !ownTables.has(table));
      return { tables, fault };
    },
    faults: () => faults,
    erased: () => writer.all<{ subject: string }>('SELECT subject FROM erased').map(({ subject }) => subject),
    lastAt: () => lastAt,
    entryOf: (commandId) =>
      writer.get<{ n: number }>('SELECT n FROM commands WHERE id = ?', commandKey(commandId))?.n ?? null,
    command: (n) => {
      const row = writer.get<{ command: string; input: string; answer: string }>(
        'SELECT command, input, answer FROM answers WHERE n = ?',
        n,
      );
      return row === undefined ? null : { ...row, answer: JSON.parse(row.answer) as unknown };
    },
    export: () => {
      writeMeta();
      writer.clear();
      return isHollow(database) ? exportCompact(SQL, database) : exportWithRoom(database);
    },
    inBulk: (act) => {
      database.run('BEGIN');
      // Whatever it throws: these tables are of no use any more, and whoever opened them drops them.
      act();
      database.run('COMMIT');
    },
    close: () => {
      writer.clear();
      database.close();
    },
  };
};
