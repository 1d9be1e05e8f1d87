import type { FeatureEvent } from '../../../shared/feature';
import type { SealedContent } from '../../../shared/features/orders/events';
import type { CommandContext, Reader } from '../../store/types';
import { minDaysOf } from './customers';

export interface NeededLine {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly lot: string | null;
}

/** What an order still wants from the shelves, after what this command has done. */
export interface OrderNeed {
  /** Nothing is promised to an order that is cancelled, on hold, or packed. */
  readonly isActive: boolean;
  /** What is picked for it stays so, also while it is on hold. */
  readonly keepsPicked: boolean;
  readonly minDaysLeft: number;
  readonly lines: readonly (NeededLine & {
    /** Lots of the pieces that are in a box already. */
    readonly lotsPacked: () => readonly (string | null)[];
  })[];
}

interface OrderRow {
  state: string;
  subject: string;
  customer_sealed: string | null;
  pack_state: string | null;
}

const text = (data: FeatureEvent['data'], key: string): string => {
  const value = data[key];
  return typeof value === 'string' ? value : '';
};
const count = (data: FeatureEvent['data']): number => Number(data['quantity'] ?? 0);

/** The order that an event of orders, of picking or of packing is about; a pack has its order's id. */
export const orderOf = ({ type, data }: FeatureEvent): string | null => {
  if (/^v\d+\.(?:orders\.|stock\.pick)/.test(type)) return text(data, 'orderId');
  if (!/^v\d+\.packing\./.test(type)) return null;
  const id = data['orderId'] ?? data['packId'];
  return typeof id === 'string' ? id : null;
};

const storedLines = (db: Reader, orderId: string): NeededLine[] =>
  db.all<NeededLine>(
    'SELECT line_id AS lineId, sku, quantity, lot FROM order_lines WHERE order_id = ? ORDER BY line_number',
    orderId,
  );

const add = (sums: Map<string, number>, lineId: string, pieces: number): void => {
  sums.set(lineId, (sums.get(lineId) ?? 0) + pieces);
};

/** Pieces of each line that are in a box, or that nobody looks for any more. */
const doneBefore = (db: Reader, orderId: string): Map<string, number> => {
  const sums = new Map<string, number>();
  const rows = db.all<{ line_id: string; quantity: number }>(
    `SELECT i.line_id, i.quantity FROM parcel_items i JOIN parcels p ON p.parcel_id = i.parcel_id
     WHERE i.pack_id = ? AND p.state <> 'voided' UNION ALL SELECT line_id, quantity FROM shorts WHERE pack_id = ?`,
    orderId,
    orderId,
  );
  for (const { line_id: lineId, quantity } of rows) add(sums, lineId, quantity);
  return sums;
};

const inParcel = (db: Reader, orderId: string, parcelId: string): { line_id: string; quantity: number }[] =>
  db.all(
    `SELECT i.line_id, i.quantity FROM parcel_items i JOIN parcels p ON p.parcel_id = i.parcel_id
     WHERE i.pack_id = ? AND i.parcel_id = ? AND p.state <> 'voided'`,
    orderId,
    parcelId,
  );

/** The same after what this command has done. */
const doneNow = (db: Reader, orderId: string, events: readonly FeatureEvent[]): Map<string, number> => {
  const sums = doneBefore(db, orderId);
  for (const { type, data } of events) {
    if (type === 'v1.packing.itemPacked' || type === 'v1.packing.shortPicked')
      add(sums, text(data, 'lineId'), count(data));
    if (type === 'v1.packing.itemRemoved') {
      const item = db.get<{ line_id: string }>(
        'SELECT line_id FROM parcel_items WHERE pack_id = ? AND item_id = ?',
        orderId,
        text(data, 'itemId'),
      );
      if (item !== undefined) add(sums, item.line_id, -count(data));
    }
    if (type === 'v1.packing.parcelVoided')
      for (const { line_id: lineId, quantity } of inParcel(db, orderId, text(data, 'parcelId')))
        add(sums, lineId, -quantity);
  }
  return sums;
};

