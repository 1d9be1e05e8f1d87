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

const tables = ['print_jobs'] as const;

export const printingQueries = {
  /** Everything that is not settled, oldest first. */
  'printing.openJobs': defineQuery<readonly PrintJobRow[]>()({
    params: z.object({}).strict(),
    tables,
    role: 'operator',
  }),
  'printing.history': defineQuery<readonly PrintJobRow[]>()({
    params: z.object({ limit: z.number().int().min(1).max(500).default(100) }).strict(),
    tables,
    role: 'operator',
  }),
} satisfies Record<string, QueryDefinition>;
