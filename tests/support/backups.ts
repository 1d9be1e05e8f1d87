import type { Place } from '../../electron/journal/journal';
import { backupStore, type BackupInfo } from '../../electron/store/backup';
import type { RestoreBy } from '../../electron/store/may-restore';
import type { OpenStore } from '../../electron/store/store';
import type { FakeDisk } from './fake-disk';
import { book, filledLedger, folder, rows } from './ledger-store';

export const target = '/backups';
export const noon = new Date('2026-11-24T12:00:00Z');
export const later = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);

/** Recovery codes of this station and of another one. */
export const ours = '0123456789ABCDEFGHJKMNPQRS';
export const theirs = 'ZYXWVTSRQPNMKJHGFEDCBA9876';

export const byCommandLine: RestoreBy = { way: 'command-line', personId: null, code: null };

export const write = (disk: FakeDisk, path: string, text: string): void =>
  disk.set(path, new TextEncoder().encode(text));

export const placeOf = (store: OpenStore): Place => {
  const place = store.place();
  if (place === null) throw new Error('no place');
  return place;
};

export const back = (disk: FakeDisk, store: OpenStore, now = noon, keep?: number): BackupInfo => {
  const made = backupStore(disk.port, {
    folder,
    target,
    place: placeOf(store),
    now,
    ...(keep === undefined ? {} : { keep }),
  });
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return made.value;
};

export const amounts = (store: OpenStore): readonly number[] => rows(store).map((row) => row.amount);

/** Nine entries, one with evidence, in several segments, of a station that signs its backups. */
export const nine = async () => {
  const filled = await filledLedger(8, {}, { segmentBytes: 1500 });
  write(filled.disk, `${folder}/recovery.key`, `${ours}\n`);
  if (!book(filled.store, 'e', 9, 'evidence 9').ok) throw new Error('not booked');
  return filled;
};
