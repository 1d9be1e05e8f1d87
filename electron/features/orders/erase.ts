import type { InputOf } from '../../../shared/feature';
import type { orderCommands } from '../../../shared/features/orders/commands';
import { orderEvent } from '../../../shared/features/orders/events';
import { hasRole } from '../../../shared/features/people/roles';
import { decided, refused, type CommandContext, type Decision } from '../../store/types';
import { broughtSubject } from '../labels/brought';
import { subjectOf } from './stored-order';

interface Standing {
  readonly state: string;
  readonly erased: number;
  readonly pack_state: string | null;
}

/** An order that is still to be packed needs its address: it is cancelled first. */
const isFinished = ({ state, pack_state: pack }: Standing): boolean =>
  pack === 'packed' || (state === 'cancelled' && (pack === null || pack === 'released'));

/** Name, address, notes, gift message and label of an order become unreadable for good; what was done with it stays. */
export const eraseOrder = (
  context: CommandContext,
  { orderId }: InputOf<(typeof orderCommands)['orders.erase']>,
): Decision<null> => {
  if (!hasRole(context.actor.role, 'it')) return refused({ code: 'role-too-low', details: { role: 'it' } });
  const order = context.db.get<Standing>(
    'SELECT o.state, o.erased, p.state AS pack_state FROM orders o LEFT JOIN packs p USING (order_id) WHERE o.order_id = ?',
    orderId,
  );
  if (order === undefined) return refused({ code: 'order-unknown' });
  if (order.erased === 1) return decided(null, []);
  if (!isFinished(order)) return refused({ code: 'order-not-finished' });
  // What people brought to print may name the same customer.
  const erases = [subjectOf(orderId), broughtSubject(context.db)];
  return { ...decided(null, [orderEvent('v1.orders.erased', { orderId })]), erases };
};
