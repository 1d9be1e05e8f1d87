import type { FeatureEvent } from '../../../shared/feature';
import { allocate } from '../../../shared/features/stock/allocate';
import { shelfKey } from '../../../shared/features/stock/book';
import { stockEvent } from '../../../shared/features/stock/events';
import {
  isShelf,
  type Goods,
  type MissingLine,
  type MovementLine,
  type ReservedLine,
  type Shelf,
} from '../../../shared/features/stock/records';
import type { CommandContext, CommandHandler, Decision, Reader } from '../../store/types';
import { openBookOn } from './facts';
import { findAccount, findGoods } from './numbers';
import { orderOf, readNeed, type OrderNeed } from './order-need';
import { pickedAfter } from './picked';
import { linesMoved, nothing, openPromises, type Promised, type Promises } from './promises';
import { wantedOf } from './wanted';
import { stationLocation } from './station-location';

/** So many orders at most are served anew by one command; the others are when they are opened, or by the next. */
const mostOrders = 300;

interface Work {
  readonly context: CommandContext;
  readonly events: readonly FeatureEvent[];
  readonly promises: Promises;
  readonly done: Set<string>;
  /** What was picked for an order that it wants no more. */
  readonly leftOver: Map<string, readonly ReservedLine[]>;
}

/** Pieces that were picked from a shelf were promised no more: the rest of the promise stays where it is. */
const lessPicked = (lines: readonly ReservedLine[], moved: readonly MovementLine[]): ReservedLine[] => {
  const picked = new Map<string, number>();
  for (const { goods, from, to, quantity } of moved)
    if (isShelf(from) && isShelf(to) && to.status === 'picked') {
      const key = shelfKey(goods, from);
      picked.set(key, (picked.get(key) ?? 0) + quantity);
    }
  return lines.flatMap((line) => {
    const key = shelfKey(line.goods, line.shelf);
    const gone = Math.min(line.quantity, picked.get(key) ?? 0);
    picked.set(key, (picked.get(key) ?? 0) - gone);
    return gone < line.quantity ? [{ ...line, quantity: line.quantity - gone }] : [];
  });
};

const scans: ReadonlySet<string> = new Set([
  'v1.packing.itemPacked',
  'v1.packing.itemAwaiting',
  'v1.packing.parcelStarted',
  'v1.stock.moved',
  'v1.stock.taskOpened',
  'v1.stock.locationSet',
]);

/** Of what is picked for a line, what it still wants and what lies there; goods on hold are not for it any more. */
const stillPicked = (promises: Promises, line: OrderNeed['lines'][number], picked: readonly ReservedLine[]) => {
  let left = line.quantity;
  return picked.flatMap((each): ReservedLine[] => {
    if (each.lineId !== line.lineId || each.goods.sku !== line.sku || promises.isHeldNow(each.goods)) return [];
    const quantity = Math.min(left, each.quantity, promises.freeOn(each.goods, each.shelf));
    if (quantity <= 0) return [];
    left -= quantity;
    return [{ ...each, quantity }];
  });
};

/** What lies where it was picked to and is for nobody now. */
const notKept = (picked: readonly ReservedLine[], kept: readonly ReservedLine[]): readonly ReservedLine[] =>
  picked.flatMap((each) => {
    const same = kept.find(
      ({ lineId, goods, shelf }) =>
        lineId === each.lineId && shelfKey(goods, shelf) === shelfKey(each.goods, each.shelf),
    );
    const quantity = each.quantity - (same?.quantity ?? 0);
    return quantity > 0 ? [{ ...each, quantity }] : [];
  });

/** Gives back what an order was promised, and promises it what it wants now. */
const serve = (work: Work, orderId: string): void => {
  const { context, events, promises, done } = work;
  done.add(orderId);
  const need = readNeed(context, orderId, events);
  const isOurs = events.some((each) => orderOf(each) === orderId);
  const before = promises.order(orderId);
  const picked = pickedAfter(orderId, promises.before(orderId).lines, events, isOurs);
  const kept = isOurs ? lessPicked(before.lines, linesMoved(events)) : before.lines;
  const touched = new Set(linesMoved(events).map(({ goods }) => goods.sku));
  // Most commands are scans: what they leave alone is not looked at again.
  const isScan = isOurs && events.every(({ type }) => scans.has(type));
  promises.set(orderId, nothing);
  const lines: ReservedLine[] = [];
  const missing: MissingLine[] = [];
  for (const line of need?.keepsPicked === true ? need.lines : []) {
    if (line.quantity === 0 || !promises.isStocked(line.sku)) continue;
    const ready = stillPicked(promises, line, picked);
    lines.push(...ready);
    if (need?.isActive === true) {
      const short = before.missing.find(({ lineId }) => lineId === line.lineId);
      const mine = kept.filter(
        ({ lineId, goods, shelf }) => lineId === line.lineId && goods.sku === line.sku && shelf.status === 'available',
      );
      const given =
        touched.has(line.sku) || !isScan
          ? allocate(wantedOf(context.db, promises, need, line, ready), promises.shelvesOf(line.sku), mine)
          : { lines: mine, missing: short ?? null };
      lines.push(...given.lines);
      if (given.missing !== null) missing.push(given.missing);
    }
    promises.set(orderId, { lines: [...lines], missing: [...missing] });
  }
  // What the packer did not find is looked for already.
  const isShort = events.some((each) => each.type === 'v1.packing.shortPicked' && orderOf(each) === orderId);
  work.leftOver.set(orderId, isShort ? [] : notKept(picked, lines));
};

