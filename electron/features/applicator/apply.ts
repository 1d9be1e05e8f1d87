import type { ApplicatorEventData, ApplicatorEventType } from '../../../shared/features/applicator/events';
import type { ItemState } from '../../../shared/features/applicator/queries';
import type { EntryMeta, Writer } from '../../store/types';

type Apply<T extends ApplicatorEventType> = (db: Writer, data: ApplicatorEventData<T>, meta: EntryMeta) => void;

export const applicatorSchema: readonly string[] = [
  `CREATE TABLE applicator_items (
    item_id TEXT PRIMARY KEY, applicator_id TEXT NOT NULL, n INTEGER NOT NULL, state TEXT NOT NULL, parcel_id TEXT, order_id TEXT,
    title TEXT NOT NULL, code TEXT NOT NULL, infeed TEXT NOT NULL, record TEXT, job_id TEXT, label_id TEXT, copy INTEGER, codes TEXT, why TEXT,
    details TEXT, reason TEXT, arrived_at TEXT NOT NULL, ended_at TEXT, person_id TEXT) WITHOUT ROWID`,
  `CREATE INDEX applicator_items_open ON applicator_items(applicator_id, n) WHERE state IN ('waiting', 'asked', 'taken', 'refused')`,
  `CREATE INDEX applicator_items_ended ON applicator_items(applicator_id, ended_at) WHERE ended_at IS NOT NULL`,
  `CREATE INDEX applicator_items_parcel ON applicator_items(parcel_id) WHERE parcel_id IS NOT NULL`,
  // One after the other is seen to, the oldest first.
  'CREATE TABLE applicator_stops (applicator_id TEXT NOT NULL, n INTEGER NOT NULL, item_id TEXT, why TEXT NOT NULL, details TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY(applicator_id, n)) WITHOUT ROWID',
];

const become = (db: Writer, itemId: string, state: ItemState): void =>
  db.run('UPDATE applicator_items SET state = ? WHERE item_id = ?', state, itemId);

const stop = (
  db: Writer,
  data: Pick<ApplicatorEventData<'v1.applicator.stopped'>, 'applicatorId' | 'itemId' | 'why' | 'details'>,
  { n, at }: EntryMeta,
): void =>
  db.run(
    'INSERT OR REPLACE INTO applicator_stops VALUES (?, ?, ?, ?, ?, ?)',
    data.applicatorId,
    n,
    data.itemId,
    data.why,
    JSON.stringify(data.details),
    at,
  );

const goOn: Apply<'v2.applicator.resumed'> = (db, { applicatorId, why }) =>
  db.run('DELETE FROM applicator_stops WHERE applicator_id = ? AND item_id IS NULL AND why = ?', applicatorId, why);

/** What the line stopped over is done with. */
const settled = (db: Writer, applicatorId: string, itemId: string): void =>
  db.run('DELETE FROM applicator_stops WHERE applicator_id = ? AND item_id = ?', applicatorId, itemId);

type Came = Omit<ApplicatorEventData<'v1.applicator.arrived'>, 'record'> & {
  readonly record?: ApplicatorEventData<'v1.applicator.arrived'>['record'];
};

const came = (db: Writer, data: Came, state: ItemState, { n, at }: EntryMeta): void =>
  db.run(
    `INSERT INTO applicator_items(item_id, applicator_id, n, state, parcel_id, order_id, title, code, infeed, record, arrived_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    data.itemId,
    data.applicatorId,
    n,
    state,
    data.parcelId,
    data.orderId,
    data.title,
    data.scan.data,
    JSON.stringify(data.scan),
    data.record === undefined || data.record === null ? null : JSON.stringify(data.record),
    at,
  );

const end = (db: Writer, itemId: string, state: ItemState, { at, actor }: EntryMeta): void =>
  db.run(
    'UPDATE applicator_items SET state = ?, ended_at = ?, person_id = ? WHERE item_id = ?',
    state,
    at,
    actor.personId,
    itemId,
  );

const refused: Apply<'v1.applicator.refused'> = (db, data, meta) => {
  came(db, data, 'refused', meta);
  stop(db, data, meta);
};

const labelMade: Apply<'v1.applicator.labelMade'> = (db, data) => {
  db.run(
    `UPDATE applicator_items SET state = 'asked', job_id = ?, label_id = ?, copy = ?, codes = ?, reason = ? WHERE item_id = ?`,
    data.jobId,
    data.labelId,
    data.copy,
    JSON.stringify(data.codes),
    data.reason,
    data.itemId,
  );
  settled(db, data.applicatorId, data.itemId);
};

const applied: Apply<'v1.applicator.applied'> = (db, data, meta) => {
  end(db, data.itemId, 'applied', meta);
  settled(db, data.applicatorId, data.itemId);
};

const takenOff: Apply<'v1.applicator.takenOff'> = (db, data, meta) => {
  const details = db.get<{ details: string }>(
    'SELECT details FROM applicator_stops WHERE applicator_id = ? AND item_id = ? ORDER BY n LIMIT 1',
    data.applicatorId,
    data.itemId,
  )?.details;
  db.run(
    'UPDATE applicator_items SET why = ?, details = ?, reason = ? WHERE item_id = ?',
    data.why,
    details ?? null,
    data.reason,
    data.itemId,
  );
  end(db, data.itemId, 'off', meta);
  settled(db, data.applicatorId, data.itemId);
};

const table: { readonly [T in ApplicatorEventType]: Apply<T> } = {
  'v1.applicator.arrived': (db, data, meta) => came(db, data, 'waiting', meta),
  'v1.applicator.refused': refused,
  'v1.applicator.labelMade': labelMade,
  'v1.applicator.labelTaken': (db, data) => become(db, data.itemId, 'taken'),
  'v1.applicator.applied': applied,
  'v1.applicator.stopped': stop,
  'v1.applicator.takenOff': takenOff,
  'v1.applicator.resumed': (db, { applicatorId }) =>
    db.run('DELETE FROM applicator_stops WHERE applicator_id = ? AND item_id IS NULL', applicatorId),
  'v2.applicator.resumed': goOn,
};

/** How the events of lines become rows. */
export const applicatorApply = table as unknown as Readonly<
  Record<string, (db: Writer, data: never, meta: EntryMeta) => void>
>;
