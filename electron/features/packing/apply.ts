import type { PackingEventData, PackingEventType } from '../../../shared/features/packing/events';
import type { EntryMeta, Writer } from '../../store/types';
import { remember } from './history';
import { applyRestored } from './restored';

type Data<T extends PackingEventType> = PackingEventData<T>;
type Apply<T extends PackingEventType> = (db: Writer, data: Data<T>, meta: EntryMeta) => void;

const bump = (db: Writer, name: string, value: number): void =>
  db.run(
    'INSERT INTO counters(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = max(value, excluded.value)',
    name,
    value,
  );

/** Anything that changes what is in the box makes its weight worthless. */
const forgetWeight = (db: Writer, parcelId: string): void =>
  db.run(
    `UPDATE parcels SET state = 'open', verdict = NULL, weight = NULL, weight_text = NULL, weight_source = NULL, gross_mg = NULL, weight_at = NULL WHERE parcel_id = ? AND state IN ('open', 'weighed')`,
    parcelId,
  );

const override = (
  db: Writer,
  meta: EntryMeta,
  action: string,
  orderId: string | null,
  supervisor: string,
  reason: string,
): void =>
  db.run(
    'INSERT INTO overrides(n, at, action, order_id, person_id, supervisor, reason) VALUES (?, ?, ?, ?, ?, ?, ?)',
    meta.n,
    meta.at,
    action,
    orderId,
    meta.actor.personId,
    supervisor,
    reason,
  );

const opened: Apply<'v1.packing.opened'> = (db, data, meta) =>
  db.run(
    `INSERT INTO packs(pack_id, order_id, state, claimed_by, station, at_station, order_version, opened_at) VALUES (?, ?, 'open', ?, ?, ?, ?, ?)`,
    data.packId,
    data.orderId,
    meta.actor.personId,
    meta.actor.station,
    meta.actor.station,
    data.orderVersion,
    meta.at,
  );

const claimed: Apply<'v1.packing.claimed'> = (db, data, meta) => {
  db.run(
    `UPDATE packs SET claimed_by = ?, station = ?, at_station = ?, state = CASE state WHEN 'held' THEN 'held' ELSE 'open' END, closed_at = NULL WHERE pack_id = ?`,
    meta.actor.personId,
    meta.actor.station,
    meta.actor.station,
    data.packId,
  );
};

const parcelStarted: Apply<'v1.packing.parcelStarted'> = (db, data, meta) => {
  db.run(
    `INSERT INTO parcels(parcel_id, pack_id, order_id, sequence, state, carton_id, opened_at) VALUES (?, ?, ?, ?, 'open', ?, ?)`,
    data.parcelId,
    data.packId,
    data.orderId,
    data.sequence,
    data.cartonId,
    meta.at,
  );
  for (const { dunnageId, quantity } of data.dunnage)
    db.run('INSERT INTO parcel_dunnage VALUES (?, ?, ?)', data.parcelId, dunnageId, quantity);
};

const itemPacked: Apply<'v1.packing.itemPacked'> = (db, data, meta) => {
  db.run(
    'INSERT INTO parcel_items(item_id, parcel_id, pack_id, line_id, sku, quantity, gtin, lot, serial, expiry, n) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    data.itemId,
    data.parcelId,
    data.packId,
    data.lineId,
    data.sku,
    data.quantity,
    data.gtin,
    data.lot,
    data.serial,
    data.expiry,
    meta.n,
  );
  if (data.serial !== null)
    db.run(
      'INSERT OR IGNORE INTO packed_serials VALUES (?, ?, ?, ?)',
      data.sku,
      data.serial,
      data.itemId,
      data.parcelId,
    );
  forgetWeight(db, data.parcelId);
  db.run('UPDATE parcels SET last_item_at = ? WHERE parcel_id = ?', meta.at, data.parcelId);
};

const itemRemoved: Apply<'v1.packing.itemRemoved'> = (db, data) => {
  db.run('DELETE FROM packed_serials WHERE item_id = ?', data.itemId);
  db.run('DELETE FROM parcel_items WHERE pack_id = ? AND item_id = ?', data.packId, data.itemId);
  forgetWeight(db, data.parcelId);
  db.run('UPDATE parcels SET finished = 0 WHERE parcel_id = ?', data.parcelId);
};

