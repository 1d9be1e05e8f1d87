import type { InputOf } from '../../../shared/feature';
import { countEvent } from '../../../shared/features/counts/events';
import type { countCommands } from '../../../shared/features/counts/commands';
import type { BookedDifference, LineShelf } from '../../../shared/features/counts/records';
import { serialOfKey } from '../../../shared/features/counts/tag-identity';
import { isShelf, type Goods, type MovementLine, type StockStatus } from '../../../shared/features/stock/records';
import { fail, ok, type Failure, type Result } from '../../../shared/result';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { openBookOn, quantityOn } from '../stock/facts';
import { heldInCount, itemFacts, nameOf, readCount, type CountRow } from './facts';
import {
  chosenShelf,
  differences,
  isAdjusted,
  isWithinTolerance,
  lineOf,
  movedValue,
  needsApproval,
  onlyShelf,
  withLimits,
  writesOff,
  type StoredLine,
} from './lines';
import { onePassOnly, openLoss } from './passes';
import { bringFailure, heldPiece } from './pieces';
import { isCorrectedSince } from './position';

type Input = InputOf<(typeof countCommands)['counts.post']>;

const unexplained = { counter: 'unexplained' } as const;

/** What a posting has taken and put so far, on top of what the tables say: no piece is booked twice. */
const createPlan = (db: Reader) => {
  const moved = new Map<string, number>();
  const placed = new Set<string>();
  const keyOf = ({ goods, shelf }: Pick<LineShelf, 'goods' | 'shelf'>): string => JSON.stringify([goods, shelf]);
  return {
    left: (each: LineShelf): number => quantityOn(db, each.goods, each.shelf) + (moved.get(keyOf(each)) ?? 0),
    take: (each: LineShelf, quantity: number): void =>
      void moved.set(keyOf(each), (moved.get(keyOf(each)) ?? 0) - quantity),
    /** Whether this is the first time that the posting puts the piece anywhere. */
    place: (sku: string, serial: string): boolean => {
      const key = JSON.stringify([sku, serial]);
      return placed.size < placed.add(key).size;
    },
  };
};
type Plan = ReturnType<typeof createPlan>;

/** Shelves of the line beyond those that it lists. */
const furtherShelves = (db: Reader, count: CountRow, line: StoredLine, listed: readonly LineShelf[]): LineShelf[] => {
  const lots = new Set(listed.map(({ goods }) => goods.lot));
  const known = new Set(listed.map(({ goods, shelf }) => JSON.stringify([goods, shelf])));
  return heldInCount(db, count.count_id)
    .filter(({ goods, shelf }) => goods.sku === line.sku && (line.location ?? shelf.location) === shelf.location)
    .filter(({ goods, shelf }) => lots.has(goods.lot) && !known.has(JSON.stringify([goods, shelf])))
    .map(({ goods, shelf, quantity }) => ({ goods, shelf, quantity }));
};

/** From the chosen shelf first, then from the others that the goods may have lain on; refused when they have less by now. */
const takeAway = (
  db: Reader,
  plan: Plan,
  line: StoredLine,
  shelves: readonly LineShelf[],
): Result<readonly MovementLine[]> => {
  const lines: MovementLine[] = [];
  let left = line.book - line.counted;
  for (const each of shelves) {
    const quantity = Math.min(left, plan.left(each));
    if (quantity <= 0) continue;
    plan.take(each, quantity);
    lines.push({ goods: each.goods, from: each.shelf, to: unexplained, quantity });
    left -= quantity;
  }
  if (left === 0) return ok(lines);
  return fail('count-moved-on', { name: nameOf(db, line.sku ?? ''), missing: left });
};

const blocked: readonly StockStatus[] = ['quarantine', 'damaged', 'expired'];

/** A piece that was found: brought from where the book has it, or from nowhere. Never booked on two shelves. */
const bringPiece = (
  db: Reader,
  plan: Plan,
  line: StoredLine,
  piece: Goods,
  { shelf }: LineShelf,
): Result<readonly MovementLine[]> => {
  const { sku, serial } = piece;
  if (serial === null) return ok([]);
  const held = heldPiece(db, sku, serial);
  const elsewhere = { serial, location: held?.shelf.location ?? shelf.location };
  if (!plan.place(sku, serial)) return fail('count-serial-held', elsewhere);
  const isMisplaced = line.class === 'misplaced';
  const no = isMisplaced ? bringFailure(db, line, held, shelf.location) : null;
  if (no !== null) return { ok: false, failure: no };
  if (held === null) return ok([{ goods: piece, from: unexplained, to: shelf, quantity: 1 }]);
  if (!isMisplaced) return fail('count-serial-held', elsewhere);
  if (held.shelf.location === shelf.location) return ok([]);
  // Where it lies says nothing of how it stands: nobody releases it by counting.
  const status = blocked.includes(held.shelf.status) ? held.shelf.status : shelf.status;
  return ok([{ goods: held.goods, from: held.shelf, to: { ...shelf, status }, quantity: 1 }]);
};

