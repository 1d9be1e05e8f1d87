import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '../../feature';
import { templateId } from './events';

const id = z.string().min(1).max(100);
const base64 = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9+/]*={0,2}$/)
    .max(most);

/** Labels of one command: so many are made, written and asked for at once. */
export const mostLabelsAtOnce = 50;

export const labelCommands = {
  /** A new version of a template, as JSON. It prints once a supervisor has approved it. */
  'labels.save': defineCommand<{ readonly templateId: string; readonly version: number }>()({
    input: z.object({ description: z.string().min(2).max(4_000_000) }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  'labels.approve': defineCommand<null>()({
    input: z.object({ templateId, version: z.number().int().positive() }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  'labels.retire': defineCommand<null>()({
    input: z.object({ templateId }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  /** A template that came with the product, or a newer one of it. */
  'labels.seed': defineCommand<null>()({
    input: z.object({ description: z.string().min(2).max(4_000_000) }).strict(),
    origin: 'trusted',
    role: null,
  }),
  'labels.reserveSerials': defineCommand<{ readonly from: number }>()({
    input: z.object({ count: z.number().int().min(1).max(100_000) }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  'labels.startBatch': defineCommand<null>()({
    input: z
      .object({
        batchId: id,
        title: z.string().min(1).max(200),
        templateId: templateId.nullable(),
        version: z.number().int().positive().nullable(),
        printerId: id,
        total: z.number().int().min(1).max(100_000),
        /** JSON: the records of its labels. */
        records: z.string().max(60_000_000).nullable(),
        /** Of a file, typed, or somebody else's document: it may name a customer. What the station knows of goods doesn't. */
        brought: z.boolean(),
      })
      .strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** Rendered labels of a batch, on their way to the printer. */
  'labels.request': defineCommand<null>()({
    input: z
      .object({
        batchId: id,
        printerId: id,
        language: z.string().min(1).max(20),
        labels: z
          .array(
            z
              .object({
                title: z.string().max(200),
                bytes: base64(4_000_000),
                picture: base64(2_000_000),
                row: z.number().int().min(0).nullable(),
                about: z.string().max(300),
              })
              .strict(),
          )
          .min(1)
          .max(mostLabelsAtOnce),
      })
      .strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** A rendered copy of a label that was printed. */
  'labels.reprint': defineCommand<{ readonly jobId: string }>()({
    input: z
      .object({
        of: id,
        copy: z.number().int().min(2),
        printerId: id,
        language: z.string().min(1).max(20),
        bytes: base64(4_000_000),
        picture: base64(2_000_000),
        reason: z.string().trim().min(1).max(200),
      })
      .strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** Its labels that wait for a person, or surely did not come out, are printed now. */
  'labels.printRest': defineCommand<{ readonly resumed: number }>()({
    input: z.object({ batchId: id }).strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** What has not been sent yet is not printed any more, and nothing more is made. */
  'labels.cancel': defineCommand<{ readonly cancelled: number }>()({
    input: z.object({ batchId: id }).strict(),
    origin: 'window',
    role: 'operator',
  }),
} satisfies Record<string, CommandDefinition>;
