/** `receive`: goods come from a supplier; `move`: from one bin to another. */
export const moveActs = ['move', 'receive'] as const;
export type MoveAct = (typeof moveActs)[number];

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
  readonly from: string | null;
  readonly item: MovingItem | null;
  /** A pallet or tote in the place of single goods, with all that is in it. */
  readonly unit: { readonly unit: string; readonly pieces: number; readonly kinds: number } | null;
  readonly quantity: number;
  /** What the next scan should be. */
  readonly next: 'from' | 'item' | 'lot' | 'serial' | 'expiry' | 'to';
  /** The book has less there than was scanned: somebody must say that it is really so. */
  readonly question: { readonly to: string; readonly book: number } | null;
  /** The last one that was booked. */
  readonly last: { readonly name: string; readonly quantity: number; readonly to: string } | null;
}
