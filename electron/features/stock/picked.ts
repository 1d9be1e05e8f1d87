import type { FeatureEvent } from '../../../shared/feature';
import { shelfKey } from '../../../shared/features/stock/book';
import type { StockEventData } from '../../../shared/features/stock/events';
import { isShelf, type MovementLine, type ReservedLine, type Shelf } from '../../../shared/features/stock/records';

type Where = Pick<ReservedLine, 'goods' | 'shelf'>;

const same = (a: Where, b: Where): boolean => shelfKey(a.goods, a.shelf) === shelfKey(b.goods, b.shelf);

const plus = (lines: readonly ReservedLine[], more: ReservedLine): ReservedLine[] => {
  const found = lines.findIndex((each) => each.lineId === more.lineId && same(each, more));
  const before = lines[found];
  if (before === undefined) return [...lines, more];
  return lines.map((each, index) =>
    index === found ? { ...before, quantity: before.quantity + more.quantity } : each,
  );
};

/** Without so many pieces of a shelf; of the named line, or of whichever has some. */
const minus = (
  lines: readonly ReservedLine[],
  gone: Where & { readonly quantity: number },
  lineId: string | null,
): ReservedLine[] => {
  let left = gone.quantity;
  return lines.flatMap((each) => {
    if (left === 0 || !same(each, gone) || (lineId !== null && each.lineId !== lineId)) return [each];
    const taken = Math.min(left, each.quantity);
    left -= taken;
    return taken < each.quantity ? [{ ...each, quantity: each.quantity - taken }] : [];
  });
};

const isPicked = (place: MovementLine['from']): place is Shelf => isShelf(place) && place.status === 'picked';

/** A tote that is carried elsewhere with all that is in it. */
const isCarried = ({ from, to }: MovementLine): boolean =>
  isPicked(from) && isPicked(to) && from.unit !== null && from.unit === to.unit;

const afterMove = (lines: readonly ReservedLine[], move: MovementLine, isOurs: boolean): readonly ReservedLine[] => {
  const { goods, from, to, quantity } = move;
  if (!isPicked(from) || !isPicked(to)) return lines;
  if (isCarried(move)) {
    const moved = lines.filter((each) => same(each, { goods, shelf: from }));
    const rest = lines.filter((each) => !moved.includes(each));
    return moved.reduce<ReservedLine[]>((sum, each) => plus(sum, { ...each, shelf: to }), rest);
  }
  // Into a parcel of the order.
  return isOurs ? minus(lines, { goods, shelf: from, quantity }, null) : lines;
};

/**
 * What is picked for an order after the events of a command, from all that it was promised before them.
 * @param isOurs the command is about this order: what goes into a box now was picked for it
 */
export const pickedAfter = (
  orderId: string,
  before: readonly ReservedLine[],
  events: readonly FeatureEvent[],
  isOurs: boolean,
): readonly ReservedLine[] => {
  let lines: readonly ReservedLine[] = before.filter(({ shelf }) => shelf.status === 'picked');
  for (const { type, data } of events) {
    if (type === 'v1.stock.moved')
      for (const move of (data as StockEventData<'v1.stock.moved'>).lines) lines = afterMove(lines, move, isOurs);
    if (data['orderId'] !== orderId) continue;
    if (type === 'v1.stock.pickedFor')
      for (const each of (data as StockEventData<'v1.stock.pickedFor'>).lines) lines = plus(lines, each);
    if (type === 'v1.stock.pickTakenBack')
      for (const each of (data as StockEventData<'v1.stock.pickTakenBack'>).lines)
        lines = minus(lines, each, each.lineId);
  }
  return lines;
};
