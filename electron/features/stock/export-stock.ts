import { csvText } from '../../../shared/csv-text';
import { fail, ok, type Result } from '../../../shared/result';
import { syncOrStop, writeAll } from '../../journal/file-port';
import type { TaskContext } from '../../store/types';
import { stockAt } from './as-of';

export interface StockExport {
  /** UTC. */
  readonly at: string;
  readonly folder: string;
  /** File name without extension. */
  readonly name: string;
}

const columns = [
  'location',
  'sku',
  'item_name',
  'quantity',
  'lot',
  'serial',
  'expiry',
  'owner',
  'condition',
  'stock_status',
  'unit',
] as const;

/** More than any warehouse of ours has rows: the whole book, in one file that can be imported again. */
const everything = 10_000_000;
const rowsPerWrite = 1000;

/** Writes what lay where at a moment as a CSV file, whole or not at all. */
export const exportStock = (
  { port, db, settings, onProgress }: TaskContext,
  { at, folder, name }: StockExport,
): Result<{ readonly file: string; readonly rows: number }> => {
  if (!port.exists(folder)) return fail('no-export-folder');
  const rows = stockAt({ db, settings }, at, null, everything);
  if (rows.length === 0) return fail('nothing-to-export');
  const temporary = `${folder}/.${name}.csv.part`;
  const handle = port.open(temporary, 'create');
  try {
    writeAll(port, handle, new TextEncoder().encode(csvText([columns])));
    for (let first = 0; first < rows.length; first += rowsPerWrite) {
      const cells = rows
        .slice(first, first + rowsPerWrite)
        .map((row) => [
          row.location,
          row.sku,
          row.name,
          row.quantity,
          row.lot,
          row.serial,
          row.expiry,
          row.owner,
          row.condition,
          row.status,
          row.unit,
        ]);
      writeAll(port, handle, new TextEncoder().encode(csvText(cells)));
      onProgress({ done: first, total: rows.length });
    }
    syncOrStop(port, handle);
  } finally {
    port.close(handle);
  }
  port.rename(temporary, `${folder}/${name}.csv`);
  port.syncFolder(folder);
  return ok({ file: `${folder}/${name}.csv`, rows: rows.length });
};
