import { orderCommands } from '../../shared/features/orders/commands';
import { orderQueries } from '../../shared/features/orders/queries';
import type { Feature } from '../store/types';
import { ordersApply } from './orders/apply';
import { eraseOrder } from './orders/erase';
import { importOrders } from './orders/import-orders';
import { orderReaders } from './orders/readers';
import { ordersSchema } from './orders/schema';
import { keepPromises } from './stock/reserve';

/** Orders and their lines, as the shop's files say. What packing does with them stands in packing's own tables. */
export const orders: Feature = {
  name: 'orders',
  schema: ordersSchema,
  apply: ordersApply,
  commands: keepPromises({ 'orders.import': importOrders, 'orders.erase': eraseOrder }),
  queries: orderReaders,
  definitions: { commands: orderCommands, queries: orderQueries },
};
