import { blit, createBitmap, inkOf, type Bitmap, type Rect } from '../bitmap';
import { dotsOfUm, type Dpi } from '../dots';
import type { LoadedFont } from './font-book';
import { gridFit } from './grid-fit';
import { outlineOf } from './glyph-outline';
import { fillContours, type DrawnShape } from './scan-convert';
import { emUnits, type PlacedGlyph, type ShapedLine } from './shape-line';

/** Glyphs that were drawn, by font, glyph and size. */
const drawn = new WeakMap<object, Map<string, DrawnShape | null>>();
const mostDrawn = 4000;

/** Bold from regular: drawn again a little to the right. */
const emboldened = ({ bitmap, x, y }: DrawnShape, by: number): DrawnShape => {
  const bold = createBitmap(bitmap.width + by, bitmap.height);
  for (let shift = 0; shift <= by; shift += 1) blit(bold, bitmap, shift, 0);
  return { bitmap: bold, x, y };
};

/** A box with the proportions of a capital, for what no font has. */
const missingBox = (size: number): DrawnShape => {
  const [width, height] = [size * 0.5, size * 0.7];
  const stroke = Math.max(1, Math.round(size / 16));
  const [left, top] = [Math.round(size * 0.06), -Math.round(height)];
  const ring = (inset: number, isHole: boolean): number[] => {
    const [x0, y0] = [left + inset, top + inset];
    const [x1, y1] = [left + Math.round(width) - inset, -inset];
    return isHole ? [x0, y0, x0, y1, x1, y1, x1, y0] : [x0, y0, x1, y0, x1, y1, x0, y1];
  };
  return fillContours([ring(0, false), ring(stroke, true)]) ?? { bitmap: createBitmap(1, 1), x: 0, y: 0 };
};

const drawGlyph = (font: LoadedFont, glyph: number, sizeUm: number, dpi: Dpi): DrawnShape | null => {
  const dotsPerEm = (sizeUm * dpi) / 25_400;
  const contours = gridFit(outlineOf(font.face, glyph), font, dotsPerEm);
  const shape = fillContours(contours);
  if (shape === null || !font.embolden) return shape;
  return emboldened(shape, Math.max(1, Math.round(dotsPerEm / 28)));
};

const glyphShape = ({ font, glyph }: PlacedGlyph, sizeUm: number, dpi: Dpi): DrawnShape | null => {
  if (font === null) return missingBox((sizeUm * dpi) / 25_400);
  let known = drawn.get(font.face);
  if (known === undefined) drawn.set(font.face, (known = new Map<string, DrawnShape | null>()));
  const key = `${glyph} ${sizeUm} ${dpi} ${font.embolden}`;
  let shape = known.get(key);
  if (shape === undefined) {
    if (known.size >= mostDrawn) known.clear();
    shape = drawGlyph(font, glyph, sizeUm, dpi);
    known.set(key, shape);
  }
  return shape;
};

/** A line's width at a size. */
export const lineWidthUm = ({ width }: ShapedLine, sizeUm: number): number => Math.ceil((width * sizeUm) / emUnits);

/** A line drawn so that its base line begins at (0, 0): the picture and where its corner is, or `null` for blanks. */
export const drawLine = (line: ShapedLine, sizeUm: number, dpi: Dpi): { bitmap: Bitmap; at: Rect } | null => {
  const shapes: DrawnShape[] = [];
  for (const each of line.glyphs) {
    const shape = glyphShape(each, sizeUm, dpi);
    if (shape === null) continue;
    const x = dotsOfUm((each.x * sizeUm) / emUnits, dpi);
    const y = dotsOfUm((each.y * sizeUm) / emUnits, dpi);
    shapes.push({ bitmap: shape.bitmap, x: shape.x + x, y: shape.y - y });
  }
  if (shapes.length === 0) return null;
  const left = Math.min(...shapes.map(({ x }) => x));
  const top = Math.min(...shapes.map(({ y }) => y));
  const right = Math.max(...shapes.map(({ x, bitmap }) => x + bitmap.width));
  const bottom = Math.max(...shapes.map(({ y, bitmap }) => y + bitmap.height));
  const whole = createBitmap(right - left, bottom - top);
  for (const { bitmap, x, y } of shapes) blit(whole, bitmap, x - left, y - top);
  const ink = inkOf(whole);
  if (ink === null) return null;
  const bitmap = createBitmap(ink.width, ink.height);
  blit(bitmap, whole, -ink.x, -ink.y);
  return { bitmap, at: { x: left + ink.x, y: top + ink.y, width: ink.width, height: ink.height } };
};
