import type { BookedKind, ReasonCode } from '../../shared/features/stock/commands';
import {
  conditionOf,
  moveRules,
  statusOfReturn,
  type MoveAct,
  type MovingItem,
  type ReturnCondition,
  type Returned,
  type ReturnRules,
  type StockMoveView,
} from '../../shared/features/stock/move-view';
import type { BalanceRow, PickList } from '../../shared/features/stock/queries';
import type { StockStatus } from '../../shared/features/stock/records';
import { fail, ok, type Result } from '../../shared/result';

export type Need = 'lot' | 'serial' | 'expiry';

/** Where goods go: a bin, or a unit that stands in it; `null`: they leave the house. */
export type Goal = { readonly location: string; readonly unit: string | null } | null;

/** What the desk holds between two scans. */
export interface Moving {
  /** Which beginning this goes back to: what it still has on its way must not open a desk that was closed meanwhile. */
  readonly turn: number;
  readonly act: MoveAct;
  readonly reason: ReasonCode | null;
  readonly owners: readonly string[];
  readonly owner: StockMoveView['owner'];
  readonly condition: ReturnCondition | null;
  readonly document: string | null;
  readonly order: PickList | null;
  /** Somebody said that there is no paper, or went on without it. */
  readonly noDocument: boolean;
  readonly from: string | null;
  readonly fromReceiving: boolean;
  readonly outOf: string | null;
  /** An empty unit that the goods go into, whose bin is not known yet. */
  readonly into: string | null;
  readonly item: MovingItem | null;
  readonly unit: StockMoveView['unit'];
  readonly quantity: number;
  readonly keyed: number | null;
  readonly need: Need | null;
  /** What waits until it is known which goods go there, or that there are so many. */
  readonly waiting: {
    readonly goal: Goal;
    readonly book: number | null;
    readonly elsewhere?: StockMoveView['elsewhere'];
  } | null;
  /** What was answered by YES for the goods in hand. */
  readonly sure: { readonly beyondBook: boolean; readonly elsewhere: boolean };
  readonly last: StockMoveView['last'];
}

type Kept = Pick<Moving, 'reason' | 'owners' | 'owner' | 'document' | 'order' | 'noDocument' | 'last'>;
const fresh: Kept = {
  reason: null,
  owners: [],
  owner: null,
  document: null,
  order: null,
  noDocument: false,
  last: null,
};
export const unsure: Moving['sure'] = { beyondBook: false, elsewhere: false };

/** The desk before its first scan, or after a booking: paper, reason and owner stay for the next goods. */
export const begun = (turn: number, act: MoveAct, kept: Kept = fresh): Moving => ({
  turn,
  act,
  reason: kept.reason,
  owners: kept.owners,
  owner: kept.owner,
  condition: null,
  document: kept.document,
  order: kept.order,
  noDocument: kept.noDocument,
  last: kept.last,
  from: null,
  fromReceiving: false,
  outOf: null,
  into: null,
  item: null,
  unit: null,
  quantity: 0,
  keyed: null,
  need: null,
  waiting: null,
  sure: unsure,
});

export const nextOf = ({
  act,
  reason,
  owners,
  owner,
  condition,
  document,
  noDocument,
  from,
  item,
  unit,
  need,
}: Moving): StockMoveView['next'] => {
  const rules = moveRules[act];
  if (rules.reasons.length > 0 && reason === null) return 'reason';
  if (rules.asksOwner && owners.length > 0 && owner === null) return 'owner';
  if (rules.document !== 'none' && document === null && !noDocument) return 'document';
  if (unit !== null) return rules.toShelf ? 'to' : 'yes';
  if (rules.fromShelf && from === null) return 'from';
  if (item === null) return 'item';
  if (need !== null) return need;
  if (rules.asksCondition && condition === null) return 'condition';
  return rules.toShelf ? 'to' : 'yes';
};

const returnedOf = ({ reason, owner }: Moving): Returned => ({ reason, owner: owner?.name ?? null });

