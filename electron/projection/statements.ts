import type { Database, Statement } from 'sql.js';
import type { Cell, MonthRows, Row, Writer } from '../store/types';

/** A table, and when it was last written on the clock of its statements. */
interface Table {
  readonly name: string;
  writtenAt: number;
}

interface Remembered {
  readonly rows: readonly Row[];
  readonly readAt: number;
}

interface Prepared {
  readonly statement: Statement;
  /** Asked once: a statement's columns stay the same, and asking costs more than reading a row. */
  readonly columns: readonly string[];
  readonly reads: readonly Table[];
  readonly writes: readonly Table[];
  /** Answers by parameters, good as long as none of the tables was written since. */
  readonly remembered: Map<string, Remembered>;
}

/** More answers of one statement than a pack asks for; then it starts anew. */
const rememberedAnswers = 200;
const rememberedRows = 64;
/** Of a question's parameters, as text: lists of thousands are not asked again. */
const rememberedLength = 4096;

/** The table that a statement names as its target; the program alone does not show it for `DELETE` without `WHERE`. */
const namedTarget = (sql: string): string | null =>
  /^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|REPLACE\s+INTO)\s+([a-z_]+)/i.exec(
    sql,
  )?.[1] ?? null;

/**
 * Which tables a statement reads and writes, as SQLite's own program for it says (https://sqlite.org/opcode.html:
 * `OpenRead`, `OpenWrite` and `ReopenIdx` carry the root page in P2).
 */
const createTables = (database: Database) => {
  const tables = new Map<string, Table>();
  const byRoot = new Map<number, Table>();
  const tableOf = (name: string): Table => {
    const known = tables.get(name);
    if (known !== undefined) return known;
    const made = { name, writtenAt: 0 };
    tables.set(name, made);
    return made;
  };
  const roots = database.exec('SELECT rootpage, tbl_name FROM sqlite_schema')[0]?.values ?? [];
  for (const [root, name] of roots) byRoot.set(Number(root), tableOf(String(name)));

  const opened = (sql: string, opcodes: readonly string[]): Table[] => {
    const program = database.exec(`EXPLAIN ${sql}`)[0]?.values ?? [];
    const found = program.flatMap(([, opcode, , p2]) =>
      opcodes.includes(String(opcode)) ? [byRoot.get(Number(p2))] : [],
    );
    return [...new Set(found.filter((table) => table !== undefined))];
  };
  return {
    all: (): Iterable<Table> => tables.values(),
    read: (sql: string): Table[] => opened(sql, ['OpenRead', 'OpenWrite', 'ReopenIdx']),
    written: (sql: string): Table[] => {
      const target = namedTarget(sql);
      const found = opened(sql, ['OpenWrite']);
      return target === null ? found : [...new Set([tableOf(target), ...found])];
    },
  };
};

const rowOf = ({ statement, columns }: Prepared): Row => {
  const values = statement.get();
  const row: Record<string, Cell> = {};
  for (const [index, column] of columns.entries()) row[column] = values[index] ?? null;
  return Object.freeze(row);
};

/**
 * SQLite plans a statement anew at each binding where a parameter stands alone in a comparison, since its value may make
 * another index fit (https://sqlite.org/c3ref/prepare.html, SQLITE_DBCONFIG_ENABLE_QPSG, which sql.js does not offer).
 * Behind a plus, which changes nothing, it is an expression like any other and the plan stays.
 */
const planOnce = (sql: string): string => sql.replaceAll(/([=<>]\s*)\?/g, '$1+?');

export interface Statements extends Writer {
  /** Names of the tables written since the last call. */
  takeWritten(): readonly string[];
  /** After a rollback: nothing that was read before can be trusted. */
  forget(): void;
  setMonths(months: readonly MonthRows[]): void;
  /** Frees all statements, e.g. before the database is exported. */
  clear(): void;
}

/**
 * Prepared statements by their text, over a finished schema. What was read is remembered until one of its tables is
 * written: a pack asks the same of its order, items and cartons at every scan.
 */
export const createStatements = (database: Database): Statements => {
  const tables = createTables(database);
  const statements = new Map<string, Prepared>();
  let clock = 0;
  let months: readonly MonthRows[] = [];
  let written = new Set<string>();

  const prepare = (sql: string): Prepared => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const planned = planOnce(sql);
    const statement = database.prepare(planned);
    const made: Prepared = {
      statement,
      columns: statement.getColumnNames(),
      reads: tables.read(planned),
      writes: tables.written(planned),
      remembered: new Map(),
    };
    statements.set(sql, made);
    return made;
  };

  const step = (prepared: Prepared, params: readonly Cell[], most: number): Row[] => {
    const { statement } = prepared;
    statement.bind([...params]);
    const rows: Row[] = [];
    while (rows.length < most && statement.step()) rows.push(rowOf(prepared));
    statement.reset();
    return rows;
  };

  const read = (sql: string, params: readonly Cell[], most: number): readonly Row[] => {
    const prepared = prepare(sql);
    if (params.some((each) => typeof each === 'string' && each.length > rememberedLength))
      return step(prepared, params, most);
    const key = `${most} ${JSON.stringify(params)}`;
    const known = prepared.remembered.get(key);
    if (known !== undefined && prepared.reads.every((table) => table.writtenAt <= known.readAt)) return known.rows;
    const rows = step(prepared, params, most);
    if (prepared.remembered.size >= rememberedAnswers) prepared.remembered.clear();
    if (rows.length <= rememberedRows) prepared.remembered.set(key, { rows, readAt: clock });
    return rows;
  };

  return {
    all: <R>(sql: string, ...params: Cell[]): R[] => [...read(sql, params, Number.POSITIVE_INFINITY)] as R[],
    get: <R>(sql: string, ...params: Cell[]): R | undefined => read(sql, params, 1)[0] as R | undefined,
    run: (sql, ...params) => {
      const prepared = prepare(sql);
      clock += 1;
      for (const table of prepared.writes) {
        table.writtenAt = clock;
        written.add(table.name);
      }
      step(prepared, params, 1);
    },
    months: () => months,
    setMonths: (next) => {
      months = next;
    },
    takeWritten: () => {
      const names = [...written];
      written = new Set();
      return names;
    },
    forget: () => {
      clock += 1;
      for (const table of tables.all()) table.writtenAt = clock;
    },
    clear: () => {
      for (const { statement } of statements.values()) statement.free();
      statements.clear();
    },
  };
};
