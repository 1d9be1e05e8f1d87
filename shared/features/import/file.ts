import { z } from 'zod';

const id = z.string().min(1).max(100);
const count = z.number().int().min(0);

/** How serious a row's problem is: an `error` kept the row (or its whole order) out, a `warning` came in with it. */
export const importProblem = z
  .object({
    /** 1-based line of the file, or position in a JSON list; `null` for the file as a whole. */
    row: count.nullable(),
    /** Canonical field, e.g. `ship_city`, or `null`. */
    field: z.string().max(60).nullable(),
    /** Kebab-case code of a sentence `import.<code>`. */
    code: z.string().min(1).max(60),
    severity: z.enum(['error', 'warning']),
    /** What stood there, cleaned and cut; never personal data. */
    value: z.string().max(120).nullable(),
    /** Order number or SKU that it belongs to. */
    subject: z.string().max(100).nullable(),
  })
  .strict();
export type ImportProblem = z.infer<typeof importProblem>;

/** The file that a batch came from. */
export const importFile = z
  .object({
    fileId: id,
    name: z.string().min(1).max(200),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    source: z.enum(['folder', 'drop', 'demo']),
    /** Marked as demo data by itself. */
    demo: z.boolean(),
  })
  .strict();
export type ImportFile = z.infer<typeof importFile>;

/** What a batch came to. */
export const importCounts = z
  .object({ created: count, changed: count, cancelled: count, unchanged: count, stale: count, failed: count })
  .strict();
export type ImportCounts = z.infer<typeof importCounts>;

export const noCounts: ImportCounts = { created: 0, changed: 0, cancelled: 0, unchanged: 0, stale: 0, failed: 0 };

export const addCounts = (a: ImportCounts, b: ImportCounts): ImportCounts => ({
  created: a.created + b.created,
  changed: a.changed + b.changed,
  cancelled: a.cancelled + b.cancelled,
  unchanged: a.unchanged + b.unchanged,
  stale: a.stale + b.stale,
  failed: a.failed + b.failed,
});

/** With the last batch of a file: what the batches before came to, and the rows of the whole file. */
export const importEnd = z.object({ before: importCounts, rows: count, badRows: count }).strict();
export type ImportEnd = z.infer<typeof importEnd>;

export const batchSize = 100;
export const problemLimit = 500;

/** What every batch of a file carries beside its records. */
export const batchFields = {
  file: importFile,
  problems: z.array(importProblem).max(problemLimit),
  /** `null`: more batches of this file follow. */
  end: importEnd.nullable(),
};
