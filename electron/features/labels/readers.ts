import type {
  BatchRest,
  BatchRow,
  TemplateRow,
  TemplateVersion,
  TemplateView,
} from '../../../shared/features/labels/queries';
import type { QueryContext, QueryHandler } from '../../store/types';
import { printedOf } from './reprint';
import { labelRowFilters, labelRows } from './rows';
import { templateName, type StoredName } from './template-name';

interface StoredRow extends StoredName {
  readonly template_id: string;
  readonly latest: number;
  readonly approved: number | null;
  readonly built_in: number;
}

const rowOf = (row: StoredRow, { settings }: QueryContext): TemplateRow => ({
  templateId: row.template_id,
  name: templateName(row, settings),
  latest: row.latest,
  approved: row.approved,
  builtIn: row.built_in === 1,
});

const columns = 'template_id, name, names, latest, approved, built_in';

const templates = (context: QueryContext): TemplateRow[] =>
  context.db
    .all<StoredRow>(`SELECT ${columns} FROM label_templates WHERE retired = 0 ORDER BY name`)
    .map((row) => rowOf(row, context));

interface StoredVersion {
  readonly version: number;
  readonly sha256: string;
  readonly at: string;
  readonly person_id: string | null;
  readonly approved_at: string | null;
  readonly approved_by: string | null;
}

const versionOf = (row: StoredVersion): TemplateVersion => ({
  version: row.version,
  at: row.at,
  by: row.person_id,
  approvedAt: row.approved_at,
  approvedBy: row.approved_by,
});

const template = (
  context: QueryContext,
  wanted: { readonly templateId: string; readonly version: number | null },
): TemplateView | null => {
  const stored = context.db.get<StoredRow>(
    `SELECT ${columns} FROM label_templates WHERE template_id = ?`,
    wanted.templateId,
  );
  if (stored === undefined) return null;
  const versions = context.db.all<StoredVersion>(
    'SELECT version, sha256, at, person_id, approved_at, approved_by FROM label_versions WHERE template_id = ? ORDER BY version DESC',
    wanted.templateId,
  );
  const version = wanted.version ?? stored.approved ?? stored.latest;
  const sha256 = versions.find((each) => each.version === version)?.sha256;
  const bytes = sha256 === undefined ? null : context.attachment(sha256);
  if (bytes === null) return null;
  return {
    ...rowOf(stored, context),
    version,
    description: new TextDecoder().decode(bytes),
    versions: versions.map(versionOf),
  };
};

interface StoredBatch {
  readonly batch_id: string;
  readonly title: string;
  readonly template_id: string | null;
  readonly version: number | null;
  readonly printer_id: string;
  readonly started_at: string;
  readonly total: number;
  readonly made: number;
  readonly printed: number;
  readonly open: number;
  readonly uncertain: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly waiting: number;
  readonly stopped: number;
  readonly records_sha256: string | null;
  readonly subject: string | null;
}

const batches = ({ db }: QueryContext, { limit }: { readonly limit: number }): BatchRow[] =>
  db
    .all<StoredBatch>(
      `SELECT b.batch_id, b.title, b.template_id, b.version, b.printer_id, b.started_at, b.total, b.stopped, b.records_sha256,
         coalesce(sum(p.state = 'requested'), 0) AS waiting,
         count(p.job_id) AS made, coalesce(sum(p.state = 'printed'), 0) AS printed,
         coalesce(sum(p.state IN ('requested', 'sent')), 0) AS open, coalesce(sum(p.state = 'uncertain'), 0) AS uncertain,
         coalesce(sum(p.state = 'failed'), 0) AS failed, coalesce(sum(p.state = 'discarded'), 0) AS cancelled
       FROM (SELECT * FROM label_batches ORDER BY n DESC LIMIT ?) b
       LEFT JOIN batch_labels l ON l.batch_id = b.batch_id LEFT JOIN print_jobs p ON p.job_id = l.job_id
       GROUP BY b.batch_id ORDER BY b.n DESC`,
      limit,
    )
    .map(({ batch_id, template_id, printer_id, started_at, records_sha256, stopped, ...rest }) => ({
      batchId: batch_id,
      templateId: template_id,
      printerId: printer_id,
      startedAt: started_at,
      stopped: stopped === 1,
      kept: records_sha256 !== null,
      ...rest,
    }));

const batchRest = (context: QueryContext, { batchId }: { readonly batchId: string }): BatchRest | null => {
  const batch = context.db.get<StoredBatch>('SELECT * FROM label_batches WHERE batch_id = ?', batchId);
  if (batch === undefined) return null;
  const bytes = batch.records_sha256 === null ? null : context.attachment(batch.records_sha256);
  return {
    batchId,
    title: batch.title,
    printerId: batch.printer_id,
    templateId: batch.template_id,
    version: batch.version,
    records: bytes === null ? null : new TextDecoder().decode(bytes),
    made: context.db
      .all<{ row: number }>('SELECT row FROM batch_labels WHERE batch_id = ? AND row IS NOT NULL', batchId)
      .map(({ row }) => row),
    stopped: batch.stopped === 1,
    brought: batch.subject !== null,
  };
};

export const labelReaders: Readonly<Record<string, QueryHandler>> = {
  'labels.templates': templates,
  'labels.template': template,
  'labels.batches': batches,
  'labels.batchRest': batchRest,
  'labels.printedOf': printedOf,
  'labels.rows': labelRows,
  'labels.rowFilters': labelRowFilters,
};
