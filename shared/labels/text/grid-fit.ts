import type { LoadedFont } from './font-book';
import { outlineOf, type OutlinePoint } from './glyph-outline';
import type { FontFace } from './harfbuzz';
import type { Contour } from './scan-convert';
import { stemsOf, type Axis, type Stem } from './stems';

/** What the letters of a font have in common, in font units. */
interface Measures {
  readonly xHeight: number;
  readonly capitals: number;
  /** Thickness of upright and of flat strokes. */
  readonly upright: number;
  readonly flat: number;
}

/** A place of the outline and the dot that it is moved to. */
interface Anchor {
  readonly at: number;
  readonly to: number;
}

/** Above so many dots an em, strokes are broad enough to look alike without help. */
const mostDotsPerEm = 72;
/** Round letters reach over the lines that flat ones stand on by up to so much, in thousandths of the em. */
const overshoot = 16;

const measured = new WeakMap<FontFace, Measures>();

const measure = (face: FontFace): Measures => {
  const outline = (letter: string): OutlinePoint[][] => outlineOf(face, face.glyphOf(letter.codePointAt(0) ?? 0));
  const topOf = (letter: string): number =>
    Math.max(
      0,
      ...outline(letter)
        .flat()
        .map(({ y }) => y),
    );
  const thickness = (letter: string, axis: Axis): number => {
    const [stem] = stemsOf(outline(letter), axis, face.unitsPerEm);
    return stem === undefined ? face.unitsPerEm / 12 : stem.to - stem.from;
  };
  return { xHeight: topOf('x'), capitals: topOf('H'), upright: thickness('l', 'x'), flat: thickness('z', 'y') };
};

const measuresOf = (face: FontFace): Measures => {
  let known = measured.get(face);
  if (known === undefined) measured.set(face, (known = measure(face)));
  return known;
};

/** Strokes of about the usual thickness all get the same number of dots. */
const stemDots = (stem: Stem, usual: number, scale: number): number => {
  const thickness = stem.to - stem.from;
  const isUsual = Math.abs(thickness - usual) < usual * 0.3;
  return Math.max(1, Math.round((isUsual ? usual : thickness) * scale));
};

/** Each stroke on whole dots, in its order, no two of them grown together. */
const stemAnchors = (stems: readonly Stem[], usual: number, scale: number, fixed: readonly Anchor[]): Anchor[] => {
  const anchors: Anchor[] = [];
  let before: { stem: Stem; end: number } | null = null;
  for (const stem of stems) {
    const dots = stemDots(stem, usual, scale);
    const lower = fixed.find(({ at }) => at === stem.from);
    const upper = fixed.find(({ at }) => at === stem.to);
    let start = Math.round(((stem.from + stem.to) * scale - dots) / 2);
    if (lower !== undefined) start = lower.to;
    else if (upper !== undefined) start = upper.to - dots;
    const isApart = before !== null && (stem.from - before.stem.to) * scale >= 0.4;
    if (before !== null && lower === undefined && upper === undefined)
      start = Math.max(start, before.end + (isApart ? 1 : 0));
    anchors.push({ at: stem.from, to: start }, { at: stem.to, to: start + dots });
    before = { stem, end: start + dots };
  }
  return anchors;
};

/** Where the lines that letters stand on and reach up to come to lie, for the edges that are near them. */
const zoneAnchors = (
  edges: readonly number[],
  { xHeight, capitals }: Measures,
  scale: number,
  unit: number,
): Anchor[] => {
  const anchors: Anchor[] = [];
  for (const at of edges) {
    const isNear = (line: number, way: 1 | -1): boolean =>
      (at - line) * way >= -2 * unit && (at - line) * way <= overshoot * unit;
    if (isNear(0, -1)) anchors.push({ at, to: 0 });
    else if (isNear(xHeight, 1)) anchors.push({ at, to: Math.round(xHeight * scale) });
    else if (isNear(capitals, 1)) anchors.push({ at, to: Math.round(capitals * scale) });
  }
  return anchors;
};

/** Moves a place along with the anchors around it. */
const warp = (anchors: readonly Anchor[], scale: number): ((at: number) => number) => {
  const sorted = anchors
    .toSorted((a, b) => a.at - b.at)
    .filter((each, index, all) => index === 0 || each.at > (all[index - 1]?.at ?? 0));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return (at) => at * scale;
  return (at) => {
    if (at <= first.at) return first.to + (at - first.at) * scale;
    if (at >= last.at) return last.to + (at - last.at) * scale;
    const upper = sorted.findIndex((each) => each.at >= at);
    const [a, b] = [sorted[upper - 1] ?? first, sorted[upper] ?? last];
    return a.to + ((at - a.at) * (b.to - a.to)) / (b.at - a.at);
  };
};

const extremes = (contours: readonly OutlinePoint[][]): number[] => {
  const ys = contours.flat().map(({ y }) => y);
  return ys.length === 0 ? [] : [Math.min(...ys), Math.max(...ys)];
};

/**
 * An outline in dots, y downwards. Small letters of the Latin, Greek and Cyrillic fonts are bent a little, so that
 * their strokes are whole dots of the same thickness and all stand on one line.
 */
export const gridFit = (contours: readonly OutlinePoint[][], font: LoadedFont, dotsPerEm: number): Contour[] => {
  const { unitsPerEm } = font.face;
  const scale = dotsPerEm / unitsPerEm;
  if (font.family !== 'latin' || dotsPerEm > mostDotsPerEm)
    return contours.map((contour) => contour.flatMap(({ x, y }) => [x * scale, -y * scale]));
  const measures = measuresOf(font.face);
  const flats = stemsOf(contours, 'y', unitsPerEm);
  const edges = [...flats.flatMap(({ from, to }) => [from, to]), ...extremes(contours)];
  const zones = zoneAnchors(edges, measures, scale, unitsPerEm / 1000);
  const up = warp([...zones, ...stemAnchors(flats, measures.flat, scale, zones)], scale);
  const right = warp(stemAnchors(stemsOf(contours, 'x', unitsPerEm), measures.upright, scale, []), scale);
  return contours.map((contour) => contour.flatMap(({ x, y }) => [right(x), -up(y)]));
};
