import type { Reader } from '../../store/types';
import { movementsWhere } from '../stock/ledger';
import type { Which } from '../stock/which-movements';
import { findAccount } from '../stock/numbers';

/** Goods that kits join to others, as lists for `json_each`. */
export interface Kits {
  /** Counter account of kits; `null`: none was ever made. */
  readonly account: number | null;
  /** Kits that the goods went into, however deep. */
  readonly made: string;
  /** Parts that the goods were made of, however deep. */
  readonly parts: string;
  /** Entries that made them, and all in which the goods themselves went into a kit or came out of one. */
  readonly entries: string;
}

const none = '[]';

interface Joined {
  readonly goods: number;
  readonly n: number;
}

type Direction = 'forward' | 'backward';
type Accounts = 'sources' | 'targets';
const sides: Readonly<Record<Direction, readonly [here: Accounts, there: Accounts]>> = {
  forward: ['targets', 'sources'],
  backward: ['sources', 'targets'],
};

const entriesOf = (db: Reader, which: Which, more = ''): readonly number[] => {
  const made = movementsWhere(db, which);
  return db.all<{ n: number }>(`SELECT DISTINCT m.n FROM ${made.sql} m ${more}`, ...made.cells).map(({ n }) => n);
};

/** From what went into a kit to what came out of the same entry, or the other way round; what was taken back made nothing. */
const step = (db: Reader, goods: string, account: number, direction: Direction): readonly Joined[] => {
  const [here, there] = sides[direction];
  const counter = JSON.stringify([account]);
  const entries = entriesOf(
    db,
    { goods, [here]: counter, kinds: ['kit'] },
    'WHERE m.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM stock_undone u WHERE u.n = m.n)',
  );
  if (entries.length === 0) return [];
  const others = movementsWhere(db, { entries: JSON.stringify(entries), [there]: counter });
  return db.all<Joined>(`SELECT DISTINCT goods, n FROM ${others.sql}`, ...others.cells);
};

const follow = (db: Reader, goods: string, account: number, direction: Direction, entries: Set<number>): string => {
  const found = new Set<number>();
  for (let next = goods; next !== none;) {
    const fresh = new Set<number>();
    for (const row of step(db, next, account, direction)) {
      entries.add(row.n);
      if (!found.has(row.goods)) fresh.add(row.goods);
      found.add(row.goods);
    }
    next = JSON.stringify([...fresh]);
  }
  return JSON.stringify([...found]);
};

export const kitsAround = (db: Reader, goods: string): Kits => {
  const account = findAccount(db, { counter: 'kit' });
  if (account === null) return { account, made: none, parts: none, entries: none };
  const entries = new Set<number>();
  const made = follow(db, goods, account, 'forward', entries);
  const parts = follow(db, goods, account, 'backward', entries);
  if (made !== none || parts !== none) for (const n of entriesOf(db, { goods, kinds: ['kit'] })) entries.add(n);
  return { account, made, parts, entries: JSON.stringify([...entries]) };
};

export const joined = (...lists: readonly string[]): string =>
  JSON.stringify([...new Set(lists.flatMap((list) => JSON.parse(list) as (number | string)[]))]);
