import type { FilePort } from '../journal/file-port';
import type { Place } from '../journal/journal';
import type { Feature } from '../store/types';
import { loadSql, openProjection, type Projection } from './projection';
import { openSnapshot, SnapshotDamaged, type OnDamage, type Snapshot } from './snapshots';

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
  /** Brings in some more of the snapshot's bytes; false once it is all in memory, and the file is closed. */
  loadMore(): boolean;
  close(): void;
}

const tablesOf = (projection: Projection, snapshot: Snapshot): Tables => {
  // Let go as soon as all is read: sql.js may long have moved to a larger memory.
  let rest: Snapshot | null = snapshot;
  const release = (): void => {
    rest?.close();
    rest = null;
  };
  return {
    projection,
    from: snapshot.place,
    loadMore: () => {
      if (rest?.paged.loadNext() === true) return true;
      release();
      return false;
    },
    close: () => {
      projection.close();
      release();
    },
  };
};

/** Opens the tables as the newest snapshot has them, or empty ones. */
export const openTables = async ({ port, folder, features, onDamage }: TableOptions): Promise<Tables> => {
  // Compiled while the snapshot is looked for.
  void loadSql();
  for (;;) {
    const snapshot = openSnapshot(port, `${folder}/snapshots`, features);
    if (snapshot === null) {
      const projection = await openProjection(features, null);
      return { projection, from: null, loadMore: () => false, close: projection.close };
    }
    try {
      const projection = await openProjection(features, snapshot.paged.bytes);
      if (onDamage !== undefined) snapshot.settle(onDamage);
      return tablesOf(projection, snapshot);
    } catch (error) {
      snapshot.close();
      if (!(error instanceof SnapshotDamaged)) throw error;
    }
  }
};
