import type { Ink, QuarterTurns } from '../bitmap';
import type { BarcodeElement, ImageElement, TextElement } from '../description/elements';
import type { CodeWish } from '../symbols/encode';
import type { FontStyle } from '../text/font-files';
import type { Direction } from '../text/shape-line';

/** Micrometres from the label's corner. */
export interface BoxUm {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ResolvedText {
  readonly kind: 'text';
  readonly element: string;
  readonly box: BoxUm;
  readonly turns: QuarterTurns;
  /** Cleaned, with its fields filled in. */
  readonly text: string;
  readonly style: FontStyle;
  readonly direction: Direction;
  readonly sizeUm: number;
  readonly minSizeUm: number;
  readonly align: NonNullable<TextElement['align']>;
  readonly valign: NonNullable<TextElement['valign']>;
  readonly wrap: boolean;
  readonly maxLines: number;
  readonly lineHeight: number;
  readonly overflow: 'ellipsis' | 'refuse';
  readonly ink: Ink;
}

export interface ResolvedBarcode {
  readonly kind: 'barcode';
  readonly element: string;
  readonly box: BoxUm;
  readonly turns: QuarterTurns;
  readonly wish: CodeWish;
  readonly leastModuleUm: number;
  readonly mostModuleUm: number;
  readonly align: NonNullable<BarcodeElement['align']>;
  /** 0 without text. */
  readonly textSizeUm: number;
  readonly use: NonNullable<BarcodeElement['use']>;
}

export interface ResolvedArea {
  readonly kind: 'area';
  readonly element: string;
  readonly box: BoxUm;
  /** Lines keep their thickness in dots wherever they stand. */
  readonly thin: 'width' | 'height' | null;
  readonly ink: Ink;
}

export interface ResolvedPolygon {
  readonly kind: 'polygon';
  readonly element: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly ink: Ink;
}

export interface ResolvedImage {
  readonly kind: 'image';
  readonly element: string;
  readonly box: BoxUm;
  readonly turns: QuarterTurns;
  readonly image: ImageElement['image'];
}

/** An element with its fields filled in, its conditions decided, its lists written out. */
export type Resolved = ResolvedText | ResolvedBarcode | ResolvedArea | ResolvedPolygon | ResolvedImage;
