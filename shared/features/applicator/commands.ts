import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '../../feature';
import { attestedScan, type Outcome } from '../packing/commands';

const id = z.string().min(1).max(100);
const reason = z.string().trim().min(1).max(200);
/** Where a label comes out, and what it must fit on: from the station's settings. */
const place = {
  printerId: id,
  stock: z.object({ widthMm: z.number().int(), heightMm: z.number().int(), dpi: z.number().int() }).strict(),
};

const base64 = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9+/]*={0,2}$/)
    .max(most);

/** A label of a template, laid out on the trusted side; `null` for a box of ours, whose label the store makes. */
const laidOut = z
  .object({
    bytes: base64(4_000_000),
    picture: base64(2_000_000),
    codes: z.array(z.string().min(1).max(2000)).max(50).readonly(),
    language: z.string().min(1).max(20),
    templateId: id,
    version: z.number().int().positive(),
  })
  .strict()
  .nullable();
export type LaidOut = z.infer<typeof laidOut>;

/** Why a line may stop by what the station itself saw or missed. */
export const haltReasons = [
  'line-print-late',
  'line-take-late',
  'line-verify-late',
  'line-print-uncertain',
  'line-print-failed',
  'line-print-discarded',
  'line-infeed-no-read',
  'line-verify-no-read',
  'line-no-template',
  'line-restarted',
  'sign-in-first',
] as const;
export type HaltReason = (typeof haltReasons)[number];

export const applicatorCommands = {
  'applicator.arrive': defineCommand<Outcome>()({
    input: z
      .object({
        applicatorId: id,
        itemId: id,
        /** What gets labels here: boxes of ours, and with a template goods and units. */
        parcels: z.boolean(),
        goods: z.boolean(),
        scan: attestedScan,
      })
      .strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** Makes the label of an item whose turn it is. */
  'applicator.print': defineCommand<null>()({
    input: z.object({ itemId: id, label: laidOut, ...place }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  'applicator.taken': defineCommand<null>()({
    input: z.object({ itemId: id, evidence: z.enum(['peel-sensor']) }).strict(),
    origin: 'trusted',
    role: null,
  }),
  /** A label was read on an item. Observed: taken even while nobody is signed in. */
  'applicator.verify': defineCommand<Outcome>()({
    input: z.object({ applicatorId: id, scan: attestedScan }).strict(),
    origin: 'trusted',
    role: null,
  }),
  'applicator.halt': defineCommand<null>()({
    input: z
      .object({
        applicatorId: id,
        itemId: id.nullable(),
        why: z.enum(haltReasons),
        details: z.record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean(), z.null()])),
        scan: attestedScan.nullable(),
      })
      .strict(),
    origin: 'trusted',
    role: null,
  }),
  /** Scanned by hand: a label on its item proves itself, any other code says that its item is off the line. */
  'applicator.byHand': defineCommand<Outcome>()({
    input: z.object({ applicatorId: id, scan: attestedScan }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** Said by a person, where nothing can be scanned. */
  'applicator.takeOff': defineCommand<Outcome>()({
    input: z.object({ itemId: id, reason }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  /** One more copy for the item that the line stopped over. */
  'applicator.reprint': defineCommand<Outcome>()({
    input: z.object({ itemId: id, reason, label: laidOut, ...place }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** Nothing has to come off the line: it goes on. `why`: what somebody has seen to; another stop behind it stays. */
  'applicator.goOn': defineCommand<Outcome>()({
    input: z.object({ applicatorId: id, why: id }).strict(),
    origin: 'window',
    role: 'operator',
  }),
} satisfies Record<string, CommandDefinition>;
