import type { MovingItem, StockMoveView } from './move-view';

/** Kits in the making, as far as they were scanned. */
export interface StockKitView {
  /** The bin that the parts lie in. */
  readonly from: string | null;
  readonly kit: MovingItem | null;
  readonly quantity: number;
  readonly keyed: number | null;
  readonly parts: readonly {
    readonly sku: string;
    readonly name: string;
    readonly picture: string;
    readonly needed: number;
    /** Of these, pieces that were scanned themselves. */
    readonly scanned: number;
    /** Lots and serial numbers among them. */
    readonly named: readonly string[];
  }[];
  readonly next: 'from' | 'kit' | 'to' | 'lot' | 'serial' | 'expiry';
  /** Whose lot, serial number or date is asked for. */
  readonly askedOf: string | null;
  readonly question: { readonly name: string; readonly book: number; readonly needed: number } | null;
  readonly last: StockMoveView['last'];
}
