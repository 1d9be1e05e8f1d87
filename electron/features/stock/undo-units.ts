import type { FeatureEvent } from '../../../shared/feature';
import type { Book } from '../../../shared/features/stock/book';
import { stockEvent } from '../../../shared/features/stock/events';
import { isShelf, type MovementLine, type Shelf } from '../../../shared/features/stock/records';
import type { Failure } from '../../../shared/result';
import type { Reader } from '../../store/types';
import { heldInTree, parentOf, readUnit } from './units';

const unitsIn = (lines: readonly MovementLine[]): ReadonlySet<string> =>
  new Set(lines.flatMap(({ to }) => (isShelf(to) && to.unit !== null ? [to.unit] : [])));

/** Why what is taken back can't be: a unit has gone on meanwhile and would stand in two bins; `null`: all stand in one. */
export const partedUnit = (db: Reader, book: Book, lines: readonly MovementLine[]): Failure | null => {
  for (const unit of unitsIn(lines)) {
    const back = lines.flatMap(({ goods, to }) => (isShelf(to) && to.unit === unit ? [{ goods, shelf: to }] : []));
    const held = heldInTree(db, unit).filter(({ shelf }) => shelf.unit === unit);
    const here = back[0]?.shelf.location;
    const other = [...back, ...held].find(
      ({ goods, shelf }) => shelf.location !== here && book.quantity(goods, shelf) > 0,
    );
    if (other !== undefined) return { code: 'unit-elsewhere', details: { unit, location: other.shelf.location } };
  }
  return null;
};

const isIn = (unit: string, place: MovementLine['from']): place is Shelf => isShelf(place) && place.unit === unit;

/** Where a unit comes back to as a whole; `null`: it stays where it is, or only some of its goods come back. */
const backTo = (lines: readonly MovementLine[], unit: string): string | null => {
  const line = lines.find(({ from, to }) => isIn(unit, to) && (!isShelf(from) || from.unit === unit));
  return line !== undefined && isIn(unit, line.to) ? line.to.location : null;
};

/**
 * What units stand on once an entry is taken back: on what they stood on before it, where nobody changed that since. Never on one
 * that stands elsewhere: they would go along with it.
 */
export const nestingsBack = (db: Reader, n: number, lines: readonly MovementLine[]): readonly FeatureEvent[] =>
  [...unitsIn(lines)].flatMap((unit) => {
    const location = backTo(lines, unit);
    if (location === null) return [];
    const now = parentOf(db, unit);
    const told = db.get<{ before: string | null; after: string | null }>(
      'SELECT before, after FROM stock_nestings WHERE n = ? AND unit = ?',
      n,
      unit,
    );
    const wanted = told !== undefined && told.after === now ? told.before : now;
    const isThere = wanted !== null && (backTo(lines, wanted) ?? readUnit(db, wanted)?.location ?? null) === location;
    const parent = isThere ? wanted : null;
    return parent === now ? [] : [stockEvent('v1.stock.unitNested', { unit, parent })];
  });
