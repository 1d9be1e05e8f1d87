import { z } from 'zod';
import type { FeatureEvent } from '../../feature';
import { weightUnits } from '../../units';

const id = z.string();
const nullableText = z.string().nullable();
const reading = z.object({
  deviceId: id,
  weight: z.object({ mantissa: z.number().int(), exponent: z.number().int(), unit: z.enum(weightUnits) }),
  text: z.string(),
  rawHex: z.string(),
  at: z.number().int(),
  checked: z.boolean(),
  simulated: z.boolean(),
});
const learned = z.array(
  z.object({
    subject: z.string(),
    meanMg: z.number(),
    meanVariance: z.number(),
    unitVariance: z.number(),
    samples: z.number().int(),
  }),
);

/** Everything that packing writes into the record, by type. Versions are part of the name and never change meaning. */
export const packingEvents = {
  'v1.packing.opened': z.object({ packId: id, orderId: id, orderVersion: z.number().int() }),
  'v1.packing.claimed': z.object({
    packId: id,
    from: nullableText,
    how: z.enum(['hand-over', 'take-over', 'reopened']),
    supervisor: nullableText,
    /** Why a supervisor let it be taken over. */
    reason: nullableText.optional(),
  }),
  'v1.packing.parcelStarted': z.object({
    packId: id,
    orderId: id,
    parcelId: id,
    sequence: z.number().int(),
    cartonId: nullableText,
    dunnage: z.array(z.object({ dunnageId: id, quantity: z.number().int() })),
  }),
  'v1.packing.itemPacked': z.object({
    packId: id,
    parcelId: id,
    itemId: id,
    lineId: id,
    sku: id,
    quantity: z.number().int(),
    gtin: nullableText,
    lot: nullableText,
    serial: nullableText,
    expiry: nullableText,
    scan: z.object({ deviceId: id, source: z.string(), simulated: z.boolean(), at: z.number().int() }),
    keyedBy: nullableText,
  }),
  'v1.packing.itemAwaiting': z.object({
    packId: id,
    awaiting: z
      .object({
        sku: id,
        lineId: id,
        quantity: z.number().int(),
        gtin: nullableText,
        lot: nullableText,
        serial: nullableText,
        expiry: nullableText,
        need: z.enum(['lot', 'serial', 'expiry']),
      })
      .nullable(),
  }),
  'v1.packing.itemRemoved': z.object({ packId: id, parcelId: id, itemId: id, sku: id, quantity: z.number().int() }),
  /** A stop: something was refused to the operator and is worth remembering. Never holds personal data. */
  'v1.packing.stopped': z.object({
    packId: nullableText,
    orderId: nullableText,
    parcelId: nullableText,
    code: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
  'v1.packing.cartonChosen': z.object({ packId: id, parcelId: id, cartonId: id }),
  'v1.packing.dunnageSet': z.object({ packId: id, parcelId: id, dunnageId: id, quantity: z.number().int() }),
  'v1.packing.parcelFinished': z.object({ packId: id, parcelId: id }),
  'v1.packing.parcelWeighed': z.object({
    packId: id,
    parcelId: id,
    weight: reading.shape.weight,
    text: z.string(),
    grossMg: z.number().int(),
    expectedMg: z.number().int(),
    toleranceMg: z.number().int(),
    verdict: z.enum(['within', 'outside', 'learning']),
    source: z.enum(['measured', 'typed', 'simulated']),
    readings: z.array(reading),
    divisionMg: z.number().int(),
    learned,
    supervisor: nullableText,
    reason: nullableText,
  }),
  'v1.packing.weightOverridden': z.object({
    packId: id,
    parcelId: id,
    orderId: id,
    supervisor: id,
    reason: z.string(),
    grossMg: z.number().int(),
    expectedMg: z.number().int(),
    toleranceMg: z.number().int(),
    badgeTyped: z.boolean(),
  }),
  'v1.packing.labelMade': z.object({
    packId: id,
    parcelId: id,
    labelId: id,
    copy: z.number().int(),
    jobId: id,
    sscc: nullableText,
    ssccSerial: z.number().int().nullable(),
    number: z.string(),
    sha256: z.string(),
    printerId: id,
    reason: nullableText,
    supervisor: nullableText,
    /** A supervisor sent it there in the place of the station's own printer. */
    otherPrinter: z.boolean().optional(),
  }),
  'v1.packing.labelConfirmed': z.object({
    packId: id,
    parcelId: id,
    labelId: id,
    copy: z.number().int(),
    scan: z.object({ deviceId: id, source: z.string(), simulated: z.boolean(), at: z.number().int() }),
  }),
  'v1.packing.parcelClosed': z.object({ packId: id, orderId: id, parcelId: id }),
  'v1.packing.parcelVoided': z.object({ packId: id, orderId: id, parcelId: id, reason: z.string() }),
  'v1.packing.shortPicked': z.object({
    packId: id,
    orderId: id,
    lineId: id,
    sku: id,
    quantity: z.number().int(),
    reason: z.string(),
  }),
  'v1.packing.held': z.object({ packId: id, orderId: id, reason: z.string() }),
  'v1.packing.resumed': z.object({ packId: id, orderId: id }),
  'v1.packing.released': z.object({ packId: id, orderId: id }),
  'v1.packing.changeAccepted': z.object({ packId: id, orderId: id, orderVersion: z.number().int() }),
  'v1.packing.orderPacked': z.object({ packId: id, orderId: id, short: z.boolean() }),
  'v1.packing.restoredConfirmed': z.object({ orderId: id, supervisor: id, reason: z.string() }),
  'v1.packing.approved': z.object({
    action: z.string(),
    packId: nullableText,
    orderId: nullableText,
    parcelId: nullableText,
    supervisor: id,
    reason: z.string(),
    badgeTyped: z.boolean(),
  }),
} as const;

export type PackingEventType = keyof typeof packingEvents;
export type PackingEventData<T extends PackingEventType> = z.infer<(typeof packingEvents)[T]>;

/** Makes an event of packing; the compiler holds its data to the type. */
export const packingEvent = <T extends PackingEventType>(type: T, data: PackingEventData<T>): FeatureEvent => ({
  type,
  data,
});