/** Of the goods in hand, whichever way they are graded. */
const statusesAfter = (moving: Moving, rules: ReturnRules): NonNullable<StockMoveView['statusAfter']> => {
  const of = (graded: ReturnCondition): StockStatus => statusOfReturn(rules, graded, returnedOf(moving));
  return { 'as-new': of('as-new'), opened: of('opened'), damaged: of('damaged'), inspect: of('inspect') };
};

export const viewOf = (moving: Moving, rules: ReturnRules): StockMoveView => {
  const { act, reason, owners, owner, condition, document, order, from, outOf, into, item, unit } = moving;
  const { quantity, keyed, last, waiting } = moving;
  const isAsked = waiting !== null && waiting.book !== null;
  const question = isAsked ? { to: waiting.goal?.location ?? document ?? '', book: waiting.book } : null;
  return {
    act,
    reason,
    owners,
    owner,
    condition,
    statusAfter: moving.act === 'return' ? statusesAfter(moving, rules) : null,
    document,
    order,
    from,
    outOf,
    into,
    item,
    unit,
    quantity,
    keyed,
    next: nextOf(moving),
    question,
    elsewhere: waiting?.elsewhere ?? null,
    last,
  };
};

const kindOf = ({ act, fromReceiving }: Moving): Exclude<BookedKind, 'pick'> => {
  if (act === 'move') return fromReceiving ? 'put-away' : 'move';
  return act === 'receive' || act === 'return' ? act : 'transfer';
};

const statusOfArrival = (moving: Moving, rules: ReturnRules): StockStatus =>
  moving.act === 'return' ? statusOfReturn(rules, moving.condition ?? 'inspect', returnedOf(moving)) : 'available';

/** The movement as the store takes it. */
export const wishOf = (moving: Moving, item: MovingItem, goal: Goal, status: StockStatus, rules: ReturnRules) => {
  const { sku, lot, serial, expiry } = item;
  const { from, outOf, quantity, reason, document, owner, condition, sure } = moving;
  const more = {
    ...(owner === null ? {} : { owner: owner.name }),
    ...(condition === null ? {} : { condition: conditionOf[condition] }),
  };
  // What was picked and is wanted no more is on sale again.
  const taken = status === 'picked' ? 'available' : status;
  const after = from === null ? statusOfArrival(moving, rules) : taken;
  return {
    kind: status === 'picked' ? ('put-away' as const) : kindOf(moving),
    wanted: { sku, lot, serial, expiry, ...more },
    from: from === null ? null : { location: from, unit: outOf, status },
    to: goal === null ? null : { ...goal, status: after },
    quantity,
    reason,
    document,
    beyondBook: sure.beyondBook,
  };
};

/** What is picked moves only once no order wants it; what is in a parcel never does. */
const movable: readonly StockStatus[] = ['available', 'quarantine', 'damaged', 'expired', 'reserved', 'picked'];
const agrees = (said: string | null, has: string | null): boolean => said === null || said === has;

/**
 * How the goods in hand stood where they lay, and so stand where they go. `null`: none there is available, and of others some
 * stand in one way and some in another, or what is there was picked for an order.
 */
export const statusOfTaken = (moving: Moving, item: MovingItem, rows: readonly BalanceRow[]): Result<StockStatus> => {
  const there = rows.filter(
    (row) =>
      row.sku === item.sku &&
      row.unit === moving.outOf &&
      agrees(item.lot, row.lot) &&
      agrees(item.serial, row.serial) &&
      movable.includes(row.status),
  );
  const free = there.filter((row) => row.status !== 'picked' || row.reserved < row.quantity);
  if (there.length > 0 && free.length === 0) return fail('picked-for-order', { location: moving.from, free: 0 });
  const statuses = movable.filter((status) => free.some((row) => row.status === status));
  const [first = 'available', second] = statuses;
  const isClear = first === 'available' || second === undefined;
  return isClear ? ok(first) : fail('stock-two-standings', { name: item.name });
};
