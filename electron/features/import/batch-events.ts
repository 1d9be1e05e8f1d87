import type { FeatureEvent } from '../../../shared/feature';
import { importEvent } from '../../../shared/features/import/events';
import {
  addCounts,
  type ImportCounts,
  type ImportEnd,
  type ImportFile,
  type ImportProblem,
} from '../../../shared/features/import/file';
import { shownValue } from '../../../shared/features/import/text';
import { fail, type Result } from '../../../shared/result';
import type { Reader, StoreSettings } from '../../store/types';

type Kind = 'orders' | 'catalogue' | 'stock';

/** Demo data stays in demo folders: a file that calls itself demo data is refused by a live store. */
export const checkMode = (file: ImportFile, settings: StoreSettings): Result<null, 'demo-file-in-live'> =>
  file.demo && !settings.demo ? fail('demo-file-in-live', { file: file.name }) : { ok: true, value: null };

/** A file that was killed half-way comes in again from its start: what it said before is not said twice. */
const isKnown = (db: Reader, { fileId }: ImportFile, { row, field, code, subject }: ImportProblem): boolean =>
  db.get(
    `SELECT 1 AS known FROM import_exceptions
     WHERE file_id = ? AND resolved_at IS NULL AND row IS ? AND field IS ? AND code = ? AND subject IS ?`,
    fileId,
    row,
    field,
    code,
    subject,
  ) !== undefined;

export const problemEvents = (
  db: Reader,
  kind: Kind,
  file: ImportFile,
  found: readonly ImportProblem[],
): FeatureEvent[] => {
  const problems = found.filter((each) => !isKnown(db, file, each));
  return problems.length === 0
    ? []
    : [importEvent('v1.import.problemsFound', { fileId: file.fileId, file: file.name, kind, problems })];
};

const resolved = (rows: readonly { readonly id: string }[]): FeatureEvent[] =>
  rows.map(({ id }) => importEvent('v1.import.problemResolved', { id }));

/** Orders or items that came in after all settle what earlier files could not bring of them. */
export const settledEvents = (db: Reader, kind: Kind, subjects: readonly string[]): FeatureEvent[] =>
  subjects.flatMap((subject) =>
    resolved(
      db.all<{ id: string }>(
        `SELECT id FROM import_exceptions WHERE subject = ? AND kind = ? AND severity = 'error' AND resolved_at IS NULL`,
        shownValue(subject),
        kind,
      ),
    ),
  );

/** Items that the catalogue has now settle what orders said of them before. */
export const settledMentions = (db: Reader, skus: readonly string[]): FeatureEvent[] =>
  skus.flatMap((sku) =>
    resolved(
      db.all<{ id: string }>(
        `SELECT id FROM import_exceptions WHERE value_text = ? AND code = 'sku-not-in-catalogue' AND resolved_at IS NULL`,
        shownValue(sku),
      ),
    ),
  );

/**
 * Its first rows were kept for the preview while it waited, and are personal data: with the file through, their key is
 * destroyed.
 */
export const sampleOf = (db: Reader, { fileId }: ImportFile): string[] => {
  const row = db.get<{ subject: string | null }>('SELECT subject FROM import_files WHERE file_id = ?', fileId);
  return row === undefined || row.subject === null ? [] : [row.subject];
};

/** The end of a file, in the same entry as its last batch: from here on its hash is known. */
export const endEvents = (kind: Kind, file: ImportFile, end: ImportEnd | null, counts: ImportCounts): FeatureEvent[] =>
  end === null
    ? []
    : [
        importEvent('v1.import.fileFinished', {
          file,
          kind,
          rows: end.rows,
          badRows: end.badRows,
          counts: addCounts(end.before, counts),
        }),
      ];
