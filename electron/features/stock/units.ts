import type { FeatureEvent, InputOf, ParamsOf } from '../../../shared/feature';
import type { stockCommands, UnitAnswer } from '../../../shared/features/stock/commands';
import { stockEvent } from '../../../shared/features/stock/events';
import type { MovementKind, MovementLine } from '../../../shared/features/stock/records';
import type { stockQueries, UnitView } from '../../../shared/features/stock/queries';
import type { Failure } from '../../../shared/result';
import {
  decided,
  refused,
  type CommandContext,
  type Decision,
  type QueryContext,
  type Reader,
} from '../../store/types';
import { balancesIn, outsideParcels } from './balances';
import { heldColumns, heldOf, openBookOn, readLocation, type Held, type HeldRow } from './facts';
import { heldOnLeaving } from './holds';

type Input = InputOf<(typeof stockCommands)['stock.moveUnit']>;

/** A unit, and whatever stands in it, however deep. */
const treeSql = `WITH RECURSIVE tree(unit) AS (SELECT ? UNION SELECT u.unit FROM stock_units u JOIN tree ON u.parent = tree.unit)`;

const treeOf = (db: Reader, unit: string): readonly string[] =>
  db.all<{ unit: string }>(`${treeSql} SELECT unit FROM tree`, unit).map((row) => row.unit);

/** What a unit and the units in it hold. A parcel in the making is none: packing knows where it is. */
export const heldInTree = (db: Reader, unit: string): readonly Held[] =>
  db
    .all<HeldRow>(
      `${treeSql} SELECT ${heldColumns} FROM tree CROSS JOIN stock_accounts a ON a.unit = tree.unit AND a.unit <> ''
       CROSS JOIN stock_balances b ON b.account = a.account CROSS JOIN stock_goods g ON g.goods = b.goods
       WHERE ${outsideParcels} ORDER BY a.account, g.goods`,
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

/** A parcel of ours has an SSCC as well: what is in it is packing's to say. */
export const parcelOfSscc = (db: Reader, sscc: string): string | null =>
  db.get<{ parcel_id: string }>('SELECT parcel_id FROM parcels WHERE sscc = ?1 OR parcel_id = ?1', sscc)?.parcel_id ??
  null;

/** Whether a unit is a parcel that packing made. */
export const isParcel = (db: Reader, unit: string): boolean =>
  unit !== '' && db.get('SELECT 1 AS parcel FROM parcels WHERE parcel_id = ?', unit) !== undefined;

/** The unit that it stands on; `null`: on none. */
export const parentOf = (db: Reader, unit: string): string | null =>
  db.get<{ parent: string }>('SELECT parent FROM stock_units WHERE unit = ?', unit)?.parent ?? null;

/** Why single goods can't be put into a unit in this bin; `null`: they can. */
export const unitFailure = (db: Reader, unit: string, location: string): Failure | null => {
  if (parcelOfSscc(db, unit) !== null) return { code: 'unit-is-parcel', details: { unit } };
  const found = readUnit(db, unit);
  if (found === null || found.location === location) return null;
  return { code: 'unit-elsewhere', details: { unit, location: found.location } };
};

/** Whether goods that were picked for an order lie in it: no others go in, and it does not leave the house. */
export const holdsPicked = (db: Reader, unit: string): boolean =>
  heldInTree(db, unit).some(({ shelf }) => shelf.status === 'picked');

/** A unit that was emptied and begins anew stands in no other any more. */
export const freshUnit = (db: Reader, unit: string): readonly FeatureEvent[] =>
  readUnit(db, unit) === null && parentOf(db, unit) !== null
    ? [stockEvent('v1.stock.unitNested', { unit, parent: null })]
    : [];

/** The bin that the unit goes to: by its code, or where the unit stands that it is put into. */
const goalOf = (db: Reader, { to, into }: Input): string | null =>
  into === null ? to : (readUnit(db, into)?.location ?? null);

export const unitView = (
  context: QueryContext,
  { unit: wanted }: ParamsOf<(typeof stockQueries)['stock.unit']>,
): UnitView | null => {
  const { db } = context;
  const units = treeOf(db, wanted);
  const rows = balancesIn(context, units);
  const [first] = rows;
  if (first === undefined) return null;
  const piecesIn = (each: string): number =>
    rows.filter((row) => row.unit === each).reduce((sum, { quantity }) => sum + quantity, 0);
  const inside = units
    .filter((each) => each !== wanted)
    .map((each) => ({ unit: each, parent: parentOf(db, each) ?? wanted, pieces: piecesIn(each) }))
    .filter(({ pieces }) => pieces > 0);
  return { unit: wanted, location: first.location, parent: parentOf(db, wanted), inside, rows };
};

const observeAll = (
  db: Reader,
  kind: MovementKind,
  document: string,
  lines: readonly MovementLine[],
): readonly FeatureEvent[] => {
  const book = openBookOn(db);
  book.observe({ kind, reason: null, document, lines });
  return book.events();
};

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
  const moved = observeAll(db, kind, unit, lines);
  const nested = parentOf(db, unit) === into ? [] : [stockEvent('v1.stock.unitNested', { unit, parent: into })];
  return decided({ unit, pieces: found.pieces, location }, [...moved, ...nested]);
};

/** A pallet or tote with all that is in it leaves for another house of ours. */
export const sendUnit = (
  { db, actor }: CommandContext,
  { unit, document }: InputOf<(typeof stockCommands)['stock.sendUnit']>,
): Decision<UnitAnswer> => {
  if (actor.role === 'operator') return refused({ code: 'supervisor-needed' });
  const found = readUnit(db, unit);
  if (found === null) return refused({ code: 'unit-empty', details: { unit } });
  if (holdsPicked(db, unit)) return refused({ code: 'unit-of-order', details: { unit } });
  const lines = heldInTree(db, unit).map(({ goods, shelf, quantity }): MovementLine => ({
    goods,
    from: shelf,
    to: { counter: 'transfer' },
    quantity,
  }));
  const onHold = heldOnLeaving(db, lines);
  if (onHold !== null) return refused(onHold);
  const sent = observeAll(db, 'transfer', document, lines);
  // It stands in no other any more; what stands in it goes on doing so.
  const alone = parentOf(db, unit) === null ? [] : [stockEvent('v1.stock.unitNested', { unit, parent: null })];
  return decided({ unit, pieces: found.pieces, location: found.location }, [...sent, ...alone]);
};
