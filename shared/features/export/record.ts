import { z } from 'zod';
import { weightUnits } from '../../units';

export const exportFormat = 'packwright.parcel/1';

export const exportKinds = ['closed', 'voided', 'short'] as const;
export type ExportKind = (typeof exportKinds)[number];

const text = z.string();
const nullableText = z.string().nullable();
const whole = z.number().int();

const exportItem = z.object({
  lineId: text,
  sku: text,
  name: text,
  quantity: whole,
  gtin: nullableText,
  lot: nullableText,
  serial: nullableText,
  /** `YYYY-MM-DD` */
  expiry: nullableText,
});

const exportParcel = z.object({
  parcelId: text,
  sequence: whole,
  sscc: nullableText,
  /** What the label says where there is no SSCC. */
  number: nullableText,
  carton: z.object({ cartonId: text, name: text }).nullable(),
  dunnage: z.array(z.object({ dunnageId: text, name: text, quantity: whole })),
  weight: z
    .object({
      /** As the device showed it. */
      text,
      mantissa: whole,
      exponent: whole,
      unit: z.enum(weightUnits),
      milligrams: whole,
      /** `measured`, `typed` or `simulated`. */
      source: text,
      verdict: nullableText,
      at: nullableText,
    })
    .nullable(),
  labelCopy: whole.nullable(),
  openedAt: text,
  closedAt: nullableText,
  closedBy: nullableText,
  items: z.array(exportItem),
});

/** One closed, voided or short parcel for the shop's system. Holds no addresses. Times are UTC, ISO 8601. */
export const exportRecord = z.object({
  format: z.literal(exportFormat),
  exportId: text,
  event: z.enum(exportKinds),
  at: text,
  site: text,
  station: text,
  /** Id of the person, `null` for the station itself. */
  person: nullableText,
  reason: nullableText,
  order: z.object({
    orderId: text,
    number: text,
    reference: nullableText,
    service: text,
    country: text,
    tote: nullableText,
    version: whole,
  }),
  /** `null` for an order of which nothing could be sent. */
  parcel: exportParcel.nullable(),
  /** Of the whole order, as far as known at this moment. */
  short: z.array(z.object({ lineId: text, sku: text, quantity: whole, reason: text })),
});
export type ExportRecord = z.infer<typeof exportRecord>;
export type ExportItem = z.infer<typeof exportItem>;
