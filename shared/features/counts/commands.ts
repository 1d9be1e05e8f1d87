import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '../../feature';
import { approval } from '../packing/commands';
import { reasonCodes } from '../stock/commands';
import { goods, locationCode, unitCode } from '../stock/records';
import {
  countedEntry,
  countLoad,
  countMethods,
  countScope,
  countZone,
  decisions,
  fileSighting,
  lineShelf,
  mostFileTags,
  mostZones,
  sightingRecord,
  zoneAssignment,
} from './records';

const countId = z.string().min(1).max(60);
const text = z.string().trim().min(1).max(200);
const money = z.number().int().min(0).max(1_000_000_000);

/**
 * How what was counted of an item in a bin stands to the book: pieces are still to come, all are there, or more are than it
 * has. `null`: whoever counts blind is not told.
 */
export type CountStanding = 'open' | 'complete' | 'beyond' | null;

export const countCommands = {
  'counts.start': defineCommand<{ readonly countId: string; readonly bins: number }>()({
    input: z
      .object({
        title: z.string().trim().min(1).max(80),
        method: z.enum(countMethods),
        scope: countScope,
        blind: z.boolean(),
        toleranceMinor: money,
        approvalMinor: money,
        assigned: z.array(zoneAssignment).max(mostZones).optional(),
      })
      .strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  'counts.assign': defineCommand<null>()({
    input: z.object({ countId, assignment: zoneAssignment }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  /** Somebody counts a zone that is another's, with a word on why. */
  'counts.takeOver': defineCommand<null>()({
    input: z.object({ countId, zone: countZone, word: text }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  /** Whoever counts says so; two may share a count. */
  'counts.join': defineCommand<null>()({ input: z.object({ countId }).strict(), origin: 'window', role: 'operator' }),
  'counts.scan': defineCommand<{ readonly quantity: number; readonly standing: CountStanding }>()({
    input: z
      .object({ countId, entry: countedEntry, deviceId: z.string().min(1).max(100).nullable().default(null) })
      .strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** Pieces in a bin by their weight. `quantity`: of these goods in the bin now. */
  'counts.weigh': defineCommand<{
    readonly pieces: number;
    readonly quantity: number;
    readonly standing: CountStanding;
    readonly most: number;
  }>()({
    input: z.object({ countId, location: locationCode, goods, load: countLoad }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** Takes back one scan or weighing of a bin that is not through; `left`: of these goods in the bin now. */
  'counts.undoScan': defineCommand<{ readonly name: string; readonly quantity: number; readonly left: number }>()({
    input: z.object({ countId, location: locationCode, scan: z.number().int().min(1) }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  /** Pieces that somebody counted by hand teach what one weighs; `most` of them can be told by one weighing from now on. */
  'counts.learnWeight': defineCommand<{ readonly most: number }>()({
    input: z
      .object({
        sku: goods.shape.sku,
        pieces: z.number().int().min(1).max(9999),
        load: countLoad,
        /** Forgets what was known of it, also where the catalogue says otherwise. */
        anew: z.boolean(),
      })
      .strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** The bin is through: what was not scanned is not there. */
  'counts.finishBin': defineCommand<{ readonly differences: number | null }>()({
    input: z.object({ countId, location: locationCode }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  'counts.startPass': defineCommand<{ readonly pass: number }>()({
    input: z.object({ countId, readers: z.array(unitCode).min(1).max(50) }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  'counts.endPass': defineCommand<null>()({
    input: z.object({ countId, pass: z.number().int().min(1) }).strict(),
    origin: 'trusted',
    role: null,
  }),
  'counts.see': defineCommand<null>()({
    input: z.object({ countId, sightings: z.array(sightingRecord).min(1).max(500) }).strict(),
    origin: 'trusted',
    role: null,
  }),
  /** A pass that a sled read by itself, whole or not at all; what was taken in before counts once. */
  'counts.takeFile': defineCommand<{ readonly pass: number; readonly known: boolean }>()({
    input: z
      .object({
        countId,
        name: z.string().trim().min(1).max(100),
        bytesBase64: z.string().max(12_000_000),
        sightings: z.array(fileSighting).min(1).max(mostFileTags),
        unreadRows: z.array(z.number().int().min(1)).max(200_000),
        noTags: z.boolean(),
      })
      .strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  'counts.lose': defineCommand<null>()({
    input: z
      .object({
        countId,
        pass: z.number().int().min(1),
        readerId: unitCode,
        cause: z.string().max(40),
        since: z.number().int(),
      })
      .strict(),
    origin: 'trusted',
    role: null,
  }),
  'counts.submit': defineCommand<{ readonly lines: number }>()({
    input: z.object({ countId }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  'counts.decide': defineCommand<null>()({
    input: z
      .object({
        countId,
        /** The round that whoever decides has seen. */
        round: z.number().int().min(1),
        lines: z.array(z.number().int().min(1)).min(1).max(500),
        decision: z.enum(decisions),
        reason: z.enum(reasonCodes),
        note: z.string().trim().max(200).nullable(),
        shelf: lineShelf.nullable(),
      })
      .strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  /** A second person agrees: badge and PIN were checked on the trusted side. */
  'counts.approve': defineCommand<null>()({
    input: z.object({ countId, approval, reason: text }).strict(),
    origin: 'trusted',
    role: 'supervisor',
  }),
  'counts.post': defineCommand<{ readonly adjusted: number }>()({
    input: z.object({ countId }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  'counts.cancel': defineCommand<null>()({
    input: z.object({ countId, reason: text }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
} satisfies Record<string, CommandDefinition>;
