import type { InputOf } from '../../../shared/feature';
import { countEvent } from '../../../shared/features/counts/events';
import type { countCommands } from '../../../shared/features/counts/commands';
import type { LineShelf } from '../../../shared/features/counts/records';
import type { Goods, MovementLine } from '../../../shared/features/stock/records';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { heldColumns, heldOf, openBookOn, quantityOn, type Held, type HeldRow } from '../stock/facts';
import { readCount, type CountRow } from './facts';
import {
  chosenShelf,
  differences,
  isAdjusted,
  isWithinTolerance,
  lineOf,
  movedValue,
  needsApproval,
  onlyShelf,
  writesOff,
  type StoredLine,
} from './lines';
import { onePassOnly, openLoss } from './passes';

type Input = InputOf<(typeof countCommands)['counts.post']>;

const unexplained = { counter: 'unexplained' } as const;

const serialOf = (key: string | null): string | null =>
  key === null ? null : key.includes('(21)') ? key.slice(key.indexOf('(21)') + 4) : key;

/** Where the book has one piece now. */
const heldPiece = (db: Reader, sku: string, serial: string): Held | null => {
  const row = db.get<HeldRow>(
    `SELECT ${heldColumns} FROM stock_goods g JOIN stock_balances b ON b.goods = g.goods JOIN stock_accounts a ON a.account = b.account
     WHERE g.sku = ? AND g.serial = ? ORDER BY a.account LIMIT 1`,
    sku,
    serial,
  );
  return row === undefined ? null : heldOf(row);
};

/** From the chosen shelf first, then from the others that the goods may have lain on; never more than one still has. */
const takeAway = (db: Reader, line: StoredLine, shelves: readonly LineShelf[]): MovementLine[] => {
  const lines: MovementLine[] = [];
  let left = line.book - line.counted;
  for (const { goods, shelf } of shelves) {
    const quantity = Math.min(left, quantityOn(db, goods, shelf));
    if (quantity > 0) lines.push({ goods, from: shelf, to: unexplained, quantity });
    left -= Math.max(0, quantity);
  }
  return lines;
};

/** The movements that bring the book to what was counted. */
const movementsOf = (db: Reader, line: StoredLine): MovementLine[] => {
  const data = lineOf(line);
  const chosen = chosenShelf(line) ?? onlyShelf(data);
  if (chosen === null || line.sku === null) return [];
  const serial = serialOf(data.key);
  const piece: Goods = serial === null ? chosen.goods : { ...chosen.goods, serial };
  if (line.class === 'misplaced' && serial !== null) {
    const held = heldPiece(db, line.sku, serial);
    if (held !== null)
      return held.shelf.location === chosen.shelf.location
        ? []
        : [{ goods: held.goods, from: held.shelf, to: { ...held.shelf, ...chosen.shelf }, quantity: 1 }];
  }
  if (line.counted > line.book)
    return [{ goods: piece, from: unexplained, to: chosen.shelf, quantity: line.counted - line.book }];
  const others = data.shelves.filter((each) => JSON.stringify(each) !== JSON.stringify(chosen));
  return takeAway(db, line, [chosen, ...others]);
};

const mostLines = 500;

/** Why a count can't be posted yet. */
const obstacle = (db: Reader, count: CountRow, lines: readonly StoredLine[]): Decision<never> | null => {
  if (count.state !== 'submitted') return refused({ code: 'count-not-submitted' });
  const loss = openLoss(db, count.count_id);
  if (loss !== null) return refused({ code: 'count-incomplete', details: { cause: loss } });
  const open = lines.filter(
    (line) => line.decision === 'recount' || (line.decision === null && !isWithinTolerance(count, line)),
  ).length;
  if (open > 0) return refused({ code: 'count-undecided', details: { left: open } });
  const isGone = lines.some((line) => isAdjusted(count, line) && writesOff(line));
  const unproved = isGone ? onePassOnly(db, count) : null;
  if (unproved !== null) return refused(unproved);
  const value = movedValue(count, lines);
  if (needsApproval(count, lines) && (count.approved_by === null || count.approved_minor !== value))
    return refused({ code: 'count-approval-needed' });
  return null;
};

export const post = ({ db }: CommandContext, { countId }: Input): Decision<{ readonly adjusted: number }> => {
  const count = readCount(db, countId);
  if (count === null) return refused({ code: 'count-unknown' });
  const lines = differences(db, countId);
  const no = obstacle(db, count, lines);
  if (no !== null) return no;
  const adjusted = lines.filter((line) => isAdjusted(count, line));
  const book = openBookOn(db);
  const byReason = new Map<string, MovementLine[]>();
  for (const line of adjusted) {
    const reason = line.reason ?? 'miscounted';
    byReason.set(reason, [...(byReason.get(reason) ?? []), ...movementsOf(db, line)]);
  }
  for (const [reason, all] of byReason)
    for (let from = 0; from < all.length; from += mostLines)
      book.observe({ kind: 'count', reason, document: countId, lines: all.slice(from, from + mostLines) });
  const valueMinor = adjusted.reduce((sum, line) => sum + line.value_minor, 0);
  const posted = countEvent('v1.counts.posted', { countId, adjusted: adjusted.length, valueMinor });
  return decided({ adjusted: adjusted.length }, [...book.events(), posted]);
};
