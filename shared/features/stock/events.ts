import { z } from 'zod';
import type { FeatureEvent } from '../../feature';
import { kitPart } from './kits';
import {
  holdKinds,
  locationRecord,
  missingLine,
  movementKinds,
  movementLine,
  reservedLine,
  rotations,
  taskKinds,
} from './records';

const nullableText = z.string().nullable();

/** Everything that stock writes into the record, by type. */
export const stockEvents = {
  /** A bin as it is from now on, whole. */
  'v1.stock.locationSet': z.object({
    /** Entries from before places had GLNs say nothing of them. */
    location: locationRecord.partial({ gln: true, glnExtension: true }),
    fileId: nullableText,
  }),
  /** The only way in which a quantity changes. */
  'v1.stock.moved': z.object({
    kind: z.enum(movementKinds),
    /** Reason code; `null` where the kind says all. */
    reason: nullableText,
    /** What it belongs to: an order, a parcel, a delivery, a count. */
    document: nullableText,
    /** Number of the entry whose movements this takes back. */
    undoes: z.number().int().nullable(),
    lines: z.array(movementLine).min(1).max(500),
  }),
  /** A second person agreed to the movements of this entry. */
  'v1.stock.approved': z.object({ supervisor: z.string(), badgeTyped: z.boolean(), reason: z.string() }),
  /** Somebody should look at a shelf. */
  'v1.stock.taskOpened': z.object({
    taskId: z.string(),
    kind: z.enum(taskKinds),
    location: nullableText,
    sku: z.string(),
    lot: nullableText,
    quantity: z.number().int(),
    document: nullableText,
  }),
  'v1.stock.taskClosed': z.object({ taskId: z.string(), note: z.string() }),
  /** How a SKU is rotated, and how few of it are too few. */
  'v1.stock.ruleSet': z.object({ sku: z.string(), rotation: z.enum(rotations), minimum: z.number().int().nullable() }),
  /** Nothing of it leaves the house: the whole SKU, a lot, or one serial number. */
  'v1.stock.held': z.object({
    holdId: z.string(),
    sku: z.string(),
    lot: nullableText,
    serial: nullableText,
    kind: z.enum(holdKinds),
    reason: z.string(),
  }),
  'v1.stock.holdReleased': z.object({ holdId: z.string(), reason: z.string() }),
  /** What is promised to an order from now on, whole: nothing moves, but nobody else is promised the same. */
  'v1.stock.reserved': z.object({
    orderId: z.string(),
    lines: z.array(reservedLine).max(20_000),
    missing: z.array(missingLine).max(2000),
  }),
  /** These pieces lie on these shelves now, picked for lines of an order: nobody else is promised them, and packing takes them. */
  'v1.stock.pickedFor': z.object({ orderId: z.string(), lines: z.array(reservedLine).min(1).max(500) }),
  /** They were taken back to where they came from. */
  'v1.stock.pickTakenBack': z.object({ orderId: z.string(), lines: z.array(reservedLine).min(1).max(500) }),
  /** How many days goods must have left when they leave for this customer; `null`: no more than the item wants. */
  'v1.stock.customerSet': z.object({ customer: z.string(), minDaysLeft: z.number().int().nullable() }),
  /** A unit stands in another one from now on: a tote on a pallet; `null`: by itself. */
  'v1.stock.unitNested': z.object({ unit: z.string(), parent: nullableText }),
  /** What one kit is made of from now on, whole; no parts: it is no kit any more. */
  'v1.stock.kitSet': z.object({ sku: z.string(), parts: z.array(kitPart).max(200), fileId: nullableText }),
  /** How far a file of stock is through: what was killed half-way goes on from there. */
  'v1.stock.fileReached': z.object({ fileId: z.string(), batches: z.number().int() }),
} as const;

export type StockEventType = keyof typeof stockEvents;
export type StockEventData<T extends StockEventType> = z.infer<(typeof stockEvents)[T]>;

export const stockEvent = <T extends StockEventType>(type: T, data: StockEventData<T>): FeatureEvent => ({
  type,
  data,
});
