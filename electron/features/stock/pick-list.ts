import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { PickStop, stockQueries } from '../../../shared/features/stock/queries';
import type { QueryContext, Reader } from '../../store/types';
import { findOrder } from '../packing/open-order';
import { openHolds } from './holds';

type List = (typeof stockQueries)['stock.pickList'];

interface StopRow {
  sku: string;
  name: string;
  picture: string;
  location: string;
  unit: string;
  lot: string;
  expiry: string;
  status: string;
  quantity: number;
}

const said = (text: string): string | null => (text === '' ? null : text);

const stopsOf = (db: Reader, orderId: string): readonly StopRow[] =>
  db.all<StopRow>(
    `SELECT g.sku, coalesce(i.name, g.sku) AS name, coalesce(i.picture, 'box') AS picture, a.location, a.unit, g.lot, g.expiry, a.status,
       sum(r.quantity) AS quantity FROM stock_reservations r JOIN stock_goods g ON g.goods = r.goods
     JOIN stock_accounts a ON a.account = r.account LEFT JOIN items i ON i.sku = g.sku
     LEFT JOIN stock_locations l ON l.location = a.location WHERE r.order_id = ?
     GROUP BY g.sku, a.location, a.unit, g.lot, g.expiry, a.status
     ORDER BY l.site, l.zone, l.aisle, l.bay, l.level, l.bin, a.location, name COLLATE NOCASE, g.expiry, g.lot`,
    orderId,
  );

const sum = (rows: readonly { readonly quantity: number }[]): number =>
  rows.reduce((pieces, { quantity }) => pieces + quantity, 0);

/** What is still to be picked for the order that a code names, in walking order. `null`: no such order. */
export const pickList = ({ db }: QueryContext, { code }: ParamsOf<List>): AnswerOf<List> => {
  const order = findOrder(db, code);
  if (order === null) return null;
  const { orderId, number } = order;
  const row = db.get<{ tote: string | null; state: string; pack: string | null }>(
    'SELECT o.tote, o.state, p.state AS pack FROM orders o LEFT JOIN packs p ON p.order_id = o.order_id WHERE o.order_id = ?',
    orderId,
  );
  const rows = stopsOf(db, orderId);
  const isOpen = row?.state === 'open' && row.pack !== 'held' && row.pack !== 'packed';
  const isFree = ({ sku, lot }: StopRow): boolean =>
    !openHolds(db, sku).some((hold) => hold.serial === null && (hold.lot === null || hold.lot === lot));
  const missing = db.get<{ pieces: number | null }>(
    'SELECT sum(quantity) AS pieces FROM stock_missing WHERE order_id = ?',
    orderId,
  );
  return {
    orderId,
    number,
    tote: row?.tote ?? null,
    isOpen,
    stops: rows
      .filter((each) => each.status === 'available' && isFree(each))
      .map(({ sku, name, picture, location, unit, lot, expiry, quantity }): PickStop => ({
        sku,
        name,
        picture,
        location,
        unit: said(unit),
        lot: said(lot),
        expiry: said(expiry),
        quantity,
      })),
    picked: sum(rows.filter(({ status }) => status === 'picked')),
    missing: missing?.pieces ?? 0,
  };
};
