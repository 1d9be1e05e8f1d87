import { z } from 'zod';

const text = z.string().min(1).max(100);

/** Which part of the record: entries by their numbers, or all that names an order, a parcel or a lot. */
export const sliceWish = z.discriminatedUnion('by', [
  z.object({ by: z.literal('entries'), from: z.number().int().min(1), to: z.number().int().min(1) }).strict(),
  z.object({ by: z.literal('order'), number: text }).strict(),
  z.object({ by: z.literal('parcel'), code: text }).strict(),
  z.object({ by: z.literal('lot'), sku: text, lot: text }).strict(),
]);
export type SliceWish = z.infer<typeof sliceWish>;

/** More would be a file that nobody can send. */
export const mostSliceEntries = 20_000;
