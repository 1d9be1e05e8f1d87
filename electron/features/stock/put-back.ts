import type { FeatureEvent } from '../../../shared/feature';
import type { MoveInput } from '../../../shared/features/stock/commands';
import { stockEvent } from '../../../shared/features/stock/events';
import type { Goods, Shelf } from '../../../shared/features/stock/records';
import type { Failure } from '../../../shared/result';
import type { Reader } from '../../store/types';
import type { Held } from './facts';
import { findAccount, findGoods } from './numbers';
import { isParcel } from './units';

export const promisedOn = (db: Reader, goods: Goods, shelf: Shelf): number =>
  db.get<{ pieces: number | null }>(
    'SELECT sum(quantity) AS pieces FROM stock_reservations WHERE goods = ? AND account = ?',
    findGoods(db, goods),
    findAccount(db, shelf),
  )?.pieces ?? 0;

/** Of goods that were picked, those that no order wants any more. */
export const unclaimed = (db: Reader, picked: readonly Held[]): readonly Held[] =>
  picked.flatMap((each) => {
    const quantity = each.quantity - promisedOn(db, each.goods, each.shelf);
    return quantity > 0 ? [{ ...each, quantity }] : [];
  });

/**
 * Why a movement may not touch how goods are picked: only a pick for an order makes them so, and only what no order wants any
 * more goes back to a shelf.
 * @param there what lies picked where the goods are taken from
 */
export const pickedFailure = (
  db: Reader,
  { from, to, quantity }: MoveInput,
  there: readonly Held[],
): Failure | null => {
  if (to?.status === 'picked' || to?.status === 'packed') return { code: 'pick-needs-order' };
  if (from?.status !== 'picked') return null;
  const { location, unit } = from;
  if (unit !== null && isParcel(db, unit)) return { code: 'movement-of-open-parcel', details: { document: unit } };
  const free = unclaimed(db, there).reduce((sum, each) => sum + each.quantity, 0);
  if (free >= quantity) return null;
  const lying = there.reduce((sum, each) => sum + each.quantity, 0);
  if (lying > free) return { code: 'picked-for-order', details: { location, free } };
  return { code: 'stock-moved-on', details: { location, missing: quantity - free } };
};

interface TaskRow {
  task_id: string;
  lot: string | null;
}

/** Tasks that are done when so many pieces of what was picked leave a place. */
export const putBackDone = (
  db: Reader,
  { from, wanted, quantity }: MoveInput,
  there: readonly Held[],
): readonly FeatureEvent[] => {
  if (from?.status !== 'picked') return [];
  const left = unclaimed(db, there).reduce((sum, each) => sum + each.quantity, 0) - quantity;
  if (left > 0) return [];
  const lots = new Set(there.map(({ goods }) => goods.lot));
  return db
    .all<TaskRow>(
      `SELECT task_id, lot FROM stock_tasks WHERE kind = 'put-back' AND location = ? AND sku = ? AND closed_at IS NULL`,
      from.location,
      wanted.sku,
    )
    .filter(({ lot }) => lots.has(lot))
    .map((row) => stockEvent('v1.stock.taskClosed', { taskId: row.task_id, note: 'put-back' }));
};
