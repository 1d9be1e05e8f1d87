import type { FeatureEvent } from '../../../shared/feature';
import { shelfKey } from '../../../shared/features/stock/book';
import { stockEvent } from '../../../shared/features/stock/events';
import { isShelf, type MovementLine, type ReservedLine } from '../../../shared/features/stock/records';
import type { Reader } from '../../store/types';
import { quantityOn } from './facts';
import { readPromised } from './promises';
import { promisedOn } from './put-back';

/**
 * What an order loses when picks are taken back. `null`: what lies there now is for others.
 * @param document number of the order
 * @param lines from where the goods were picked to, back to where they came from
 */
export const picksTakenBack = (
  db: Reader,
  document: string | null,
  lines: readonly MovementLine[],
): readonly FeatureEvent[] | null => {
  const picks = lines.filter(
    ({ from, to }) => isShelf(from) && from.status === 'picked' && !(isShelf(to) && to.status === 'picked'),
  );
  if (picks.length === 0) return [];
  const orderId =
    db.get<{ order_id: string }>('SELECT order_id FROM orders WHERE number = ?', document)?.order_id ?? '';
  let ours = readPromised(db, orderId).lines;
  const given: ReservedLine[] = [];
  for (const { goods, from, quantity } of picks) {
    if (!isShelf(from)) continue;
    const key = shelfKey(goods, from);
    let left = quantity;
    ours = ours.flatMap((each) => {
      const pieces = shelfKey(each.goods, each.shelf) === key ? Math.min(left, each.quantity) : 0;
      if (pieces === 0) return [each];
      left -= pieces;
      given.push({ ...each, quantity: pieces });
      return pieces < each.quantity ? [{ ...each, quantity: each.quantity - pieces }] : [];
    });
    if (left > quantityOn(db, goods, from) - promisedOn(db, goods, from)) return null;
  }
  return given.length === 0 ? [] : [stockEvent('v1.stock.pickTakenBack', { orderId, lines: given })];
};
