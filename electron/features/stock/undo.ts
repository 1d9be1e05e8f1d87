import type { InputOf } from '../../../shared/feature';
import type { stockCommands } from '../../../shared/features/stock/commands';
import {
  counterAccounts,
  type MovementKind,
  type MovementLine,
  type Place,
  type Shelf,
} from '../../../shared/features/stock/records';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { goodsOf, openBookOn } from './facts';
import { movementsWhere } from './ledger';
import { withFourEyes, type Approved } from './four-eyes';
import { picksTakenBack } from './undo-pick';
import { nestingsBack, partedUnit } from './undo-units';
import { isParcel } from './units';

type Input = InputOf<(typeof stockCommands)['stock.undo']>;

interface MovedRow {
  kind: MovementKind;
  reason: string | null;
  document: string | null;
  quantity: number;
  sku: string;
  owner: string;
  lot: string;
  serial: string;
  expiry: string;
  condition: MovementLine['goods']['condition'];
  from_location: string;
  from_unit: string;
  from_status: Shelf['status'];
  to_location: string;
  to_unit: string;
  to_status: Shelf['status'];
}

const readMoved = (db: Reader, n: number): MovedRow[] => {
  const moved = movementsWhere(db, { entries: JSON.stringify([n]) });
  return db.all<MovedRow>(
    `SELECT m.kind, m.reason, m.document, m.quantity, g.sku, g.owner, g.lot, g.serial, g.expiry, g.condition, f.location AS from_location,
       f.unit AS from_unit, f.status AS from_status, t.location AS to_location, t.unit AS to_unit, t.status AS to_status
     FROM ${moved.sql} m JOIN stock_goods g ON g.goods = m.goods JOIN stock_accounts f ON f.account = m.source
     JOIN stock_accounts t ON t.account = m.target ORDER BY m.line DESC`,
    ...moved.cells,
  );
};

const placeOf = (location: string, unit: string, status: Shelf['status']): Place => {
  const counter = counterAccounts.find((each) => `@${each}` === location);
  return counter === undefined ? { location, unit: unit === '' ? null : unit, status } : { counter };
};

/** The last line is taken back first, so that each finds its goods where they were put. */
const opposite = (row: MovedRow): MovementLine => ({
  goods: goodsOf(row),
  from: placeOf(row.to_location, row.to_unit, row.to_status),
  to: placeOf(row.from_location, row.from_unit, row.from_status),
  quantity: row.quantity,
});

/** What packing books, packing takes back: a parcel and the book must never say two things. */
const packed: readonly MovementKind[] = ['pack', 'ship'];

const ofParcel: readonly (string | null)[] = ['taken-out', 'parcel-voided'];

/** Kinds that brought the book to what was counted: taking one back is a correction as well. */
const corrections: readonly MovementKind[] = ['count', 'adjust'];

export const undo = (
  context: CommandContext,
  { n, reason }: Input,
  approved: Omit<Approved, 'correction'> | null = null,
): Decision<null> => {
  const { db } = context;
  const rows = readMoved(db, n);
  const [first] = rows;
  if (first === undefined) return refused({ code: 'movement-unknown' });
  if (db.get('SELECT 1 AS undone FROM stock_undone WHERE n = ?', n) !== undefined)
    return refused({ code: 'movement-undone' });
  if (rows.some((row) => packed.includes(row.kind) || ofParcel.includes(row.reason)))
    return refused({ code: 'movement-of-parcel' });
  if (rows.some(({ from_unit, to_unit }) => isParcel(db, from_unit) || isParcel(db, to_unit)))
    return refused({ code: 'movement-of-open-parcel', details: { document: first.document } });
  // One entry of a file holds many bins: a wrong figure is put right by itself.
  if (rows.some((row) => row.reason === 'opening' || row.reason === 'file'))
    return refused({ code: 'movement-of-file' });
  // What went from picked back to a shelf is picked anew, for an order.
  if (rows.some(({ from_status, to_status }) => from_status === 'picked' && to_status !== 'picked'))
    return refused({ code: 'movement-of-pick' });
  const lines = rows.map(opposite);
  const unpicked = picksTakenBack(db, first.document, lines);
  if (unpicked === null)
    return refused({ code: 'picked-for-order', details: { location: first.to_location, free: 0 } });
  const book = openBookOn(db);
  const short = book.decide({ kind: first.kind, reason, document: first.document, undoes: n, lines });
  if (short !== null)
    return refused({ code: 'stock-moved-on', details: { location: short.shelf.location, missing: short.missing } });
  const parted = partedUnit(db, book, lines);
  if (parted !== null) return refused(parted);
  const taken = decided(null, [...book.events(), ...nestingsBack(db, n, lines), ...unpicked]);
  return rows.some(({ kind }) => corrections.includes(kind)) ? withFourEyes(context, rows, approved, taken) : taken;
};
