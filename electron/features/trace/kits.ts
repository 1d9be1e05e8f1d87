import type { Reader } from '../../store/types';
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

/** From what went into a kit to what came out of the same entry, or the other way round; what was taken back made nothing. */
const sql = (here: 'source' | 'target', there: 'source' | 'target'): string =>
  `SELECT DISTINCT o.goods, o.n FROM json_each(?1) l CROSS JOIN stock_movements m ON m.goods = l.value
   CROSS JOIN stock_movements o ON o.n = m.n WHERE m.kind = 'kit' AND m.${here} = ?2 AND o.${there} = ?2 AND m.undoes IS NULL
   AND NOT EXISTS (SELECT 1 FROM stock_undone u WHERE u.n = m.n)`;
const forward = sql('target', 'source');
const backward = sql('source', 'target');

const follow = (db: Reader, goods: string, account: number, step: string, entries: Set<number>): string => {
  const found = new Set<number>();
  for (let next = goods; next !== none;) {
    const fresh = new Set<number>();
    for (const row of db.all<{ goods: number; n: number }>(step, next, account)) {
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
  const made = follow(db, goods, account, forward, entries);
  const parts = follow(db, goods, account, backward, entries);
  if (made !== none || parts !== none)
    for (const { n } of db.all<{ n: number }>(
      `SELECT DISTINCT m.n FROM json_each(?) l CROSS JOIN stock_movements m ON m.goods = l.value WHERE m.kind = 'kit'`,
      goods,
    ))
      entries.add(n);
  return { account, made, parts, entries: JSON.stringify([...entries]) };
};

export const joined = (...lists: readonly string[]): string =>
  JSON.stringify([...new Set(lists.flatMap((list) => JSON.parse(list) as (number | string)[]))]);
