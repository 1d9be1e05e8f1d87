import type { Bitmap, Ink, QuarterTurns, Rect } from '../bitmap';
import type { BarcodeElement } from '../description/elements';
import type { Dpi } from '../dots';
import type { EncodedCode } from '../symbols/encode';
import type { TagWish } from '../rfid';
import type { LabelWarning } from './warnings';

/** Something drawn; `at` is where its picture goes. */
export interface PagePicture {
  readonly kind: 'picture';
  readonly element: string;
  readonly role: 'text' | 'shape' | 'image';
  readonly at: Rect;
  readonly bitmap: Bitmap;
  readonly ink: Ink;
  /** Of text: height of its capitals. */
  readonly capitalsUm: number | null;
}

/** A rectangle all of one colour. */
export interface PageArea {
  readonly kind: 'area';
  readonly element: string;
  readonly at: Rect;
  readonly ink: Ink;
}

export interface PageBarcode {
  readonly kind: 'barcode';
  readonly element: string;
  /** Without quiet zones, as it stands on the label. */
  readonly at: Rect;
  /** With them. */
  readonly room: Rect;
  readonly bitmap: Bitmap;
  readonly turns: QuarterTurns;
  readonly code: EncodedCode;
  /** Dots of the narrowest bar; 0 for MaxiCode, whose size is fixed. */
  readonly module: number;
  /** Length of the bars in dots, whatever way they are turned. */
  readonly height: number;
  /** The guard bars of EAN and UPC reach down between the digits. */
  readonly hasGuards: boolean;
  readonly use: NonNullable<BarcodeElement['use']>;
  /** Narrowest bar that the description asks for. */
  readonly leastModuleUm: number;
}

export type PageItem = PagePicture | PageArea | PageBarcode;

/** A label filled in and placed in dots: what every printer language and the preview are made from. */
export interface LabelPage {
  readonly dpi: Dpi;
  readonly width: number;
  readonly height: number;
  readonly stock: { readonly widthUm: number; readonly heightUm: number; readonly gapUm: number };
  /** In the order of drawing. */
  readonly items: readonly PageItem[];
  readonly warnings: readonly LabelWarning[];
  /** What its tag is to say; `null` for a label without one. */
  readonly tag: TagWish | null;
}

export const barcodesOf = ({ items }: LabelPage): PageBarcode[] => items.filter((item) => item.kind === 'barcode');
