import type { Code128 } from './code-128';
import { dataMatrixModules } from './data-matrix';
import { capitalsPercent, fitLine, marginPercent, textWidthDots } from './font-zero';
import { boxField, code128Field, dataMatrixField, dotsOf, textField, zplFormat } from './zpl';

export interface LabelStock {
  readonly widthMm: number;
  readonly heightMm: number;
  /** 203, 300 or 600. */
  readonly dpi: number;
}

/** Something on the label with the room it takes, in dots; a barcode's room includes its quiet zones. */
export interface Placed {
  readonly kind: 'text' | 'line' | 'area' | 'barcode';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Text that lies on a black area. */
  readonly reverse: boolean;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface FittedSizes {
  readonly most: number;
  readonly least: number;
  /** Room for the line. */
  readonly width: number;
  readonly reverse?: boolean;
}

/** A label under construction: everything in dots, the upper left corner of each thing given. */
export interface LabelCanvas {
  readonly width: number;
  readonly height: number;
  dots(millimetres: number): number;
  text(place: Place, height: number, text: string, reverse?: boolean): void;
  /** The text as high as it fits; answers false when even the least height was too much and its end was cut off. */
  fitted(place: Place, sizes: FittedSizes, text: string): boolean;
  centred(place: Place, width: number, height: number, text: string): void;
  rule(place: Place, width: number): void;
  upright(place: Place, height: number): void;
  area(place: Place, width: number, height: number): void;
  code128(place: Place, module: number, height: number, code: Code128): void;
  dataMatrix(place: Place, module: number, text: string): void;
  readonly placed: readonly Placed[];
  zpl(extra: readonly string[]): string;
}

/** Modules of white that Code 128 wants on either side. */
export const quietModules = 10;

export const createLabelCanvas = (stock: LabelStock): LabelCanvas => {
  const dots = (millimetres: number): number => dotsOf(millimetres, stock.dpi);
  const [width, height] = [dots(stock.widthMm), dots(stock.heightMm)];
  const stroke = Math.max(2, dots(0.3));
  const fields: string[] = [];
  const placed: Placed[] = [];

  const put = (field: string, kind: Placed['kind'], { x, y }: Place, w: number, h: number, reverse = false): void => {
    fields.push(field);
    placed.push({ kind, x, y, width: w, height: h, reverse });
  };

  const text = (place: Place, size: number, value: string, reverse = false): void => {
    if (value === '') return;
    put(textField(place.x, place.y, size, value, reverse), 'text', place, textWidthDots(value, size), size, reverse);
  };

  return {
    width,
    height,
    dots,
    text,
    fitted: (place, sizes, value) => {
      const fit = fitLine(value, sizes.most, sizes.least, sizes.width);
      // Capitals of smaller text stay in the middle of the line.
      const y = place.y + Math.floor(((sizes.most - fit.heightDots) * capitalsPercent) / 200);
      text({ x: place.x, y }, fit.heightDots, fit.text, sizes.reverse);
      return !fit.shortened;
    },
    centred: ({ x, y }, room, size, value) => {
      const drawn = Math.floor((textWidthDots(value, size) * 100) / (100 + marginPercent));
      text({ x: x + Math.max(0, Math.floor((room - drawn) / 2)), y }, size, value);
    },
    rule: (place, w) => put(boxField(place.x, place.y, w, stroke, stroke), 'line', place, w, stroke),
    upright: (place, h) => put(boxField(place.x, place.y, stroke, h, stroke), 'line', place, stroke, h),
    area: (place, w, h) => put(boxField(place.x, place.y, w, h, Math.min(w, h)), 'area', place, w, h),
    code128: (place, module, h, { fieldData, modules }) => {
      const quiet = quietModules * module;
      const room = { x: place.x - quiet, y: place.y };
      put(code128Field(place.x, place.y, module, h, fieldData), 'barcode', room, modules * module + 2 * quiet, h);
    },
    dataMatrix: (place, module, value) => {
      const side = dataMatrixModules(value);
      const room = { x: place.x - module, y: place.y - module };
      const size = (side + 2) * module;
      put(dataMatrixField(place.x, place.y, module, side, value), 'barcode', room, size, size);
    },
    placed,
    zpl: (extra) => zplFormat(width, height, [...fields, ...extra]),
  };
};
