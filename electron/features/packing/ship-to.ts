import { z } from 'zod';
import type { Reader } from '../../store/types';

const shipToSchema = z.object({
  name: z.string(),
  company: z.string().optional(),
  lines: z.array(z.string()),
  postcode: z.string(),
  city: z.string(),
  region: z.string().optional(),
  country: z.string(),
  phone: z.string().optional(),
});
export type ShipTo = z.infer<typeof shipToSchema>;

interface Unsealing {
  readonly db: Reader;
  unseal(subject: string, sealed: string): string | null;
}

/** The address of an order; `null` once its key was destroyed, or when it came without one. */
export const readShipTo = (context: Unsealing, orderId: string): ShipTo | null => {
  const row = context.db.get<{ ship_to_sealed: string | null; subject: string }>(
    'SELECT ship_to_sealed, subject FROM orders WHERE order_id = ?',
    orderId,
  );
  if (row === undefined || row.ship_to_sealed === null) return null;
  const plain = context.unseal(row.subject, row.ship_to_sealed);
  if (plain === null) return null;
  const parsed = shipToSchema.safeParse(JSON.parse(plain));
  return parsed.success ? parsed.data : null;
};
