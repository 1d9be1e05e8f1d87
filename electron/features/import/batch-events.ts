import type { FeatureEvent } from '../../../shared/feature';
import { importEvent } from '../../../shared/features/import/events';
import {
  addCounts,
  type ImportCounts,
  type ImportEnd,
  type ImportFile,
  type ImportProblem,
} from '../../../shared/features/import/file';
import { fail, type Result } from '../../../shared/result';
import type { StoreSettings } from '../../store/types';

/** Demo data stays in demo folders: a file that calls itself demo data is refused by a live store. */
export const checkMode = (file: ImportFile, settings: StoreSettings): Result<null, 'demo-file-in-live'> =>
  file.demo && !settings.demo ? fail('demo-file-in-live', { file: file.name }) : { ok: true, value: null };

export const problemEvents = (file: ImportFile, problems: readonly ImportProblem[]): FeatureEvent[] =>
  problems.length === 0
    ? []
    : [importEvent('v1.import.problemsFound', { fileId: file.fileId, file: file.name, problems: [...problems] })];

/** The end of a file, in the same entry as its last batch: from here on its hash is known. */
export const endEvents = (
  kind: 'orders' | 'catalogue',
  file: ImportFile,
  end: ImportEnd | null,
  counts: ImportCounts,
): FeatureEvent[] =>
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
