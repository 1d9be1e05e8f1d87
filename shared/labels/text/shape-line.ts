import bidiFactory from 'bidi-js';
import type { FontBook, LoadedFont } from './font-book';
import type { FontStyle } from './font-files';

/** Lengths within a line, in 1/65,536 of the font's size: whole numbers whatever the font's own units are. */
export const emUnits = 65_536;

export interface PlacedGlyph {
  /** `null`: a box in the place of a character that no font has. */
  readonly font: LoadedFont | null;
  readonly glyph: number;
  /** From the line's left end and above the base line. */
  readonly x: number;
  readonly y: number;
}

export interface ShapedLine {
  readonly glyphs: readonly PlacedGlyph[];
  readonly width: number;
  readonly isRightToLeft: boolean;
}

export type Direction = 'auto' | 'left-to-right' | 'right-to-left';

interface Run {
  readonly from: number;
  to: number;
  readonly level: number;
  readonly font: LoadedFont | null;
  readonly script: string;
}

const bidi = bidiFactory();
const base = { auto: 'auto', 'left-to-right': 'ltr', 'right-to-left': 'rtl' } as const;

/** Width of the box for a missing character, and the blank behind it. */
const missingAdvance = Math.round(emUnits * 0.62);

const extending = /[\p{M}\u200c\u200d]/u;
/** Drawn as nothing: marks of direction, joiners without a use, line ends. */
const silent = /^[\u061c\u200b-\u200f\u2028\u2029\u2060\ufeff]+$/u;

const scripts: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Latin}/u, 'Latn'],
  [/\p{Script=Greek}/u, 'Grek'],
  [/\p{Script=Cyrillic}/u, 'Cyrl'],
  [/\p{Script=Arabic}/u, 'Arab'],
  [/\p{Script=Hebrew}/u, 'Hebr'],
  [/\p{Script=Thai}/u, 'Thai'],
  [/\p{Script=Devanagari}/u, 'Deva'],
  [/\p{Script=Hangul}/u, 'Hang'],
  [/\p{Script=Hiragana}/u, 'Hira'],
  [/\p{Script=Katakana}/u, 'Kana'],
  [/\p{Script=Han}/u, 'Hani'],
];

const scriptOf = (character: string): string => scripts.find(([test]) => test.test(character))?.[1] ?? 'Zyyy';

/** Characters with the marks upon them. */
const clustersOf = (text: string): string[] => {
  const clusters: string[] = [];
  for (const character of text) {
    if (clusters.length > 0 && extending.test(character)) clusters[clusters.length - 1] += character;
    else clusters.push(character);
  }
  return clusters;
};

const joinerless = (cluster: string): string => cluster.replaceAll(/[\u200c\u200d]/gu, '');

/** A font for a character and its marks; at least one for the character. */
const fontOfCluster = (book: FontBook, cluster: string, style: FontStyle): LoadedFont | null => {
  const whole = book.fontFor(joinerless(cluster), style);
  return whole ?? book.fontFor(Array.from(cluster)[0] ?? '', style);
};

/** Pieces of one font, one script and one direction. */
const itemise = (book: FontBook, text: string, levels: Uint8Array, style: FontStyle): Run[] => {
  const runs: Run[] = [];
  let at = 0;
  for (const cluster of clustersOf(text)) {
    const from = at;
    at += cluster.length;
    if (silent.test(cluster)) continue;
    const level = levels[from] ?? 0;
    const font = fontOfCluster(book, cluster, style);
    const script = scriptOf(cluster);
    const last = runs.at(-1);
    const isSame =
      last !== undefined &&
      last.to === from &&
      last.level === level &&
      last.font === font &&
      font !== null &&
      (last.script === script || script === 'Zyyy');
    if (isSame) last.to = at;
    else runs.push({ from, to: at, level, font, script });
  }
  return runs;
};

/** From reading order to the order on the line (Unicode bidirectional algorithm, rule L2). */
const visualOrder = (runs: readonly Run[]): Run[] => {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) {
    for (let from = 0; from < ordered.length; from += 1) {
      if ((ordered[from]?.level ?? 0) < level) continue;
      let to = from;
      while (to < ordered.length && (ordered[to]?.level ?? 0) >= level) to += 1;
      ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = to;
    }
  }
  return ordered;
};

/** One line of cleaned text, shaped, in the order in which it stands. */
export const shapeLine = (book: FontBook, text: string, style: FontStyle, direction: Direction): ShapedLine => {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text, base[direction]);
  const isRightToLeft = ((paragraphs[0]?.level ?? 0) & 1) === 1;
  const glyphs: PlacedGlyph[] = [];
  let pen = 0;
  for (const { from, to, level, font, script } of visualOrder(itemise(book, text, levels, style))) {
    if (font === null) {
      glyphs.push({ font: null, glyph: 0, x: pen, y: 0 });
      pen += missingAdvance;
      continue;
    }
    const scale = emUnits / font.face.unitsPerEm;
    let run = 0;
    for (const each of font.face.shape(text, from, to, script, (level & 1) === 1)) {
      glyphs.push({
        font,
        glyph: each.glyph,
        x: pen + Math.round((run + each.dx) * scale),
        y: Math.round(each.dy * scale),
      });
      run += each.advance;
    }
    pen += Math.round(run * scale);
  }
  return { glyphs, width: pen, isRightToLeft };
};

/** Characters of a text that can't be drawn: no bundled font has them, or not together with the letter below. */
export const missingCharacters = (book: FontBook, text: string, style: FontStyle): string[] => {
  const missing = new Set<string>();
  for (const cluster of clustersOf(text)) {
    if (silent.test(cluster) || cluster === '\n') continue;
    const font = fontOfCluster(book, cluster, style);
    for (const character of joinerless(cluster))
      if (font === null || font.face.glyphOf(character.codePointAt(0) ?? 0) === 0) missing.add(character);
  }
  return [...missing];
};
