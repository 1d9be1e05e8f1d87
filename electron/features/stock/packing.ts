import type { FeatureEvent } from '../../../shared/feature';
import type { Book } from '../../../shared/features/stock/book';
import type { PackingEventData, PackingEventType } from '../../../shared/features/packing/events';
import { stockEvent } from '../../../shared/features/stock/events';
import type { MovementLine, Shelf } from '../../../shared/features/stock/records';
import { takeForPacking } from '../../../shared/features/stock/take-for-packing';
import type { CommandContext, CommandHandler, Decision, Reader } from '../../store/types';
import { heldOf, heldColumns, leavingBy, openBookOn, readLocation, readRule, type Held, type HeldRow } from './facts';
import { newLocation } from './import-stock';
import { findLastSource, movementsWhere } from './ledger';
import { accountsOfUnit, findAccount, findGoods } from './numbers';
import { stationLocation } from './station-location';

const isStocked = (db: Reader, sku: string): boolean =>
  db.get('SELECT 1 AS stocked FROM stock_totals WHERE sku = ?', sku) !== undefined;

/** What may be packed: it is picked for the order, or available, promised to somebody or not, or already at a bench. */
const available = (db: Reader, sku: string, orderId: string): Held[] =>
  db
    .all<HeldRow>(
      `SELECT ${heldColumns} FROM stock_goods g CROSS JOIN stock_balances b ON b.goods = g.goods
       CROSS JOIN stock_accounts a ON a.account = b.account WHERE g.sku = ? AND (a.status = 'available' OR a.status = 'picked'
         AND EXISTS (SELECT 1 FROM stock_reservations r WHERE r.goods = g.goods AND r.account = a.account AND r.order_id = ?))
       ORDER BY ${leavingBy(readRule(db, sku).rotation)}`,
      sku,
      orderId,
    )
    .map(heldOf);

const inUnit = (db: Reader, unit: string): Held[] =>
  db
    .all<HeldRow>(
      `SELECT ${heldColumns} FROM stock_accounts a CROSS JOIN stock_balances b ON b.account = a.account
       CROSS JOIN stock_goods g ON g.goods = b.goods WHERE a.unit = ? AND a.unit <> '' ORDER BY g.goods, a.account`,
      unit,
    )
    .map(heldOf);

/** The bin that a SKU was taken from last; the bench itself where it never lay in any. */
const usualShelf = (db: Reader, sku: string, bench: Shelf): Shelf => {
  const locationOf = (account: number | null): string | null =>
    db.get<{ location: string }>(
      `SELECT location FROM stock_accounts WHERE account = ? AND location NOT LIKE '@%' AND unit = ''`,
      account,
    )?.location ?? null;
  const account = findLastSource(db, sku, (each) => locationOf(each) !== null);
  return { location: locationOf(account) ?? bench.location, unit: null, status: 'available' };
};

interface Packing {
  readonly db: Reader;
  readonly book: Book;
  readonly bench: Shelf;
  /** Parcels that this very command starts: the tables don't know them yet. */
  readonly started: ReadonlyMap<string, number>;
}

interface PromisedRow {
  goods: number;
  account: number;
  ours: number;
  others: number;
}

/** Where the packer most likely took it from: what was picked for this order, what it was promised, the bench, what is free, and what others were promised. */
const likelyFirst = ({ db, bench }: Packing, orderId: string, held: readonly Held[]): Held[] => {
  const rows = db.all<PromisedRow>(
    `SELECT r.goods, r.account, sum(CASE WHEN r.order_id = ? THEN r.quantity ELSE 0 END) AS ours,
       sum(CASE WHEN r.order_id = ? THEN 0 ELSE r.quantity END) AS others
     FROM stock_goods g CROSS JOIN stock_reservations r ON r.goods = g.goods WHERE g.sku = ? GROUP BY r.goods, r.account`,
    orderId,
    orderId,
    held[0]?.goods.sku ?? '',
  );
  const byShelf = new Map(rows.map((row) => [`${row.goods} ${row.account}`, row]));
  const rank = ({ goods, shelf, quantity }: Held): number => {
    const row = rows.length === 0 ? undefined : byShelf.get(`${findGoods(db, goods)} ${findAccount(db, shelf)}`);
    if (row !== undefined && row.ours > 0) return shelf.status === 'picked' ? -1 : 0;
    if (row !== undefined && row.others >= quantity) return 3;
    return shelf.location === bench.location ? 1 : 2;
  };
  /** Of what is picked on one place for several orders, only what is for this one. */
  const ofOrder = (each: Held): Held => {
    if (each.shelf.status !== 'picked') return each;
    const ours = byShelf.get(`${findGoods(db, each.goods)} ${findAccount(db, each.shelf)}`)?.ours ?? 0;
    return { ...each, quantity: Math.min(each.quantity, ours) };
  };
  return held
    .map((each) => ({ each: ofOrder(each), rank: rank(each) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ each }) => each);
};

