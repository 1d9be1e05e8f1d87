import { z } from 'zod';
import type { FeatureEvent } from '../../feature';
import { recordSchema } from '../../labels/description/description';

const id = z.string().min(1).max(100);
const details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** A scan as it was sent, for the day on which somebody asks what was on the item. */
const scan = z.object({
  deviceId: id,
  data: z.string(),
  source: z.string(),
  simulated: z.boolean(),
  at: z.number().int(),
});
export type LineScan = z.infer<typeof scan>;

/** What the record says of print-and-apply lines, by type. Versions are part of the name and never change meaning. */
export const applicatorEvents = {
  /** The infeed scanner read an item that a label is due to. */
  'v1.applicator.arrived': z.object({
    applicatorId: id,
    itemId: id,
    /** `null`: goods or a unit, which get a label of a template. */
    parcelId: id.nullable(),
    orderId: id.nullable(),
    title: z.string(),
    /** What a label of a template is filled with. */
    record: recordSchema.nullable(),
    scan,
  }),
  /** The infeed scanner read something that gets no label: it must come off the line. */
  'v1.applicator.refused': z.object({
    applicatorId: id,
    itemId: id,
    /** The box that it is, where that is known. */
    parcelId: id.nullable(),
    orderId: id.nullable(),
    title: z.string(),
    why: z.string(),
    details,
    scan,
  }),
  /** The one label that is meant for this item was asked for. */
  'v1.applicator.labelMade': z.object({
    applicatorId: id,
    itemId: id,
    jobId: id,
    /** Of a parcel's own label. */
    labelId: id.nullable(),
    copy: z.number().int(),
    /** Barcodes of a label of a template: one of them proves it. */
    codes: z.array(z.string()).readonly(),
    template: z.object({ templateId: id, version: z.number().int().positive() }).nullable(),
    /** Why it is another copy; `null` for the first. */
    reason: z.string().nullable(),
  }),
  /** It left the printer. `peel-sensor`: nothing waits there any more. */
  'v1.applicator.labelTaken': z.object({ applicatorId: id, itemId: id, evidence: z.enum(['peel-sensor']) }),
  /** The item and the label on it were read: both scans. */
  'v1.applicator.applied': z.object({ applicatorId: id, itemId: id, jobId: id, infeed: scan, verify: scan }),
  /** Nothing is printed until somebody has seen to it. `itemId`: the item that must come off the line. */
  'v1.applicator.stopped': z.object({
    applicatorId: id,
    itemId: id.nullable(),
    why: z.string(),
    details,
    scan: scan.nullable(),
  }),
  /** Somebody took it off the line, and scanned it or said so. */
  'v1.applicator.takenOff': z.object({
    applicatorId: id,
    itemId: id,
    why: z.string(),
    reason: z.string().nullable(),
    scan: scan.nullable(),
  }),
  /** Everything that the line had stopped over was seen to, save what items stand for. */
  'v1.applicator.resumed': z.object({ applicatorId: id }),
  /** The stop for this reason was seen to, and no other. */
  'v2.applicator.resumed': z.object({ applicatorId: id, why: z.string() }),
} as const;

export type ApplicatorEventType = keyof typeof applicatorEvents;
export type ApplicatorEventData<T extends ApplicatorEventType> = z.infer<(typeof applicatorEvents)[T]>;

/** Makes an event of the line; the compiler holds its data to the type. */
export const applicatorEvent = <T extends ApplicatorEventType>(
  type: T,
  data: ApplicatorEventData<T>,
): FeatureEvent => ({ type, data });
