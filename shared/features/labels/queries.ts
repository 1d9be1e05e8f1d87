import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '../../feature';
import { templateId } from './events';
import { rowsWish, type LabelRows } from './rows';

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
  /** Asked for and not sent yet. */
  readonly waiting: number;
  /** It was given up: nothing more of it is made. */
  readonly stopped: boolean;
  /** Its records are kept: what was not made yet can be made still. */
  readonly kept: boolean;
}

/** A batch that can go on: its records, and which of them a label was made of already. */
export interface BatchRest extends Pick<BatchRow, 'batchId' | 'title' | 'printerId' | 'templateId' | 'version'> {
  /** JSON; `null`: none are kept. */
  readonly records: string | null;
  readonly made: readonly number[];
  readonly stopped: boolean;
  /** People brought what is on it: it may name anybody. */
  readonly brought: boolean;
}

/** A print that may be printed again: its template, and the record that filled it in. */
export interface PrintedOf {
  /** The first print of it. */
  readonly of: string;
  readonly copy: number;
  readonly templateId: string | null;
  readonly version: number | null;
  /** JSON of title and record; `null`: it is not kept. */
  readonly label: string | null;
  /** Somebody else's, as it was sent to the printer, in base64: it is sent again as it was. */
  readonly document: { readonly language: string; readonly bytes: string; readonly picture: string } | null;
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
  /** Things of this station that labels can be printed of, each with the fields that templates ask for. */
  'labels.rows': defineQuery<LabelRows>()({
    params: rowsWish.extend({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }).strict(),
    tables: [
      'items',
      'barcodes',
      'stock_rules',
      'stock_totals',
      'stock_locations',
      'stock_balances',
      'stock_goods',
      'stock_accounts',
      'stock_units',
    ],
    role: 'operator',
  }),
  /** What rows can be narrowed down by. */
  'labels.rowFilters': defineQuery<{
    readonly owners: readonly string[];
    readonly aisles: readonly { readonly zone: string; readonly aisle: string }[];
  }>()({ params: z.object({}).strict(), tables: ['stock_goods', 'stock_locations'], role: 'operator' }),
  'labels.batches': defineQuery<readonly BatchRow[]>()({
    params: z.object({ limit: z.number().int().min(1).max(200) }).strict(),
    tables: ['label_batches', 'batch_labels', 'print_jobs'],
    role: 'operator',
  }),
  /** What a print was made of; `null`: there is no such print. */
  'labels.printedOf': defineQuery<PrintedOf | null>()({
    params: z.object({ jobId: z.string().min(1).max(100) }).strict(),
    tables: ['print_jobs', 'label_batches', 'batch_labels'],
    role: 'operator',
  }),
  'labels.batchRest': defineQuery<BatchRest | null>()({
    params: z.object({ batchId: z.string().min(1).max(100) }).strict(),
    tables: ['label_batches', 'batch_labels'],
    role: 'operator',
  }),
} satisfies Record<string, QueryDefinition>;
