import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { RecallFigures, RecallParcel, traceQueries } from '../../../shared/features/trace/queries';
import type { QueryContext, Reader } from '../../store/types';
import { readShipTo } from '../packing/ship-to';
import { holdsOfLot } from '../stock/holds';
import { takenBack } from '../stock/ledger';
import { nameOfSubject } from './find';
import { goodsOfSubject } from './goods';
import { joined, kitsAround } from './kits';
import { inKits, parcelsWith, type InParcels } from './parcels';
import { expiryOfGoods, shelvesOf } from './view';

type Of = (typeof traceQueries)['recall.of'];

/** Pieces that went to a counter account, less those that came from it. */
const netTo = (db: Reader, goods: string): ReadonlyMap<string, number> => {
  const moved = takenBack(db, { goods });
  const rows = db.all<{ location: string; pieces: number }>(
    `SELECT a.location, -sum(p.pieces) AS pieces FROM (SELECT account, sum(pieces) AS pieces FROM ${moved.sql} GROUP BY account) p
     CROSS JOIN stock_accounts a ON a.account = p.account WHERE a.location LIKE '@%' GROUP BY a.location`,
    ...moved.cells,
  );
  return new Map(rows.map(({ location, pieces }) => [location, pieces]));
};

const onShelves = (db: Reader, goods: string): number =>
  db.get<{ pieces: number | null }>(
    'SELECT sum(b.quantity) AS pieces FROM json_each(?) l CROSS JOIN stock_balances b ON b.goods = l.value',
    goods,
  )?.pieces ?? 0;

const shippedSql = `SELECT parcel_id FROM parcels WHERE parcel_id IN (SELECT value FROM json_each(?)) AND closed_at IS NOT NULL AND state <> 'voided'`;

const figuresOf = (db: Reader, goods: string, inParcels: InParcels): RecallFigures => {
  const net = netTo(db, goods);
  const to = (...accounts: readonly string[]): number => accounts.reduce((sum, each) => sum + (net.get(each) ?? 0), 0);
  const shipped = db.all<{ parcel_id: string }>(shippedSql, JSON.stringify([...inParcels.keys()]));
  return {
    received: 0 - to('@supplier', '@opening'),
    onShelf: onShelves(db, goods),
    shipped: to('@customer'),
    scrapped: to('@scrap'),
    unexplained: to('@unexplained'),
    other: to('@kit', '@transfer'),
    inParcels: shipped.reduce((sum, { parcel_id }) => sum + (inParcels.get(parcel_id) ?? 0), 0),
  };
};

interface Row {
  parcel_id: string;
  order_id: string;
  number: string | null;
  order_number: string;
  sequence: number;
  state: string;
  sscc: string | null;
  closed_at: string | null;
  country: string;
}

const parcelSql = `SELECT c.parcel_id, c.order_id, c.number, o.number AS order_number, c.sequence, c.state, c.sscc, c.closed_at, o.country
  FROM json_each(?) l CROSS JOIN parcels c ON c.parcel_id = l.value CROSS JOIN orders o ON o.order_id = c.order_id
  ORDER BY c.closed_at IS NULL DESC, c.closed_at, o.number, c.sequence LIMIT ? OFFSET ?`;

const customerOf = (context: QueryContext, orderId: string): RecallParcel['customer'] => {
  const shipTo = readShipTo(context, orderId);
  if (shipTo === null) return null;
  const name = [shipTo.company, shipTo.name].filter((each) => each !== undefined && each !== '').join(', ');
  const address = [...shipTo.lines, `${shipTo.postcode} ${shipTo.city}`.trim(), shipTo.country].join(', ');
  return { name, address, phone: shipTo.phone ?? null };
};

/** Everybody who has pieces of a lot and every shelf that does, and whether it all adds up. */
export const recallOf = (context: QueryContext, { sku, lot, offset, limit }: ParamsOf<Of>): AnswerOf<Of> => {
  const begun = performance.now();
  const { db } = context;
  const subject = { kind: 'lot', sku, lot } as const;
  const goods = goodsOfSubject(db, subject);
  const inParcels = parcelsWith(db, subject, goods);
  const { made } = kitsAround(db, goods);
  const kits = made === '[]' ? new Map<string, number>() : inKits(db, made);
  const everywhere = new Map([...kits, ...inParcels]);
  const parcels = db
    .all<Row>(parcelSql, JSON.stringify([...everywhere.keys()]), limit, offset)
    .map((row): RecallParcel => ({
      parcelId: row.parcel_id,
      orderId: row.order_id,
      order: row.order_number,
      sequence: row.sequence,
      state: row.state,
      sscc: row.sscc,
      number: row.number,
      quantity: inParcels.get(row.parcel_id) ?? 0,
      kits: kits.get(row.parcel_id) ?? 0,
      closedAt: row.closed_at,
      country: row.country,
      customer: customerOf(context, row.order_id),
    }));
  return {
    sku,
    lot,
    ...nameOfSubject(db, subject),
    expiry: expiryOfGoods(db, goods),
    figures: figuresOf(db, goods, inParcels),
    shelves: shelvesOf(context, joined(goods, made)),
    parcels,
    parcelsTotal: everywhere.size,
    holds: holdsOfLot(db, sku, lot),
    ms: Math.ceil(performance.now() - begun),
  };
};
