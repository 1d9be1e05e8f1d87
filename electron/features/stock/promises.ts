import type { FeatureEvent } from '../../../shared/feature';
import type { AllocatableShelf } from '../../../shared/features/stock/allocate';
import { shelfKey } from '../../../shared/features/stock/book';
import type { StockEventData } from '../../../shared/features/stock/events';
import {
  isShelf,
  type Goods,
  type MissingLine,
  type MovementLine,
  type ReservedLine,
  type Rotation,
  type Shelf,
} from '../../../shared/features/stock/records';
import { civilTime, daysBetween } from '../../../shared/time';
import type { CommandContext, Reader } from '../../store/types';
import { goodsOf, heldColumns, heldOf, quantityOn, readLocation, readRule, type HeldRow } from './facts';
import { openHolds } from './holds';

/** What an order was promised, and what it could not be. */
export interface Promised {
  readonly lines: readonly ReservedLine[];
  readonly missing: readonly MissingLine[];
}
export const nothing: Promised = { lines: [], missing: [] };

type ReservedRow = Omit<HeldRow, 'quantity' | 'since'> & { line_id: string; quantity: number };

export const readPromised = (db: Reader, orderId: string): Promised => ({
  lines: db
    .all<ReservedRow>(
      `SELECT r.line_id, r.quantity, g.sku, g.owner, g.lot, g.serial, g.expiry, g.condition, a.location, a.unit, a.status
       FROM stock_reservations r JOIN stock_goods g ON g.goods = r.goods JOIN stock_accounts a ON a.account = r.account
       WHERE r.order_id = ? ORDER BY r.line_id, r.goods, r.account`,
      orderId,
    )
    .map((row) => {
      const { goods, shelf } = heldOf({ ...row, since: '' });
      return { lineId: row.line_id, goods, shelf, quantity: row.quantity };
    }),
  missing: db.all<MissingLine>(
    'SELECT line_id AS lineId, sku, quantity, why FROM stock_missing WHERE order_id = ? ORDER BY line_id',
    orderId,
  ),
});

export const linesMoved = (events: readonly FeatureEvent[]): readonly MovementLine[] =>
  events.flatMap(({ type, data }) =>
    type === 'v1.stock.moved' ? (data as StockEventData<'v1.stock.moved'>).lines : [],
  );

interface Stocked {
  readonly goods: Goods;
  readonly shelf: Shelf;
  readonly key: string;
  readonly quantity: number;
  readonly since: string;
}

/** Asked once a command: thousands of lines may ask the same. */
const once = <T>(read: (key: string) => T): ((key: string) => T) => {
  const known = new Map<string, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = read(key);
    known.set(key, found);
    return found;
  };
};

const dated = ({ goods }: Stocked): string => goods.expiry ?? '9999';
const byDate = (a: Stocked, b: Stocked): number => dated(a).localeCompare(dated(b)) || a.since.localeCompare(b.since);
const orders: Readonly<Record<Rotation, (a: Stocked, b: Stocked) => number>> = {
  fefo: byDate,
  lot: byDate,
  fifo: (a, b) => a.since.localeCompare(b.since) || dated(a).localeCompare(dated(b)),
  lifo: (a, b) => b.since.localeCompare(a.since) || dated(a).localeCompare(dated(b)),
};

const apart: ReadonlySet<string> = new Set(['receiving', 'quarantine', 'dock']);

/**
 * What can be promised as one command sees it: what the tables say, what the command itself has moved, held or released, and
 * what it has promised so far.
 */
