import { z } from 'zod';

const whole = z.number().int();
const optionalText = (max: number) => z.string().max(max).optional();

/** Where an order goes. Stands in the journal only sealed, as this JSON, under the key of the order's `subject`. */
export const shipTo = z
  .object({
    name: z.string().min(1).max(100),
    company: optionalText(100),
    lines: z.array(z.string().min(1).max(100)).min(1).max(4),
    postcode: z.string().max(20),
    city: z.string().min(1).max(100),
    region: optionalText(60),
    country: z.string().regex(/^[A-Z]{2}$/),
    phone: optionalText(40),
    email: optionalText(120),
  })
  .strict();
export type ShipTo = z.infer<typeof shipTo>;

export const orderLine = z
  .object({
    lineId: z.string().min(1).max(100),
    lineNumber: whole.min(1).max(10_000),
    sku: z.string().min(1).max(60),
    quantity: whole.min(1).max(99_999),
    /** The order wants this lot and no other. */
    lot: z.string().min(1).max(40).nullable(),
    note: z.string().min(1).max(500).nullable(),
  })
  .strict();
export type OrderLine = z.infer<typeof orderLine>;

export const orderContent = z
  .object({
    service: z.string().min(1).max(40),
    /** UTC, ISO 8601; `null`: the station's cut-off of the service counts. */
    cutOffAt: z.string().max(30).nullable(),
    tote: z.string().min(1).max(60).nullable(),
    reference: z.string().min(1).max(80).nullable(),
    /** Who ordered, by the shop's own number: a customer may want more days left on goods. */
    customer: z.string().min(1).max(60).nullable().optional(),
    /** For the packer. */
    note: z.string().min(1).max(1000).nullable(),
    gift: z.string().min(1).max(1000).nullable(),
    shipTo,
    lines: z.array(orderLine).min(1).max(2000),
  })
  .strict();
export type OrderContent = z.infer<typeof orderContent>;

/** What the shop says of an order. `content` is `null` where it only says that the order is cancelled. */
export const orderInput = z
  .object({
    orderId: z.string().min(1).max(100),
    number: z.string().min(1).max(60),
    cancelled: z.boolean(),
    /** The shop's own count or time of change: an older one never overwrites a newer one. `null`: the last file counts. */
    revision: whole.min(0).nullable(),
    content: orderContent.nullable(),
    /** Line of the file. */
    row: whole.min(0).nullable(),
    /** What the lines say of SKUs that the catalogue may lack. */
    mentions: z
      .array(
        z
          .object({
            sku: z.string().min(1).max(60),
            name: z.string().min(1).max(200).nullable(),
            barcode: z.string().min(1).max(80).nullable(),
          })
          .strict(),
      )
      .max(2000),
  })
  .strict();
export type OrderInput = z.infer<typeof orderInput>;
