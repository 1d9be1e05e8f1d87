import { accept, good, refuse } from '../../../shared/features/packing/decided';
import { packingEvent } from '../../../shared/features/packing/events';
import type { packingCommands } from '../../../shared/features/packing/commands';
import type { RestoredBy, RestoredView } from '../../../shared/features/packing/queries';
import type { InputOf } from '../../../shared/feature';
import type { CommandContext, Decision, EntryMeta, QueryContext, Reader, Writer } from '../../store/types';
import { toDecision } from './decision';

export interface Restored {
  readonly reserve: number;
  readonly copyReserve: number;
  /** When the backup was made. */
  readonly from: string;
  /** Where it lay, who had it put in place, and how they were known; absent in the record of versions before. */
  readonly folder?: string;
  readonly origin?: RestoredBy['origin'];
  readonly way?: RestoredBy['way'];
  readonly user?: string;
}

const raise = (db: Writer, name: string, by: number): void =>
  db.run(
    'INSERT INTO counters(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = value + excluded.value',
    name,
    by,
  );

/**
 * A backup can't know what was packed and printed after it: numbers jump, also those of a station that had used none, and
 * copies of labels as well; and open orders wait for a supervisor.
 */
export const applyRestored = (db: Writer, data: Restored, meta: EntryMeta): void => {
  const { reserve, copyReserve, from, folder = null, origin = null, way = null, user = null } = data;
  raise(db, 'sscc-reserve', reserve);
  raise(db, 'parcel-number', reserve);
  db.run('UPDATE parcels SET next_copy = next_copy + ? WHERE next_copy > 1', copyReserve);
  db.run(`INSERT OR IGNORE INTO restored_holds SELECT order_id FROM orders WHERE state = 'open' AND packed_at IS NULL`);
  db.run(`UPDATE packs SET at_station = NULL WHERE state <> 'packed'`);
  db.run(
    'INSERT INTO restores VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    meta.n,
    meta.at,
    from,
    folder,
    origin,
    way,
    user,
    meta.actor.personId,
  );
};

const heldOrders = (db: Reader): readonly string[] =>
  db.all<{ order_id: string }>('SELECT order_id FROM restored_holds ORDER BY order_id').map((row) => row.order_id);

/** A supervisor has made sure that an order, or all of them, was not packed since the backup. */
export const confirmRestored = (
  { db }: CommandContext,
  { orderId, approval, reason }: InputOf<(typeof packingCommands)['packing.confirmRestored']>,
): Decision => {
  const held = heldOrders(db);
  const confirmed = orderId === null ? held : held.filter((each) => each === orderId);
  return toDecision(
    confirmed.length === 0
      ? refuse('not-now')
      : accept(
          good('approved'),
          confirmed.map((each) =>
            packingEvent('v1.packing.restoredConfirmed', {
              orderId: each,
              supervisor: approval.personId,
              reason,
            }),
          ),
        ),
  );
};

interface RestoreRow {
  at: string;
  backup_at: string;
  folder: string | null;
  origin: RestoredBy['origin'] | null;
  way: RestoredBy['way'] | null;
  user: string | null;
  person_id: string | null;
}

const byOf = ({ folder, origin, way, user, person_id: personId }: RestoreRow): RestoredBy | null =>
  folder === null || origin === null || way === null ? null : { folder, origin, way, user, personId };

/** What the last restore left to be confirmed. */
export const restoredView = ({ db }: QueryContext): RestoredView | null => {
  const last = db.get<RestoreRow>('SELECT * FROM restores ORDER BY n DESC LIMIT 1');
  if (last === undefined) return null;
  const waiting = db.get<{ count: number }>('SELECT count(*) AS count FROM restored_holds')?.count ?? 0;
  const numbers = db
    .all<{ number: string }>(
      'SELECT o.number FROM restored_holds h JOIN orders o USING (order_id) ORDER BY h.order_id LIMIT 200',
    )
    .map((row) => row.number);
  return { at: last.at, backupAt: last.backup_at, by: byOf(last), waiting, numbers };
};
