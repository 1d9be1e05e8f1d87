import type { HistoryRow } from '../../../shared/features/packing/queries';
import type { TraceParcel, TraceSubject } from '../../../shared/features/trace/queries';
import type { QueryContext, Reader } from '../../store/types';
import { namer } from '../names';
import { readParcelRows } from '../packing/parcel-rows';
import { movementsWhere } from '../stock/ledger';

/** Pieces in a parcel, by its id. */
export type InParcels = ReadonlyMap<string, number>;

interface Pieces {
  readonly unit: string;
  readonly pieces: number;
}

/** By what was scanned into them. */
const byScans = (db: Reader, subject: TraceSubject): Pieces[] => {
  switch (subject.kind) {
    case 'lot':
      return db.all<Pieces>(
        'SELECT parcel_id AS unit, sum(quantity) AS pieces FROM parcel_items WHERE lot = ? AND sku = ? GROUP BY parcel_id',
        subject.lot,
        subject.sku,
      );
    case 'serial':
      return db.all<Pieces>(
        'SELECT parcel_id AS unit, 1 AS pieces FROM packed_serials WHERE sku = ? AND serial = ?',
        subject.sku,
        subject.serial,
      );
    case 'unit':
      return db.all<Pieces>(
        `SELECT p.parcel_id AS unit, coalesce(sum(i.quantity), 0) AS pieces FROM parcels p
         LEFT JOIN parcel_items i ON i.pack_id = p.pack_id AND i.parcel_id = p.parcel_id WHERE p.parcel_id = ? GROUP BY p.parcel_id`,
        subject.unit,
      );
  }
};

/** By what the book took into them: also where nobody scanned the lot. */
const byBook = (db: Reader, goods: string): Pieces[] => {
  const shipped = movementsWhere(db, { goods, kinds: ['ship'] });
  return db.all<Pieces>(
    `SELECT t.unit, sum(m.quantity) AS pieces FROM ${shipped.sql} m
     CROSS JOIN stock_accounts t ON t.account = m.source WHERE t.unit <> '' GROUP BY t.unit
     UNION ALL SELECT a.unit, sum(b.quantity) FROM json_each(?) l CROSS JOIN stock_balances b ON b.goods = l.value
     CROSS JOIN stock_accounts a ON a.account = b.account WHERE a.status IN ('picked', 'packed')
       AND EXISTS (SELECT 1 FROM parcels p WHERE p.parcel_id = a.unit) GROUP BY a.unit`,
    ...shipped.cells,
    goods,
  );
};

/** Every parcel with pieces of it. What a packer scanned goes before what the book took it for. */
export const parcelsWith = (db: Reader, subject: TraceSubject, goods: string): InParcels => {
  const book = new Map<string, number>();
  if (subject.kind !== 'unit')
    for (const { unit, pieces } of byBook(db, goods)) book.set(unit, (book.get(unit) ?? 0) + pieces);
  return new Map([...book, ...byScans(db, subject).map(({ unit, pieces }) => [unit, pieces] as const)]);
};

/** Parcels with kits in them, by the book: how many kits. */
export const inKits = (db: Reader, kits: string): InParcels => {
  const found = new Map<string, number>();
  for (const { unit, pieces } of byBook(db, kits)) found.set(unit, (found.get(unit) ?? 0) + pieces);
  return found;
};

/** Parcels as the screens show them. */
export const parcelRowsOf = (context: QueryContext, inParcels: InParcels, limit: number): readonly TraceParcel[] =>
  readParcelRows(
    context,
    'WHERE c.parcel_id IN (SELECT value FROM json_each(?))',
    [JSON.stringify([...inParcels.keys()])],
    limit,
  ).map((row) => ({ row, quantity: inParcels.get(row.parcelId) ?? 0 }));

/** What packing wrote down of one parcel: who, where, the weight, the label. */
export const eventsOf = (context: QueryContext, unit: string): readonly HistoryRow[] => {
  const nameOf = namer(context);
  return context.db
    .all<{ n: number; at: string; type: string; person_id: string | null; station: string; data: string }>(
      `SELECT h.n, h.at, h.type, h.person_id, h.station, h.data FROM pack_history h
       WHERE h.order_id = (SELECT order_id FROM parcels WHERE parcel_id = ?1) AND (h.parcel_id = ?1 OR h.parcel_id IS NULL)
         AND h.type NOT IN ('v1.packing.itemPacked', 'v1.packing.itemRemoved', 'v1.packing.itemAwaiting') ORDER BY h.n, h.part LIMIT 300`,
      unit,
    )
    .map(({ n, at, type, person_id, station, data }) => ({
      n,
      at,
      type,
      person: person_id === null ? null : nameOf(person_id),
      station,
      order: null,
      parcelSequence: null,
      // Written by packing, out of plain values.
      details: JSON.parse(data) as HistoryRow['details'],
    }));
};
