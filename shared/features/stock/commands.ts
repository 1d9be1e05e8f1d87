import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '../../feature';
import { approval } from '../packing/commands';
import { batchFields, batchSize, type ImportCounts } from '../import/file';
import { kitInput, kitPart, mostParts } from './kits';
import {
  conditions,
  goods,
  holdKinds,
  locationCode,
  locationRecord,
  quantity,
  rotations,
  shelf,
  stockStatuses,
  unitCode,
} from './records';

const id = z.string().min(1).max(60);
const text = z.string().trim().min(1).max(200);

/** A bin as a file gives it: what the file doesn't say stays as it is, or gets its default when the bin is new. */
export const locationInput = locationRecord.partial().required({ location: true });
export type LocationInput = z.infer<typeof locationInput>;

/** What a file says lies on a shelf: the book is brought to it. */
export const stockRow = z
  .object({ row: z.number().int().min(0), goods, shelf, quantity: z.number().int().min(0).max(10_000_000) })
  .strict();
export type StockRow = z.infer<typeof stockRow>;

export const stockImport = z
  .object({
    ...batchFields,
    locations: z.array(locationInput).max(batchSize),
    stock: z.array(stockRow).max(batchSize),
    kits: z.array(kitInput).max(batchSize).default([]),
    /** Which batch of the file this is, from 1. */
    reached: z.number().int().min(0),
  })
  .strict();
export type StockImport = z.infer<typeof stockImport>;

/** Goods as a person or a scan names them; `null` is not said. */
export const wantedGoods = z
  .object({
    sku: id,
    owner: z.string().min(1).max(60).nullable().default(null),
    lot: z.string().min(1).max(60).nullable().default(null),
    serial: z.string().min(1).max(60).nullable().default(null),
    expiry: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .nullable()
      .default(null),
    condition: z.enum(conditions).nullable().default(null),
  })
  .strict();
export type WantedGoods = z.infer<typeof wantedGoods>;

/** Kinds that a person books by hand; the counter account stands where `from` or `to` is `null`. */
export const bookedKinds = ['receive', 'put-away', 'move', 'pick', 'return', 'scrap', 'transfer'] as const;
export type BookedKind = (typeof bookedKinds)[number];

export const reasonCodes = [
  'damaged',
  'expired',
  'lost',
  'found',
  'miscounted',
  'wrong-bin',
  'sample',
  'quality',
  'released',
  'recall',
  'unwanted',
  'wrong-item',
  'undeliverable',
  'other',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

const side = z.object({ location: locationCode, status: z.enum(stockStatuses), unit: unitCode.nullable() }).strict();

export const moveInput = z
  .object({
    kind: z.enum(bookedKinds).exclude(['pick']),
    wanted: wantedGoods,
    from: side.nullable(),
    to: side.nullable(),
    quantity,
    reason: z.enum(reasonCodes).nullable(),
    document: z.string().min(1).max(80).nullable(),
    /** It was seen there although the book has less: what is missing comes from `unexplained`. */
    beyondBook: z.boolean(),
  })
  .strict();
/** As `stock.move` takes it, or as a pick comes to it. */
export type MoveInput = Omit<z.infer<typeof moveInput>, 'kind'> & { readonly kind: BookedKind };

const pickPlace = side.omit({ status: true });

/** Goods that are taken off a shelf for an order, into a tote of its own or to a pack place. */
export const pickInput = z
  .object({
    orderId: z.string().min(1).max(100),
    wanted: wantedGoods,
    from: pickPlace,
    to: pickPlace,
    quantity,
    /** Not from where they are promised to the order: somebody said that it is meant. */
    elsewhere: z.boolean(),
    /** As for a move. */
    beyondBook: z.boolean(),
  })
  .strict();
export type PickInput = z.infer<typeof pickInput>;

export interface MoveAnswer {
  readonly sku: string;
  readonly quantity: number;
  /** What the book had to make up. */
  readonly missing: number;
}

export const kitWish = z
  .object({
    /** What comes out; without a day it gets the first of its parts'. */
    kit: wantedGoods,
    quantity: quantity.max(10_000),
    /** The bin that the parts lie in, and the one that the kits go to. */
    from: locationCode,
    to: locationCode,
    /** Parts whose lot or serial number was scanned; the others are what lies there. */
    named: z.array(z.object({ wanted: wantedGoods, quantity }).strict()).max(500),
    /** Parts that were seen there although the book has fewer: somebody said so of each of them. */
    beyondBook: z.array(id).max(mostParts),
  })
  .strict();
export type KitAnswer = MoveAnswer;

export interface UnitAnswer {
  readonly unit: string;
  /** In it and in the units that stand in it. */
  readonly pieces: number;
  /** Where it stands now, or stood until it left. */
  readonly location: string;
}

export const adjustInput = z
  .object({
    goods,
    shelf,
    /** Pieces that are really there. */
    counted: z.number().int().min(0).max(10_000_000),
    reason: z.enum(reasonCodes),
  })
  .strict();

export const undoInput = z.object({ n: z.number().int().min(1), reason: text }).strict();

/** A correction of the book that a second person agrees to. */
export const correction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('adjust'), input: adjustInput }).strict(),
  z.object({ kind: z.literal('undo'), input: undoInput }).strict(),
]);

