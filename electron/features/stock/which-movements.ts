import type { MovementKind } from '../../../shared/features/stock/records';
import type { Cell, Closable } from '../../store/types';

const columns = `n INTEGER NOT NULL, line INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, goods INTEGER NOT NULL,
    source INTEGER NOT NULL, target INTEGER NOT NULL, quantity INTEGER NOT NULL, reason TEXT, document TEXT, person_id TEXT,
    station TEXT NOT NULL, undoes INTEGER`;

/** Every movement that was ever booked, as far as it is in memory. */
export const ledgerSchema: readonly string[] = [
  `CREATE TABLE stock_movements (${columns}, PRIMARY KEY(n, line)) WITHOUT ROWID`,
  'CREATE INDEX stock_movements_goods ON stock_movements(goods, n)',
  'CREATE INDEX stock_movements_source ON stock_movements(source, n)',
  'CREATE INDEX stock_movements_target ON stock_movements(target, n)',
  'CREATE INDEX stock_movements_at ON stock_movements(at)',
];

/**
 * The last two million movements stay in memory, some 200 MB; older months are files. There goods lie together, since who
 * looks back for years follows a lot, a piece or an item.
 */
export const closableLedger: Closable = {
  table: 'stock_movements',
  schema: [
    `CREATE TABLE stock_movements (${columns}, PRIMARY KEY(goods, n, line)) WITHOUT ROWID`,
    'CREATE INDEX stock_movements_n ON stock_movements(n, line)',
    'CREATE INDEX stock_movements_source ON stock_movements(source, n)',
    'CREATE INDEX stock_movements_target ON stock_movements(target, n)',
  ],
  order: '+goods, n, line',
  keep: 2_000_000,
};

/** Which movements: all that is said must hold. Lists are JSON texts, as `json_each` takes them. */
export interface Which {
  /** A list of numbers of goods. */
  readonly goods?: string;
  readonly sku?: string;
  /** From there or to there. */
  readonly location?: string;
  /** Lists of numbers of accounts. */
  readonly sources?: string;
  readonly targets?: string;
  /** Any of these. */
  readonly kinds?: readonly MovementKind[];
  /** A list of numbers of entries. */
  readonly entries?: string;
  /** Numbers of entries, themselves left out. */
  readonly after?: number;
  readonly before?: number;
  /** Moments, UTC, ISO 8601 with milliseconds: from it on, before it, after it. */
  readonly fromAt?: string;
  readonly beforeAt?: string;
  readonly afterAt?: string;
}

/** The same where only numbers are known. */
export interface NumberedWhich extends Omit<Which, 'sku' | 'location'> {
  /** A list of numbers of accounts: from one of them or to one. */
  readonly sides?: string;
}

/** A part of a statement, and what is bound in it. */
export interface Source {
  readonly sql: string;
  readonly cells: readonly Cell[];
}

const inList = 'IN (SELECT value FROM json_each(?))';
const ofLocation = 'IN (SELECT account FROM stock_accounts WHERE location = ?)';
type Wanted = Which & NumberedWhich;
const conditions: { readonly [K in keyof Wanted]-?: string } = {
  goods: `goods ${inList}`,
  sku: 'goods IN (SELECT goods FROM stock_goods WHERE sku = ?)',
  location: `(source ${ofLocation} OR target ${ofLocation})`,
  sources: `source ${inList}`,
  targets: `target ${inList}`,
  sides: `(source ${inList} OR target ${inList})`,
  kinds: `kind ${inList}`,
  entries: `n ${inList}`,
  after: 'n > ?',
  before: 'n < ?',
  fromAt: 'at >= ?',
  beforeAt: 'at < ?',
  afterAt: 'at > ?',
};
const twice: ReadonlySet<keyof Wanted> = new Set(['location', 'sides']);

const placeOf = (side: string): string => `(SELECT a.location FROM stock_accounts a WHERE a.account = ${side})`;
/** In place of the condition on a location, where few movements are left or most are of that place: each is looked at. */
const lookedAt = `+? IN (${placeOf('source')}, ${placeOf('target')})`;

/** The `WHERE` of it, or nothing. */
export const whereOf = (which: Wanted, looksAtEach = false): Source => {
  const parts: string[] = [];
  const cells: Cell[] = [];
  for (const key of Object.keys(conditions) as (keyof Wanted)[]) {
    const wanted = which[key];
    if (wanted === undefined) continue;
    const cell = Array.isArray(wanted) ? JSON.stringify(wanted) : (wanted as string | number);
    const isLook = key === 'location' && looksAtEach;
    parts.push(isLook ? lookedAt : conditions[key]);
    cells.push(...(twice.has(key) && !isLook ? [cell, cell] : [cell]));
  }
  return { sql: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, cells };
};
