import type { FontFace } from './harfbuzz';

/** A point of a glyph's outline in font units, y upwards; curves are already split into short lines. */
export interface OutlinePoint {
  readonly x: number;
  readonly y: number;
}

/** Lines that a curve becomes: enough for capitals of 50 mm at 600 dpi, few enough to be quick. */
const steps = 8;

/** The closed outlines of a glyph. */
export const outlineOf = (face: FontFace, glyph: number): OutlinePoint[][] => {
  const contours: OutlinePoint[][] = [];
  let contour: OutlinePoint[] = [];
  const last = (): OutlinePoint => contour.at(-1) ?? { x: 0, y: 0 };
  face.draw(glyph, {
    moveTo: (x, y) => {
      contour = [{ x, y }];
      contours.push(contour);
    },
    lineTo: (x, y) => void contour.push({ x, y }),
    quadraticTo: (cx, cy, x, y) => {
      const from = last();
      for (let step = 1; step <= steps; step += 1) {
        const t = step / steps;
        const u = 1 - t;
        contour.push({
          x: u * u * from.x + 2 * u * t * cx + t * t * x,
          y: u * u * from.y + 2 * u * t * cy + t * t * y,
        });
      }
    },
    cubicTo: (ax, ay, bx, by, x, y) => {
      const from = last();
      for (let step = 1; step <= steps; step += 1) {
        const t = step / steps;
        const u = 1 - t;
        contour.push({
          x: u * u * u * from.x + 3 * u * u * t * ax + 3 * u * t * t * bx + t * t * t * x,
          y: u * u * u * from.y + 3 * u * u * t * ay + 3 * u * t * t * by + t * t * t * y,
        });
      }
    },
    close: () => undefined,
  });
  return contours;
};
