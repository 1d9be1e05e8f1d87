import { mayGo, type AllocatableShelf, type WantedLine } from '../../../shared/features/stock/allocate';
import { shelfKey } from '../../../shared/features/stock/book';
import type { MoveAnswer, MoveInput, PickInput } from '../../../shared/features/stock/commands';
import { decideMove, type HeldGoods } from '../../../shared/features/stock/decide-move';
import { stockEvent } from '../../../shared/features/stock/events';
import type { MovementLine, ReservedLine, Shelf } from '../../../shared/features/stock/records';
import type { Failure } from '../../../shared/result';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { heldIn, matches, moveFacts, openBookOn, readItemRules, readLocation, type ItemRules } from './facts';
import { heldFailure, holdOn } from './holds';
import { readNeed, type OrderNeed } from './order-need';
import { nothing, openPromises, type Promises } from './promises';
import { stationLocation } from './station-location';
import { freshUnit, unitFailure } from './units';
import { wantedOf } from './wanted';

const places: ReadonlySet<string> = new Set(['station', 'dock']);

/** Picked goods wait in a tote that holds goods of this order alone, or at a pack place. */
const goalFailure = (db: Reader, orderId: string, { location, unit }: PickInput['to']): Failure | null => {
  const bin = readLocation(db, location);
  if (bin === null) return { code: 'location-unknown', details: { location } };
  if (bin.retired) return { code: 'location-retired', details: { location } };
  if (unit === null) return places.has(bin.kind) ? null : { code: 'pick-needs-tote', details: { location } };
  const elsewhere = unitFailure(db, unit, location);
  if (elsewhere !== null) return elsewhere;
  const ours = new Set(
    db
      .all<{ goods: number; account: number }>(
        'SELECT goods, account FROM stock_reservations WHERE order_id = ?',
        orderId,
      )
      .map(({ goods, account }) => `${goods} ${account}`),
  );
  const others = db
    .all<{ goods: number; account: number }>(
      `SELECT b.goods, b.account FROM stock_accounts a CROSS JOIN stock_balances b ON b.account = a.account
       WHERE a.unit = ? AND a.unit <> ''`,
      unit,
    )
    .some(({ goods, account }) => !ours.has(`${goods} ${account}`));
  return others ? { code: 'unit-of-other', details: { unit } } : null;
};

interface Picking {
  readonly context: CommandContext;
  readonly input: PickInput;
  readonly item: ItemRules;
  readonly promises: Promises;
  /** What the order was promised before, picked or not. */
  readonly promised: readonly ReservedLine[];
  readonly wants: readonly WantedLine[];
  readonly shelves: readonly AllocatableShelf[];
}

const isHere = ({ shelf }: { readonly shelf: Shelf }, { location, unit }: PickInput['from']): boolean =>
  shelf.location === location && shelf.unit === unit;

/** Why none of these may be taken for the order. */
const whyNot = (picking: Picking, here: readonly AllocatableShelf[]): Failure => {
  const { item, wants, context } = picking;
  const { name } = item;
  const [held] = here.filter(({ isHeld }) => isHeld);
  if (held !== undefined) {
    const { lot, serial } = held.goods;
    const hold = holdOn(context.db, item.sku, lot, serial);
    if (hold !== null) return heldFailure(hold, { name, lot });
  }
  const wanted = wants.find(({ lot }) => lot !== null)?.lot ?? null;
  if (here.every(({ goods }) => wanted !== null && goods.lot !== wanted))
    return { code: 'wrong-lot', details: { name, sku: item.sku, lot: here[0]?.goods.lot ?? null, wanted } };
  if (here.some(({ isApart }) => isApart)) return { code: 'pick-apart', details: { name } };
  const short = here.find(({ daysLeft }) => daysLeft !== null && wants.every((each) => daysLeft < each.minDaysLeft));
  if (short !== undefined)
    return {
      code: (short.daysLeft ?? 0) < 0 ? 'expired-lot' : 'short-dated-lot',
      details: {
        name,
        sku: item.sku,
        days: Math.abs(short.daysLeft ?? 0),
        expiry: short.goods.expiry,
        lot: short.goods.lot,
        wanted: wants[0]?.minDaysLeft ?? 0,
      },
    };
  return { code: 'pick-promised', details: { name, free: 0 } };
};

/** What may be taken here for the order, or why too little of it may. */
const takeable = (picking: Picking): { readonly held: readonly HeldGoods[]; readonly failure: Failure | null } => {
  const { context, input, item, wants, shelves } = picking;
  const there = heldIn(context.db, input.from.location, item.sku).filter(
    ({ goods, shelf }) => matches(input.wanted, goods) && shelf.status === 'available' && isHere({ shelf }, input.from),
  );
  const known = new Map(shelves.map((each) => [shelfKey(each.goods, each.shelf), each]));
  const here = there.flatMap(({ goods, shelf }) => known.get(shelfKey(goods, shelf)) ?? []);
  const fit = here.filter((each) => each.free > 0 && wants.some((wanted) => mayGo(wanted, each)));
  const free = fit.reduce((sum, each) => sum + each.free, 0);
  const lying = there.reduce((sum, { quantity }) => sum + quantity, 0);
  const held = fit.map((each) => ({ goods: each.goods, shelf: each.shelf, quantity: each.free }));
  if (here.length > 0 && fit.length === 0) return { held, failure: whyNot(picking, here) };
  // The others lie there for somebody else, or may not leave.
  if (free < input.quantity && lying > free)
    return { held, failure: { code: 'pick-promised', details: { name: item.name, free } } };
  return { held, failure: null };
};

