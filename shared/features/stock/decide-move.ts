import { fail, ok, type Failure, type Result } from '../../result';
import type { BookedKind, MoveInput, WantedGoods } from './commands';
import type { CounterAccount, Goods, MovementLine, Place, Shelf, StockStatus } from './records';

/** What lies on shelves and could be meant, in the order in which it should leave. */
export interface HeldGoods {
  readonly goods: Goods;
  readonly shelf: Shelf;
  readonly quantity: number;
}

export interface MoveFacts {
  readonly needsLot: boolean;
  readonly needsSerial: boolean;
  readonly needsExpiry: boolean;
  /** Matching goods in the bin that they are taken from. */
  readonly held: readonly HeldGoods[];
}

interface Ends {
  readonly from: CounterAccount | 'shelf';
  readonly to: CounterAccount | 'shelf';
}

const ends: Readonly<Record<Exclude<BookedKind, 'transfer'>, Ends>> = {
  receive: { from: 'supplier', to: 'shelf' },
  return: { from: 'customer', to: 'shelf' },
  'put-away': { from: 'shelf', to: 'shelf' },
  move: { from: 'shelf', to: 'shelf' },
  pick: { from: 'shelf', to: 'shelf' },
  scrap: { from: 'shelf', to: 'scrap' },
};

/** Between houses goods come or go: whichever side has a bin says which. */
const endsOf = ({ kind, from }: MoveInput): Ends =>
  kind !== 'transfer'
    ? ends[kind]
    : from === null
      ? { from: 'transfer', to: 'shelf' }
      : { from: 'shelf', to: 'transfer' };

const placeOf = (end: CounterAccount | 'shelf', side: MoveInput['from']): Place | null => {
  if (end !== 'shelf') return side === null ? { counter: end } : null;
  return side;
};

/** Whether only a supervisor may book it: what leaves the book, and what changes how goods stand. */
export const needsSupervisor = ({ kind, from, to }: MoveInput): boolean => {
  if (kind === 'scrap' || (kind === 'transfer' && to === null)) return true;
  const ordinary: readonly StockStatus[] = ['available', 'picked', 'quarantine', 'damaged'];
  if (to !== null && !ordinary.includes(to.status)) return true;
  return from !== null && to !== null && !['picked', to.status].includes(from.status) && to.status === 'available';
};

const wholeGoods = (wanted: WantedGoods): Goods => ({ ...wanted, condition: wanted.condition ?? 'new' });

const missingTrait = (wanted: WantedGoods, facts: MoveFacts): Failure | null => {
  if (facts.needsLot && wanted.lot === null) return { code: 'stock-lot-needed' };
  if (facts.needsSerial && wanted.serial === null) return { code: 'stock-serial-needed' };
  if (facts.needsExpiry && wanted.expiry === null) return { code: 'stock-expiry-needed' };
  return null;
};

/** More than one lot lies there and nobody said which one was taken. */
const ambiguous = (held: readonly HeldGoods[], facts: MoveFacts): Failure | null => {
  const several = (trait: (goods: Goods) => string | null): boolean =>
    new Set(held.map(({ goods }) => trait(goods))).size > 1;
  if (facts.needsLot && several(({ lot }) => lot)) return { code: 'stock-lot-needed' };
  if (facts.needsSerial && several(({ serial }) => serial)) return { code: 'stock-serial-needed' };
  return null;
};

/** Fills the quantity from what lies there; what is beyond the book is taken as it was named. */
const takeFrom = (input: MoveInput, from: Shelf, to: Place, held: readonly HeldGoods[]): MovementLine[] => {
  const lines: MovementLine[] = [];
  let left = input.quantity;
  for (const each of held) {
    const pieces = Math.min(left, each.quantity);
    if (pieces > 0) lines.push({ goods: each.goods, from: each.shelf, to, quantity: pieces });
    left -= pieces;
  }
  if (left === 0) return lines;
  const goods = held[0]?.goods ?? wholeGoods(input.wanted);
  const same = lines.findIndex((line) => line.goods === goods);
  const found = lines[same];
  if (found === undefined) return [...lines, { goods, from, to, quantity: left }];
  return lines.map((line, index) => (index === same ? { ...line, quantity: line.quantity + left } : line));
};

/**
 * Why what lies beyond the book can't be booked as it was named: the book would make up goods without the traits that the SKU
 * is known by, or several pieces of one serial number.
 */
const unnamed = ({ wanted }: MoveInput, facts: MoveFacts): Failure | null => {
  const [first] = facts.held;
  if (facts.needsSerial) return wanted.serial === null ? { code: 'stock-serial-needed' } : missingTrait(wanted, facts);
  if (first === undefined) return missingTrait(wanted, facts);
  // They are more of what lies there, as far as that is known.
  const { lot, expiry } = first.goods;
  return missingTrait({ ...wanted, lot: wanted.lot ?? lot, expiry: wanted.expiry ?? expiry }, facts);
};

const isSame = (from: Place, to: Place): boolean => JSON.stringify(from) === JSON.stringify(to);

/** The lines of a movement that a person made, or why it can't be booked as it was said. */
export const decideMove = (input: MoveInput, facts: MoveFacts): Result<readonly MovementLine[]> => {
  const { from: fromEnd, to: toEnd } = endsOf(input);
  const from = placeOf(fromEnd, input.from);
  const to = placeOf(toEnd, input.to);
  if (from === null || to === null) return fail('stock-place-needed');
  if (isSame(from, to)) return fail('stock-same-place');
  if (input.wanted.serial !== null && input.quantity !== 1) return fail('stock-serial-is-one');
  if (!('location' in from)) {
    const missing = missingTrait(input.wanted, facts);
    if (missing !== null) return fail(missing.code);
    return ok([{ goods: wholeGoods(input.wanted), from, to, quantity: input.quantity }]);
  }
  const unclear = ambiguous(facts.held, facts);
  if (unclear !== null) return fail(unclear.code);
  const book = facts.held.reduce((sum, each) => sum + each.quantity, 0);
  if (book < input.quantity && !input.beyondBook)
    return fail('more-than-book', { book, quantity: input.quantity, location: from.location });
  const nameless = book < input.quantity ? unnamed(input, facts) : null;
  if (nameless !== null) return fail(nameless.code);
  return ok(takeFrom(input, from, to, facts.held));
};
