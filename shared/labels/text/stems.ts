import type { OutlinePoint } from './glyph-outline';

/** A stroke across one axis, in font units. */
export interface Stem {
  readonly from: number;
  readonly to: number;
}

interface Edge {
  at: number;
  low: number;
  high: number;
  /** The stroke begins here, seen along the axis. */
  readonly opens: boolean;
}

export type Axis = 'x' | 'y';

/** An edge may lean by so much over its length, and must be so long, in thousandths of the em. */
const [mostLean, leastLength] = [12, 45];
/** Edges closer than this are one. */
const sameEdge = 14;
/** Broader ones are areas. */
const broadestStem = 230;

const edgeOf = (from: OutlinePoint, to: OutlinePoint, axis: Axis, unit: number): Edge | null => {
  const [across, along] = axis === 'x' ? [to.x - from.x, to.y - from.y] : [to.y - from.y, to.x - from.x];
  if (Math.abs(across) > mostLean * unit || Math.abs(along) < leastLength * unit) return null;
  const [a, b] =
    axis === 'x'
      ? [from, to]
      : [
          { x: from.y, y: from.x },
          { x: to.y, y: to.x },
        ];
  return {
    at: (a.x + b.x) / 2,
    low: Math.min(a.y, b.y),
    high: Math.max(a.y, b.y),
    // TrueType outlines run clockwise around black: up along a left edge, to the left along a lower one.
    opens: axis === 'x' ? along > 0 : along < 0,
  };
};

const edgesOf = (contours: readonly (readonly OutlinePoint[])[], axis: Axis, unit: number): Edge[] => {
  const edges: Edge[] = [];
  for (const contour of contours) {
    for (const [index, to] of contour.entries()) {
      const from = contour.at(index - 1);
      const edge = from === undefined ? null : edgeOf(from, to, axis, unit);
      if (edge === null) continue;
      const same = edges.find((each) => each.opens === edge.opens && Math.abs(each.at - edge.at) < sameEdge * unit);
      if (same === undefined) edges.push(edge);
      else {
        same.low = Math.min(same.low, edge.low);
        same.high = Math.max(same.high, edge.high);
        same.at = edge.opens === (axis === 'x') ? Math.min(same.at, edge.at) : Math.max(same.at, edge.at);
      }
    }
  }
  return edges.sort((a, b) => a.at - b.at);
};

/** The strokes of a glyph that stand upright (`x`) or lie flat (`y`), in order, none within another. */
export const stemsOf = (contours: readonly (readonly OutlinePoint[])[], axis: Axis, unitsPerEm: number): Stem[] => {
  const unit = unitsPerEm / 1000;
  const edges = edgesOf(contours, axis, unit);
  const stems: Stem[] = [];
  for (const edge of edges) {
    if (!edge.opens || edge.at < (stems.at(-1)?.to ?? -Infinity)) continue;
    const end = edges.find((each) => !each.opens && each.at > edge.at && each.low < edge.high && each.high > edge.low);
    if (end !== undefined && end.at - edge.at <= broadestStem * unit) stems.push({ from: edge.at, to: end.at });
  }
  return stems;
};