export const stockCommands = {
  /** A batch of a checked file of bins and opening stock. */
  'stock.import': defineCommand<ImportCounts>()({ input: stockImport, origin: 'trusted', role: 'supervisor' }),
  /** Goods from one place to another, by scans or typed: what a person did, so it is accepted. */
  'stock.move': defineCommand<MoveAnswer>()({ input: moveInput, origin: 'window', role: 'operator' }),
  /** Goods are taken for an order before they are packed: packing takes these very ones. */
  'stock.pick': defineCommand<MoveAnswer>()({ input: pickInput, origin: 'window', role: 'operator' }),
  /** The book is brought to what is really on a shelf. */
  'stock.adjust': defineCommand<{ readonly difference: number }>()({
    input: adjustInput,
    origin: 'window',
    role: 'supervisor',
  }),
  /** Takes back the movements of an entry by their opposite. */
  'stock.undo': defineCommand<null>()({
    input: undoInput,
    origin: 'window',
    role: 'supervisor',
  }),
  /** The same above what one person may correct alone: badge and PIN of the second were checked on the trusted side. */
  'stock.correctApproved': defineCommand<null>()({
    input: z.object({ correction, approval, reason: text }).strict(),
    origin: 'trusted',
    role: 'supervisor',
  }),
  /** What leaves first of a SKU, and from how few on it is short. */
  'stock.setRule': defineCommand<null>()({
    input: z
      .object({ sku: id, rotation: z.enum(rotations), minimum: z.number().int().min(0).max(10_000_000).nullable() })
      .strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  /** What one kit is made of; no parts: it is none any more. */
  'stock.setKit': defineCommand<null>()({
    input: z.object({ sku: id, parts: z.array(kitPart).max(mostParts) }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  /** Parts that lie in a bin become kits. */
  'stock.kit': defineCommand<KitAnswer>()({ input: kitWish, origin: 'window', role: 'operator' }),
  /** Holds a SKU, a lot or a serial number back: it is refused at the pack scan until it is released. */
  'stock.hold': defineCommand<null>()({
    input: z
      .object({
        sku: id,
        lot: z.string().min(1).max(60).nullable(),
        serial: z.string().min(1).max(60).nullable(),
        kind: z.enum(holdKinds),
        reason: text,
      })
      .strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  'stock.releaseHold': defineCommand<null>()({
    input: z.object({ holdId: z.string().min(1).max(100), reason: text }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  /** A unit with all that is in it, to a bin or into another unit: one of the two. */
  'stock.moveUnit': defineCommand<UnitAnswer>()({
    input: z
      .object({ unit: unitCode, to: locationCode.nullable(), into: unitCode.nullable() })
      .strict()
      .refine(({ to, into }) => (to === null) !== (into === null)),
    origin: 'trusted',
    role: 'operator',
  }),
  /** A unit with all that is in it, to another house of ours, with the paper that goes with it. */
  'stock.sendUnit': defineCommand<UnitAnswer>()({
    input: z.object({ unit: unitCode, document: z.string().min(1).max(80) }).strict(),
    origin: 'trusted',
    role: 'supervisor',
  }),
  /** Goods for this customer must have so many days left; `null`: as the item says. */
  'stock.setCustomer': defineCommand<null>()({
    input: z
      .object({
        customer: z.string().trim().min(1).max(60),
        minDaysLeft: z.number().int().min(1).max(36_500).nullable(),
      })
      .strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  'stock.closeTask': defineCommand<null>()({
    input: z.object({ taskId: z.string().min(1).max(100), note: text }).strict(),
    origin: 'window',
    role: 'operator',
  }),
} satisfies Record<string, CommandDefinition>;