/** The movements that bring the book to what was counted. */
const movementsOf = (db: Reader, plan: Plan, count: CountRow, line: StoredLine): Result<readonly MovementLine[]> => {
  const data = lineOf(line);
  const chosen = chosenShelf(line) ?? onlyShelf(data);
  if (chosen === null || line.sku === null) return fail('count-shelf-needed');
  if (isCorrectedSince(db, count, line)) return fail('count-corrected-since', { name: nameOf(db, line.sku) });
  if (writesOff(line)) {
    const others = data.shelves.filter((each) => JSON.stringify(each) !== JSON.stringify(chosen));
    const further = data.moreShelves === 0 ? [] : furtherShelves(db, count, line, data.shelves);
    return takeAway(db, plan, line, [chosen, ...others, ...further]);
  }
  const serial = serialOfKey(data.key);
  if (serial !== null) return bringPiece(db, plan, line, { ...chosen.goods, serial }, chosen);
  const quantity = line.counted - line.book;
  return ok([{ goods: chosen.goods, from: unexplained, to: chosen.shelf, quantity }]);
};

/** Why a count can't be posted yet. */
const obstacle = (db: Reader, count: CountRow, lines: readonly StoredLine[]): Failure | null => {
  if (count.state !== 'submitted') return { code: 'count-not-submitted' };
  const loss = openLoss(db, count);
  if (loss !== null) return { code: 'count-incomplete', details: { cause: loss } };
  const open = lines.filter(
    (line) => line.decision === 'recount' || (line.decision === null && !isWithinTolerance(count, line)),
  ).length;
  if (open > 0) return { code: 'count-undecided', details: { left: open } };
  const isGone = lines.some((line) => isAdjusted(count, line) && writesOff(line));
  const unproved = isGone ? onePassOnly(db, count) : null;
  if (unproved !== null) return unproved;
  const value = movedValue(count, lines);
  if (needsApproval(count, lines) && (count.approved_by === null || count.approved_minor !== value))
    return { code: 'count-approval-needed' };
  return null;
};

/** What the movements take from the book and give to it. */
const bookedOf = (db: Reader, byReason: ReadonlyMap<string, readonly MovementLine[]>): BookedDifference[] => {
  const found = new Map<string, BookedDifference>();
  for (const [reason, lines] of byReason)
    for (const { goods, from, to, quantity } of lines) {
      const [lost, gained] = [isShelf(to) ? 0 : quantity, isShelf(from) ? 0 : quantity];
      if (lost + gained === 0) continue;
      const { sku } = goods;
      const key = JSON.stringify([sku, reason]);
      const before = found.get(key) ?? { sku, reason, lost: 0, gained: 0, valueMinor: itemFacts(db, sku).valueMinor };
      found.set(key, { ...before, lost: before.lost + lost, gained: before.gained + gained });
    }
  return [...found.values()];
};

export const post = ({ db, settings }: CommandContext, { countId }: Input): Decision<{ readonly adjusted: number }> => {
  const known = readCount(db, countId);
  if (known === null) return refused({ code: 'count-unknown' });
  const count = withLimits(known, settings);
  const lines = differences(db, countId);
  const no = obstacle(db, count, lines);
  if (no !== null) return refused(no);
  const plan = createPlan(db);
  const byReason = new Map<string, MovementLine[]>();
  let [adjusted, valueMinor] = [0, 0];
  for (const line of lines) {
    if (!isAdjusted(count, line)) continue;
    const made = movementsOf(db, plan, count, line);
    if (!made.ok) return refused(made.failure);
    if (made.value.length === 0) continue;
    adjusted += 1;
    valueMinor += line.value_minor;
    const reason = line.reason ?? 'miscounted';
    byReason.set(reason, [...(byReason.get(reason) ?? []), ...made.value]);
  }
  const book = openBookOn(db);
  for (const [reason, all] of byReason) book.observe({ kind: 'count', reason, document: count.title, lines: all });
  const posted = countEvent('v1.counts.posted', {
    countId,
    adjusted,
    valueMinor,
    booked: bookedOf(db, byReason),
  });
  return decided({ adjusted }, [...book.events(), posted]);
};
