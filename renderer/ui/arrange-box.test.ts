import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Size } from '../../shared/units';
import { arrangeBox, backToFront, type Piece, type Placed } from './arrange-box';

const size = (lengthMm: number, widthMm: number, heightMm: number): Size => ({ lengthMm, widthMm, heightMm });
const axes = [0, 1, 2] as const;

const share = (a: Placed<Piece>, b: Placed<Piece>, axis: 0 | 1 | 2): number =>
  Math.min(a.at[axis] + a.size[axis], b.at[axis] + b.size[axis]) - Math.max(a.at[axis], b.at[axis]);

/**
 * Whether `front` covers a part of `back`: some sight line, which runs along (1, 1, 1) to the eye, leaves `back` and
 * then goes through `front`. Looked for on a grid of points, without the code's own rule.
 */
const hides = (front: Placed<Piece>, back: Placed<Piece>): boolean => {
  const inside = ({ at, size: extent }: Placed<Piece>, point: readonly number[]): boolean =>
    axes.every((axis) => (point[axis] ?? 0) > at[axis] && (point[axis] ?? 0) < at[axis] + extent[axis]);
  const steps = [0.03, 0.35, 0.65, 0.97];
  for (const u of steps)
    for (const v of steps)
      for (const w of steps) {
        const from = [u, v, w].map((part, axis) => (back.at[axis] ?? 0) + part * (back.size[axis] ?? 0));
        for (let step = 0; step <= 500; step += 7)
          if (
            inside(
              front,
              from.map((value) => value + step),
            )
          )
            return true;
      }
  return false;
};

const edge = fc.integer({ min: 1, max: 300 });
const anyPiece: fc.Arbitrary<Piece> = fc.tuple(edge, edge, edge).map(([l, w, h]) => ({ size: size(l, w, h) }));
const anyPieces = fc.array(anyPiece, { maxLength: 24 });

const alone = (piece: Piece, [x = 0, y = 0, z = 0]: readonly number[]): Placed<Piece> => ({
  piece,
  at: [x, y, z],
  size: [piece.size.lengthMm, piece.size.widthMm, piece.size.heightMm],
});

interface DemoItem {
  readonly sku: string;
  readonly lengthMm: number | null;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
}
interface DemoOrder {
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

/** Pieces of each order of the demo. */
const demoLoads = (): Piece[][] => {
  const read = (name: string): unknown => JSON.parse(readFileSync(resolve('resources/demo', name), 'utf8'));
  const { items } = read('catalogue.json') as { readonly items: readonly DemoItem[] };
  const { orders } = read('orders.json') as { readonly orders: readonly DemoOrder[] };
  const bySku = new Map(items.map((item) => [item.sku, item]));
  return orders.map(({ lines }) =>
    lines.flatMap(({ sku, quantity }) => {
      const { lengthMm = null, widthMm = null, heightMm = null } = bySku.get(sku) ?? {};
      if (lengthMm === null || widthMm === null || heightMm === null) return [];
      return Array.from({ length: Math.min(quantity, 12) }, () => ({ size: size(lengthMm, widthMm, heightMm) }));
    }),
  );
};

describe('the picture of a box', () => {
  it('keeps every piece inside the box, apart from the others and held from below', () => {
    fc.assert(
      fc.property(anyPieces, fc.integer({ min: 50, max: 600 }), (pieces, side) => {
        const inner = size(side, Math.ceil(side * 0.75), Math.ceil(side / 2));
        const space = [inner.lengthMm, inner.widthMm, inner.heightMm];
        const { placed, left } = arrangeBox(pieces, inner);
        expect(new Set([...placed.map(({ piece }) => piece), ...left])).toEqual(new Set(pieces));
        expect(placed.length + left.length).toBe(pieces.length);
        for (const [index, each] of placed.entries()) {
          for (const axis of axes) {
            expect(each.at[axis]).toBeGreaterThanOrEqual(0);
            expect(each.at[axis] + each.size[axis]).toBeLessThanOrEqual(space[axis] ?? 0);
          }
          const { lengthMm, widthMm, heightMm } = each.piece.size;
          expect([...each.size].sort((a, b) => a - b)).toEqual([lengthMm, widthMm, heightMm].sort((a, b) => a - b));
          for (const other of placed.slice(index + 1))
            expect(axes.some((axis) => share(each, other, axis) <= 0)).toBe(true);
          const held = placed.filter((other) => other.at[2] + other.size[2] === each.at[2]);
          const area = held.reduce(
            (sum, other) => sum + Math.max(0, share(each, other, 0)) * Math.max(0, share(each, other, 1)),
            0,
          );
          if (each.at[2] > 0) expect(area * 2).toBeGreaterThanOrEqual(each.size[0] * each.size[1]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('draws what is behind before what is in front of it', () => {
    fc.assert(
      fc.property(
        fc.tuple(anyPiece, anyPiece, fc.array(fc.integer({ min: -120, max: 120 }), { minLength: 3, maxLength: 3 })),
        fc.constantFrom(...axes),
        ([first, second, shift], axis) => {
          const back = alone(first, [0, 0, 0]);
          // Beside, before or on top of it, shifted anyhow along the other two.
          const at = axes.map((each) =>
            each === axis ? back.size[axis] + Math.abs(shift[axis] ?? 0) : (shift[each] ?? 0),
          );
          const front = alone(second, at);
          for (const order of [backToFront([back, front]), backToFront([front, back])]) {
            expect(order?.length).toBe(2);
            expect(hides(order?.[0] ?? back, order?.[1] ?? front), `drawn as ${JSON.stringify(order)}`).toBe(false);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('draws the boxes of the demo’s orders right', () => {
    const inner = size(400, 300, 240);
    let drawnPieces = 0;
    for (const pieces of demoLoads().slice(0, 60)) {
      const drawn = arrangeBox(pieces, inner).placed;
      drawnPieces += drawn.length;
      for (const [index, each] of drawn.entries())
        for (const later of drawn.slice(index + 1))
          expect(hides(each, later), `drawn as ${JSON.stringify([each, later])}`).toBe(false);
    }
    expect(drawnPieces).toBeGreaterThan(150);
  });

  it('finds room where a hand does: bowls, mugs, coffee and a brush', () => {
    const pieces = [
      [170, 170, 75],
      [170, 170, 75],
      [125, 95, 105],
      [125, 95, 105],
      [110, 75, 250],
      [245, 55, 55],
    ].map(([l = 0, w = 0, h = 0]) => ({ size: size(l, w, h) }));
    expect(arrangeBox(pieces, size(400, 300, 150)).left).toEqual([]);
  });

  it('leaves out what is longer than the box, and draws the rest', () => {
    const saw = { size: size(520, 135, 30) };
    const book = { size: size(210, 135, 28) };
    expect(arrangeBox([saw, book], size(300, 200, 150))).toMatchObject({ placed: [{ piece: book }], left: [saw] });
  });
});
