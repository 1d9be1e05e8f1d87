import { fail, ok, type Result } from '../../shared/result';
import type { FilePort } from '../journal/file-port';
import { scanJournal } from '../journal/scan';
import { openProjection } from '../projection/projection';
import { readSnapshot, writeSnapshot } from '../projection/snapshots';
import type { Feature } from './types';

/**
 * Makes a new snapshot from the last one and the journal after it, in a process of its own: only reading the record,
 * without the lock, while the store host goes on appending. A torn end is simply not there yet.
 */
export const makeSnapshot = async (
  port: FilePort,
  folder: string,
  features: readonly Feature[],
): Promise<Result<number>> => {
  const last = await readSnapshot(port, `${folder}/snapshots`, features);
  const projection = await openProjection(features, last?.bytes ?? null);
  let scan: ReturnType<typeof scanJournal> | null = null;
  projection.inBulk(() => {
    scan = scanJournal(
      port,
      `${folder}/journal`,
      last?.place ?? null,
      (entry, hash) => void projection.apply(entry, hash),
    );
  });
  const found = scan as ReturnType<typeof scanJournal> | null;
  if (found === null || found.broken !== null) return fail('record-broken', { n: found?.broken?.n ?? 0 });
  writeSnapshot(port, `${folder}/snapshots`, features, projection.export(), found.end);
  projection.close();
  return ok(found.head.n);
};