/** As it stands after what this command has booked so far. */
const left = ({ book }: Packing, held: readonly Held[]): Held[] =>
  held.flatMap((each) => {
    const quantity = book.quantity(each.goods, each.shelf);
    return quantity > 0 ? [{ ...each, quantity }] : [];
  });

/** `84217/2`: the order, and which of its parcels. */
const documentOf = ({ db, started }: Packing, packId: string, parcelId: string): string | null => {
  const pack = db.get<{ number: string }>(
    'SELECT o.number FROM packs p JOIN orders o ON o.order_id = p.order_id WHERE p.pack_id = ?',
    packId,
  );
  const parcel = db.get<{ sequence: number }>('SELECT sequence FROM parcels WHERE parcel_id = ?', parcelId);
  const sequence = parcel?.sequence ?? started.get(parcelId);
  if (pack === undefined) return null;
  return sequence === undefined ? pack.number : `${pack.number}/${sequence}`;
};

const picked = (packing: Packing, data: PackingEventData<'v1.packing.itemPacked'>): void => {
  const { db, book, bench } = packing;
  if (!isStocked(db, data.sku)) return;
  const to: Shelf = { ...bench, unit: data.parcelId, status: 'picked' };
  const shelves = likelyFirst(packing, data.packId, left(packing, available(db, data.sku, data.packId)));
  const lines = takeForPacking(data, shelves, to, () => usualShelf(db, data.sku, bench));
  book.observe({ kind: 'pick', reason: null, document: documentOf(packing, data.packId, data.parcelId), lines });
};

/** Pieces of a unit go back to the bench, where the next pack finds them first. */
const backToBench = (
  { book, bench }: Packing,
  held: readonly Held[],
  reason: string,
  document: string | null,
): void => {
  const lines = held.map(({ goods, shelf, quantity }) => ({ goods, from: shelf, to: bench, quantity }));
  if (lines.length > 0) book.observe({ kind: 'move', reason, document, lines });
};

const removed = (packing: Packing, data: PackingEventData<'v1.packing.itemRemoved'>): void => {
  const { db } = packing;
  const item = db.get<{ lot: string | null; serial: string | null }>(
    'SELECT lot, serial FROM parcel_items WHERE pack_id = ? AND item_id = ?',
    data.packId,
    data.itemId,
  );
  let wanted = data.quantity;
  const fits = (known: string | null, said: string | null | undefined): boolean =>
    known === null || (said ?? null) === null || known === said;
  const taken = left(packing, inUnit(db, data.parcelId)).flatMap((each) => {
    const { sku, lot, serial } = each.goods;
    if (sku !== data.sku || wanted === 0 || !fits(lot, item?.lot) || !fits(serial, item?.serial)) return [];
    const quantity = Math.min(wanted, each.quantity);
    wanted -= quantity;
    return [{ ...each, quantity }];
  });
  backToBench(packing, taken, 'taken-out', documentOf(packing, data.packId, data.parcelId));
};

const closed = (packing: Packing, data: PackingEventData<'v1.packing.parcelClosed'>): void => {
  const { db, book } = packing;
  const held = left(packing, inUnit(db, data.parcelId));
  if (held.length === 0) return;
  const document = documentOf(packing, data.packId, data.parcelId);
  const packed = (shelf: Shelf): Shelf => ({ ...shelf, status: 'packed' });
  const packLines = held.map(({ goods, shelf, quantity }) => ({ goods, from: shelf, to: packed(shelf), quantity }));
  book.observe({ kind: 'pack', reason: null, document, lines: packLines });
  const shipLines = packLines.map(({ goods, to, quantity }) => ({
    goods,
    from: to,
    to: { counter: 'customer' } as const,
    quantity,
  }));
  book.observe({ kind: 'ship', reason: null, document, lines: shipLines });
};

