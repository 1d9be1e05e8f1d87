import { z } from 'zod';
import type { FeatureEvent } from '../../feature';
import { reasonCodes } from '../stock/commands';
import { locationCode } from '../stock/records';
import {
  bookedDifference,
  countedEntry,
  countedHeap,
  countLine,
  countMethods,
  countReading,
  countScope,
  countWeighing,
  countZone,
  decisions,
  lineShelf,
  mostBins,
  passFile,
  sightingRecord,
  zoneAssignment,
} from './records';

const countId = z.string();
const count = z.number().int();

/** Everything that counts write into the record, by type. What they correct in the book are movements of stock. */
export const countEvents = {
  'v1.counts.started': z.object({
    countId,
    title: z.string(),
    method: z.enum(countMethods),
    scope: countScope,
    blind: z.boolean(),
    /** A difference up to this much money needs no word of its own; above the other one a second person must agree. */
    toleranceMinor: count,
    approvalMinor: count,
    locations: z.array(locationCode).max(mostBins),
    /** Who is to count which zone. */
    assigned: z.array(zoneAssignment).optional(),
  }),
  /** A zone is these people's from now on. */
  'v1.counts.assigned': z.object({ countId, assignment: zoneAssignment }),
  /** Somebody else counts a zone, and says why. */
  'v1.counts.takenOver': z.object({ countId, zone: countZone, from: z.array(z.string()), word: z.string() }),
  'v1.counts.joined': z.object({ countId, round: count }),
  /** Pieces that a counter scanned in a bin, or counted there by weight. */
  'v1.counts.scanned': z.object({
    countId,
    round: count,
    entry: countedEntry,
    /** The scanner or scale; missing or `null` where nobody knows. */
    deviceId: z.string().nullable().optional(),
    weighing: countWeighing.optional(),
  }),
  /** A scan or a weighing that was wrong is taken back, while its bin is open. `scan`: its entry; `entry`: what it had counted. */
  'v1.counts.scanUndone': z.object({ countId, location: locationCode, scan: count.min(1), entry: countedEntry }),
  /** Pieces that were counted by hand and weighed. `anew`: what was known of their weight before counts no more. */
  'v1.counts.weightLearned': z.object({
    sku: z.string(),
    pieces: count.min(1),
    netMg: count.min(1),
    scaleErrorMg: count.min(1),
    anew: z.boolean(),
    readings: z.array(countReading).max(5),
    tote: z.array(countReading).max(5).nullable(),
  }),
  /** A bin is through; its lines are the differences to the book of this moment. */
  'v1.counts.binCounted': z.object({
    countId,
    round: count,
    location: locationCode,
    expected: count,
    counted: count,
    lines: z.array(countLine),
    heaps: z.array(countedHeap).optional(),
  }),
  /** Goods moved while they were counted, or nothing was scanned since: it begins anew. */
  'v1.counts.binRestarted': z.object({ countId, location: locationCode, reason: z.enum(['moved', 'empty']) }),
  'v1.counts.binReopened': z.object({ countId, location: locationCode }),
  'v1.counts.passStarted': z.object({
    countId,
    pass: count,
    readers: z.array(z.string()).max(50),
    /** A sled read it by itself; what it stored came in whole with this entry, and these are its very bytes. */
    file: passFile.optional(),
    attachment: z.object({ sha256: z.string(), bytes: count, kind: z.string() }).optional(),
  }),
  /** Lines of its file that nobody could read name no tags after all. */
  'v1.counts.fileSettled': z.object({ countId, pass: count }),
  'v1.counts.passEnded': z.object({ countId, pass: count }),
  /** What readers saw since the last of these, tag by tag. */
  'v1.counts.tagsSeen': z.object({ countId, sightings: z.array(sightingRecord).max(500) }),
  /** Tags may have been read without a word of them. */
  'v1.counts.reportsLost': z.object({ countId, pass: count, readerId: z.string(), cause: z.string(), since: count }),
  /** The counter is through. Of tags, what they were sorted into; the differences come in as many of these as it takes. */
  'v1.counts.submitted': z.object({
    countId,
    round: count,
    expected: count,
    found: count,
    lines: z.array(countLine).max(200),
    last: z.boolean(),
    heaps: z.array(countedHeap).max(500).optional(),
    /** Tags of no concern that were too many to list one by one. */
    unlisted: count.optional(),
    /** The piece that one line misses lies where another found it: one difference, not two. */
    pairs: z.array(z.object({ missing: count, found: count })).optional(),
  }),
  'v1.counts.decided': z.object({
    countId,
    lines: z.array(count).min(1).max(500),
    decision: z.enum(decisions),
    reason: z.enum(reasonCodes),
    note: z.string().nullable(),
    /** The shelf that is corrected. */
    shelf: lineShelf.nullable(),
  }),
  'v1.counts.reopened': z.object({ countId, round: count }),
  'v1.counts.approved': z.object({
    countId,
    supervisor: z.string(),
    badgeTyped: z.boolean(),
    reason: z.string(),
    valueMinor: count,
  }),
  'v1.counts.posted': z.object({
    countId,
    adjusted: count,
    valueMinor: count,
    booked: z.array(bookedDifference).optional(),
  }),
  'v1.counts.cancelled': z.object({ countId, reason: z.string() }),
} as const;

export type CountEventType = keyof typeof countEvents;
export type CountEventData<T extends CountEventType> = z.infer<(typeof countEvents)[T]>;

export const countEvent = <T extends CountEventType>(type: T, data: CountEventData<T>): FeatureEvent => ({
  type,
  data,
});