/** Where the order is to be served from, if it is not from here. */
const elsewhere = ({ input, item, promised }: Picking): Failure | null => {
  const open = promised.filter(({ goods, shelf }) => goods.sku === item.sku && shelf.status === 'available');
  const here = open
    .filter((each) => isHere(each, input.from) && matches(input.wanted, each.goods))
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const other = open.find((each) => !isHere(each, input.from) || !matches(input.wanted, each.goods));
  if (input.elsewhere || here >= input.quantity || other === undefined) return null;
  const { shelf, goods } = other;
  return { code: 'pick-elsewhere', details: { name: item.name, location: shelf.location, lot: goods.lot } };
};

/** Gives each piece to a line that takes its lot, lines with a lot of their own coming first. `null`: one finds no line. */
const byLine = (wants: readonly WantedLine[], lines: readonly MovementLine[], to: Shelf): ReservedLine[] | null => {
  const left = new Map(wants.map((each) => [each.lineId, each.quantity]));
  const order = wants.toSorted((a, b) => Number(a.lot === null) - Number(b.lot === null));
  const given: ReservedLine[] = [];
  for (const { goods, quantity } of lines) {
    let rest = quantity;
    for (const { lineId, lot } of order) {
      const pieces = Math.min(rest, left.get(lineId) ?? 0);
      if (pieces === 0 || (lot !== null && lot !== goods.lot)) continue;
      given.push({ lineId, goods, shelf: to, quantity: pieces });
      left.set(lineId, (left.get(lineId) ?? 0) - pieces);
      rest -= pieces;
    }
    if (rest > 0) return null;
  }
  return given;
};

const orderFailure = (
  need: OrderNeed | null,
  number: string,
  wants: readonly WantedLine[],
  picking: Omit<Picking, 'shelves'>,
) => {
  const { input, item } = picking;
  if (need === null) return { code: 'order-unknown', details: { scanned: input.orderId } };
  if (!need.isActive) return { code: 'pick-order-closed', details: { order: number } };
  if (!need.lines.some(({ sku }) => sku === item.sku))
    return { code: 'pick-not-ordered', details: { name: item.name, order: number } };
  const open = wants.reduce((sum, { quantity }) => sum + quantity, 0);
  return open < input.quantity ? { code: 'pick-enough', details: { name: item.name, open } } : null;
};

/** Goods that are taken for an order before they are packed: they are picked for it from now on and promised to nobody else. */
export const pick = (context: CommandContext, input: PickInput): Decision<MoveAnswer> => {
  const { db, settings } = context;
  const { orderId, wanted } = input;
  const item = readItemRules(db, wanted.sku);
  if (item === null) return refused({ code: 'item-unknown', details: { sku: wanted.sku } });
  const number = db.get<{ number: string }>('SELECT number FROM orders WHERE order_id = ?', orderId)?.number ?? '';
  const need = readNeed(context, orderId, []);
  const promises = openPromises(context, [], stationLocation(settings.station));
  const { lines: promised } = promises.order(orderId);
  const ready = (lineId: string) => promised.filter((each) => each.lineId === lineId && each.shelf.status === 'picked');
  const wants = (need?.lines ?? [])
    .filter(({ sku }) => sku === item.sku)
    .flatMap((line) => (need === null ? [] : [wantedOf(db, promises, need, line, ready(line.lineId))]));
  // What is promised to the order itself is free for it.
  promises.set(orderId, nothing);
  const picking: Picking = { context, input, item, promises, promised, wants, shelves: promises.shelvesOf(item.sku) };
  const failure =
    orderFailure(need, number, wants, picking) ??
    (readLocation(db, input.from.location) === null
      ? { code: 'location-unknown', details: { location: input.from.location } }
      : null) ??
    goalFailure(db, orderId, input.to);
  if (failure !== null) return refused(failure);
  return book(picking, number);
};

const book = (picking: Picking, number: string): Decision<MoveAnswer> => {
  const { context, input, item, wants } = picking;
  const { wanted, quantity, beyondBook } = input;
  const { held, failure } = takeable(picking);
  if (failure !== null) return refused(failure);
  const asked = elsewhere(picking);
  if (asked !== null) return refused(asked);
  const hold = holdOn(context.db, item.sku, wanted.lot, wanted.serial);
  if (hold !== null) return refused(heldFailure(hold, { name: item.name, lot: wanted.lot }));
  const from: Shelf = { ...input.from, status: 'available' };
  const to: Shelf = { ...input.to, status: 'picked' };
  const move: MoveInput = { kind: 'pick', wanted, from, to, quantity, reason: null, document: number, beyondBook };
  const lines = decideMove(move, moveFacts(item, held));
  if (!lines.ok) return refused(lines.failure);
  const given = byLine(wants, lines.value, to);
  if (given === null) {
    const { lot = null } = wants.find((each) => each.lot !== null) ?? {};
    return refused({ code: 'wrong-lot', details: { name: item.name, sku: item.sku, lot: wanted.lot, wanted: lot } });
  }
  const ledger = openBookOn(context.db);
  const missing = ledger.observe({ kind: 'pick', reason: null, document: number, lines: lines.value });
  const fresh = input.to.unit === null ? [] : freshUnit(context.db, input.to.unit);
  return decided({ sku: item.sku, quantity, missing }, [
    ...ledger.events(),
    ...fresh,
    stockEvent('v1.stock.pickedFor', { orderId: input.orderId, lines: given }),
  ]);
};
