import type { InputOf } from '../../../shared/feature';
import type { stockCommands } from '../../../shared/features/stock/commands';
import { stockEvent } from '../../../shared/features/stock/events';
import { refused, type CommandContext, type Decision } from '../../store/types';
import { movementsWhere } from './ledger';

export type Approved = InputOf<(typeof stockCommands)['stock.correctApproved']>;

type Asking = Pick<CommandContext, 'db' | 'actor' | 'at' | 'settings'>;

export interface Pieces {
  readonly sku: string;
  readonly quantity: number;
}

const dayMs = 86_400_000;

/** Money that the pieces are worth; `null` where the catalogue doesn't know. */
export const valueOf = ({ db }: Pick<Asking, 'db'>, all: readonly Pieces[]): number | null => {
  let sum = 0;
  for (const { sku, quantity } of all) {
    const row = db.get<{ value: number | null }>('SELECT value_minor AS value FROM items WHERE sku = ?', sku);
    if (row === undefined || row.value === null) return null;
    sum += row.value * quantity;
  }
  return sum;
};

/** What this person, or the station by its files, has corrected alone within a day: many small corrections are a large one. */
const correctedAlone = ({ db, actor, at }: Asking): number => {
  const ofDay = movementsWhere(db, { afterAt: new Date(Date.parse(at) - dayMs).toISOString() });
  const row = db.get<{ value: number | null }>(
    `SELECT sum(m.quantity * i.value_minor) AS value FROM ${ofDay.sql} m JOIN stock_goods g ON g.goods = m.goods
     JOIN items i ON i.sku = g.sku
     WHERE m.person_id IS ? AND (m.kind = 'adjust' AND coalesce(m.reason, '') NOT IN ('shortfall', 'opening') OR m.kind = 'count' AND m.undoes IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM stock_approved a WHERE a.n = m.n)`,
    ...ofDay.cells,
    actor.personId,
  );
  return row?.value ?? 0;
};

/**
 * Whether a correction is more than one person may make alone; so is one of goods whose value nobody knows.
 * @param before minor units that belong to the same correction
 */
export const isTooMuch = (context: Asking, pieces: readonly Pieces[], before = 0): boolean => {
  const value = valueOf(context, pieces);
  return value === null || before + value + correctedAlone(context) > context.settings.countApprovalMinor;
};

/** Refuses a correction that needs a second person and has none; one that has carries their name into the record. */
export const withFourEyes = <T>(
  context: CommandContext,
  pieces: readonly Pieces[],
  approved: Omit<Approved, 'correction'> | null,
  made: Decision<T>,
): Decision<T> => {
  if (!made.result.ok || made.events.length === 0) return made;
  if (approved === null) return isTooMuch(context, pieces) ? refused({ code: 'stock-approval-needed' }) : made;
  const { approval, reason } = approved;
  if (approval.personId === context.actor.personId) return refused({ code: 'stock-needs-another' });
  const agreed = { supervisor: approval.personId, badgeTyped: approval.badgeTyped, reason };
  return { ...made, events: [stockEvent('v1.stock.approved', agreed), ...made.events] };
};
