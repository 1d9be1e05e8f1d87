import { z } from 'zod';

const id = z.string().min(1).max(100);
export const templateId = z.string().regex(/^[a-z0-9-]{1,60}$/);
const version = z.number().int().positive();
const attachment = z.object({ sha256: z.string().length(64), bytes: z.number().int(), kind: z.string() });

/** What the record says of label templates and of what is printed with them. */
export const labelEvents = {
  /** The description itself lies beside the journal. `builtIn`: it came with the product. */
  'v1.labels.versionSaved': z.object({
    templateId,
    version,
    name: z.string(),
    /** By language, where it has more than one. */
    names: z.record(z.string(), z.string()).optional(),
    description: attachment,
    builtIn: z.boolean(),
  }),
  'v1.labels.approved': z.object({ templateId, version }),
  /** Nothing is printed with it any more; what was printed keeps its version. */
  'v1.labels.retired': z.object({ templateId }),
  /** Numbers of this station; no other may ever use them, and none is used twice. */
  'v1.labels.serialsReserved': z.object({ from: z.number().int().positive(), count: z.number().int().positive() }),
  'v1.labels.batchStarted': z.object({
    batchId: id,
    title: z.string(),
    templateId: templateId.nullable(),
    version: version.nullable(),
    printerId: id,
    total: z.number().int().positive(),
    /** What the labels are filled in with, one after the other, so that a batch can go on where it stopped. */
    records: attachment.optional(),
    /** Key of what people brought: records, labels and pictures are sealed under it. */
    subject: z.string().optional(),
  }),
  /** A label of a batch, with the picture of what is on it. */
  'v1.labels.labelMade': z.object({
    batchId: id,
    jobId: id,
    picture: attachment,
    /** Which of the batch's records it is of, from 0. */
    row: z.number().int().min(0).optional(),
    /** Numbers that it is found again by: SKU, GTIN, SSCC, bin, lot. No personal data. */
    about: z.string().max(300).optional(),
  }),
  /** A copy of a label, marked as one; its numbers are those of the first print. */
  'v1.labels.reprinted': z.object({
    jobId: id,
    /** The first print. */
    of: id,
    copy: z.number().int().min(2),
    reason: z.string(),
    picture: attachment,
    about: z.string().max(300).optional(),
  }),
  /** What waits is not printed, and nothing more of it is made. */
  'v1.labels.batchCancelled': z.object({ batchId: id, jobIds: z.array(id) }),
} as const;
