import type { PickInput } from '../../shared/features/stock/commands';
import type { MovingItem, StockMoveView } from '../../shared/features/stock/move-view';
import type { PickList } from '../../shared/features/stock/queries';
import { fail, ok, type Failure, type Result } from '../../shared/result';
import { begun, unsure, type Goal, type Moving } from './moving';

/** The order that goods are to be picked for, or why none are. */
export const orderToPick = (list: PickList | null, scanned: string): Result<PickList> => {
  if (list === null) return fail('order-unknown', { scanned });
  const { number, isOpen, stops, picked, missing } = list;
  if (!isOpen) return fail('pick-order-closed', { order: number });
  if (stops.length > 0) return ok(list);
  if (picked > 0) return fail('pick-done-already', { order: number, picked });
  return missing > 0 ? fail('pick-none-there', { order: number, missing }) : fail('pick-nothing', { order: number });
};

export const withOrder = (moving: Moving, order: PickList): Moving => ({
  ...begun(moving.turn, 'pick', { ...moving, document: order.number, order }),
  keyed: moving.keyed,
});

/** The pick as the store takes it. */
export const pickOf = (moving: Moving, item: MovingItem, goal: NonNullable<Goal>): PickInput | null => {
  const { order, from, outOf, quantity, sure } = moving;
  if (order === null || from === null) return null;
  const { sku, lot, serial, expiry } = item;
  return {
    orderId: order.orderId,
    wanted: { sku, lot, serial, expiry, owner: null, condition: null },
    from: { location: from, unit: outOf },
    to: goal,
    quantity,
    ...sure,
  };
};

export const piecesIn = ({ stops }: PickList): number => stops.reduce((sum, { quantity }) => sum + quantity, 0);

/** What of the order lies in a bin, in pieces; in one of its units too. */
export const wantedIn = (order: PickList, location: string): number =>
  piecesIn({ ...order, stops: order.stops.filter((each) => each.location === location) });

/** What the store asks about, by its refusal; `null`: it is no question. */
export const asked = ({ code, details = {} }: Failure): StockMoveView['elsewhere'] => {
  if (code !== 'pick-elsewhere') return null;
  const { location, lot } = details;
  return { location: String(location), lot: typeof lot === 'string' ? lot : null };
};

/** YES to what is asked. */
export const surely = (moving: Moving): Moving => {
  const { waiting, sure } = moving;
  if (waiting === null) return moving;
  const elsewhere = sure.elsewhere || (waiting.elsewhere ?? null) !== null;
  return { ...moving, sure: { beyondBook: sure.beyondBook || waiting.book !== null, elsewhere } };
};

/** Other goods or another number of them: what was answered before does not hold for these. */
export const askedAnew = { waiting: null, sure: unsure } as const;