const parcelWeighed: Apply<'v1.packing.parcelWeighed'> = (db, data, meta) => {
  db.run(
    `UPDATE parcels SET state = ?, verdict = ?, weight = ?, weight_text = ?, weight_source = ?, gross_mg = ?, expected_mg = ?, tolerance_mg = ?, weight_at = ? WHERE parcel_id = ?`,
    data.verdict === 'outside' ? 'open' : 'weighed',
    data.verdict,
    JSON.stringify(data.weight),
    data.text,
    data.source,
    data.grossMg,
    data.expectedMg,
    data.toleranceMg,
    meta.at,
    data.parcelId,
  );
  if (data.source !== 'typed') bump(db, 'scale-division-mg', data.divisionMg);
  for (const model of data.learned)
    db.run(
      'INSERT INTO weight_models VALUES (?, ?, ?, ?, ?) ON CONFLICT(subject) DO UPDATE SET mean_mg = excluded.mean_mg, mean_variance = excluded.mean_variance, unit_variance = excluded.unit_variance, samples = excluded.samples',
      model.subject,
      model.meanMg,
      model.meanVariance,
      model.unitVariance,
      model.samples,
    );
  if (data.supervisor !== null)
    override(db, meta, 'typed-weight', orderOf(db, data.packId), data.supervisor, data.reason ?? '');
};

const orderOf = (db: Writer, packId: string | null): string | null =>
  packId === null
    ? null
    : (db.get<{ order_id: string }>('SELECT order_id FROM packs WHERE pack_id = ?', packId)?.order_id ?? null);

const labelMade: Apply<'v1.packing.labelMade'> = (db, data, meta) => {
  db.run(
    'INSERT INTO labels VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    data.labelId,
    data.copy,
    data.parcelId,
    data.jobId,
    data.sha256,
    data.printerId,
    data.reason,
    meta.at,
  );
  db.run(
    `UPDATE parcels SET state = CASE state WHEN 'closed' THEN 'closed' ELSE 'labelled' END, label_id = ?, label_copy = ?, label_job = ?, sscc = ?, sscc_reserve = coalesce(sscc_reserve, (SELECT value FROM counters WHERE name = 'sscc-reserve'), 0), number = ?, label_confirmed = CASE state WHEN 'closed' THEN label_confirmed ELSE 0 END, label_made_at = coalesce(label_made_at, ?), next_copy = ? WHERE parcel_id = ?`,
    data.labelId,
    data.copy,
    data.jobId,
    data.sscc,
    data.number,
    meta.at,
    data.copy + 1,
    data.parcelId,
  );
  if (data.copy === 1)
    bump(
      db,
      'parcel-number',
      (db.get<{ value: number }>(`SELECT value FROM counters WHERE name = 'parcel-number'`)?.value ?? 0) + 1,
    );
  if (data.supervisor !== null)
    override(
      db,
      meta,
      data.otherPrinter === true ? 'other-printer' : 'reprint',
      orderOf(db, data.packId),
      data.supervisor,
      data.reason ?? '',
    );
};

const parcelVoided: Apply<'v1.packing.parcelVoided'> = (db, data, meta) => {
  db.run(
    'DELETE FROM packed_serials WHERE item_id IN (SELECT item_id FROM parcel_items WHERE pack_id = ? AND parcel_id = ?)',
    data.packId,
    data.parcelId,
  );
  db.run(
    `UPDATE parcels SET state = 'voided', closed_at = ?, closed_by = ? WHERE parcel_id = ?`,
    meta.at,
    meta.actor.personId,
    data.parcelId,
  );
  // A packed order with a voided parcel is work again, for whoever opens it.
  db.run(`UPDATE packs SET state = 'released', closed_at = NULL WHERE pack_id = ? AND state = 'packed'`, data.packId);
  db.run('UPDATE packs SET awaiting = NULL WHERE pack_id = ?', data.packId);
};

const orderPacked: Apply<'v1.packing.orderPacked'> = (db, data, meta) =>
  db.run(
    `UPDATE packs SET state = 'packed', at_station = NULL, closed_at = ?, short = ? WHERE pack_id = ?`,
    meta.at,
    data.short ? 1 : 0,
    data.packId,
  );

const stopped: Apply<'v1.packing.stopped'> = (db, data, meta) =>
  db.run(
    'INSERT INTO stops VALUES (?, ?, ?, ?, ?, ?)',
    meta.n,
    meta.at,
    data.code,
    meta.actor.station,
    meta.actor.personId,
    data.orderId,
  );

