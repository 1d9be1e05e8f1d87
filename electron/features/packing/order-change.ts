import { z } from 'zod';
import type { OrderChange } from '../../../shared/features/packing/view';
import type { Reader } from '../../store/types';

const codes = ['line-added', 'line-removed', 'quantity', 'address', 'service', 'note', 'gift', 'other'] as const;
const text = z.union([z.string(), z.number()]).transform(String);
const changeItem = z.object({
  code: z.enum(codes).catch('other'),
  sku: z.string().optional(),
  before: text.optional(),
  after: text.optional(),
});

const nameOf = (db: Reader, sku: string): string =>
  db.get<{ name: string }>('SELECT name FROM items WHERE sku = ?', sku)?.name ?? sku;

/** What changed in an order since it was opened for packing, or `null`. */
export const readChange = (db: Reader, orderId: string, seenVersion: number): OrderChange | null => {
  const order = db.get<{ state: string; version: number; change_summary: string | null }>(
    'SELECT state, version, change_summary FROM orders WHERE order_id = ?',
    orderId,
  );
  if (order === undefined || (order.state !== 'cancelled' && order.version <= seenVersion)) return null;
  const parsed = z.array(changeItem).safeParse(order.change_summary === null ? [] : JSON.parse(order.change_summary));
  const changes = (parsed.success ? parsed.data : []).map(({ code, sku, before, after }) => ({
    code,
    ...(sku === undefined ? {} : { sku, name: nameOf(db, sku) }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  }));
  return { cancelled: order.state === 'cancelled', changes };
};
