import type { FeatureEvent } from '../../../shared/feature';
import { isShelf } from '../../../shared/features/stock/records';
import type { Failure } from '../../../shared/result';
import { refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { linesMoved } from './promises';

/** Pieces with a serial number that come onto shelves by these movements, less those that leave them. */
const arrivals = (events: readonly FeatureEvent[]): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const { goods, from, to, quantity } of linesMoved(events)) {
    if (goods.serial === null) continue;
    const key = JSON.stringify([goods.sku, goods.serial]);
    sums.set(key, (sums.get(key) ?? 0) + (isShelf(to) ? quantity : 0) - (isShelf(from) ? quantity : 0));
  }
  return sums;
};

/** Where the book has a piece with a serial number; `null`: on no shelf. */
export const shelfOfPiece = (db: Reader, sku: string, serial: string): string | null =>
  // By its serial number: a SKU may have a hundred thousand of them, and `+` keeps SQLite off its index.
  db.get<{ location: string }>(
    `SELECT a.location FROM stock_goods g JOIN stock_balances b ON b.goods = g.goods JOIN stock_accounts a ON a.account = b.account
     WHERE +g.sku = ? AND g.serial = ? AND g.serial <> '' ORDER BY a.account LIMIT 1`,
    sku,
    serial,
  )?.location ?? null;

/** Why one piece would lie on two shelves, or be two: the book has it already; `null`: nothing of the kind. */
const secondPiece = (db: Reader, events: readonly FeatureEvent[]): Failure | null => {
  for (const [key, more] of arrivals(events)) {
    if (more <= 0) continue;
    const [sku = '', serial = ''] = JSON.parse(key) as readonly string[];
    const location = shelfOfPiece(db, sku, serial);
    if (location !== null) return { code: 'stock-serial-held', details: { serial, location } };
    if (more > 1) return { code: 'stock-serial-is-one' };
  }
  return null;
};

/** One serial number is one piece: what the book has on a shelf comes in no second time, whoever scanned it twice. */
export const onePiece =
  <I, A>(handler: (context: CommandContext, input: I) => Decision<A>) =>
  (context: CommandContext, input: I): Decision<A> => {
    const made = handler(context, input);
    const failure = made.result.ok ? secondPiece(context.db, made.events) : null;
    return failure === null ? made : refused(failure);
  };