/** What was picked and is for nobody now goes back to a shelf. */
const putBackTasks = ({ context, promises, leftOver }: Work): readonly FeatureEvent[] => {
  const book = openBookOn(context.db);
  for (const [orderId, lines] of leftOver) {
    const document = context.db.get<{ number: string }>('SELECT number FROM orders WHERE order_id = ?', orderId);
    for (const { goods, shelf, quantity } of lines) {
      const there = Math.min(quantity, promises.freeOn(goods, shelf));
      if (there > 0) book.openTask('put-back', goods, shelf, there, document?.number ?? null);
    }
  }
  return book.events();
};

const byCutOff = `o.cut_off_at IS NULL, o.cut_off_at, o.number`;

const holders = (db: Reader, goods: Goods, shelf: Shelf): string[] => {
  const number = findGoods(db, goods);
  const account = findAccount(db, shelf);
  if (number === null || account === null) return [];
  return db
    .all<{ order_id: string }>(
      `SELECT DISTINCT r.order_id, o.cut_off_at, o.number FROM stock_reservations r JOIN orders o ON o.order_id = r.order_id
       WHERE r.goods = ? AND r.account = ? ORDER BY ${byCutOff}`,
      number,
      account,
    )
    .map((row) => row.order_id);
};

/** More was promised than is there: whoever is due last gives way, and is served from elsewhere. */
const settleOverPromised = (work: Work): void => {
  for (const { goods, shelf } of work.promises.overPromised())
    for (const orderId of holders(work.context.db, goods, shelf).toReversed()) {
      const still = work.promises
        .overPromised()
        .some((each) => shelfKey(each.goods, each.shelf) === shelfKey(goods, shelf));
      if (!still) break;
      serve(work, orderId);
    }
};

/** Goods that were put on hold are promised to nobody any more, and goods that go by lot now to nobody mixed. */
const settleHolds = (work: Work): void => {
  for (const { type, data } of work.events) {
    if (type !== 'v1.stock.held' && (type !== 'v1.stock.ruleSet' || data['rotation'] !== 'lot')) continue;
    const rows = work.context.db.all<{ order_id: string }>(
      `SELECT DISTINCT r.order_id, o.cut_off_at, o.number FROM stock_goods g JOIN stock_reservations r ON r.goods = g.goods
       JOIN orders o ON o.order_id = r.order_id WHERE g.sku = ? ORDER BY ${byCutOff} LIMIT ${mostOrders}`,
      String(data['sku']),
    );
    for (const { order_id: orderId } of rows) serve(work, orderId);
  }
};

/** SKUs of which there is more to promise than before. */
const grown = ({ context, events, promises }: Work): ReadonlySet<string> => {
  const skus = new Set<string>();
  for (const { goods, to } of linesMoved(events)) if (isShelf(to) && to.status === 'available') skus.add(goods.sku);
  for (const { before } of promises.changes()) for (const { goods } of before.lines) skus.add(goods.sku);
  for (const { type, data } of events) {
    // Lots may mix again, or be taken whole.
    if (type === 'v1.stock.ruleSet') skus.add(String(data['sku']));
    if (type !== 'v1.stock.holdReleased') continue;
    const hold = context.db.get<{ sku: string }>(
      'SELECT sku FROM stock_holds WHERE hold_id = ?',
      String(data['holdId']),
    );
    if (hold !== undefined) skus.add(hold.sku);
  }
  return skus;
};

