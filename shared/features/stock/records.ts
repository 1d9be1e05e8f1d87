import { z } from 'zod';
import { isGln } from '../../barcode/check-digit';

/** How goods stand. What may be allocated is `available`; every change of it is a movement. */
export const stockStatuses = ['available', 'reserved', 'picked', 'packed', 'quarantine', 'damaged', 'expired'] as const;
export type StockStatus = (typeof stockStatuses)[number];

export const conditions = ['new', 'opened', 'used', 'refurbished'] as const;
export type Condition = (typeof conditions)[number];

/** The other side of what enters or leaves the shelves: these have no bins and may stand below zero. */
export const counterAccounts = ['supplier', 'customer', 'opening', 'unexplained', 'scrap', 'kit', 'transfer'] as const;
export type CounterAccount = (typeof counterAccounts)[number];

export const movementKinds = [
  'receive',
  'put-away',
  'move',
  'pick',
  'pack',
  'ship',
  'count',
  'adjust',
  'return',
  'kit',
  'scrap',
  'transfer',
] as const;
export type MovementKind = (typeof movementKinds)[number];

/** Code of a bin as it stands on its label: letters, digits and the signs that a label's code can carry. */
export const locationCode = z.string().regex(/^[A-Z0-9][A-Z0-9._/-]{0,39}$/);
const id = z.string().min(1).max(60);
const trait = z.string().min(1).max(60).nullable();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** SSCC of a pallet or tote, or the id of a parcel in the making. */
export const unitCode = z.string().min(1).max(60);

/** What is counted: pieces that nobody tells apart. */
export const goods = z
  .object({
    sku: id,
    /** Whose it is; `null`: our own. */
    owner: trait,
    lot: trait,
    serial: trait,
    expiry: day.nullable(),
    condition: z.enum(conditions),
  })
  .strict();
export type Goods = z.infer<typeof goods>;

/** Where goods lie, and how they stand there. */
export const shelf = z
  .object({ location: locationCode, unit: unitCode.nullable(), status: z.enum(stockStatuses) })
  .strict();
export type Shelf = z.infer<typeof shelf>;

export const counter = z.object({ counter: z.enum(counterAccounts) }).strict();

/** One side of a movement: a shelf, or a counter account. */
export const place = z.union([shelf, counter]);
export type Place = z.infer<typeof place>;

export const isShelf = (each: Place): each is Shelf => 'location' in each;

export const quantity = z.number().int().min(1).max(10_000_000);

/** So many pieces from one place to another: both sides in one, so that nothing appears or is lost. */
export const movementLine = z.object({ goods, from: place, to: place, quantity }).strict();
export type MovementLine = z.infer<typeof movementLine>;

export const locationKinds = ['pick', 'bulk', 'receiving', 'station', 'quarantine', 'dock'] as const;
export type LocationKind = (typeof locationKinds)[number];

const part = z.string().max(20);

/** GS1 General Specifications, AI 254: up to 20 characters of set 82. */
export const isGlnExtension = (text: string): boolean => /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/.test(text);

/** A bin of the tree site / zone / aisle / bay / level / bin; parts that a warehouse doesn't use are empty. */
export const locationRecord = z
  .object({
    location: locationCode,
    site: z.string().min(1).max(60),
    zone: part,
    aisle: part,
    bay: part,
    level: part,
    bin: part,
    kind: z.enum(locationKinds),
    /** Read off the bin's label by whoever types its code, to prove that they stand in front of it. */
    checkDigits: z.string().regex(/^\d{2,4}$/),
    retired: z.boolean(),
    /** GLN of the place itself, or of the zone that it is a part of; `null`: it is a part of the site's. */
    gln: z.string().refine(isGln).nullable(),
    /** AI 254: which part of that GLN's place it is. `null`: with a GLN of its own none, else its code. */
    glnExtension: z
      .string()
      .refine((text) => isGlnExtension(text))
      .nullable(),
  })
  .strict();
export type LocationRecord = z.infer<typeof locationRecord>;

/** `put-back`: it was picked for an order that wants it no more. */
export const taskKinds = ['shortfall', 'surplus', 'short-pick', 'held', 'put-back'] as const;
export type TaskKind = (typeof taskKinds)[number];

/** `recall`: also what is already outside is wanted back. */
export const holdKinds = ['hold', 'recall'] as const;
export type HoldKind = (typeof holdKinds)[number];

/**
 * What leaves first: what expires first, what came first, or what came last; `lot`: a line of an order gets one lot alone, the
 * first to expire that has all of it.
 */
export const rotations = ['fefo', 'fifo', 'lifo', 'lot'] as const;
export type Rotation = (typeof rotations)[number];

/**
 * Why an order can't have all that it wants: it waits to be put away, its days don't suffice, it is held back, others have it,
 * the lot that was ordered isn't there, no lot has all of it, or there is none.
 */
export const missingReasons = ['put-away', 'short-dated', 'held', 'reserved', 'lot', 'one-lot', 'none'] as const;
export type MissingReason = (typeof missingReasons)[number];

/** Pieces on a shelf that are promised to a line of an order. */
export const reservedLine = z.object({ lineId: z.string(), goods, shelf, quantity }).strict();
export type ReservedLine = z.infer<typeof reservedLine>;

/** What the book can't promise to a line. */
export const missingLine = z.object({ lineId: z.string(), sku: id, quantity, why: z.enum(missingReasons) }).strict();
export type MissingLine = z.infer<typeof missingLine>;

export const plainGoods = (sku: string): Goods => ({
  sku,
  owner: null,
  lot: null,
  serial: null,
  expiry: null,
  condition: 'new',
});
