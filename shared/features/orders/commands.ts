import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '../../feature';
import { batchFields, batchSize, type ImportCounts } from '../import/file';
import { orderInput } from './records';

export const ordersImport = z.object({ ...batchFields, orders: z.array(orderInput).max(batchSize) }).strict();
export type OrdersImport = z.infer<typeof ordersImport>;

export const orderCommands = {
  /** A batch of a checked file, one entry: new, changed and cancelled orders, its problems, and the file's end. */
  'orders.import': defineCommand<ImportCounts>()({ input: ordersImport, origin: 'trusted', role: 'supervisor' }),
  /** Destroys name, address, notes, gift message and label of a finished order for good; what was done stays. */
  'orders.erase': defineCommand<null>()({
    input: z.object({ orderId: z.string().min(1).max(100) }).strict(),
    origin: 'trusted',
    role: 'it',
  }),
} satisfies Record<string, CommandDefinition>;
