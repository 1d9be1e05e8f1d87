import { z } from 'zod';
import { attestedReading } from '../packing/commands';
import { goods, locationCode, quantity, shelf } from '../stock/records';
import { tagClasses } from './tag-classes';
import { unitWeight } from './unit-weight';

/** How things are counted: `barcode`: bin by bin, each piece or case scanned; `rfid`: all that readers hear of the whole place. */
export const countMethods = ['barcode', 'rfid'] as const;
export type CountMethod = (typeof countMethods)[number];

export const countStates = ['counting', 'submitted', 'posted', 'cancelled'] as const;
export type CountState = (typeof countStates)[number];

const part = z.string().max(20);

/** What is counted. Everything that lies in the bins it names is, whatever the reason for choosing them. */
export const countScope = z.discriminatedUnion('kind', [
  /** A zone, or an aisle or bay of it. */
  z
    .object({
      kind: z.literal('zone'),
      site: z.string().min(1).max(60),
      zone: part,
      aisle: part.nullable(),
      bay: part.nullable(),
    })
    .strict(),
  /** Bins that hold goods of this class: A is what makes up the first 80 % of what was picked, B the next 15 %, C the rest. */
  z.object({ kind: z.literal('abc'), class: z.enum(['A', 'B', 'C']) }).strict(),
  /** The bins with the most money in them. */
  z.object({ kind: z.literal('value'), bins: z.number().int().min(1).max(500) }).strict(),
  /** Bins that somebody should look at: those with open tasks. */
  z.object({ kind: z.literal('exceptions') }).strict(),
  z.object({ kind: z.literal('all') }).strict(),
]);
export type CountScope = z.infer<typeof countScope>;

/** A zone of a count, and who is to count it: nobody named means whoever comes. */
export const countZone = z.object({ site: z.string().min(1).max(60), zone: part }).strict();
export type CountZone = z.infer<typeof countZone>;
export const zonePeople = z.array(z.string().min(1).max(100)).max(20);
export const zoneAssignment = countZone.extend({ people: zonePeople }).strict();
export type ZoneAssignment = z.infer<typeof zoneAssignment>;
/** Zones of one count that are given to people one by one. */
export const mostZones = 200;

/** Bins that one count can hold; a larger house is counted part by part. */
export const mostBins = 20_000;

/**
 * Why a line is not what the book says, as `scan` and tags show it; `surplus` and `short` are pieces that nobody tells apart;
 * `moved`: goods moved while they were counted, and nobody can say any more what is there.
 */
export const lineClasses = [...tagClasses, 'short', 'surplus', 'moved'] as const;
export type LineClass = (typeof lineClasses)[number];

/** Classes that say nothing about our own stock: shown with their evidence, never posted. */
export const noteClasses: readonly LineClass[] = ['foreign', 'unencoded', 'stray', 'found'];

/** What a supervisor made of a line: the book stays, the place is counted again, the book is brought to the count. */
export const decisions = ['accept', 'recount', 'adjust'] as const;
export type CountDecision = (typeof decisions)[number];

/** Where pieces of a line may lie by the book. */
export const lineShelf = z.object({ goods, shelf, quantity: z.number().int().min(0) }).strict();
export type LineShelf = z.infer<typeof lineShelf>;

/** Shelves that a line lists. */
export const mostShelves = 50;

/** A difference, or something that was read and is none of ours. */
export const countLine = z
  .object({
    class: z.enum(lineClasses),
    /** `null` for tags that the catalogue doesn't know. */
    sku: z.string().nullable(),
    /** Identity of one piece; `null` where pieces are not told apart. */
    key: z.string().nullable(),
    epc: z.string().nullable(),
    tid: z.string().nullable(),
    scheme: z.string().nullable(),
    /** In the book when it was counted, and counted. */
    book: z.number().int(),
    counted: z.number().int(),
    /** Shelves of the book that the difference may belong to: one of them is corrected. */
    shelves: z.array(lineShelf).max(mostShelves),
    /** Further shelves that are too many to list; they count in `book` all the same. */
    moreShelves: z.number().int().min(0).default(0),
    /** The shelf in which it was counted; `null` where a reader can't tell. */
    location: locationCode.nullable(),
    /** Where the book has a misplaced piece. */
    belongs: z.string().nullable(),
    /** Money of one piece in minor units; `null` where the catalogue says none. */
    valueMinor: z.number().int().nullable(),
    reads: z.number().int(),
    rssiCentiDbm: z.number().int().nullable(),
    antennas: z.array(z.number().int()).max(64),
    passes: z.array(z.number().int()).max(30),
    lastAt: z.number().int().nullable(),
    notes: z.array(z.string()).max(5),
  })
  .strict();
