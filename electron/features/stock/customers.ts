import type { AnswerOf, InputOf } from '../../../shared/feature';
import type { stockCommands } from '../../../shared/features/stock/commands';
import { stockEvent } from '../../../shared/features/stock/events';
import type { CustomerRow, stockQueries } from '../../../shared/features/stock/queries';
import { decided, type CommandContext, type Decision, type QueryContext, type Reader } from '../../store/types';

type Input = InputOf<(typeof stockCommands)['stock.setCustomer']>;

const ruleOf = (db: Reader, customer: string): number | null =>
  db.get<{ min_days_left: number }>('SELECT min_days_left FROM stock_customers WHERE customer = ?', customer)
    ?.min_days_left ?? null;

const anyRule = (db: Reader): boolean => db.get('SELECT 1 AS any FROM stock_customers LIMIT 1') !== undefined;

/** How many days goods must have left for the customer of an order; 0 where nobody said. */
export const minDaysOf = (
  context: Pick<CommandContext, 'db' | 'unseal'>,
  subject: string,
  customerSealed: string | null,
): number => {
  if (customerSealed === null || !anyRule(context.db)) return 0;
  const customer = context.unseal(subject, customerSealed);
  return customer === null ? 0 : (ruleOf(context.db, customer) ?? 0);
};

/** The same for an order that is in the tables. */
export const minDaysOfOrder = (context: Pick<CommandContext, 'db' | 'unseal'>, orderId: string): number => {
  const row = context.db.get<{ subject: string; customer_sealed: string | null }>(
    'SELECT subject, customer_sealed FROM orders WHERE order_id = ?',
    orderId,
  );
  return row === undefined ? 0 : minDaysOf(context, row.subject, row.customer_sealed);
};

export const setCustomer = ({ db }: CommandContext, { customer, minDaysLeft }: Input): Decision<null> =>
  decided(
    null,
    ruleOf(db, customer) === minDaysLeft ? [] : [stockEvent('v1.stock.customerSet', { customer, minDaysLeft })],
  );

export const customers = ({ db }: QueryContext): AnswerOf<(typeof stockQueries)['stock.customers']> =>
  db.all<CustomerRow>(
    'SELECT customer, min_days_left AS minDaysLeft FROM stock_customers ORDER BY customer COLLATE NOCASE LIMIT 1000',
  );
