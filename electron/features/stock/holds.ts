import { randomUUID } from 'node:crypto';
import type { AnswerOf, InputOf, ParamsOf } from '../../../shared/feature';
import type { stockCommands } from '../../../shared/features/stock/commands';
import { stockEvent } from '../../../shared/features/stock/events';
import type { HoldRow, stockQueries } from '../../../shared/features/stock/queries';
import { isShelf, type MovementLine } from '../../../shared/features/stock/records';
import type { Failure } from '../../../shared/result';
import {
  decided,
  refused,
  type CommandContext,
  type Decision,
  type QueryContext,
  type Reader,
} from '../../store/types';
import { readItemRules } from './facts';

type Input<N extends 'stock.hold' | 'stock.releaseHold'> = InputOf<(typeof stockCommands)[N]>;
type Holds = (typeof stockQueries)['stock.holds'];

const columns = 'hold_id AS holdId, sku, lot, serial, kind, reason, at';

export const openHolds = (db: Reader, sku: string): HoldRow[] =>
  db.all<HoldRow>(
    `SELECT ${columns} FROM stock_holds WHERE sku = ? AND released_at IS NULL ORDER BY kind DESC, at, hold_id`,
    sku,
  );

/** What is in force on a lot: on itself, or on the whole SKU. */
export const holdsOfLot = (db: Reader, sku: string, lot: string): readonly HoldRow[] =>
  openHolds(db, sku).filter((each) => each.serial === null && (each.lot === null || each.lot === lot));

/** What keeps these goods in the house; a recall comes before a hold. `null`: nothing. */
export const holdOn = (db: Reader, sku: string, lot: string | null, serial: string | null): HoldRow | null =>
  openHolds(db, sku).find(
    (hold) => (hold.lot === null || hold.lot === lot) && (hold.serial === null || hold.serial === serial),
  ) ?? null;

/** Why goods on hold are refused, in the words of the one who held them. */
export const heldFailure = (
  hold: HoldRow,
  { name, lot }: { readonly name: string; readonly lot: string | null },
): Failure => ({
  code: hold.kind === 'recall' ? 'goods-recalled' : 'goods-held',
  details: { name, lot, reason: hold.reason },
});

/** What is on hold among goods that would leave for another site: no sister house gets what this one must not sell. */
export const heldOnLeaving = (db: Reader, lines: readonly MovementLine[]): Failure | null => {
  for (const { goods, to } of lines) {
    if (isShelf(to) || to.counter !== 'transfer') continue;
    const hold = holdOn(db, goods.sku, goods.lot, goods.serial);
    const { sku, lot } = goods;
    if (hold !== null) return heldFailure(hold, { name: readItemRules(db, sku)?.name ?? sku, lot });
  }
  return null;
};

/** When a lot expires as far as the book knows: the soonest, where it knows several. */
export const expiryOfLot = (db: Reader, sku: string, lot: string): string | null =>
  db.get<{ expiry: string | null }>(
    `SELECT min(expiry) AS expiry FROM stock_goods WHERE sku = ? AND lot = ? AND expiry <> ''`,
    sku,
    lot,
  )?.expiry ?? null;

export const hold = ({ db }: CommandContext, input: Input<'stock.hold'>): Decision<null> => {
  const { sku, lot, serial, kind } = input;
  if (readItemRules(db, sku) === null) return refused({ code: 'item-unknown', details: { sku } });
  const known = openHolds(db, sku).some((each) => each.lot === lot && each.serial === serial && each.kind === kind);
  return decided(null, known ? [] : [stockEvent('v1.stock.held', { holdId: randomUUID(), ...input })]);
};

export const releaseHold = ({ db }: CommandContext, { holdId, reason }: Input<'stock.releaseHold'>): Decision<null> => {
  const row = db.get<{ released_at: string | null }>('SELECT released_at FROM stock_holds WHERE hold_id = ?', holdId);
  if (row === undefined) return refused({ code: 'hold-unknown' });
  return decided(null, row.released_at === null ? [stockEvent('v1.stock.holdReleased', { holdId, reason })] : []);
};

export const holds = ({ db }: QueryContext, { sku }: ParamsOf<Holds>): AnswerOf<Holds> => openHolds(db, sku);
