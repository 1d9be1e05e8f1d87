import { createBitmap, type Bitmap } from '../bitmap';

/** Closed outlines in dots, y downwards: x and y in turn. */
export type Contour = readonly number[];

/** Lines within a row of dots at which the outline is looked at. */
const subLines = 8;
/** Parts of a dot's width that are told apart. */
const parts = 32;
/** A dot is black when this share of it lies within the outline: a little under half, so that thin strokes hold. */
const blackFrom = Math.floor((subLines * parts * 46) / 100);

interface Crossing {
  /** In parts of a dot. */
  readonly x: number;
  readonly winding: number;
}

/** Where the outlines cross each of the lines. */
const crossingsOf = (contours: readonly Contour[], top: number, lines: number): Crossing[][] => {
  const crossings: Crossing[][] = Array.from({ length: lines }, () => []);
  for (const contour of contours) {
    let [fromX, fromY] = [contour.at(-2) ?? 0, contour.at(-1) ?? 0];
    for (let at = 0; at < contour.length; at += 2) {
      const [toX, toY] = [contour[at] ?? 0, contour[at + 1] ?? 0];
      const [upper, lower] = fromY < toY ? [fromY, toY] : [toY, fromY];
      const first = Math.max(0, Math.ceil((upper - top) * subLines - 0.5));
      const last = Math.min(lines, Math.ceil((lower - top) * subLines - 0.5));
      for (let line = first; line < last; line += 1) {
        const y = top + (line + 0.5) / subLines;
        const x = fromX + ((toX - fromX) * (y - fromY)) / (toY - fromY);
        crossings[line]?.push({ x: Math.round(x * parts), winding: fromY < toY ? 1 : -1 });
      }
      [fromX, fromY] = [toX, toY];
    }
  }
  return crossings;
};

/** Adds the stretch between two crossings to the dots of its row. */
const addSpan = (row: Uint16Array, from: number, to: number): void => {
  const [left, right] = [Math.max(0, from), Math.min(row.length * parts, to)];
  for (let dot = Math.floor(left / parts); dot * parts < right; dot += 1) {
    const covered = Math.min(right, (dot + 1) * parts) - Math.max(left, dot * parts);
    if (covered > 0) row[dot] = (row[dot] ?? 0) + covered;
  }
};

const addLine = (row: Uint16Array, crossings: readonly Crossing[], left: number): void => {
  const sorted = crossings.toSorted((a, b) => a.x - b.x);
  let winding = 0;
  let from = 0;
  for (const { x, winding: change } of sorted) {
    if (winding === 0) from = x;
    winding += change;
    if (winding === 0) addSpan(row, from - left * parts, x - left * parts);
  }
};

export interface DrawnShape {
  readonly bitmap: Bitmap;
  /** Of the bitmap's upper left corner. */
  readonly x: number;
  readonly y: number;
}

/** Outlines as dots, overlaps filled (non-zero winding): a dot is black when about half of it is covered. */
export const fillContours = (contours: readonly Contour[]): DrawnShape | null => {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const contour of contours) {
    for (let at = 0; at < contour.length; at += 2) {
      left = Math.min(left, contour[at] ?? 0);
      right = Math.max(right, contour[at] ?? 0);
      top = Math.min(top, contour[at + 1] ?? 0);
      bottom = Math.max(bottom, contour[at + 1] ?? 0);
    }
  }
  if (left > right) return null;
  const [x, y] = [Math.floor(left), Math.floor(top)];
  const bitmap = createBitmap(Math.ceil(right) - x + 1, Math.ceil(bottom) - y + 1);
  const crossings = crossingsOf(contours, y, bitmap.height * subLines);
  const row = new Uint16Array(bitmap.width);
  for (let line = 0; line < bitmap.height; line += 1) {
    row.fill(0);
    for (let sub = 0; sub < subLines; sub += 1) addLine(row, crossings[line * subLines + sub] ?? [], x);
    for (const [dot, covered] of row.entries())
      if (covered > blackFrom) bitmap.bits[line * bitmap.stride + (dot >> 3)]! |= 0x80 >> (dot & 7);
  }
  return { bitmap, x, y };
};
