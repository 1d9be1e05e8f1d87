import { encodeExportCsv } from '../../../shared/features/export/csv';
import { fail, ok, type Result } from '../../../shared/result';
import { syncOrStop, writeAll } from '../../journal/file-port';
import type { TaskContext } from '../../store/types';
import type { ExportDue, LoadRecord } from './load-record';

/** Everything between two instants in one table. */
export interface ExportRange {
  readonly from: string;
  /** Not included. */
  readonly to: string;
  readonly folder: string;
  /** File name without extension. */
  readonly name: string;
}

export interface ExportedRange {
  readonly file: string;
  readonly parcels: number;
  /** Exports whose evidence is gone and that can't be made anew. */
  readonly missing: number;
}

interface Due extends ExportDue {
  readonly csv_sha256: string | null;
}

const dueSql = `SELECT * FROM exports WHERE at >= ? AND at < ? ORDER BY n, export_id`;

/** The CSV of one export, as it was written or as it would be; `null` when neither can be had. */
const csvOf = (context: TaskContext, load: LoadRecord, due: Due): string | null => {
  const kept = due.csv_sha256 === null ? null : context.attachment(due.csv_sha256);
  if (kept !== null) return new TextDecoder().decode(kept);
  const record = due.csv_sha256 === null ? load(context.db, due) : null;
  return record === null ? null : encodeExportCsv(record);
};

const lineEnd = '\r\n';

/** Without the line of column names, which stands once at the top. */
const rowsOf = (csv: string): string => csv.slice(csv.indexOf(lineEnd) + lineEnd.length);

const write = (context: TaskContext, load: LoadRecord, range: ExportRange, temporary: string): ExportedRange => {
  const { port, db, onProgress } = context;
  const all = db.all<Due>(dueSql, range.from, range.to);
  const handle = port.open(temporary, 'create');
  let parcels = 0;
  let missing = 0;
  try {
    for (const [index, due] of all.entries()) {
      const csv = csvOf(context, load, due);
      if (csv === null) missing += 1;
      else {
        writeAll(port, handle, new TextEncoder().encode(parcels === 0 ? csv : rowsOf(csv)));
        parcels += 1;
      }
      if (index % 100 === 0) onProgress({ done: index, total: all.length });
    }
    syncOrStop(port, handle);
  } finally {
    port.close(handle);
  }
  return { file: `${range.folder}/${range.name}.csv`, parcels, missing };
};

/** Writes all exports of a range into one file, whole or not at all. */
export const exportRange =
  (load: LoadRecord) =>
  (context: TaskContext, range: ExportRange): Result<ExportedRange> => {
    const { port } = context;
    if (!port.exists(range.folder)) return fail('no-export-folder');
    const temporary = `${range.folder}/.${range.name}.csv.part`;
    const written = write(context, load, range, temporary);
    if (written.parcels === 0) {
      port.remove(temporary);
      return fail('nothing-to-export');
    }
    port.rename(temporary, written.file);
    port.syncFolder(range.folder);
    return ok(written);
  };
