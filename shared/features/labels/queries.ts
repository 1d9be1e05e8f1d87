import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '../../feature';
import { templateId } from './events';

export interface TemplateRow {
  readonly templateId: string;
  readonly name: string;
  readonly latest: number;
  /** The version that prints; `null` while none is approved. */
  readonly approved: number | null;
  readonly builtIn: boolean;
}

export interface TemplateVersion {
  readonly version: number;
  readonly at: string;
  readonly by: string | null;
  readonly approvedAt: string | null;
  readonly approvedBy: string | null;
}

export interface TemplateView extends TemplateRow {
  readonly version: number;
  /** JSON. */
  readonly description: string;
  readonly versions: readonly TemplateVersion[];
}

export interface BatchRow {
  readonly batchId: string;
  readonly title: string;
  readonly templateId: string | null;
  readonly version: number | null;
  readonly printerId: string;
  readonly startedAt: string;
  readonly total: number;
  readonly made: number;
  readonly printed: number;
  /** Waiting, on its way, or nobody knows. */
  readonly open: number;
  readonly uncertain: number;
  readonly failed: number;
  readonly cancelled: number;
}

const templateTables = ['label_templates', 'label_versions'] as const;

export const labelQueries = {
  'labels.templates': defineQuery<readonly TemplateRow[]>()({
    params: z.object({}).strict(),
    tables: templateTables,
    role: 'operator',
  }),
  /** `version: null`: the approved one, or the latest where none is. */
  'labels.template': defineQuery<TemplateView | null>()({
    params: z.object({ templateId, version: z.number().int().positive().nullable() }).strict(),
    tables: templateTables,
    role: 'operator',
  }),
  'labels.batches': defineQuery<readonly BatchRow[]>()({
    params: z.object({ limit: z.number().int().min(1).max(200) }).strict(),
    tables: ['label_batches', 'batch_labels', 'print_jobs'],
    role: 'operator',
  }),
} satisfies Record<string, QueryDefinition>;