interface BoxedRow {
  item_id: string;
  parcel_id: string;
  line_id: string;
  lot: string | null;
  quantity: number;
}

/** Lots that are in a box for a line after what this command has done; asked for few lines. */
const lotsNow = (db: Reader, orderId: string, events: readonly FeatureEvent[]) => {
  const removed = new Map<string, number>();
  const voided = new Set<string>();
  const fresh: BoxedRow[] = [];
  for (const { type, data } of events) {
    const itemId = text(data, 'itemId');
    if (type === 'v1.packing.parcelVoided') voided.add(text(data, 'parcelId'));
    if (type === 'v1.packing.itemRemoved') removed.set(itemId, (removed.get(itemId) ?? 0) + count(data));
    if (type === 'v1.packing.itemPacked')
      fresh.push({
        item_id: itemId,
        parcel_id: text(data, 'parcelId'),
        line_id: text(data, 'lineId'),
        lot: typeof data['lot'] === 'string' ? data['lot'] : null,
        quantity: count(data),
      });
  }
  return (lineId: string): readonly (string | null)[] => {
    const stored = db.all<BoxedRow>(
      `SELECT i.item_id, i.parcel_id, i.line_id, i.lot, i.quantity FROM parcel_items i JOIN parcels p ON p.parcel_id = i.parcel_id
       WHERE i.pack_id = ? AND i.line_id = ? AND p.state <> 'voided'`,
      orderId,
      lineId,
    );
    return [...stored, ...fresh]
      .filter((row) => row.line_id === lineId && !voided.has(row.parcel_id))
      .filter((row) => row.quantity > (removed.get(row.item_id) ?? 0))
      .map(({ lot }) => lot);
  };
};

/** As packing's own tables will say it. */
const packAfter = (state: string | null, { type }: FeatureEvent): string | null => {
  switch (type) {
    case 'v1.packing.held':
      return 'held';
    case 'v1.packing.orderPacked':
      return 'packed';
    case 'v1.packing.opened':
    case 'v1.packing.resumed':
      return 'open';
    case 'v1.packing.released':
      return 'released';
    case 'v1.packing.parcelVoided':
      return state === 'packed' ? 'released' : state;
    default:
      return state;
  }
};

const orderStates: Readonly<Record<string, string>> = {
  'v1.orders.imported': 'open',
  'v1.orders.changed': 'open',
  'v1.orders.cancelled': 'cancelled',
};

const orderAfter = (state: string | null, { type }: FeatureEvent): string | null => orderStates[type] ?? state;

/** `null`: no such order. */
export const readNeed = (context: CommandContext, orderId: string, all: readonly FeatureEvent[]): OrderNeed | null => {
  const { db } = context;
  const events = all.filter((each) => orderOf(each) === orderId);
  const row = db.get<OrderRow>(
    `SELECT o.state, o.subject, o.customer_sealed, p.state AS pack_state FROM orders o LEFT JOIN packs p ON p.order_id = o.order_id
     WHERE o.order_id = ?`,
    orderId,
  );
  const told = events.findLast(({ data }) => 'content' in data);
  if (row === undefined && told === undefined) return null;
  const content = told === undefined ? null : (told.data['content'] as SealedContent);
  const order = events.reduce(orderAfter, row?.state ?? null);
  const pack = events.reduce(packAfter, row?.pack_state ?? null);
  const done = doneNow(db, orderId, events);
  const boxed = lotsNow(db, orderId, events);
  const lines = content === null ? storedLines(db, orderId) : content.lines;
  const subject = row?.subject ?? text(told?.data ?? {}, 'subject');
  const customer = content === null ? (row?.customer_sealed ?? null) : (content.customerSealed ?? null);
  return {
    isActive: order === 'open' && pack !== 'held' && pack !== 'packed',
    keepsPicked: order === 'open' && pack !== 'packed',
    minDaysLeft: minDaysOf(context, subject, customer, all),
    lines: lines.map(({ lineId, sku, quantity, lot }) => ({
      lineId,
      sku,
      lot,
      quantity: Math.max(0, quantity - (done.get(lineId) ?? 0)),
      lotsPacked: () => boxed(lineId),
    })),
  };
};
