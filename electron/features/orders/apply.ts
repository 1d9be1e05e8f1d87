import type {
  OrderChangeItem,
  OrderEventData,
  OrderEventType,
  SealedContent,
} from '../../../shared/features/orders/events';
import { mergeChanges } from '../../../shared/features/orders/merge-changes';
import type { PackingEventData } from '../../../shared/features/packing/events';
import type { EntryMeta, Feature, Writer } from '../../store/types';
import { rememberErased } from '../../projection/projection';
import { subjectOf } from './stored-order';

type Apply<T extends OrderEventType> = (db: Writer, data: OrderEventData<T>, meta: EntryMeta) => void;
type Origin = OrderEventData<'v1.orders.confirmed'>;

const insertSql = `INSERT INTO orders(order_id, number, subject, state, version, service, country, imported_at, changed_at,
  weight_known, line_count, unit_count, file_id) VALUES (?, ?, ?, ?, 1, '', '', ?, ?, 0, 0, 0, ?)`;

const insertOrder = (db: Writer, data: Origin, subject: string, state: string, at: string): void =>
  db.run(insertSql, data.orderId, data.number, subject, state, at, at, data.fileId);

const putRevision = (db: Writer, { orderId, revision, contentRevision }: Origin): void =>
  db.run('UPDATE orders SET revision = ?, content_revision = ? WHERE order_id = ?', revision, contentRevision, orderId);

const contentSql = `UPDATE orders SET tote = ?, service = ?, cut_off_at = ?, cut_off_given = ?, country = ?,
  ship_to_sealed = ?, notes_sealed = ?, gift_sealed = ?, reference = ?, customer_sealed = ?, changed_at = ?, line_count = ?, unit_count = ?, file_id = ?
  WHERE order_id = ?`;

const weightKnownSql = `UPDATE orders SET weight_known = NOT EXISTS (
  SELECT 1 FROM order_lines l LEFT JOIN items i ON i.sku = l.sku WHERE l.order_id = orders.order_id AND i.weight_mg IS NULL)
  WHERE order_id = ?`;

const putContent = (db: Writer, data: Origin & { readonly content: SealedContent }, at: string): void => {
  const { content: c, orderId } = data;
  const units = c.lines.reduce((sum, line) => sum + line.quantity, 0);
  db.run(
    contentSql,
    c.tote,
    c.service,
    c.cutOffAt,
    c.cutOffGiven,
    c.country,
    c.shipToSealed,
    c.notesSealed,
    c.giftSealed,
    c.reference,
    c.customerSealed ?? null,
    at,
    c.lines.length,
    units,
    data.fileId,
    orderId,
  );
  db.run('DELETE FROM order_lines WHERE order_id = ?', orderId);
  for (const line of c.lines)
    db.run(
      'INSERT INTO order_lines(order_id, line_id, line_number, sku, quantity, lot) VALUES (?, ?, ?, ?, ?, ?)',
      orderId,
      line.lineId,
      line.lineNumber,
      line.sku,
      line.quantity,
      line.lot,
    );
  db.run(weightKnownSql, orderId);
  putRevision(db, data);
};

/**
 * What the packer has not seen yet: a pack that is open at an older version gets all changes since, not only the last.
 */
const unseenChanges = (db: Writer, orderId: string, version: number): OrderChangeItem[] => {
  const seen = db.get<{ order_version: number }>('SELECT order_version FROM packs WHERE order_id = ?', orderId);
  const since = Math.min(seen?.order_version ?? version - 1, version - 1);
  return mergeChanges(
    db
      .all<{ summary: string }>(
        'SELECT summary FROM order_changes WHERE order_id = ? AND version > ? ORDER BY version',
        orderId,
        since,
      )
      .map(({ summary }) => JSON.parse(summary) as OrderChangeItem[]),
  );
};

const putVersion = (
  db: Writer,
  orderId: string,
  state: string,
  version: number,
  changes: readonly OrderChangeItem[],
  at: string,
): void => {
  const summary = JSON.stringify(changes);
  db.run(
    'INSERT INTO order_changes(order_id, version, at, summary) VALUES (?, ?, ?, ?)',
    orderId,
    version,
    at,
    summary,
  );
  db.run(
    'UPDATE orders SET state = ?, version = ?, changed_at = ?, change_summary = ? WHERE order_id = ?',
    state,
    version,
    at,
    JSON.stringify(unseenChanges(db, orderId, version)),
    orderId,
  );
};

const imported: Apply<'v1.orders.imported'> = (db, data, { at }) => {
  insertOrder(db, data, data.subject, 'open', at);
  putContent(db, data, at);
};

const changed: Apply<'v1.orders.changed'> = (db, data, { at }) => {
  putContent(db, data, at);
  putVersion(db, data.orderId, 'open', data.version, data.changes, at);
};

const cancelled: Apply<'v1.orders.cancelled'> = (db, data, { at }) => {
  const known = db.get('SELECT 1 AS known FROM orders WHERE order_id = ?', data.orderId);
  if (known === undefined) insertOrder(db, data, data.subject, 'cancelled', at);
  else putVersion(db, data.orderId, 'cancelled', data.version, [], at);
  putRevision(db, data);
};

const contentOnly: Apply<'v1.orders.detailsUpdated' | 'v1.orders.completed'> = (db, data, { at }) =>
  putContent(db, data, at);

/** An order stands as packed from its last parcel on, until one of them is voided. */
const packed = (db: Writer, { orderId }: PackingEventData<'v1.packing.orderPacked'>, { at }: EntryMeta): void =>
  db.run('UPDATE orders SET packed_at = ? WHERE order_id = ?', at, orderId);

const unpacked = (db: Writer, { orderId }: PackingEventData<'v1.packing.parcelVoided'>): void =>
  db.run('UPDATE orders SET packed_at = NULL WHERE order_id = ?', orderId);

export const ordersApply = {
  'v1.orders.imported': imported,
  'v1.orders.changed': changed,
  'v1.orders.detailsUpdated': contentOnly,
  'v1.orders.cancelled': cancelled,
  'v1.orders.confirmed': (db, data) => putRevision(db, data),
  'v1.orders.completed': contentOnly,
  'v1.orders.erased': (db, { orderId }) => {
    // Written, so that whoever shows the order asks again.
    db.run('UPDATE orders SET erased = 1 WHERE order_id = ?', orderId);
    rememberErased(db, subjectOf(orderId));
  },
  'v1.packing.orderPacked': packed,
  'v1.packing.parcelVoided': unpacked,
} satisfies { [T in OrderEventType]: Apply<T> } & Feature['apply'];
