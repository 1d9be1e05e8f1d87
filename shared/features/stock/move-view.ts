import type { ReasonCode } from './commands';

/**
 * What is done at the desk. `receive`: goods come from a supplier; `return`: from a customer; `arrive`, `send`: from and to
 * another house of ours; `move`: from one bin or unit to another.
 */
export const moveActs = ['move', 'receive', 'return', 'send', 'arrive'] as const;
export type MoveAct = (typeof moveActs)[number];

interface ActRules {
  /** Goods are taken from a bin of ours; else they come from outside. */
  readonly fromShelf: boolean;
  /** They are put on a shelf of ours; else they leave. */
  readonly toShelf: boolean;
  /** Number of a paper that comes or goes with them: `asked` may be answered by YES, there is none. */
  readonly document: 'none' | 'asked' | 'needed';
  /** One of these must be chosen first. */
  readonly reasons: readonly ReasonCode[];
}

export const moveRules: Readonly<Record<MoveAct, ActRules>> = {
  move: { fromShelf: true, toShelf: true, document: 'none', reasons: [] },
  receive: { fromShelf: false, toShelf: true, document: 'asked', reasons: [] },
  return: {
    fromShelf: false,
    toShelf: true,
    document: 'asked',
    reasons: ['unwanted', 'wrong-item', 'damaged', 'quality', 'undeliverable', 'recall', 'other'],
  },
  send: { fromShelf: true, toShelf: false, document: 'needed', reasons: [] },
  arrive: { fromShelf: false, toShelf: true, document: 'needed', reasons: [] },
};

export interface MovingItem {
  readonly sku: string;
  readonly name: string;
  readonly picture: string;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly expiry: string | null;
}

/** Goods between two bins, as far as they were scanned. */
export interface StockMoveView {
  readonly act: MoveAct;
  readonly reason: ReasonCode | null;
  readonly document: string | null;
  readonly from: string | null;
  /** The pallet or tote that single goods are taken out of, and the one that they go into. */
  readonly outOf: string | null;
  readonly into: string | null;
  readonly item: MovingItem | null;
  /** A pallet or tote in the place of single goods, with all that is in it. */
  readonly unit: { readonly unit: string; readonly pieces: number; readonly kinds: number } | null;
  readonly quantity: number;
  /** Keyed before the goods: the next scan counts so many. */
  readonly keyed: number | null;
  /** What the next scan should be. */
  readonly next: 'reason' | 'document' | 'from' | 'item' | 'lot' | 'serial' | 'expiry' | 'to' | 'yes';
  /** The book has less there than was scanned: somebody must say that it is really so. */
  readonly question: { readonly to: string; readonly book: number } | null;
  /** The last one that was booked; `to` is a bin, a unit or a paper. */
  readonly last: { readonly name: string; readonly quantity: number; readonly to: string } | null;
}
