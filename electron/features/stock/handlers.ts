import type { InputOf } from '../../../shared/feature';
import type { MoveAnswer, MoveInput, stockCommands } from '../../../shared/features/stock/commands';
import { decideMove, needsSupervisor } from '../../../shared/features/stock/decide-move';
import { stockEvent } from '../../../shared/features/stock/events';
import { isOnSale } from '../../../shared/features/stock/move-view';
import type { Failure } from '../../../shared/result';
import { decided, refused, type CommandContext, type CommandHandler, type Decision } from '../../store/types';
import { setCustomer } from './customers';
import { heldIn, matches, moveFacts, openBookOn, readItemRules, readLocation, readRule, type Held } from './facts';
import { withFourEyes, type Approved } from './four-eyes';
import { heldOnLeaving, hold, releaseHold } from './holds';
import { importStock } from './import-stock';
import { kit, setKit } from './kits';
import { onePiece } from './one-piece';
import { undo } from './undo';
import { pick } from './pick';
import { pickedFailure, putBackDone, unclaimed } from './put-back';
import { freshUnit, holdsPicked, moveUnit, sendUnit, unitFailure } from './units';

type Input<N extends keyof typeof stockCommands> = InputOf<(typeof stockCommands)[N]>;

/** The unit that loose goods, or those of another unit, are put into. */
const intoOf = ({ from, to }: MoveInput): string | null =>
  to === null || to.unit === null || to.unit === from?.unit ? null : to.unit;

/** A bin that nobody knows, or that is out of use; a unit that stands elsewhere. */
const placeFailure = ({ db }: CommandContext, input: MoveInput): Failure | null => {
  const into = intoOf(input);
  for (const side of [input.from, input.to]) {
    if (side === null) continue;
    const location = readLocation(db, side.location);
    if (location === null) return { code: 'location-unknown', details: { location: side.location } };
    if (location.retired && side === input.to)
      return { code: 'location-retired', details: { location: side.location } };
  }
  if (into === null || input.to === null) return null;
  const failure = unitFailure(db, into, input.to.location);
  return failure ?? (holdsPicked(db, into) ? { code: 'unit-of-order', details: { unit: into } } : null);
};

const heldThere = ({ db }: CommandContext, { wanted, from }: MoveInput): readonly Held[] =>
  from === null
    ? []
    : heldIn(db, from.location, wanted.sku).filter(
        ({ goods, shelf }) => matches(wanted, goods) && shelf.status === from.status && shelf.unit === from.unit,
      );

/** What came back is on sale by the site's rule, or by a supervisor's word. */
const isHeldBack = ({ settings }: CommandContext, { kind, to, wanted, reason }: Input<'stock.move'>): boolean =>
  kind === 'return' &&
  to?.status === 'available' &&
  !isOnSale(settings.returns, (wanted.condition ?? 'new') === 'new' ? 'asNew' : 'opened', {
    reason,
    owner: wanted.owner,
  });

const move = (context: CommandContext, input: Input<'stock.move'>): Decision<MoveAnswer> => {
  const item = readItemRules(context.db, input.wanted.sku);
  if (item === null) return refused({ code: 'item-unknown', details: { sku: input.wanted.sku } });
  const place = placeFailure(context, input);
  if (place !== null) return refused(place);
  if (context.actor.role === 'operator' && (needsSupervisor(input) || isHeldBack(context, input)))
    return refused({ code: 'supervisor-needed' });
  const there = heldThere(context, input);
  const picked = pickedFailure(context.db, input, there);
  if (picked !== null) return refused(picked);
  const held = input.from?.status === 'picked' ? unclaimed(context.db, there) : there;
  const lines = decideMove(input, moveFacts(item, held));
  if (!lines.ok) return refused(lines.failure);
  const onHold = heldOnLeaving(context.db, lines.value);
  if (onHold !== null) return refused(onHold);
  const { kind, reason, document, quantity } = input;
  const book = openBookOn(context.db);
  const missing = book.observe({ kind, reason, document, lines: lines.value });
  const into = intoOf(input);
  const fresh = into === null ? [] : freshUnit(context.db, into);
  return decided({ sku: item.sku, quantity, missing }, [
    ...book.events(),
    ...fresh,
    ...putBackDone(context.db, input, there),
  ]);
};

const adjust = (
  context: CommandContext,
  { goods, shelf, counted, reason }: Input<'stock.adjust'>,
  approved: Omit<Approved, 'correction'> | null = null,
): Decision<{ difference: number }> => {
  if (readItemRules(context.db, goods.sku) === null)
    return refused({ code: 'item-unknown', details: { sku: goods.sku } });
  if (readLocation(context.db, shelf.location) === null)
    return refused({ code: 'location-unknown', details: { location: shelf.location } });
  const book = openBookOn(context.db);
  const difference = counted - book.quantity(goods, shelf);
  if (difference === 0) return decided({ difference }, []);
  const unexplained = { counter: 'unexplained' } as const;
  const line =
    difference > 0
      ? { goods, from: unexplained, to: shelf, quantity: difference }
      : { goods, from: shelf, to: unexplained, quantity: -difference };
  book.observe({ kind: 'adjust', reason, document: null, lines: [line] });
  return withFourEyes(
    context,
    [{ sku: goods.sku, quantity: line.quantity }],
    approved,
    decided({ difference }, book.events()),
  );
};

const correctApproved = (context: CommandContext, { correction, ...approved }: Approved): Decision<null> => {
  const made =
    correction.kind === 'adjust'
      ? adjust(context, correction.input, approved)
      : undo(context, correction.input, approved);
  return made.result.ok ? { ...made, result: { ok: true, value: null } } : { events: made.events, result: made.result };
};

const setRule = (context: CommandContext, { sku, rotation, minimum }: Input<'stock.setRule'>): Decision<null> => {
  const item = readItemRules(context.db, sku);
  if (item === null) return refused({ code: 'item-unknown', details: { sku } });
  // What nobody scans can't be kept apart.
  if (rotation === 'lot' && item.lot_rule !== 'required')
    return refused({ code: 'rule-needs-lots', details: { name: item.name } });
  const before = readRule(context.db, sku);
  if (before.rotation === rotation && before.minimum === minimum) return decided(null, []);
  return decided(null, [stockEvent('v1.stock.ruleSet', { sku, rotation, minimum })]);
};

const closeTask = ({ db }: CommandContext, { taskId, note }: Input<'stock.closeTask'>): Decision<null> => {
  const task = db.get<{ closed_at: string | null }>('SELECT closed_at FROM stock_tasks WHERE task_id = ?', taskId);
  if (task === undefined) return refused({ code: 'task-unknown' });
  return decided(null, task.closed_at === null ? [stockEvent('v1.stock.taskClosed', { taskId, note })] : []);
};

/** What each command of stock does. */
export const stockHandlers = {
  'stock.import': importStock,
  'stock.move': onePiece(move),
  'stock.pick': onePiece(pick),
  'stock.adjust': onePiece((context: CommandContext, input: Input<'stock.adjust'>) => adjust(context, input)),
  'stock.setRule': setRule,
  'stock.setKit': setKit,
  'stock.kit': onePiece(kit),
  'stock.hold': hold,
  'stock.releaseHold': releaseHold,
  'stock.undo': onePiece((context: CommandContext, input: Input<'stock.undo'>) => undo(context, input)),
  'stock.correctApproved': onePiece(correctApproved),
  'stock.setCustomer': setCustomer,
  'stock.moveUnit': moveUnit,
  'stock.sendUnit': sendUnit,
  'stock.closeTask': closeTask,
} satisfies Record<keyof typeof stockCommands, CommandHandler>;
