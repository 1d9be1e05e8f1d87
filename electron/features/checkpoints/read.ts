import type { CheckpointRow, CheckpointState, StationKeyRow } from '../../../shared/features/checkpoints/queries';
import type { Reader } from '../../store/types';

export const currentKey = (db: Reader): StationKeyRow | null =>
  db.get<{ keyId: string; publicKey: string; why: StationKeyRow['why']; at: string }>(
    'SELECT key_id AS keyId, public_key AS publicKey, why, at FROM checkpoint_keys ORDER BY n DESC LIMIT 1',
  ) ?? null;

/** By the entry that it signs. */
const checkpointSql =
  'SELECT n, from_n AS "from", entry, hash, root, at, key_id AS keyId, signature, why FROM checkpoints';
export const lastCheckpoint = (db: Reader): CheckpointRow | null =>
  db.get<CheckpointRow>(`${checkpointSql} ORDER BY n DESC LIMIT 1`) ?? null;

/** The checkpoint that covers an entry. */
export const checkpointOver = (db: Reader, n: number): CheckpointRow | null =>
  db.get<CheckpointRow>(`${checkpointSql} WHERE n >= ? ORDER BY n LIMIT 1`, n) ?? null;

const count = (db: Reader, table: 'checkpoints' | 'checkpoint_keys'): number =>
  db.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count ?? 0;

export const checkpointState = (db: Reader): CheckpointState => ({
  key: currentKey(db),
  keys: count(db, 'checkpoint_keys'),
  last: lastCheckpoint(db),
  checkpoints: count(db, 'checkpoints'),
});
