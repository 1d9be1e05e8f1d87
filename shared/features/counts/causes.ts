import type { MovementRow } from '../stock/queries';
import { packSize } from './cause-packs';
import { otherCount } from './cause-counts';
import { openPick, unpostedReturn } from './cause-stock';
import { nextDoor, tagSwap } from './cause-swaps';

/** Why the book may differ from what was counted, each with what speaks for it. A suggestion, never a verdict. */
export const causes = [
  /** Goods were taken for an order and the book doesn't have it yet, or has it of another shelf. */
  'open-pick',
  /** Goods came back, and the book has them elsewhere or still outside. */
  'unposted-return',
  /** A bin close by, or another line of this count, has the opposite difference. */
  'next-door',
  /** Another count, still to be checked or posted lately, has the opposite difference of this item. */
  'other-count',
  /** Another item differs by as many the other way: tags or labels may be swapped. */
  'tag-swap',
  /** The difference is whole cases: one was counted or booked as a piece, or a piece as one. */
  'pack-size',
] as const;
export type Cause = (typeof causes)[number];

/** How much the record says for a cause; in words only, since nobody has measured how often it is right. */
export const strengths = ['strong', 'some', 'weak'] as const;
export type Strength = (typeof strengths)[number];

/** What a row of evidence has to do with the difference. */
export const sayings = [
  'packed-since',
  'in-parcel',
  'return-elsewhere',
  'return-here',
  'shipped',
  'last-there',
  'last-of-piece',
  'received-as-pieces',
  'received-as-cases',
] as const;
export type Saying = (typeof sayings)[number];

/** Goods on a shelf that an order may have: somebody may have taken them already. */
export interface PromisedPieces {
  readonly number: string;
  readonly location: string;
  readonly lot: string | null;
  readonly quantity: number;
  /** Who opened the order at a bench, and when; `null`: nobody yet. */
  readonly opened: { readonly person: string; readonly station: string; readonly at: string } | null;
}

/** How two bins lie to each other: side by side, with check digits that are easily mistaken, or neither. */
export type Nearness = 'same' | 'next' | 'digits' | 'far' | 'unknown';

export interface NearPlace {
  readonly location: string;
  readonly checkDigits: string | null;
  readonly nearness: Nearness;
}

/** Another difference of the same count. */
export interface OtherLine {
  readonly line: number;
  readonly sku: string;
  readonly name: string;
  readonly key: string | null;
  readonly location: string | null;
  readonly checkDigits: string | null;
  readonly difference: number;
  readonly nearness: Nearness;
}

/** A difference of another count. */
export interface OtherCountLine {
  readonly countId: string;
  readonly title: string;
  readonly state: 'submitted' | 'posted';
  /** UTC; when it was posted, else handed in. */
  readonly at: string;
  readonly line: number;
  readonly sku: string;
  readonly key: string | null;
  readonly location: string | null;
  readonly difference: number;
}

/** A tag as it was heard, with the item that its number stands for. */
export interface HeardTag {
  readonly epc: string;
  readonly name: string | null;
}

/** A chip that was heard with another number before, or one of two that carry the same number. */
export interface ChipRow {
  readonly tid: string;
  readonly now: HeardTag;
  /** The other number, and the count that heard it; `null` where two chips carry one number. */
  readonly was: (HeardTag & { readonly title: string; readonly at: string }) | null;
}

/** Pieces that a counter scanned at once. */
export interface ScanSum {
  readonly quantity: number;
  readonly times: number;
}

export type CauseRow =
  | { readonly kind: 'movement'; readonly says: Saying; readonly movement: MovementRow }
  | { readonly kind: 'promise'; readonly promise: PromisedPieces }
  | { readonly kind: 'line'; readonly other: OtherLine }
  | { readonly kind: 'other-count'; readonly found: OtherCountLine }
  | { readonly kind: 'place'; readonly place: NearPlace }
  | { readonly kind: 'chip'; readonly chip: ChipRow }
  | { readonly kind: 'scans'; readonly scans: ScanSum };

export interface SuggestedCause {
  readonly cause: Cause;
  readonly strength: Strength;
  readonly rows: readonly CauseRow[];
  /** Rows beyond those that are listed. */
  readonly more: number;
  /** Pieces of a case; 0 where that is not the matter. */
  readonly pack: number;
}

/** Something that speaks for a cause, before it is cut to what a screen shows. */
export interface Found {
  readonly strength: Strength;
  readonly rows: readonly CauseRow[];
  readonly pack?: number;
}

/** A return that still lies where it was put down by the book. */
export interface LyingReturn {
  readonly movement: MovementRow;
  readonly isHere: boolean;
}

/** What the record has that may speak for a cause. Movements of this SKU, or of this one piece; none that was taken back. */
export interface CauseFacts {
  readonly sku: string;
  readonly difference: number;
  readonly packedSince: readonly MovementRow[];
  readonly inParcels: readonly MovementRow[];
  readonly promised: readonly PromisedPieces[];
  readonly returns: readonly LyingReturn[];
  /** The piece left the house and never came back by the book. */
  readonly shipped: MovementRow | null;
  /** Other differences of the count. */
  readonly others: readonly OtherLine[];
  /** Opposite differences of the same item, or of the same piece, in other counts. */
  readonly elsewhere: readonly OtherCountLine[];
  /** What moved the SKU last in the bin of another line. */
  readonly lastThere: (location: string) => readonly MovementRow[];
  /** Bin in which the book has a misplaced piece, and what put it there. */
  readonly belongs: NearPlace | null;
  readonly lastOfPiece: readonly MovementRow[];
  /** Pieces that belong here by the book and were found where this one belongs. */
  readonly exchanged: readonly OtherLine[];
  readonly chips: readonly ChipRow[];
  readonly packs: readonly number[];
  /** Movements into these bins, or into the house, of so many pieces. */
  readonly received: (quantity: number) => readonly MovementRow[];
  readonly scans: readonly ScanSum[];
}

const mostRows = 20;

const finders: Readonly<Record<Cause, (facts: CauseFacts) => Found | null>> = {
  'open-pick': openPick,
  'unposted-return': unpostedReturn,
  'next-door': nextDoor,
  'other-count': otherCount,
  'tag-swap': tagSwap,
  'pack-size': packSize,
};

/** What speaks for each cause, the strongest first; those that nothing speaks for are left out. */
export const causesOf = (facts: CauseFacts): readonly SuggestedCause[] =>
  facts.difference === 0
    ? []
    : causes
        .flatMap((cause): SuggestedCause[] => {
          const found = finders[cause](facts);
          if (found === null) return [];
          const { strength, rows, pack = 0 } = found;
          return [{ cause, strength, rows: rows.slice(0, mostRows), more: Math.max(0, rows.length - mostRows), pack }];
        })
        .toSorted((a, b) => strengths.indexOf(a.strength) - strengths.indexOf(b.strength));
