import type { Bitmap } from '../bitmap';

/** A barcode before it has a size. */
export type BarSymbol =
  /** Widths of bars and spaces in turn, in modules, the first a bar. */
  | { readonly shape: 'bars'; readonly widths: readonly number[]; readonly modules: number }
  /** Square modules, or those of a stacked code that are `rowHeight` high. */
  | { readonly shape: 'matrix'; readonly bitmap: Bitmap; readonly rowHeight: number }
  /** MaxiCode: numbers of its black hexagons, and a size that is what it is. */
  | { readonly shape: 'maxicode'; readonly hexagons: readonly number[] };

export const barsOf = (widths: readonly number[]): BarSymbol => ({
  shape: 'bars',
  widths,
  modules: widths.reduce((sum, width) => sum + width, 0),
});
