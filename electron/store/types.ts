import type { CommandDefinition, FeatureEvent, QueryDefinition } from '../../shared/feature';
import type { ReturnRules } from '../../shared/features/stock/move-view';
import type { Failure, Result } from '../../shared/result';
import type { OnProgress } from '../host-port';
import type { FilePort } from '../journal/file-port';

/** A cell of sql.js. Integers only, except for statistics. */
export type Cell = string | number | null | Uint8Array;
export type Row = Readonly<Record<string, Cell>>;

/** A closed month of a table: rows that left memory, in a file that is only read. */
export interface MonthRows {
  /** Its first and last entry: months never overlap. */
  readonly firstN: number;
  readonly lastN: number;
  /** The earliest and the latest time in it; where a clock was set back, months may overlap in time. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** Rows as a statement's columns, over the one table that the file has. */
  all(sql: string, ...params: Cell[]): Cell[][];
}

/** Reads the projection. Statements are prepared once and cached by their text. */
export interface Reader {
  all<R = Row>(sql: string, ...params: Cell[]): R[];
  get<R = Row>(sql: string, ...params: Cell[]): R | undefined;
  /** The closed months of the one table that is closed, the oldest first: what is there is not in `all` and `get`. */
  months(): readonly MonthRows[];
}

/** Writes the projection, inside the one transaction of an entry. */
export interface Writer extends Reader {
  run(sql: string, ...params: Cell[]): void;
}

/** Who and where: stamped by the trusted side, never taken from a window. */
export interface Actor {
  /** Person id, or `null` for the station itself (import, timers, devices). */
  readonly personId: string | null;
  readonly role: 'operator' | 'supervisor' | 'it' | 'station';
  readonly station: string;
  readonly site: string;
}

/** A command on its way to the store. `id` makes it idempotent: the same id gets the same answer and writes nothing. */
export interface CommandEnvelope {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly actor: Actor;
  readonly origin: 'window' | 'trusted';
}

export interface AttachmentRef {
  readonly sha256: string;
  readonly bytes: number;
  /** File kind, e.g. `zpl`, `pdf`, `png`. */
  readonly kind: string;
}

/** What an entry's events know of their entry while they are applied. */
export interface EntryMeta {
  readonly n: number;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly actor: Actor;
  readonly commandId: string;
}

export interface CommandContext {
  readonly db: Reader;
  readonly actor: Actor;
  readonly commandId: string;
  /** UTC now, ISO 8601 with milliseconds; the time the entry will carry. */
  readonly at: string;
  /** Site settings that decisions need (time zone, SSCC range …), as main last sent them. */
  readonly settings: StoreSettings;
  /** Writes evidence beside the journal, fsynced before the entry that names it. Same bytes, same file. */
  attach(bytes: Uint8Array, kind: string): AttachmentRef;
  /** The same for evidence that holds personal data of `subject`. */
  attachSealed(subject: string, bytes: Uint8Array, kind: string): AttachmentRef;
  /** Encrypts personal data under the key of `subject` (e.g. `order:84217`), made on first use. Returns base64. */
  seal(subject: string, plain: string): string;
  /** `null` when the key was destroyed. */
  unseal(subject: string, sealed: string): string | null;
}

export interface QueryContext {
  readonly db: Reader;
  readonly actor: Actor;
  readonly at: string;
  readonly settings: StoreSettings;
  unseal(subject: string, sealed: string): string | null;
  /** Bytes of an attachment, or `null` when the file is missing or does not match its name. */
  attachment(sha256: string): Uint8Array | null;
}

