import type { SqlJsStatic } from 'sql.js';
import type { FilePort } from '../journal/file-port';
import type { Place } from '../journal/journal';
import type { Feature } from '../store/types';
import { closeMonths } from './close-months';
import { condemnMonth, type MonthFile } from './month-files';
import { openMonths, type Months } from './open-months';
import { loadSql, openProjection, type Projection } from './projection';
import { openSnapshot, SnapshotDamaged, writeSnapshot, type OnDamage, type Snapshot } from './snapshots';

export interface TableOptions {
  readonly port: FilePort;
  readonly folder: string;
  readonly features: readonly Feature[];
  /** Damage that is found once the tables are in use; it is thrown by default, and they are of no use any more. */
  readonly onDamage?: OnDamage;
}

export interface Tables {
  readonly projection: Projection;
  /** Where the snapshot ends that they come from; `null`: there was none. */
  readonly from: Place | null;
  /** Brings in some more of the snapshot's bytes, or opens a closed month; false once all are there, and its file is closed. */
  loadMore(): boolean;
  /** Moves months that are long over out of the tables, and writes the tables as they are at this place. Takes seconds. */
  writeSnapshot(place: Place): void;
  close(): void;
}

const snapshotsIn = (folder: string): string => `${folder}/snapshots`;

const tablesOf = (
  SQL: SqlJsStatic,
  { port, folder, features }: TableOptions,
  projection: Projection,
  snapshot: Snapshot | null,
  open: (files: readonly MonthFile[]) => Months,
): Tables => {
  let months = open(snapshot?.months ?? []);
  const takeMonths = (files: readonly MonthFile[]): void => {
    months.close();
    months = open(files);
    projection.setMonths(months.rows);
  };
  projection.setMonths(months.rows);
  // Let go as soon as all is read: sql.js may long have moved to a larger memory.
  let rest = snapshot;
  const release = (): void => {
    rest?.close();
    rest = null;
  };
  return {
    projection,
    from: snapshot?.place ?? null,
    loadMore: () => {
      if (rest?.paged.loadNext() === true) return true;
      release();
      return months.openNext();
    },
    writeSnapshot: (place) => {
      const to = snapshotsIn(folder);
      const onClosed = (file: MonthFile): void => takeMonths([...months.files, file]);
      closeMonths({ SQL, port, folder: to, features, projection, onClosed });
      const names = months.files.map(({ name }) => name);
      writeSnapshot(port, to, features, projection.export(), place, names);
    },
    close: () => {
      projection.close();
      months.close();
      release();
    },
  };
};

/** Opens the tables as the newest snapshot and its closed months have them, or empty ones. */
export const openTables = async (options: TableOptions): Promise<Tables> => {
  const { port, folder, features, onDamage } = options;
  // Compiled while the snapshot is looked for.
  const loading = loadSql();
  const damaged = (name: string, cause: unknown): never => {
    condemnMonth(port, snapshotsIn(folder), name);
    const error = new SnapshotDamaged(`${name}: the tables are made anew from the journal`, { cause });
    if (onDamage !== undefined) return onDamage(error);
    throw error;
  };
  for (;;) {
    const snapshot = openSnapshot(port, snapshotsIn(folder), features);
    const SQL = await loading;
    const open = (files: readonly MonthFile[]): Months =>
      openMonths({ SQL, port, folder: snapshotsIn(folder), files, onDamage: damaged });
    try {
      const projection = await openProjection(features, snapshot?.paged.bytes ?? null);
      if (onDamage !== undefined) snapshot?.settle(onDamage);
      return tablesOf(SQL, options, projection, snapshot, open);
    } catch (error) {
      snapshot?.close();
      if (!(error instanceof SnapshotDamaged)) throw error;
    }
  }
};
