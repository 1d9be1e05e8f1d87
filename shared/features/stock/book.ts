import type { FeatureEvent } from '../../feature';
import { stockEvent } from './events';
import {
  isShelf,
  type Goods,
  type MovementKind,
  type MovementLine,
  type Place,
  type Shelf,
  type TaskKind,
} from './records';

/** Pieces on a shelf as the tables have them. */
export type QuantityAt = (goods: Goods, shelf: Shelf) => number;

export interface Posting {
  readonly kind: MovementKind;
  readonly reason: string | null;
  readonly document: string | null;
  readonly undoes?: number;
  readonly lines: readonly MovementLine[];
}

/** The same for the same goods on the same shelf. */
export const shelfKey = (goods: Goods, { location, unit, status }: Shelf): string =>
  JSON.stringify([
    goods.sku,
    goods.owner,
    goods.lot,
    goods.serial,
    goods.expiry,
    goods.condition,
    location,
    unit,
    status,
  ]);

export interface Short {
  readonly goods: Goods;
  readonly shelf: Shelf;
  readonly missing: number;
}

/** Of one event. */
const mostLines = 500;

/** Missing pieces, brought to their shelf from `unexplained`. */
const explained = (goods: Goods, shelf: Shelf, missing: number): MovementLine => ({
  goods,
  from: { counter: 'unexplained' },
  to: shelf,
  quantity: missing,
});

/**
 * The ledger as one command sees it: what the tables say and what the command itself has booked so far. A shelf never goes
 * below zero: `observe` books what the shelf should have had from `unexplained` and opens a task, `decide` refuses.
 */
export const openBook = (quantityAt: QuantityAt, newId: () => string) => {
  const booked = new Map<string, number>();
  const events: FeatureEvent[] = [];

  const quantity = (goods: Goods, shelf: Shelf): number =>
    quantityAt(goods, shelf) + (booked.get(shelfKey(goods, shelf)) ?? 0);

  const add = (goods: Goods, place: Place, pieces: number): void => {
    if (!isShelf(place)) return;
    const key = shelfKey(goods, place);
    booked.set(key, (booked.get(key) ?? 0) + pieces);
  };

  const write = ({ kind, reason, document, undoes, lines }: Posting): void => {
    if (lines.length === 0) return;
    for (const line of lines) {
      add(line.goods, line.from, -line.quantity);
      add(line.goods, line.to, line.quantity);
    }
    for (let from = 0; from < lines.length; from += mostLines) {
      const some = lines.slice(from, from + mostLines);
      events.push(stockEvent('v1.stock.moved', { kind, reason, document, undoes: undoes ?? null, lines: some }));
    }
  };

  const openTask = (kind: TaskKind, goods: Goods, shelf: Shelf, pieces: number, document: string | null) =>
    events.push(
      stockEvent('v1.stock.taskOpened', {
        taskId: newId(),
        kind,
        location: shelf.location,
        sku: goods.sku,
        lot: goods.lot,
        quantity: pieces,
        document,
      }),
    );

  /** What shelves lack for these lines, one after the other: what a line brings, the next may take. */
  const shortOf = (lines: readonly MovementLine[]): Short[] => {
    const moved = new Map<string, number>();
    const short: Short[] = [];
    const shift = (goods: Goods, shelf: Shelf, pieces: number): number => {
      const key = shelfKey(goods, shelf);
      const sum = (moved.get(key) ?? 0) + pieces;
      moved.set(key, sum);
      return quantity(goods, shelf) + sum;
    };
    for (const { goods, from, to, quantity: pieces } of lines) {
      const left = isShelf(from) ? shift(goods, from, -pieces) : 0;
      if (isShelf(from) && left < 0) {
        short.push({ goods, shelf: from, missing: -left });
        shift(goods, from, -left);
      }
      if (isShelf(to)) shift(goods, to, pieces);
    }
    return short;
  };

  /** Something that happened: always booked. Answers how many pieces the book had to make up. */
  const observe = (posting: Posting): number => {
    const { document } = posting;
    const short = shortOf(posting.lines);
    for (const { goods, shelf, missing } of short) {
      write({ kind: 'adjust', reason: 'shortfall', document, lines: [explained(goods, shelf, missing)] });
      openTask('shortfall', goods, shelf, missing, document);
    }
    write(posting);
    return short.reduce((sum, { missing }) => sum + missing, 0);
  };

  /** Something that is only wished: booked whole, or not at all when a shelf can't give it. */
  const decide = (posting: Posting): Short | null => {
    const [first] = shortOf(posting.lines);
    if (first !== undefined) return first;
    write(posting);
    return null;
  };

  return { quantity, observe, decide, openTask, events: (): readonly FeatureEvent[] => events };
};
export type Book = ReturnType<typeof openBook>;
