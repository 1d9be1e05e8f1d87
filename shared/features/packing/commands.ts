import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '../../feature';
import { weightUnits } from '../../units';

const id = z.string().min(1).max(100);
const reason = z.string().trim().min(1).max(200);

/** A scan as the trusted side attests it. */
export const attestedScan = z
  .object({
    sequence: z.number().int().nonnegative(),
    deviceId: id,
    data: z.string().min(1).max(8192),
    aim: z.string().max(3).nullable(),
    source: z.enum(['wedge', 'serial', 'hid', 'tcp', 'keyed']),
    at: z.number().int(),
    simulated: z.boolean(),
  })
  .strict();
export type AttestedScan = z.infer<typeof attestedScan>;

export const attestedReading = z
  .object({
    deviceId: id,
    weight: z
      .object({ mantissa: z.number().int(), exponent: z.number().int().min(-9).max(9), unit: z.enum(weightUnits) })
      .strict(),
    text: z.string().max(40),
    state: z.enum(['stable', 'zero']),
    checked: z.boolean(),
    at: z.number().int(),
    rawHex: z.string().max(1024),
    simulated: z.boolean(),
  })
  .strict();
export type AttestedReading = z.infer<typeof attestedReading>;

/** A supervisor's word for one act: badge and PIN were checked on the trusted side. */
export const approval = z
  .object({
    personId: id,
    role: z.enum(['supervisor', 'it']),
    at: z.string().max(40),
    nonce: id,
    badgeTyped: z.boolean(),
  })
  .strict();
export type Approval = z.infer<typeof approval>;

/** What a good scan or act answers: the outcome code with the values of its sentence. */
export interface Outcome {
  readonly code: string;
  readonly tone: 'good' | 'need';
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

export const packingCommands = {
  /** Any scan that is neither a badge nor a command barcode: order, tote, item, lot, serial, carton or label. */
  'packing.scan': defineCommand<Outcome>()({
    input: z
      .object({
        scan: attestedScan,
        quantity: z.number().int().min(1).max(9999).nullable(),
        sku: id.nullable(),
        approval: approval.nullable(),
        /** Why a code was typed. */
        reason: reason.nullable().default(null),
      })
      .strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  'packing.openOrder': defineCommand<Outcome>()({
    input: z
      .object({
        number: z.string().trim().min(1).max(80),
        takeOver: approval.nullable(),
        /** Why it is taken over. */
        reason: reason.nullable().default(null),
      })
      .strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  'packing.recordWeight': defineCommand<Outcome>()({
    input: z.object({ parcelId: id, readings: z.array(attestedReading).min(1).max(5) }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  'packing.typeWeight': defineCommand<Outcome>()({
    input: z
      .object({
        parcelId: id,
        weight: z
          .object({
            mantissa: z.number().int().positive(),
            exponent: z.number().int().min(-6).max(0),
            unit: z.enum(['g', 'kg', 'lb', 'oz']),
          })
          .strict(),
        approval,
        reason,
      })
      .strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  'packing.overrideWeight': defineCommand<Outcome>()({
    input: z.object({ parcelId: id, approval, reason }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** Makes the label of a weighed parcel. A window may ask; every open step refuses it here (F14). */
  'packing.requestLabel': defineCommand<Outcome>()({
    input: z.object({ parcelId: id }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  'packing.reprintLabel': defineCommand<Outcome>()({
    input: z.object({ parcelId: id, reason }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  'packing.reprintApproved': defineCommand<Outcome>()({
    input: z.object({ parcelId: id, reason, approval, printerId: id.nullable() }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),

  'packing.chooseCarton': defineCommand<Outcome>()({
    input: z.object({ parcelId: id, cartonId: id }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  'packing.setDunnage': defineCommand<Outcome>()({
    input: z.object({ parcelId: id, dunnageId: id, quantity: z.number().int().min(0).max(99) }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  'packing.undoItem': defineCommand<Outcome>()({
    input: z.object({ parcelId: id }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  /** The current parcel is full: close its item list and go on with another parcel after it. */
  'packing.finishParcel': defineCommand<Outcome>()({
    input: z.object({ parcelId: id }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  'packing.shortPick': defineCommand<Outcome>()({
    input: z.object({ packId: id, lineId: id, quantity: z.number().int().min(1).max(99999), reason }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  'packing.hold': defineCommand<Outcome>()({
    input: z.object({ packId: id, reason }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  'packing.resume': defineCommand<Outcome>()({
    input: z.object({ packId: id }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  /** Puts a pack aside unfinished, so that another order can be opened; the claim is given back. */
  'packing.release': defineCommand<Outcome>()({
    input: z.object({ packId: id }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  'packing.voidParcel': defineCommand<Outcome>()({
    input: z.object({ parcelId: id, reason }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  /** The packing slip as labels; where to and on what stock comes from the station's settings. Answers the jobs. */
  'packing.printSlip': defineCommand<readonly string[]>()({
    input: z
      .object({
        packId: id,
        printerId: id,
        language: z.enum(['en', 'de', 'es']),
        stock: z
          .object({
            widthMm: z.number().min(20).max(300),
            heightMm: z.number().min(40).max(400),
            dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]),
          })
          .strict(),
      })
      .strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** The operator has seen what changed in the order and goes on with it as it is now. */
  'packing.acceptChange': defineCommand<Outcome>()({
    input: z.object({ packId: id }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  /** After a restore: one order, or all that wait, were not packed since the backup. */
  'packing.confirmRestored': defineCommand<Outcome>()({
    input: z.object({ orderId: id.nullable(), approval, reason }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** Session hand-over: the open pack follows the person who signs in. */
  'packing.handOver': defineCommand<Outcome>()({
    input: z.object({ packId: id }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
} satisfies Record<string, CommandDefinition>;
