import type { TraceSubject } from '../../../shared/features/trace/queries';
import type { Cell, Reader } from '../../store/types';

const listOf = (db: Reader, sql: string, ...cells: Cell[]): string =>
  JSON.stringify(db.all<{ goods: number }>(sql, ...cells).map(({ goods }) => goods));

/** Numbers of the goods that a subject is made of, as a list for `json_each`; of a unit, all that ever lay in it. */
export const goodsOfSubject = (db: Reader, subject: TraceSubject): string => {
  switch (subject.kind) {
    case 'lot':
      return listOf(db, 'SELECT goods FROM stock_goods WHERE lot = ? AND sku = ?', subject.lot, subject.sku);
    case 'serial':
      return listOf(db, 'SELECT goods FROM stock_goods WHERE serial = ? AND sku = ?', subject.serial, subject.sku);
    case 'unit':
      return listOf(
        db,
        `SELECT DISTINCT m.goods FROM stock_accounts a CROSS JOIN stock_movements m ON m.target = a.account WHERE a.unit = ?`,
        subject.unit,
      );
  }
};

interface Edge {
  readonly goods: number;
  readonly source: number;
  readonly target: number;
  readonly first: string;
}

const edgesSql = `SELECT m.goods, m.source, m.target, min(m.at) AS first FROM json_each(?) l
  CROSS JOIN stock_movements m ON m.goods = l.value GROUP BY m.goods, m.source, m.target`;

/** All ways that goods took, as `goods:source:target`. */
export const everyWay = (db: Reader, goods: string): string =>
  JSON.stringify(db.all<Edge>(edgesSql, goods).map(({ goods: each, source, target }) => `${each}:${source}:${target}`));

export const accountsOf = (db: Reader, unit: string): readonly number[] =>
  db.all<{ account: number }>('SELECT account FROM stock_accounts WHERE unit = ?', unit).map(({ account }) => account);

/**
 * Ways that goods took to accounts of a unit, as `goods:source:target`: everything that can have led there, and nothing that went
 * elsewhere. Of goods that nobody tells apart it is all that may have been theirs.
 */
export const waysInto = (db: Reader, goods: string, accounts: readonly number[]): string => {
  const edges = db.all<Edge>(edgesSql, goods);
  const own = new Set(accounts);
  const ways = new Set<string>();
  for (const each of new Set(edges.map((edge) => edge.goods))) {
    const list = edges.filter((edge) => edge.goods === each);
    const reached = new Set(own);
    const waiting = [...own];
    for (let account = waiting.pop(); account !== undefined; account = waiting.pop())
      for (const edge of list) {
        if (edge.target !== account) continue;
        ways.add(`${each}:${edge.source}:${edge.target}`);
        if (!reached.has(edge.source)) waiting.push(edge.source);
        reached.add(edge.source);
      }
    for (const edge of list) if (own.has(edge.source)) ways.add(`${each}:${edge.source}:${edge.target}`);
  }
  return JSON.stringify([...ways]);
};
