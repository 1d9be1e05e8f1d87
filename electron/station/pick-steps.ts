import type { MoveAnswer } from '../../shared/features/stock/commands';
import type { MovingItem } from '../../shared/features/stock/move-view';
import type { PickList } from '../../shared/features/stock/queries';
import type { Failure, Result } from '../../shared/result';
import type { FeedbackTeller } from './feedback';
import { begun, type Goal, type Moving } from './moving';
import { orderToPick, pickOf, piecesIn, withOrder } from './picking';

interface Desk {
  readonly become: (next: Moving) => void;
  readonly execute: (name: string, input: unknown, onWait: () => void) => Promise<Result<unknown>>;
  readonly ask: (name: string, params: unknown) => Promise<unknown>;
}

/** What the desk for moves does otherwise while goods are picked for an order. */
export const createPickSteps = (
  feedback: FeedbackTeller,
  { become, execute, ask }: Desk,
  refused: (current: Moving, goal: Goal, failure: Failure) => void,
) => {
  const listOf = async (code: string): Promise<PickList | null> =>
    (await ask('stock.pickList', { code })) as PickList | null;

  /** The next goods of the order; after the last ones, the next order. */
  const picked = async (current: Moving, goal: NonNullable<Goal>, { missing }: MoveAnswer): Promise<void> => {
    const { item, order, quantity } = current;
    if (item === null || order === null) return;
    const { name } = item;
    const to = goal.unit ?? goal.location;
    const list = await listOf(order.number);
    const last = { name, quantity, to, isUnit: false };
    const isDone = list === null || list.stops.length === 0;
    const kept = isDone ? { ...current, document: null, order: null, last } : { ...current, order: list, last };
    become(begun(current.turn, current.act, kept));
    if (missing > 0) feedback.need('stock-moved-beyond', { name, quantity, location: to, missing });
    else if (isDone) feedback.good('pick-done', { order: order.number, location: to });
    else feedback.good('stock-picked', { name, quantity, location: to });
  };

  const book = async (current: Moving, item: MovingItem, goal: NonNullable<Goal>): Promise<void> => {
    const wish = pickOf(current, item, goal);
    if (wish === null) return;
    const answer = await execute('stock.pick', wish, () => feedback.need('scan-waits', { name: item.name }));
    return answer.ok ? picked(current, goal, answer.value as MoveAnswer) : refused(current, goal, answer.failure);
  };

  /** By its number, or by the tote that goes with it. */
  const takeOrder = async (current: Moving, code: string): Promise<void> => {
    const found = orderToPick(await listOf(code), code);
    if (!found.ok) return feedback.bad(found.failure, code);
    become(withOrder(current, found.value));
    feedback.good('pick-order', { order: found.value.number, quantity: piecesIn(found.value) });
  };

  return { book, takeOrder };
};