/** What a closed parcel took along, for the day on which it is voided. */
const shipped = (db: Reader, parcelId: string, bench: Shelf): MovementLine[] => {
  const moved = movementsWhere(db, { sources: accountsOfUnit(db, parcelId), kinds: ['ship'] });
  return db
    .all<HeldRow>(
      `SELECT g.sku, g.owner, g.lot, g.serial, g.expiry, g.condition, a.location, a.unit, a.status, m.quantity, m.at AS since
       FROM ${moved.sql} m CROSS JOIN stock_accounts a ON a.account = m.source CROSS JOIN stock_goods g ON g.goods = m.goods
       ORDER BY m.n, m.line`,
      ...moved.cells,
    )
    .map(heldOf)
    .map(({ goods, quantity }) => ({ goods, from: { counter: 'customer' }, to: bench, quantity }));
};

const voided = (packing: Packing, data: PackingEventData<'v1.packing.parcelVoided'>): void => {
  const { db, book, bench } = packing;
  const document = documentOf(packing, data.packId, data.parcelId);
  backToBench(packing, left(packing, inUnit(db, data.parcelId)), 'parcel-voided', document);
  const lines = shipped(db, data.parcelId, bench);
  if (lines.length > 0) book.observe({ kind: 'return', reason: 'parcel-voided', document, lines });
};

/** The packer found none, and the book has some: somebody should count that bin. */
const short = (packing: Packing, data: PackingEventData<'v1.packing.shortPicked'>): void => {
  const { db, book, bench } = packing;
  const [first] = likelyFirst(packing, data.packId, available(db, data.sku, data.packId));
  if (first === undefined) return;
  const isBench = first.shelf.location === bench.location && first.shelf.status === 'available';
  const shelf = isBench ? usualShelf(db, data.sku, bench) : first.shelf;
  book.openTask('short-pick', first.goods, shelf, data.quantity, documentOf(packing, data.packId, ''));
};

const table: { readonly [T in PackingEventType]?: (packing: Packing, data: PackingEventData<T>) => void } = {
  'v1.packing.itemPacked': picked,
  'v1.packing.itemRemoved': removed,
  'v1.packing.parcelClosed': closed,
  'v1.packing.parcelVoided': voided,
  'v1.packing.shortPicked': short,
};

type LooseBooking = (packing: Packing, data: unknown) => void;
const bookings = table as unknown as Readonly<Record<string, LooseBooking | undefined>>;

/** The movements that packing's events come to. */
const movementsOf = (context: CommandContext, events: readonly FeatureEvent[]): readonly FeatureEvent[] => {
  const { db, settings } = context;
  const book = openBookOn(db);
  const location = stationLocation(settings.station);
  const started = new Map(
    events.flatMap(({ type, data }): [string, number][] =>
      type === 'v1.packing.parcelStarted' ? [[String(data['parcelId']), Number(data['sequence'])]] : [],
    ),
  );
  const packing: Packing = { db, book, bench: { location, unit: null, status: 'available' }, started };
  for (const { type, data } of events) bookings[type]?.(packing, data);
  if (book.events().length === 0) return [];
  const bench = { ...newLocation(location, settings.site), zone: '', aisle: '', bay: '', level: '', bin: '' };
  const isKnown = readLocation(db, location) !== null;
  return [
    ...(isKnown ? [] : [stockEvent('v1.stock.locationSet', { location: { ...bench, kind: 'station' }, fileId: null })]),
    ...book.events(),
  ];
};

/** Books what packing did: it was observed, so it never keeps anybody from packing. */
const withMovements =
  (handler: CommandHandler): CommandHandler =>
  (context, input): Decision => {
    const decision = handler(context, input);
    const movements = movementsOf(context, decision.events);
    return movements.length === 0 ? decision : { ...decision, events: [...decision.events, ...movements] };
  };

export const bookPacking = <T extends Readonly<Record<string, CommandHandler>>>(handlers: T): T =>
  Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, withMovements(handler)])) as T;
