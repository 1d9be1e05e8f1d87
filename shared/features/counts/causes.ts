import type { MovementKind } from '../stock/records';

/** Why the book may differ from what was counted, each with what speaks for it. A suggestion, never a verdict. */
export const causes = [
  /** Goods were taken for an order and are not packed yet, or were packed from here without a pick. */
  'open-pick',
  /** One of ours was shipped and is here again. */
  'unposted-return',
  /** A bin close by, or another line of this count, has the opposite difference. */
  'next-door',
  /** Another item differs by as many the other way: tags or labels may be swapped. */
  'tag-swap',
  /** The difference is whole cases: one was counted as a piece, or a piece as one. */
  'pack-size',
] as const;
export type Cause = (typeof causes)[number];

export interface CauseMovement {
  readonly n: number;
  readonly at: string;
  readonly kind: MovementKind;
  readonly quantity: number;
  readonly from: string;
  readonly to: string;
  readonly toStatus: string;
  readonly document: string | null;
}

export interface OtherLine {
  readonly line: number;
  readonly sku: string | null;
  readonly name: string;
  readonly location: string | null;
  readonly difference: number;
}

export interface SuggestedCause {
  readonly cause: Cause;
  readonly movements: readonly CauseMovement[];
  readonly lines: readonly OtherLine[];
  /** Pieces of a case; 0 where that is not the matter. */
  readonly pack: number;
}

export interface CauseFacts {
  readonly sku: string;
  readonly difference: number;
  /** Of this SKU, newest first. */
  readonly movements: readonly CauseMovement[];
  /** The other differences of the same count. */
  readonly others: readonly OtherLine[];
  /** Pieces in a case, by the catalogue. */
  readonly packs: readonly number[];
}

const most = 5;

/** What speaks for each cause; those that nothing speaks for are left out. */
export const causesOf = ({ sku, difference, movements, others, packs }: CauseFacts): readonly SuggestedCause[] => {
  const found: SuggestedCause[] = [];
  const add = (cause: Cause, parts: Partial<SuggestedCause>): void => {
    const { movements: speaking = [], lines = [], pack = 0 } = parts;
    if (speaking.length === 0 && lines.length === 0 && pack === 0) return;
    found.push({ cause, movements: speaking.slice(0, most), lines: lines.slice(0, most), pack });
  };
  if (difference < 0)
    add('open-pick', {
      movements: movements.filter(
        ({ kind, toStatus, to }) =>
          (kind === 'pick' && toStatus === 'picked') || (kind === 'pack' && to !== '@customer'),
      ),
    });
  if (difference > 0)
    add('unposted-return', { movements: movements.filter(({ kind, to }) => kind === 'ship' || to === '@customer') });
  add('next-door', { lines: others.filter((each) => each.sku === sku && each.difference * difference < 0) });
  add('tag-swap', {
    lines: others.filter((each) => each.sku !== null && each.sku !== sku && each.difference === -difference),
  });
  const pack = packs.find(
    (each) => each > 1 && Math.abs(difference) % (each - 1) === 0 && Math.abs(difference) >= each - 1,
  );
  if (pack !== undefined) add('pack-size', { pack });
  return found;
};
