import { z } from 'zod';
import type { FeatureEvent } from '../../feature';
import { orderLine } from './records';

const text = z.string();
const nullableText = z.string().nullable();

export const changeCodes = [
  'line-added',
  'line-removed',
  'quantity',
  'address',
  'service',
  'note',
  'gift',
  'other',
] as const;

/** One difference, as the pack screen says it. Addresses, notes and gift messages are named, never quoted. */
export const orderChangeItem = z.object({
  code: z.enum(changeCodes),
  /** Line that it is about; an order may have several lines of one SKU. */
  lineId: text.optional(),
  sku: text.optional(),
  before: text.optional(),
  after: text.optional(),
});
export type OrderChangeItem = z.infer<typeof orderChangeItem>;

/** Content of an order as the journal keeps it: personal data sealed under `subject`. */
const sealedContent = z.object({
  service: text,
  /** As the file gave it. */
  cutOffGiven: nullableText,
  /** What counts: the given one, or the station's next cut-off of the service when the order came. */
  cutOffAt: nullableText,
  country: text,
  shipToSealed: text,
  giftSealed: nullableText,
  tote: nullableText,
  reference: nullableText,
  /** A number that stands for a person. Older entries have none. */
  customerSealed: nullableText.optional(),
  /** `orderNotes` as JSON: customers write names, codes and telephone numbers into them. */
  notesSealed: nullableText,
  lines: z.array(orderLine.omit({ note: true })),
});
export type SealedContent = z.infer<typeof sealedContent>;

/** What the order and its lines have to say to the packer. */
export const orderNotes = z.object({ order: nullableText, lines: z.record(z.string(), z.string()) });
export type OrderNotes = z.infer<typeof orderNotes>;

const revision = z.number().int().nullable();
/** `revision` and `contentRevision`: as they stand on the order after this event. */
const origin = {
  orderId: text,
  number: text,
  fileId: text,
  row: z.number().int().nullable(),
  revision,
  contentRevision: revision,
};

/** Everything that orders write into the record, by type. */
export const orderEvents = {
  'v1.orders.imported': z.object({ ...origin, subject: text, content: sealedContent }),
  /** What the packer must know: the version goes up and an open pack stops. */
  'v1.orders.changed': z.object({
    ...origin,
    version: z.number().int(),
    changes: z.array(orderChangeItem),
    content: sealedContent,
  }),
  /** Tote, reference or cut-off only: nobody is stopped. */
  'v1.orders.detailsUpdated': z.object({ ...origin, content: sealedContent }),
  /** Also for an order that was never seen: what comes later with an older revision stays cancelled. */
  'v1.orders.cancelled': z.object({ ...origin, version: z.number().int(), subject: text }),
  /** Newer word without any difference: only the revision moves. */
  'v1.orders.confirmed': z.object({ ...origin }),
  /** The content of an order that is cancelled already. */
  'v1.orders.completed': z.object({ ...origin, content: sealedContent }),
  /** The key of its personal data was destroyed. */
  'v1.orders.erased': z.object({ orderId: text }),
} as const;

export type OrderEventType = keyof typeof orderEvents;
export type OrderEventData<T extends OrderEventType> = z.infer<(typeof orderEvents)[T]>;

export const orderEvent = <T extends OrderEventType>(type: T, data: OrderEventData<T>): FeatureEvent => ({
  type,
  data,
});