export const openPromises = (context: CommandContext, events: readonly FeatureEvent[], bench: string) => {
  const { db, settings } = context;
  const today = civilTime(context.at, settings.timeZone).date;
  const moved = new Map<string, number>();
  const places = new Map<string, { readonly goods: Goods; readonly shelf: Shelf }>();
  const shift = (goods: Goods, shelf: Shelf, pieces: number): void => {
    const key = shelfKey(goods, shelf);
    moved.set(key, (moved.get(key) ?? 0) + pieces);
    places.set(key, { goods, shelf });
  };
  for (const { goods, from, to, quantity } of linesMoved(events)) {
    if (isShelf(from)) shift(goods, from, -quantity);
    if (isShelf(to)) shift(goods, to, quantity);
  }
  /** Promised by this command, less what was promised before it. */
  const delta = new Map<string, number>();
  const changed = new Map<string, { readonly before: Promised; readonly now: Promised }>();
  const promisedBefore = once((orderId) => readPromised(db, orderId));

  const stored = (sku: string): Stocked[] =>
    db
      .all<HeldRow>(
        `SELECT ${heldColumns} FROM stock_goods g CROSS JOIN stock_balances b ON b.goods = g.goods
         CROSS JOIN stock_accounts a ON a.account = b.account WHERE g.sku = ? AND a.status = 'available'`,
        sku,
      )
      .map((row) => {
        const { goods, shelf, quantity, since } = heldOf(row);
        return { goods, shelf, quantity, since, key: shelfKey(goods, shelf) };
      });

  const kindOf = once((location) => readLocation(db, location)?.kind ?? 'pick');

  /** This station's bench first, that of another one last: what lies there was in a parcel. */
  const nearness = ({ shelf }: Stocked): number =>
    shelf.location === bench ? 0 : kindOf(shelf.location) === 'station' ? 2 : 1;

  /** What leaves first, also by what this command says of it. */
  const rotationOf = once((sku): Rotation => {
    const told = events.findLast(({ type, data }) => type === 'v1.stock.ruleSet' && data['sku'] === sku);
    return told === undefined ? readRule(db, sku).rotation : (told.data as StockEventData<'v1.stock.ruleSet'>).rotation;
  });

  /** Shelves of a SKU as they are now, in the order in which they should leave. */
  const stockOf = once((sku): readonly Stocked[] => {
    const before = stored(sku).map((each) => ({ ...each, quantity: each.quantity + (moved.get(each.key) ?? 0) }));
    const keys = new Set(before.map(({ key }) => key));
    const fresh = [...places].flatMap(([key, { goods, shelf }]): Stocked[] =>
      goods.sku === sku && shelf.status === 'available' && !keys.has(key)
        ? [{ goods, shelf, key, quantity: moved.get(key) ?? 0, since: context.at }]
        : [],
    );
    const byRule = orders[rotationOf(sku)];
    return [...before, ...fresh].toSorted((a, b) => nearness(a) - nearness(b) || byRule(a, b));
  });

  const baseOf = once((sku): ReadonlyMap<string, number> => {
    const rows = db.all<Omit<HeldRow, 'since'>>(
      `SELECT g.sku, g.owner, g.lot, g.serial, g.expiry, g.condition, a.location, a.unit, a.status, sum(r.quantity) AS quantity
       FROM stock_goods g CROSS JOIN stock_reservations r ON r.goods = g.goods CROSS JOIN stock_accounts a ON a.account = r.account
       WHERE g.sku = ? GROUP BY r.goods, r.account`,
      sku,
    );
    return new Map(
      rows.map((row) => [shelfKey(goodsOf(row), heldOf({ ...row, since: '' }).shelf), row.quantity] as const),
    );
  });
  const promised = (goods: Goods, key: string): number => (baseOf(goods.sku).get(key) ?? 0) + (delta.get(key) ?? 0);

  const heldNow = once((sku) => {
    const released = new Set(
      events.flatMap(({ type, data }) => (type === 'v1.stock.holdReleased' ? [String(data['holdId'])] : [])),
    );
    const made = events.flatMap(({ type, data }) =>
      type === 'v1.stock.held' && data['sku'] === sku ? [data as StockEventData<'v1.stock.held'>] : [],
    );
    return [...openHolds(db, sku).filter(({ holdId }) => !released.has(holdId)), ...made];
  });

  const isStocked = once(
    (sku) =>
      db.get('SELECT 1 AS stocked FROM stock_totals WHERE sku = ?', sku) !== undefined ||
      [...places.values()].some(({ goods }) => goods.sku === sku),
  );

  const isHeldNow = ({ sku, lot, serial }: Goods): boolean =>
    heldNow(sku).some(
      (each) => (each.lot === null || each.lot === lot) && (each.serial === null || each.serial === serial),
    );

  const quantityNow = (goods: Goods, shelf: Shelf): number =>
    quantityOn(db, goods, shelf) + (moved.get(shelfKey(goods, shelf)) ?? 0);

  return {
    isHeldNow,
    /** Pieces on a shelf of any status that are promised to nobody. */
    freeOn: (goods: Goods, shelf: Shelf): number => quantityNow(goods, shelf) - promised(goods, shelfKey(goods, shelf)),
    /** As it was before this command. */
    before: promisedBefore,
    order: (orderId: string): Promised => changed.get(orderId)?.now ?? promisedBefore(orderId),
    set(orderId: string, now: Promised): void {
      const before = promisedBefore(orderId);
      const last = changed.get(orderId)?.now ?? before;
      const count = ({ lines }: Promised, sign: number): void => {
        for (const { goods, shelf, quantity } of lines) {
          const key = shelfKey(goods, shelf);
          delta.set(key, (delta.get(key) ?? 0) + sign * quantity);
        }
      };
      count(last, -1);
      count(now, 1);
      changed.set(orderId, { before, now });
    },
    rotationOf,
    /** Whether anything of it was ever in the book. */
    isStocked,
    shelvesOf(sku: string): readonly AllocatableShelf[] {
      return stockOf(sku).map(({ goods, shelf, key, quantity }) => ({
        goods,
        shelf,
        free: quantity - promised(goods, key),
        promised: promised(goods, key),
        daysLeft: goods.expiry === null ? null : daysBetween(today, goods.expiry),
        isHeld: isHeldNow(goods),
        isApart: apart.has(kindOf(shelf.location)),
      }));
    },
    /** Shelves from which this command took so much that more is promised than is there. */
    overPromised: (): readonly { readonly goods: Goods; readonly shelf: Shelf }[] =>
      [...places].flatMap(([key, place]) => {
        const wanted = promised(place.goods, key);
        if ((moved.get(key) ?? 0) >= 0 || wanted === 0) return [];
        return wanted > quantityNow(place.goods, place.shelf) ? [place] : [];
      }),
    changes: (): readonly { readonly orderId: string; readonly before: Promised; readonly now: Promised }[] =>
      [...changed].map(([orderId, each]) => ({ orderId, ...each })),
  };
};
export type Promises = ReturnType<typeof openPromises>;
