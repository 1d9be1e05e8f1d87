import type { AnswerOf, FeatureEvent, InputOf } from '../../../shared/feature';
import type { stockCommands } from '../../../shared/features/stock/commands';
import { stockEvent, type StockEventData } from '../../../shared/features/stock/events';
import type { CustomerRow, stockQueries } from '../../../shared/features/stock/queries';
import { decided, type CommandContext, type Decision, type QueryContext, type Reader } from '../../store/types';

type Input = InputOf<(typeof stockCommands)['stock.setCustomer']>;

const ruleOf = (db: Reader, customer: string): number | null =>
  db.get<{ min_days_left: number }>('SELECT min_days_left FROM stock_customers WHERE customer = ?', customer)
    ?.min_days_left ?? null;

const anyRule = (db: Reader): boolean => db.get('SELECT 1 AS found FROM stock_customers LIMIT 1') !== undefined;

type Unsealing = Pick<CommandContext, 'db' | 'unseal'>;
type CustomerSet = StockEventData<'v1.stock.customerSet'>;

/**
 * How many days goods must have left for the customer of an order, also by what this command says of it; 0 where nobody
 * said anything.
 */
export const minDaysOf = (
  { db, unseal }: Unsealing,
  subject: string,
  customerSealed: string | null,
  events: readonly FeatureEvent[] = [],
): number => {
  const told = events.flatMap(({ type, data }) => (type === 'v1.stock.customerSet' ? [data as CustomerSet] : []));
  if (customerSealed === null || (told.length === 0 && !anyRule(db))) return 0;
  const customer = unseal(subject, customerSealed);
  if (customer === null) return 0;
  const now = told.find((each) => each.customer === customer);
  return (now === undefined ? ruleOf(db, customer) : now.minDaysLeft) ?? 0;
};

/** The same for an order that is in the tables. */
export const minDaysOfOrder = (context: Unsealing, orderId: string): number => {
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