export type CountLine = z.infer<typeof countLine>;

/**
 * One item in one bin as somebody counted it, whether it differs or not: without these nobody knows how much was counted
 * rightly. Of a count by RFID, one item in all of its bins.
 */
export const countedHeap = z
  .object({
    sku: z.string(),
    /** In the book, and counted. */
    book: z.number().int(),
    counted: z.number().int(),
    /** Pieces too many and too few, one by one: of two serial numbers that changed places it is 2, though the sum is right. */
    off: z.number().int().min(0),
    valueMinor: z.number().int().nullable(),
  })
  .strict();
export type CountedHeap = z.infer<typeof countedHeap>;

/** What a posting took from the book and gave to it, of one item for one reason. Pieces that only changed places are neither. */
export const bookedDifference = z
  .object({
    sku: z.string(),
    reason: z.string(),
    lost: z.number().int().min(0),
    gained: z.number().int().min(0),
    valueMinor: z.number().int().nullable(),
  })
  .strict();
export type BookedDifference = z.infer<typeof bookedDifference>;

export const sightingRecord = z
  .object({
    /** Empty of a blank chip, which answers with none. */
    epc: z.string().regex(/^[0-9A-F]{0,124}$/),
    tid: z
      .string()
      .regex(/^[0-9A-F]{4,124}$/)
      .nullable(),
    readerId: z.string().min(1).max(100),
    antenna: z.number().int().min(1).max(255).nullable(),
    pass: z.number().int().min(1).max(30),
    reads: z.number().int().min(1),
    rssiCentiDbm: z.number().int().nullable(),
    firstAt: z.number().int().nullable(),
    lastAt: z.number().int().nullable(),
  })
  .strict();
export type SightingRecord = z.infer<typeof sightingRecord>;

/** Tags that one file of a sled may bring; Zebra's keep some 40,000. */
export const mostFileTags = 50_000;

/** One tag at one antenna as a sled or handheld stored it. */
export const fileSighting = sightingRecord.omit({ readerId: true, pass: true });
export type FileSighting = z.infer<typeof fileSighting>;

/** When a file was read: by its own times, or nobody knows: it has none (or not of all tags), or its clock is wrong. */
export const fileTimes = ['known', 'none', 'clock'] as const;
export type FileTime = (typeof fileTimes)[number];

/** A pass that a sled or handheld read by itself, and a file brought. */
export const passFile = z
  .object({
    name: z.string().min(1).max(100),
    /** SHA-256 of what it says tag by tag: the same again is the same file. */
    content: z.string().regex(/^[0-9a-f]{64}$/),
    time: z.enum(fileTimes),
    /** As the file has them, right or wrong; epoch milliseconds. */
    firstAt: z.number().int().nullable(),
    lastAt: z.number().int().nullable(),
    /** Lines that nobody could read: how many, and the numbers of the first ones. */
    unreadLines: z.number().int().min(0),
    unreadRows: z.array(z.number().int()).max(100),
    /** Whoever took it in looked at these lines: they name no tags. */
    noTags: z.boolean(),
  })
  .strict();
export type PassFile = z.infer<typeof passFile>;

export const countedEntry = z.object({ location: locationCode, goods, quantity }).strict();
export type CountedEntry = z.infer<typeof countedEntry>;

/** A reading as the trusted side attests it. `net`: less the tare that the scale itself was given. */
export const countReading = attestedReading.extend({ net: z.boolean() }).strict();
export type CountReading = z.infer<typeof countReading>;

const readings = z.array(countReading).min(1).max(5);

/** What lay on a scale: the load, and the empty tote it lies in where that was weighed before. */
export const countLoad = z
  .object({
    readings,
    tote: readings.nullable(),
    /** The scale's division as it is set up here; 0: not known. */
    divisionMg: z.number().int().min(0).max(100_000_000),
  })
  .strict();
export type CountLoad = z.infer<typeof countLoad>;

/** What pieces were counted by: the weights as the scale sent them, and what a piece was taken to weigh. */
export const countWeighing = z
  .object({
    readings,
    tote: readings.nullable(),
    netMg: z.number().int(),
    /** What the scale may be off in this weighing, by its division. */
    scaleErrorMg: z.number().int().min(1),
    unit: unitWeight,
    toleranceMg: z.number().int().min(0),
  })
  .strict();
export type CountWeighing = z.infer<typeof countWeighing>;

/** All readers of a count look at the whole of it. */
export const wholeCount = 'count';