/** The part of `station.yaml` that the store host needs. */
export interface StoreSettings {
  readonly site: string;
  readonly station: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly gs1CompanyPrefix: string | null;
  /** This station's inclusive range of SSCC serial references. */
  readonly ssccRange: { readonly extension: number; readonly first: number; readonly last: number } | null;
  /** GLN of the site, for what is told to others of its bins. */
  readonly siteGln: string | null;
  readonly shipFrom: { readonly name: string; readonly lines: readonly string[]; readonly country: string };
  readonly labelPrinterId: string | null;
  readonly label: { readonly widthMm: number; readonly heightMm: number; readonly dpi: number };
  /** Cut-off times of day by carrier service, `HH:MM` local. */
  readonly cutOffs: readonly { readonly service: string; readonly time: string }[];
  readonly language: string;
  readonly reprintLimit: number;
  /** Of labels that are no parcels': so many of the last an operator may print again. */
  readonly reprintLast: number;
  /** Who saved a label's version may not approve it. */
  readonly labelFourEyes: boolean;
  /** Of counts, in minor units of money: a difference that needs no word, and what one person may correct alone. */
  readonly countToleranceMinor: number;
  readonly countApprovalMinor: number;
  readonly returns: ReturnRules;
  readonly demo: boolean;
}

/** Something to do after the entry is durable; delivered to main at most once per commit, and again only when asked. */
export interface Effect {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a handler decides. A refusal may carry events too (a rejected scan is worth remembering). */
export interface Decision<Answer = unknown> {
  readonly events: readonly FeatureEvent[];
  readonly result: Result<Answer>;
  readonly effects?: readonly Effect[];
  /** Subjects whose keys are destroyed once the entry is durable; its events must become rows by `rememberErased`. */
  readonly erases?: readonly string[];
}

export const decided = <A>(value: A, events: readonly FeatureEvent[], effects?: readonly Effect[]): Decision<A> =>
  effects === undefined ? { events, result: { ok: true, value } } : { events, result: { ok: true, value }, effects };

export const refused = (failure: Failure, events: readonly FeatureEvent[] = []): Decision<never> => ({
  events,
  result: { ok: false, failure },
});

export type CommandHandler = (context: CommandContext, input: never) => Decision;
export type QueryHandler = (context: QueryContext, params: never) => unknown;

/** What a task in a report worker has beside the tables. */
export interface TaskContext extends QueryContext {
  readonly port: FilePort;
  readonly onProgress: OnProgress;
}

/** Long work on the report worker's copy, asked for by the trusted side only; it may write files. */
export type TaskHandler = (context: TaskContext, params: never) => Result<unknown>;

export interface Closable {
  /** Has columns `n` and `at`, and an index that begins with `at`. No row is changed once it is there. */
  readonly table: string;
  /** `CREATE` statements of a month's file: the same table, in the order and with the indexes that looking back needs. */
  readonly schema: readonly string[];
  /** The columns that a month's rows are written in the order of, so that pages fill up one after the other. */
  readonly order: string;
  /** Whole months leave memory, the oldest first, while it holds more rows than this. */
  readonly keep: number;
}

/** One area of the product: its tables, how its events become rows, what its commands decide, what its queries answer. */
export interface Feature {
  readonly name: string;
  /** `CREATE TABLE` and `CREATE INDEX` statements, one each. */
  readonly schema: readonly string[];
  /** By event type. Unknown types are kept in the journal and skipped. Must be a function of its arguments alone. */
  readonly apply: Readonly<Record<string, (db: Writer, data: never, meta: EntryMeta) => void>>;
  readonly commands: Readonly<Record<string, CommandHandler>>;
  readonly queries: Readonly<Record<string, QueryHandler>>;
  readonly tasks?: Readonly<Record<string, TaskHandler>>;
  /** A table whose past leaves memory, month by month, when a snapshot is made. */
  readonly closable?: Closable;
  readonly definitions: {
    readonly commands: Readonly<Record<string, CommandDefinition>>;
    readonly queries: Readonly<Record<string, QueryDefinition>>;
  };
}

/** The face of the store, the same in the store host and at its far end in main. */
export interface Store {
  execute(envelope: CommandEnvelope): Promise<Result<unknown>>;
  query(name: string, params: unknown, actor: Actor): Promise<Result<unknown>>;
}
