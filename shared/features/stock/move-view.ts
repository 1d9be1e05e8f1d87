import type { ReasonCode } from './commands';
import type { PickList } from './queries';
import type { Condition, StockStatus } from './records';

/**
 * What is done at the desk. `receive`: goods come from a supplier; `return`: from a customer; `arrive`, `send`: from and to
 * another house of ours; `move`: from one bin or unit to another; `pick`: off the shelves for an order, before it is packed.
 */
export const moveActs = ['move', 'pick', 'receive', 'return', 'send', 'arrive'] as const;
export type MoveAct = (typeof moveActs)[number];

/** How goods are that came back, as whoever has them in hand sees it. */
export const returnConditions = ['as-new', 'opened', 'damaged', 'inspect'] as const;
export type ReturnCondition = (typeof returnConditions)[number];

/** What they are booked as: only what is as new is ever promised to customers again. */
export const conditionOf: Readonly<Record<ReturnCondition, Condition>> = {
  'as-new': 'new',
  opened: 'opened',
  damaged: 'opened',
  inspect: 'new',
};

/** What came back for one of these is on sale again only when a supervisor says so, however it looks. */
export const doubtfulReasons: readonly ReasonCode[] = ['damaged', 'quality', 'recall'];

/** What becomes of what came back: on sale at once, or in quarantine until a supervisor releases it. */
export const dispositions = ['available', 'hold'] as const;
export type Disposition = (typeof dispositions)[number];

/** The site's rule for what is graded as new or opened, and where an owner of goods has another. */
export interface ReturnRules {
  readonly asNew: Disposition;
  readonly opened: Disposition;
  readonly owners: Readonly<
    Record<string, { readonly asNew?: Disposition | undefined; readonly opened?: Disposition | undefined }>
  >;
}

export interface Returned {
  readonly reason: ReasonCode | null;
  /** `null`: our own. */
  readonly owner: string | null;
}

/** Whether goods that came back may be on sale without a supervisor's word. */
export const isOnSale = (rules: ReturnRules, grade: 'asNew' | 'opened', { reason, owner }: Returned): boolean => {
  const own = owner === null || !Object.hasOwn(rules.owners, owner) ? undefined : rules.owners[owner]?.[grade];
  return (own ?? rules[grade]) === 'available' && (reason === null || !doubtfulReasons.includes(reason));
};

/** How goods that came back stand from now on, by how they were graded. */
export const statusOfReturn = (rules: ReturnRules, graded: ReturnCondition, returned: Returned): StockStatus => {
  if (graded === 'damaged') return 'damaged';
  if (graded === 'inspect') return 'quarantine';
  return isOnSale(rules, graded === 'opened' ? 'opened' : 'asNew', returned) ? 'available' : 'quarantine';
};

interface ActRules {
  /** Goods are taken from a bin of ours; else they come from outside. */
  readonly fromShelf: boolean;
  /** They are put on a shelf of ours; else they leave. */
  readonly toShelf: boolean;
  /** Number of a paper that comes or goes with them: `asked` may be answered by YES, there is none. */
  readonly document: 'none' | 'asked' | 'needed';
  /** One of these must be chosen first. */
  readonly reasons: readonly ReasonCode[];
  /** Where there are several owners somebody must say whose goods come in. */
  readonly asksOwner: boolean;
  /** How the goods are must be said before they are put away. */
  readonly asksCondition: boolean;
}

const plain = { reasons: [], asksOwner: false, asksCondition: false } as const;

export const moveRules: Readonly<Record<MoveAct, ActRules>> = {
  move: { ...plain, fromShelf: true, toShelf: true, document: 'none' },
  pick: { ...plain, fromShelf: true, toShelf: true, document: 'needed' },
  receive: { ...plain, fromShelf: false, toShelf: true, document: 'asked', asksOwner: true },
  return: {
    fromShelf: false,
    toShelf: true,
    document: 'asked',
    reasons: ['unwanted', 'wrong-item', 'damaged', 'quality', 'undeliverable', 'recall', 'other'],
    asksOwner: true,
    asksCondition: true,
  },
  send: { ...plain, fromShelf: true, toShelf: false, document: 'needed' },
  arrive: { ...plain, fromShelf: false, toShelf: true, document: 'needed', asksOwner: true },
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
  /** Owners to choose from beside ourselves; none where all goods are ours or nobody asks. */
  readonly owners: readonly string[];
  /** Whose the goods are; a name of `null`: our own. */
  readonly owner: { readonly name: string | null } | null;
  /** Of the goods in hand. */
  readonly condition: ReturnCondition | null;
  /** What becomes of goods that came back, by how they are graded. */
  readonly statusAfter: Readonly<Record<ReturnCondition, StockStatus>> | null;
  readonly document: string | null;
  /** Of the order that goods are picked for: what is still to be taken. */
  readonly order: PickList | null;
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
  readonly next:
    | 'reason'
    | 'owner'
    | 'document'
    | 'from'
    | 'item'
    | 'lot'
    | 'serial'
    | 'expiry'
    | 'condition'
    | 'to'
    | 'yes';
  /** The book has less there than was scanned: somebody must say that it is really so. */
  readonly question: { readonly to: string; readonly book: number } | null;
  /** The order is to be served from there: somebody must say that it is taken from here all the same. */
  readonly elsewhere: { readonly location: string; readonly lot: string | null } | null;
  /** The last one that was booked; `to` is a bin, a unit or a paper. Of a unit, `name` is its SSCC, and the pieces are those in it. */
  readonly last: {
    readonly name: string;
    readonly quantity: number;
    readonly to: string;
    readonly isUnit: boolean;
  } | null;
}