/** Orders that wait for such goods, whoever is due first coming first; also those from before there was any in the book. */
const waitingFor = (db: Reader, sku: string): string[] => {
  const isNew = db.get('SELECT 1 AS stocked FROM stock_totals WHERE sku = ?', sku) === undefined;
  const from = isNew ? 'order_lines' : 'stock_missing';
  return db
    .all<{ order_id: string }>(
      `SELECT DISTINCT o.order_id, o.cut_off_at, o.number FROM ${from} m JOIN orders o ON o.order_id = m.order_id
       WHERE m.sku = ? AND o.state = 'open' AND o.packed_at IS NULL ORDER BY ${byCutOff} LIMIT ${mostOrders}`,
      sku,
    )
    .map((row) => row.order_id);
};

const serveWaiting = (work: Work): void => {
  let left = mostOrders;
  for (const sku of grown(work))
    for (const orderId of waitingFor(work.context.db, sku)) {
      if (work.done.has(orderId) || left === 0) continue;
      left -= 1;
      serve(work, orderId);
    }
};

/** Customers' days changed: what is promised to open orders is looked at anew. */
const ordersOfCustomers = ({ context, events }: Work): string[] =>
  events.some(({ type }) => type === 'v1.stock.customerSet')
    ? context.db
        .all<{ order_id: string }>(
          `SELECT o.order_id FROM orders o WHERE o.state = 'open' AND o.packed_at IS NULL AND o.customer_sealed IS NOT NULL
           ORDER BY ${byCutOff} LIMIT ${mostOrders}`,
        )
        .map((row) => row.order_id)
    : [];

const cutOffOf = (events: readonly FeatureEvent[], orderId: string): string => {
  const told = events.find((each) => orderOf(each) === orderId && 'content' in each.data);
  const content = told?.data['content'] as { readonly cutOffAt?: string | null } | undefined;
  return content?.cutOffAt ?? '9999';
};

const asText = ({ lines, missing }: Promised): string =>
  JSON.stringify([
    lines.map(({ lineId, goods, shelf, quantity }) => `${lineId} ${shelfKey(goods, shelf)} ${quantity}`).toSorted(),
    missing.map((each) => JSON.stringify([each.lineId, each.sku, each.quantity, each.why])).toSorted(),
  ]);

const concerns = /^v\d+\.(?:orders|packing|stock)\.(?!stopped|erased|taskOpened|taskClosed|locationSet|fileReached)/;

const hasPromises = (db: Reader, orderId: string): boolean =>
  db.get('SELECT 1 AS found FROM stock_reservations WHERE order_id = ? LIMIT 1', orderId) !== undefined ||
  db.get('SELECT 1 AS found FROM stock_missing WHERE order_id = ? LIMIT 1', orderId) !== undefined;

/** A scan that moved nothing of an order that was promised nothing: most of them, where no stock is kept. */
const leavesAllAlone = (db: Reader, events: readonly FeatureEvent[]): boolean =>
  events.every(({ type }) => scans.has(type)) &&
  linesMoved(events).length === 0 &&
  events.every((each) => {
    const orderId = orderOf(each);
    return orderId === null || !hasPromises(db, orderId);
  });

/** What is promised after a command, as far as that is something else than before. */
const promisesAfter = (context: CommandContext, events: readonly FeatureEvent[]): readonly FeatureEvent[] => {
  if (!events.some(({ type }) => concerns.test(type)) || leavesAllAlone(context.db, events)) return [];
  const bench = stationLocation(context.settings.station);
  const promises = openPromises(context, events, bench);
  const work: Work = { context, events, promises, done: new Set(), leftOver: new Map() };
  const touched = [...new Set(events.flatMap((each) => orderOf(each) ?? []))];
  const first = touched.toSorted((a, b) => cutOffOf(events, a).localeCompare(cutOffOf(events, b)));
  for (const orderId of [...first, ...ordersOfCustomers(work)]) serve(work, orderId);
  settleHolds(work);
  settleOverPromised(work);
  serveWaiting(work);
  const changed = promises
    .changes()
    .filter(({ before, now }) => asText(before) !== asText(now))
    .map(({ orderId, now }) =>
      stockEvent('v1.stock.reserved', { orderId, lines: [...now.lines], missing: [...now.missing] }),
    );
  return [...changed, ...putBackTasks(work)];
};

const withPromises =
  (handler: CommandHandler): CommandHandler =>
  (context, input): Decision => {
    const decision = handler(context, input);
    if (decision.events.length === 0) return decision;
    const promises = promisesAfter(context, decision.events);
    return promises.length === 0 ? decision : { ...decision, events: [...decision.events, ...promises] };
  };

/** Keeps what is promised to orders true, whatever a command does to orders, parcels or shelves. */
export const keepPromises = <T extends Readonly<Record<string, CommandHandler>>>(handlers: T): T =>
  Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, withPromises(handler)])) as T;
