import type { QueryContext, Reader, Writer } from '../../store/types';
import type { Source } from './which-movements';

/** Bins that are counted blind: whoever counts is told nothing of what the book has there, on no page. */
export const hideBins = (db: Writer, locations: readonly string[]): void => {
  for (const location of locations) db.run('INSERT OR IGNORE INTO stock_unseen VALUES (?)', location);
};
export const showBins = (db: Writer, locations: readonly string[]): void => {
  for (const location of locations) db.run('DELETE FROM stock_unseen WHERE location = ?', location);
};

const none: ReadonlySet<string> = new Set();

const unseenIn = (db: Reader): ReadonlySet<string> =>
  new Set(db.all<{ location: string }>('SELECT location FROM stock_unseen').map(({ location }) => location));

/** The bins that this person must not be told of: any operator may be who counts them; supervisors judge what was counted. */
export const unseenBy = ({ db, actor }: Pick<QueryContext, 'db' | 'actor'>): ReadonlySet<string> =>
  actor.role === 'operator' ? unseenIn(db) : none;

/** Rows of other bins only. */
export const inSight = <T extends { readonly location: string | null }>(
  context: Pick<QueryContext, 'db' | 'actor'>,
  rows: readonly T[],
): readonly T[] => {
  const unseen = unseenBy(context);
  return unseen.size === 0 ? rows : rows.filter(({ location }) => location === null || !unseen.has(location));
};

const notUnseen = 'NOT IN (SELECT location FROM stock_unseen)';

/** Movements between accounts `f` and `t` that are both in sight; `null`: all are. */
export const movedInSight = (context: Pick<QueryContext, 'db' | 'actor'>): Source | null =>
  unseenBy(context).size === 0 ? null : { sql: `f.location ${notUnseen} AND t.location ${notUnseen}`, cells: [] };

/** Whether some of a SKU lies in a bin that is counted blind. */
export const liesUnseen = (db: Reader, sku: string): boolean =>
  db.get(
    `SELECT 1 AS found FROM stock_goods g CROSS JOIN stock_balances b ON b.goods = g.goods
     CROSS JOIN stock_accounts a ON a.account = b.account CROSS JOIN stock_unseen u ON u.location = a.location
     WHERE g.sku = ? LIMIT 1`,
    sku,
  ) !== undefined;
