import type { StoredContent } from '../../../shared/features/orders/compare';
import type { StoredOrder } from '../../../shared/features/orders/decide';
import { orderNotes, type OrderNotes } from '../../../shared/features/orders/events';
import { shipTo, type OrderLine, type ShipTo } from '../../../shared/features/orders/records';
import type { Reader } from '../../store/types';

interface OrderRow {
  state: 'open' | 'cancelled';
  version: number;
  revision: number | null;
  content_revision: number | null;
  subject: string;
  service: string;
  cut_off_given: string | null;
  cut_off_at: string | null;
  tote: string | null;
  reference: string | null;
  customer_sealed: string | null;
  notes_sealed: string | null;
  ship_to_sealed: string | null;
  gift_sealed: string | null;
}

interface LineRow {
  line_id: string;
  line_number: number;
  sku: string;
  quantity: number;
  lot: string | null;
}

/** What reading personal data needs: the projection and the keys. */
export interface Unsealing {
  readonly db: Reader;
  unseal(subject: string, sealed: string): string | null;
}

export const subjectOf = (orderId: string): string => `order:${orderId}`;

/** `null`-safe: none, or erased, is no notes. */
export const openNotes = (context: Unsealing, subject: string, sealed: string | null): OrderNotes => {
  const plain = sealed === null ? null : context.unseal(subject, sealed);
  const parsed = plain === null ? null : orderNotes.safeParse(JSON.parse(plain));
  return parsed?.success === true ? parsed.data : { order: null, lines: {} };
};

const readLines = (db: Reader, orderId: string, notes: OrderNotes): OrderLine[] =>
  db
    .all<LineRow>(
      'SELECT line_id, line_number, sku, quantity, lot FROM order_lines WHERE order_id = ? ORDER BY line_number',
      orderId,
    )
    .map((row) => ({
      lineId: row.line_id,
      lineNumber: row.line_number,
      sku: row.sku,
      quantity: row.quantity,
      lot: row.lot,
      note: notes.lines[row.line_id] ?? null,
    }));

export const openShipTo = (context: Unsealing, subject: string, sealed: string | null): ShipTo | null => {
  const plain = sealed === null ? null : context.unseal(subject, sealed);
  if (plain === null) return null;
  const parsed = shipTo.safeParse(JSON.parse(plain));
  return parsed.success ? parsed.data : null;
};

const readContent = (context: Unsealing, orderId: string, row: OrderRow): StoredContent | null => {
  if (row.ship_to_sealed === null) return null;
  const notes = openNotes(context, row.subject, row.notes_sealed);
  return {
    service: row.service,
    cutOffAt: row.cut_off_given,
    tote: row.tote,
    reference: row.reference,
    customer: row.customer_sealed === null ? null : context.unseal(row.subject, row.customer_sealed),
    note: notes.order,
    gift: row.gift_sealed === null ? null : context.unseal(row.subject, row.gift_sealed),
    shipTo: openShipTo(context, row.subject, row.ship_to_sealed),
    lines: readLines(context.db, orderId, notes),
  };
};

export interface StoredOrderFacts extends StoredOrder {
  /** The cut-off that counts, given or computed. */
  readonly cutOffAt: string | null;
  readonly packState: string | null;
  /** Parcels that are closed and may have left. */
  readonly closedParcels: number;
}

/** An order as it stands, personal data opened; `null` when it was never heard of. */
export const readStoredOrder = (context: Unsealing, orderId: string): StoredOrderFacts | null => {
  const row = context.db.get<OrderRow & { pack_state: string | null; closed_parcels: number }>(
    `SELECT o.state, o.version, o.revision, o.content_revision, o.subject, o.service, o.cut_off_given, o.cut_off_at, o.tote, o.reference, o.customer_sealed,
       o.notes_sealed, o.ship_to_sealed, o.gift_sealed, p.state AS pack_state,
       (SELECT count(*) FROM parcels c WHERE c.pack_id = p.pack_id AND c.state = 'closed') AS closed_parcels
     FROM orders o LEFT JOIN packs p ON p.order_id = o.order_id WHERE o.order_id = ?`,
    orderId,
  );
  if (row === undefined) return null;
  return {
    state: row.state,
    version: row.version,
    revision: row.revision,
    contentRevision: row.content_revision,
    content: readContent(context, orderId, row),
    cutOffAt: row.cut_off_at,
    packState: row.pack_state,
    closedParcels: row.closed_parcels,
  };
};