const table: { readonly [T in PackingEventType]: Apply<T> } = {
  'v1.packing.opened': opened,
  'v1.packing.claimed': (db, data, meta) => {
    claimed(db, data, meta);
    if (data.supervisor !== null)
      override(db, meta, 'take-over', orderOf(db, data.packId), data.supervisor, data.reason ?? data.how);
  },
  'v1.packing.parcelStarted': parcelStarted,
  'v1.packing.itemPacked': itemPacked,
  'v1.packing.itemAwaiting': (db, data) =>
    db.run(
      'UPDATE packs SET awaiting = ? WHERE pack_id = ?',
      data.awaiting === null ? null : JSON.stringify(data.awaiting),
      data.packId,
    ),
  'v1.packing.itemRemoved': itemRemoved,
  'v1.packing.stopped': stopped,
  'v1.packing.cartonChosen': (db, data) => {
    db.run('UPDATE parcels SET carton_id = ? WHERE parcel_id = ?', data.cartonId, data.parcelId);
    forgetWeight(db, data.parcelId);
  },
  'v1.packing.dunnageSet': (db, data) => {
    db.run('DELETE FROM parcel_dunnage WHERE parcel_id = ? AND dunnage_id = ?', data.parcelId, data.dunnageId);
    if (data.quantity > 0)
      db.run('INSERT INTO parcel_dunnage VALUES (?, ?, ?)', data.parcelId, data.dunnageId, data.quantity);
    forgetWeight(db, data.parcelId);
  },
  'v1.packing.parcelFinished': (db, data) =>
    db.run('UPDATE parcels SET finished = 1 WHERE parcel_id = ?', data.parcelId),
  'v1.packing.parcelWeighed': parcelWeighed,
  'v1.packing.weightOverridden': (db, data, meta) => {
    db.run(`UPDATE parcels SET state = 'weighed', verdict = 'overridden' WHERE parcel_id = ?`, data.parcelId);
    override(db, meta, 'weight', data.orderId, data.supervisor, data.reason);
  },
  'v1.packing.labelMade': labelMade,
  'v1.packing.labelConfirmed': (db, data) =>
    db.run('UPDATE parcels SET label_confirmed = 1 WHERE parcel_id = ?', data.parcelId),
  'v1.packing.parcelClosed': (db, data, meta) => {
    db.run(
      `UPDATE parcels SET state = 'closed', closed_at = ?, closed_by = ? WHERE parcel_id = ?`,
      meta.at,
      meta.actor.personId,
      data.parcelId,
    );
    db.run(
      `UPDATE cartons SET stock = stock - 1 WHERE stock > 0 AND carton_id = (SELECT carton_id FROM parcels WHERE parcel_id = ?)`,
      data.parcelId,
    );
  },
  'v1.packing.parcelVoided': parcelVoided,
  'v1.packing.shortPicked': (db, data, meta) =>
    db.run('INSERT INTO shorts VALUES (?, ?, ?, ?, ?)', data.packId, data.lineId, data.quantity, data.reason, meta.at),
  'v1.packing.held': (db, data) =>
    db.run(
      `UPDATE packs SET state = 'held', hold_reason = ?, at_station = NULL WHERE pack_id = ?`,
      data.reason,
      data.packId,
    ),
  'v1.packing.resumed': (db, data, meta) =>
    db.run(
      `UPDATE packs SET state = 'open', hold_reason = NULL, at_station = ?, claimed_by = ? WHERE pack_id = ?`,
      meta.actor.station,
      meta.actor.personId,
      data.packId,
    ),
  'v1.packing.released': (db, data) =>
    db.run(
      `UPDATE packs SET state = 'released', at_station = NULL, claimed_by = NULL, awaiting = NULL WHERE pack_id = ?`,
      data.packId,
    ),
  'v1.packing.changeAccepted': (db, data) =>
    db.run('UPDATE packs SET order_version = ?, awaiting = NULL WHERE pack_id = ?', data.orderVersion, data.packId),
  'v1.packing.orderPacked': orderPacked,
  'v1.packing.restoredConfirmed': (db, data, meta) => {
    db.run('DELETE FROM restored_holds WHERE order_id = ?', data.orderId);
    override(db, meta, 'restored-order', data.orderId, data.supervisor, data.reason);
  },
  'v1.packing.approved': (db, data, meta) =>
    override(db, meta, data.action, data.orderId, data.supervisor, data.reason),
};

type LooseApply = (db: Writer, data: never, meta: EntryMeta) => void;

const remembered = <T extends PackingEventType>(type: T): LooseApply => {
  const apply: Apply<T> = table[type];
  return (db: Writer, data: Data<T>, meta: EntryMeta) => {
    apply(db, data, meta);
    remember(db, type, data, meta);
  };
};

/** How packing's events become rows. */
export const packingApply: Readonly<Record<string, LooseApply>> = {
  ...Object.fromEntries((Object.keys(table) as PackingEventType[]).map((type) => [type, remembered(type)])),
  'v1.store.restored': applyRestored,
};
