import { z } from 'zod';

const id = z.string().min(1).max(100);
const attachment = z.object({ sha256: z.string().length(64), bytes: z.number().int(), kind: z.string() });

/** What the record says of a print: requested → sent → printed | uncertain | failed (decision 15). */
export const printingEvents = {
  'v1.printing.jobRequested': z.object({
    jobId: id,
    kind: z.enum(['label', 'slip', 'sheet']),
    printerId: id,
    attachment,
    title: z.string(),
    labelId: id.nullable(),
    copy: z.number().int().nullable(),
    parcelId: id.nullable(),
    language: z.string(),
  }),
  /** Nothing of it had been sent: another printer of the pool gets it. */
  'v1.printing.moved': z.object({ jobId: id, from: id, printerId: id, why: z.string() }),
  /** Written before the first byte leaves. */
  'v1.printing.sending': z.object({
    jobId: id,
    /** Absent in the record of versions without pools. */
    printerId: id.optional(),
    odometerBefore: z.number().int().nullable(),
    printerSerial: z.string().nullable(),
  }),
  'v1.printing.printed': z.object({ jobId: id, evidence: z.string() }),
  /** `evidence`: how much of it is known to have left. */
  'v1.printing.uncertain': z.object({ jobId: id, why: z.string(), evidence: z.string().optional() }),
  'v1.printing.failed': z.object({ jobId: id, why: z.string() }),
  /** Positive evidence that nothing complete came out: the same copy may be printed. */
  'v1.printing.notPrinted': z.object({ jobId: id, why: z.string(), evidence: z.string() }),
  /** `keyed`: the label's code was typed, because the scanner was broken. */
  'v1.printing.confirmedByScan': z.object({ jobId: id, keyed: z.boolean().optional() }),
  'v1.printing.resumed': z.object({ jobId: id }),
  'v1.printing.discarded': z.object({ jobId: id, reason: z.string() }),
} as const;
