import { z } from 'zod';
import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import { mapping as mappingSchema, type Mapping } from '../../../shared/features/import/mapping';
import type {
  ExceptionRow,
  ImportFileRow,
  ImportPreview,
  importQueries,
} from '../../../shared/features/import/queries';
import type { Cell, QueryContext, QueryHandler } from '../../store/types';
import { previewSample } from './preview';

type Queries = typeof importQueries;

const exceptionsSql = `SELECT id, file_id AS fileId, file, row, field, code, severity, value_text AS value, subject, at, resolved_at AS resolvedAt,
  resolved_by AS resolvedBy FROM import_exceptions`;

const exceptions = (
  { db }: QueryContext,
  params: ParamsOf<Queries['exceptions.list']>,
): AnswerOf<Queries['exceptions.list']> => {
  const { resolved, fileId, offset, limit } = params;
  const where = `resolved_at IS ${resolved ? 'NOT NULL' : 'NULL'}${fileId === null ? '' : ' AND file_id = ?'}`;
  const values: Cell[] = fileId === null ? [] : [fileId];
  const count = (condition: string, ...cells: Cell[]): number =>
    db.get<{ count: number }>(`SELECT count(*) AS count FROM import_exceptions WHERE ${condition}`, ...cells)?.count ??
    0;
  const rows = db.all<ExceptionRow>(
    `${exceptionsSql} WHERE ${where} ORDER BY at DESC, row, id LIMIT ? OFFSET ?`,
    ...values,
    limit,
    offset,
  );
  return { total: count(where, ...values), open: count('resolved_at IS NULL'), rows };
};

interface FileRow {
  file_id: string;
  name: string;
  sha256: string;
  source: string;
  state: ImportFileRow['state'];
  kind: string | null;
  rows: number;
  ok_rows: number;
  bad_rows: number;
  created: number;
  changed: number;
  cancelled: number;
  unchanged: number;
  stale: number;
  failed: number;
  code: string | null;
  fingerprint: string | null;
  at: string;
  open_exceptions: number;
}

const fileRow = (row: FileRow): ImportFileRow => ({
  fileId: row.file_id,
  name: row.name,
  sha256: row.sha256,
  source: row.source,
  state: row.state,
  kind: row.kind,
  rows: row.rows,
  okRows: row.ok_rows,
  badRows: row.bad_rows,
  counts: {
    created: row.created,
    changed: row.changed,
    cancelled: row.cancelled,
    unchanged: row.unchanged,
    stale: row.stale,
    failed: row.failed,
  },
  code: row.code,
  fingerprint: row.fingerprint,
  at: row.at,
  openExceptions: row.open_exceptions,
});

const openSql = `SELECT f.*, (SELECT count(*) FROM import_exceptions e WHERE e.file_id = f.file_id AND e.resolved_at IS NULL)
  AS open_exceptions FROM import_files f`;

const file = ({ db }: QueryContext, { fileId }: ParamsOf<Queries['import.file']>): AnswerOf<Queries['import.file']> => {
  const row = db.get<FileRow>(`${openSql} WHERE f.file_id = ?`, fileId);
  return row === undefined ? null : fileRow(row);
};

const files = (
  { db }: QueryContext,
  { state, offset, limit }: ParamsOf<Queries['import.files']>,
): AnswerOf<Queries['import.files']> => {
  const where = state === null ? '' : 'WHERE f.state = ?';
  const values: Cell[] = state === null ? [] : [state];
  const total =
    db.get<{ total: number }>(`SELECT count(*) AS total FROM import_files f ${where}`, ...values)?.total ?? 0;
  const rows = db.all<FileRow>(
    `${openSql} ${where} ORDER BY f.n DESC, f.file_id LIMIT ? OFFSET ?`,
    ...values,
    limit,
    offset,
  );
  return { total, rows: rows.map(fileRow) };
};

const known = (
  { db }: QueryContext,
  { sha256 }: ParamsOf<Queries['import.known']>,
): AnswerOf<Queries['import.known']> => {
  const row = db.get<{
    file_id: string;
    name: string;
    state: ImportFileRow['state'];
    code: string | null;
    again: number;
    at: string;
  }>('SELECT file_id, name, state, code, again, at FROM import_files WHERE sha256 = ? ORDER BY n DESC LIMIT 1', sha256);
  if (row === undefined) return null;
  return { fileId: row.file_id, name: row.name, state: row.state, code: row.code, again: row.again === 1, at: row.at };
};

/** Written by our own apply from a checked event. */
const parseMapping = (json: string): Mapping => mappingSchema.parse(JSON.parse(json));

const savedMapping = ({ db }: QueryContext, fingerprint: string | null): AnswerOf<Queries['import.mapping']> => {
  const row = db.get<{ name: string; mapping: string }>(
    'SELECT name, mapping FROM import_mappings WHERE fingerprint = ?',
    fingerprint,
  );
  return row === undefined ? null : { name: row.name, mapping: parseMapping(row.mapping) };
};

const sampleSchema = z.object({ header: z.array(z.string()), sample: z.array(z.array(z.string())) });

const preview = (context: QueryContext, params: ParamsOf<Queries['import.preview']>): ImportPreview | null => {
  const row = context.db.get<{ subject: string | null; sample_sealed: string | null; fingerprint: string | null }>(
    'SELECT subject, sample_sealed, fingerprint FROM import_files WHERE file_id = ?',
    params.fileId,
  );
  if (row === undefined || row.subject === null || row.sample_sealed === null) return null;
  const plain = context.unseal(row.subject, row.sample_sealed);
  const sample = plain === null ? null : sampleSchema.parse(JSON.parse(plain));
  if (sample === null) return null;
  const mapping = params.mapping ?? savedMapping(context, row.fingerprint)?.mapping ?? null;
  return previewSample(sample, mapping, context.settings);
};

const mappings = ({ db }: QueryContext): AnswerOf<Queries['import.mappings']> =>
  db
    .all<{ fingerprint: string; name: string; mapping: string; at: string }>(
      'SELECT fingerprint, name, mapping, at FROM import_mappings ORDER BY name',
    )
    .map((row) => ({ ...row, mapping: parseMapping(row.mapping) }));

const due = ({ db }: QueryContext): AnswerOf<Queries['import.due']> =>
  db.all<AnswerOf<Queries['import.due']>[number]>(
    `SELECT f.file_id AS fileId, f.name, f.sha256, f.state FROM import_files f LEFT JOIN import_mappings m ON m.fingerprint = f.fingerprint
     WHERE f.state IN ('retry', 'discard') OR (f.state = 'waiting-for-mapping' AND m.fingerprint IS NOT NULL) ORDER BY f.n LIMIT 50`,
  );

const holdsDemo = ({ db }: QueryContext): boolean =>
  db.get(`SELECT 1 AS found FROM import_files WHERE source = 'demo' AND state = 'done' LIMIT 1`) !== undefined;

export const importReaders = {
  'exceptions.list': exceptions,
  'import.files': files,
  'import.file': file,
  'import.known': known,
  'import.holdsDemo': holdsDemo,
  'import.preview': preview,
  'import.mapping': (context: QueryContext, { fingerprint }: ParamsOf<Queries['import.mapping']>) =>
    savedMapping(context, fingerprint),
  'import.mappings': mappings,
  'import.due': due,
} satisfies Record<keyof Queries, QueryHandler>;
