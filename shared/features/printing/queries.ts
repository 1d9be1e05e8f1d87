import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '../../feature';

export interface PrintJobRow {
  readonly jobId: string;
  readonly kind: 'label' | 'slip' | 'sheet';
  readonly title: string;
  readonly printerId: string;
  /** Of the bytes: `zpl`, `tspl`, … */
  readonly language: string;
  readonly state: 'requested' | 'sent' | 'printed' | 'uncertain' | 'failed' | 'discarded';
  readonly reason: string | null;
  readonly evidence: string | null;
  readonly labelId: string | null;
  readonly copy: number | null;
  readonly parcelId: string | null;
  readonly sha256: string;
  /** A PNG of what is on it, where one was made; ZPL can be drawn without. */
  readonly pictureSha256: string | null;
  readonly requestedAt: string;
  readonly printedAt: string | null;
}

/** A print as its history tells it. */
export interface PrintedRow extends PrintJobRow {
  /** Who asked for it; `null`: the station itself, or somebody whose name is erased. */
  readonly person: string | null;
  /** Which template it was made with, in which version; `null`: with none. */
  readonly template: { readonly name: string; readonly version: number } | null;
  /** The batch that it was one label of. */
  readonly batch: string | null;
  readonly sentAt: string | null;
  /** The print that it is a copy of, and why there is one. */
  readonly reprintOf: string | null;
  readonly reprintReason: string | null;
  /** How often it was printed again. */
  readonly reprints: number;
}

export interface FoundPrints {
  readonly total: number;
  readonly rows: readonly PrintedRow[];
}

const tables = ['print_jobs'] as const;
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const printingQueries = {
  /** Everything that is not settled, oldest first. */
  'printing.openJobs': defineQuery<readonly PrintJobRow[]>()({
    params: z.object({}).strict(),
    tables,
    role: 'operator',
  }),
  /** What was printed, the newest first: by part of its name, by a number on it, by days of the site and by printer. */
  'printing.find': defineQuery<FoundPrints>()({
    params: z
      .object({
        search: z.string().max(80),
        printerId: z.string().min(1).max(100).nullable(),
        from: day.nullable(),
        to: day.nullable(),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(200),
      })
      .strict(),
    tables: ['print_jobs', 'batch_labels', 'label_batches', 'label_templates', 'parcels', 'labels', 'people'],
    role: 'operator',
  }),
  'printing.history': defineQuery<readonly PrintJobRow[]>()({
    params: z.object({ limit: z.number().int().min(1).max(500).default(100) }).strict(),
    tables,
    role: 'operator',
  }),
} satisfies Record<string, QueryDefinition>;
