import { randomUUID } from 'node:crypto';
import type { Approval } from '../../../shared/features/packing/commands';
import { accept, good, refuse, stop, type Decided } from '../../../shared/features/packing/decided';
import { packingEvent } from '../../../shared/features/packing/events';
import { packStep, type PackState } from '../../../shared/features/packing/state';
import type { CommandContext, Decision, Reader } from '../../store/types';
import { toDecision } from './decision';
import { readCurrentPack, readItem, readPackOfOrder } from './load';
import { startParcelEvents } from './start-parcel';

export interface OrderHit {
  readonly orderId: string;
  readonly number: string;
}

/** The order that a scanned or typed code names: its number, or the tote that its goods lie in. */
export const findOrder = (db: Reader, code: string): OrderHit | null => {
  const row = db.get<{ order_id: string; number: string }>(
    `SELECT o.order_id, o.number FROM orders o LEFT JOIN packs p USING (order_id) WHERE o.number = ? OR o.tote = ?
     ORDER BY o.number = ? DESC, o.state = 'cancelled', coalesce(p.state, '') = 'packed', o.imported_at DESC LIMIT 1`,
    code,
    code,
    code,
  );
  return row === undefined ? null : { orderId: row.order_id, number: row.number };
};

/** The order that the goods in a tote with an SSCC were picked for. */
export const orderInTote = (db: Reader, sscc: string): OrderHit | null => {
  const row = db.get<{ order_id: string; number: string }>(
    `SELECT o.order_id, o.number FROM stock_accounts a JOIN stock_reservations r ON r.account = a.account
     JOIN orders o ON o.order_id = r.order_id WHERE a.unit = ? AND a.unit <> '' AND a.status = 'picked' LIMIT 1`,
    sscc,
  );
  return row === undefined ? null : { orderId: row.order_id, number: row.number };
};

const openNew = (context: CommandContext, order: OrderHit): Decided => {
  const { db } = context;
  const row = db.get<{ version: number }>('SELECT version FROM orders WHERE order_id = ?', order.orderId);
  const packId = order.orderId;
  const lines = db
    .all<{
      line_id: string;
      line_number: number;
      sku: string;
      quantity: number;
      lot: string | null;
    }>('SELECT * FROM order_lines WHERE order_id = ? ORDER BY line_number', order.orderId)
    .map((line) => ({
      lineId: line.line_id,
      lineNumber: line.line_number,
      item: readItem(db, line.sku),
      quantity: line.quantity,
      packed: 0,
      short: 0,
      lot: line.lot,
    }));
  return accept(good('order-opened', { order: order.number }), [
    packingEvent('v1.packing.opened', { packId, orderId: order.orderId, orderVersion: row?.version ?? 1 }),
    ...startParcelEvents(db, { packId, orderId: order.orderId, parcels: [], lines }, randomUUID()),
  ]);
};

/** A supervisor's word for taking an order over, and why. */
export interface TakeOver {
  readonly approval: Approval;
  readonly reason: string | null;
}

const reopen = (context: CommandContext, pack: PackState, takeOver: TakeOver | null): Decided => {
  const { db, actor } = context;
  if (pack.state === 'packed') return refuse('order-packed', { order: pack.number });
  const place =
    db.get<{ at_station: string | null }>('SELECT at_station FROM packs WHERE pack_id = ?', pack.packId)?.at_station ??
    null;
  if (place === actor.station) return accept(good('order-opened', { order: pack.number }), []);
  if (place !== null && takeOver === null)
    return refuse('order-claimed', { order: pack.number, station: place, orderId: pack.orderId });
  const how = place === null ? 'reopened' : 'take-over';
  return accept(good('order-opened', { order: pack.number, step: packStep(pack) }), [
    packingEvent('v1.packing.claimed', {
      packId: pack.packId,
      from: pack.claimedBy,
      how,
      supervisor: takeOver?.approval.personId ?? null,
      reason: takeOver?.reason ?? null,
    }),
  ]);
};

const decideOpen = (context: CommandContext, code: string, takeOver: TakeOver | null): Decided => {
  const { db, actor } = context;
  const order = findOrder(db, code.trim());
  const current = readCurrentPack(db, actor.station);
  if (current !== null && current.orderId !== order?.orderId) return refuse('finish-first', { order: current.number });
  if (order === null) return stop(null, null, 'order-unknown', { scanned: code.slice(0, 80) });
  if (current !== null) return accept(good('order-opened', { order: order.number }), []);
  const state = db.get<{ state: string }>('SELECT state FROM orders WHERE order_id = ?', order.orderId)?.state;
  if (state === 'cancelled') return stop(null, null, 'order-cancelled', { order: order.number });
  if (db.get('SELECT 1 AS held FROM restored_holds WHERE order_id = ?', order.orderId) !== undefined)
    return refuse('restored-order', { order: order.number, orderId: order.orderId });
  const pack = readPackOfOrder(db, order.orderId);
  return pack === null ? openNew(context, order) : reopen(context, pack, takeOver);
};

/** Opens and claims an order at this station. */
export const openOrder = (context: CommandContext, code: string, takeOver: TakeOver | null): Decision =>
  toDecision(decideOpen(context, code, takeOver));
