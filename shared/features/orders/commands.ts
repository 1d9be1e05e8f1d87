import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '../../feature';
import { batchFields, batchSize, type ImportCounts } from '../import/file';
import { orderInput } from './records';

export const ordersImport = z.object({ ...batchFields, orders: z.array(orderInput).max(batchSize) }).strict();
export type OrdersImport = z.infer<typeof ordersImport>;

export const orderCommands = {
  /** A batch of a checked file, one entry: new, changed and cancelled orders, its problems, and the file's end. */
  'orders.import': defineCommand<ImportCounts>()({ input: ordersImport, origin: 'trusted', role: 'supervisor' }),
} satisfies Record<string, CommandDefinition>;
