import type { InputOf } from '../../../shared/feature';
import type { stockCommands, UnitAnswer } from '../../../shared/features/stock/commands';
import { stockEvent } from '../../../shared/features/stock/events';
import type { MovementLine } from '../../../shared/features/stock/records';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { heldColumns, heldOf, openBookOn, readLocation, type Held, type HeldRow } from './facts';

type Input = InputOf<(typeof stockCommands)['stock.moveUnit']>;

const mostLines = 500;

/** A unit, and whatever stands in it, however deep. */
const treeSql = `WITH RECURSIVE tree(unit) AS (SELECT ? UNION SELECT u.unit FROM stock_units u JOIN tree ON u.parent = tree.unit)`;

const treeOf = (db: Reader, unit: string): readonly string[] =>
  db.all<{ unit: string }>(`${treeSql} SELECT unit FROM tree`, unit).map((row) => row.unit);

/** What a unit and the units in it hold. A parcel in the making is none: packing knows where it is. */
export const heldInTree = (db: Reader, unit: string): readonly Held[] =>
  db
    .all<HeldRow>(
      `${treeSql} SELECT ${heldColumns} FROM tree CROSS JOIN stock_accounts a ON a.unit = tree.unit
       CROSS JOIN stock_balances b ON b.account = a.account CROSS JOIN stock_goods g ON g.goods = b.goods
       WHERE a.status NOT IN ('picked', 'packed') ORDER BY a.account, g.goods`,
      unit,
    )
    .map(heldOf);

export interface FoundUnit {
  readonly unit: string;
  readonly location: string;
  readonly pieces: number;
  readonly kinds: number;
}

/** `null`: nothing is known to stand in it. */
export const readUnit = (db: Reader, unit: string): FoundUnit | null => {
  const held = heldInTree(db, unit);
  const [first] = held;
  if (first === undefined) return null;
  const pieces = held.reduce((sum, { quantity }) => sum + quantity, 0);
  return { unit, location: first.shelf.location, pieces, kinds: new Set(held.map(({ goods }) => goods.sku)).size };
};

const parentOf = (db: Reader, unit: string): string | null =>
  db.get<{ parent: string }>('SELECT parent FROM stock_units WHERE unit = ?', unit)?.parent ?? null;

/** The bin that the unit goes to: by its code, or where the unit stands that it is put into. */
const goalOf = (db: Reader, { to, into }: Input): string | null =>
  into === null ? to : (readUnit(db, into)?.location ?? null);

/** A pallet or tote with all that is in it, to a bin or into another unit. */
export const moveUnit = ({ db }: CommandContext, input: Input): Decision<UnitAnswer> => {
  const { unit, into } = input;
  const found = readUnit(db, unit);
  if (found === null) return refused({ code: 'unit-empty', details: { unit } });
  if (into !== null && treeOf(db, unit).includes(into)) return refused({ code: 'unit-in-itself', details: { unit } });
  const location = goalOf(db, input);
  if (location === null) return refused({ code: 'unit-empty', details: { unit: into ?? '' } });
  const goal = readLocation(db, location);
  if (goal === null) return refused({ code: 'location-unknown', details: { location } });
  if (goal.retired) return refused({ code: 'location-retired', details: { location } });
  const held = heldInTree(db, unit).filter(({ shelf }) => shelf.location !== location);
  if (held.length === 0 && parentOf(db, unit) === into) return refused({ code: 'stock-same-place' });
  const kind = readLocation(db, found.location)?.kind === 'receiving' ? 'put-away' : 'move';
  const lines = held.map(({ goods, shelf, quantity }): MovementLine => ({
    goods,
    from: shelf,
    to: { ...shelf, location },
    quantity,
  }));
  const book = openBookOn(db);
  for (let from = 0; from < lines.length; from += mostLines)
    book.observe({ kind, reason: null, document: unit, lines: lines.slice(from, from + mostLines) });
  const nested = parentOf(db, unit) === into ? [] : [stockEvent('v1.stock.unitNested', { unit, parent: into })];
  return decided({ unit, pieces: found.pieces, location }, [...book.events(), ...nested]);
};
