import type { TraceSubject } from '../../../shared/features/trace/queries';
import type { Cell, Reader } from '../../store/types';
import { movementsWhere } from '../stock/ledger';
import { accountsOfUnit } from '../stock/numbers';

const listOf = (db: Reader, sql: string, ...cells: Cell[]): string =>
  JSON.stringify(db.all<{ goods: number }>(sql, ...cells).map(({ goods }) => goods));

const goodsInto = (db: Reader, unit: string): string => {
  const moved = movementsWhere(db, { targets: accountsOfUnit(db, unit) });
  return listOf(db, `SELECT DISTINCT goods FROM ${moved.sql}`, ...moved.cells);
};

/** Numbers of the goods that a subject is made of, as a list for `json_each`; of a unit, all that ever lay in it. */
export const goodsOfSubject = (db: Reader, subject: TraceSubject): string => {
  switch (subject.kind) {
    case 'lot':
      return listOf(db, 'SELECT goods FROM stock_goods WHERE lot = ? AND sku = ?', subject.lot, subject.sku);
    case 'serial':
      return listOf(db, 'SELECT goods FROM stock_goods WHERE serial = ? AND sku = ?', subject.serial, subject.sku);
    case 'unit':
      return goodsInto(db, subject.unit);
  }
};

interface Edge {
  readonly goods: number;
  readonly source: number;
  readonly target: number;
}

const edgesOf = (db: Reader, goods: string): readonly Edge[] => {
  const moved = movementsWhere(db, { goods });
  return db.all<Edge>(`SELECT DISTINCT goods, source, target FROM ${moved.sql}`, ...moved.cells);
};

/** All ways that goods took, as `goods:source:target`. */
export const everyWay = (db: Reader, goods: string): string =>
  JSON.stringify(edgesOf(db, goods).map(({ goods: each, source, target }) => `${each}:${source}:${target}`));

/**
 * Ways that goods took to accounts of a unit, as `goods:source:target`: everything that can have led there, and nothing that went
 * elsewhere. Of goods that nobody tells apart it is all that may have been theirs.
 */
export const waysInto = (db: Reader, goods: string, accounts: string): string => {
  const edges = edgesOf(db, goods);
  const own = new Set(JSON.parse(accounts) as number[]);
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
