import { z } from 'zod';
import type { FeatureEvent } from '../../feature';
import { importCounts, importFile, importProblem } from './file';
import { mapping } from './mapping';

const text = z.string();
const count = z.number().int();

/** Everything that importing writes into the record, by type. */
export const importEvents = {
  /** A file is through: with it the file's hash is known and never taken again on its own. */
  'v1.import.fileFinished': z.object({
    file: importFile,
    kind: z.enum(['orders', 'catalogue', 'stock']),
    rows: count,
    badRows: count,
    counts: importCounts,
  }),
  'v1.import.fileRejected': z.object({ file: importFile, code: text, row: count.nullable() }),
  /** Its header is unknown: it waits for a mapping. Header and first rows are personal data until someone says what they are. */
  'v1.import.fileWaiting': z.object({
    file: importFile,
    rows: count,
    columns: count,
    fingerprint: text,
    subject: text,
    sampleSealed: text,
  }),
  /** What it corrects in the book of stock is more than one person may do alone: it waits for a second one, and nothing is booked. */
  'v1.import.fileHeld': z.object({ file: importFile, rows: count }),
  /** A second person agreed to all that the file corrects. */
  'v1.import.fileApproved': z.object({ fileId: text, supervisor: text, badgeTyped: z.boolean(), reason: text }),
  'v1.import.problemsFound': z.object({
    fileId: text,
    file: text,
    /** What the subjects are: order numbers or SKUs. */
    kind: z.enum(['orders', 'catalogue', 'stock']).optional(),
    problems: z.array(importProblem),
  }),
  'v1.import.problemResolved': z.object({ id: text }),
  'v1.import.mappingSaved': z.object({ fingerprint: text, name: text, mapping }),
  'v1.import.mappingForgotten': z.object({ fingerprint: text }),
  'v1.import.retryAsked': z.object({ fileId: text }),
  'v1.import.discardAsked': z.object({ fileId: text }),
} as const;

export type ImportEventType = keyof typeof importEvents;
export type ImportEventData<T extends ImportEventType> = z.infer<(typeof importEvents)[T]>;

export const importEvent = <T extends ImportEventType>(type: T, data: ImportEventData<T>): FeatureEvent => ({
  type,
  data,
});
