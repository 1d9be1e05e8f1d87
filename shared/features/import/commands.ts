import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '../../feature';
import { approval } from '../packing/commands';
import { importFile } from './file';
import { mapping } from './mapping';

const id = z.string().min(1).max(100);
const fingerprint = z.string().regex(/^[0-9a-f]{32}$/);
const cell = z.string().max(200);

export const importCommands = {
  /** Nothing of the file could be used. */
  'import.reject': defineCommand<null>()({
    input: z.object({ file: importFile, code: z.string().min(1).max(60), row: z.number().int().nullable() }).strict(),
    origin: 'trusted',
    role: 'supervisor',
  }),
  /** The file's header is unknown; its first rows are kept (sealed) for the preview. */
  'import.wait': defineCommand<null>()({
    input: z
      .object({
        file: importFile,
        rows: z.number().int().min(0),
        fingerprint,
        header: z.array(cell).max(1000),
        sample: z.array(z.array(cell).max(1000)).max(10),
      })
      .strict(),
    origin: 'trusted',
    role: 'supervisor',
  }),
  /** The file corrects more of the stock than one person may alone. */
  'import.hold': defineCommand<null>()({
    input: z.object({ file: importFile, rows: z.number().int().min(0) }).strict(),
    origin: 'trusted',
    role: 'supervisor',
  }),
  /** A second person agrees to it: badge and PIN were checked on the trusted side. */
  'import.approve': defineCommand<null>()({
    input: z.object({ fileId: id, approval, reason: z.string().trim().min(1).max(200) }).strict(),
    origin: 'trusted',
    role: 'supervisor',
  }),
  /** From now on files with this header are read so; waiting ones are taken at once. */
  'import.saveMapping': defineCommand<null>()({
    input: z.object({ fingerprint, name: z.string().trim().min(1).max(80), mapping }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  /** Files with this header wait again, for somebody to say anew what its columns mean. */
  'import.forgetMapping': defineCommand<null>()({
    input: z.object({ fingerprint }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  /** A waiting file is tried again; a file that is through may come in once more. */
  'import.retry': defineCommand<null>()({
    input: z.object({ fileId: id }).strict(),
    origin: 'trusted',
    role: 'supervisor',
  }),
  /** A waiting file is given up: it goes to `rejected/`. */
  'import.discard': defineCommand<null>()({
    input: z.object({ fileId: id }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
  /** Someone has dealt with it. */
  'exceptions.resolve': defineCommand<{ readonly resolved: number }>()({
    input: z.object({ ids: z.array(id).min(1).max(500) }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
} satisfies Record<string, CommandDefinition>;
