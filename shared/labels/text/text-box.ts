import type { FontBook } from './font-book';
import type { FontStyle } from './font-files';
import { clusterEnds, lineBreaks } from './line-breaks';
import { emUnits, shapeLine, type Direction, type ShapedLine } from './shape-line';

export interface TextWish {
  /** Cleaned; `\n` ends a line. */
  readonly text: string;
  readonly style: FontStyle;
  readonly direction: Direction;
  readonly sizeUm: number;
  readonly minSizeUm: number;
  readonly widthUm: number;
  readonly heightUm: number;
  readonly wrap: boolean;
  readonly maxLines: number;
  /** In percent of the size. */
  readonly lineHeight: number;
}

export interface TextBlock {
  readonly lines: readonly ShapedLine[];
  readonly sizeUm: number;
  /** It did not fit even at the least size: its end is missing. */
  readonly shortened: boolean;
}

/** Sizes are tried in steps of so much. */
const stepUm = 50;
const ellipsis = '…';

/** A piece that is not broken, and the same with the spaces behind it. */
interface Piece {
  readonly text: string;
  readonly width: number;
  readonly solid: number;
}

interface Measured {
  readonly paragraphs: readonly (readonly Piece[])[];
  readonly widthOf: (text: string) => number;
}

const measure = (book: FontBook, { text, style, direction }: TextWish): Measured => {
  const known = new Map<string, number>();
  const widthOf = (part: string): number => {
    let width = known.get(part);
    if (width === undefined) known.set(part, (width = shapeLine(book, part, style, direction).width));
    return width;
  };
  const paragraphs = text.split('\n').map((paragraph) => {
    let from = 0;
    return lineBreaks(paragraph).map((to) => {
      const piece = paragraph.slice(from, to);
      from = to;
      return { text: piece, width: widthOf(piece), solid: widthOf(piece.trimEnd()) };
    });
  });
  return { paragraphs, widthOf };
};

/** As much of a text as fits, at least one character. */
const headThatFits = (text: string, room: number, widthOf: (part: string) => number): string => {
  const ends = clusterEnds(text);
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(text.slice(0, ends[middle])) <= room) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, ends[low]);
};

const wrapParagraph = (pieces: readonly Piece[], room: number, widthOf: (part: string) => number): string[] => {
  const lines: string[] = [];
  let [line, width] = ['', 0];
  for (const piece of pieces) {
    if (line !== '' && width + piece.solid > room) {
      lines.push(line);
      [line, width] = ['', 0];
    }
    // A word that fills more than a line begins one.
    let rest = piece.text;
    while (widthOf(rest.trimEnd()) > room && Array.from(rest).length > 1) {
      const head = headThatFits(rest, room, widthOf);
      lines.push(head);
      rest = rest.slice(head.length);
    }
    line += rest;
    width += rest === piece.text ? piece.width : widthOf(rest);
  }
  return [...lines, line];
};

const linesAt = ({ paragraphs, widthOf }: Measured, { wrap, widthUm }: TextWish, sizeUm: number): string[] => {
  const room = (widthUm * emUnits) / sizeUm;
  return paragraphs.flatMap((pieces) =>
    wrap ? wrapParagraph(pieces, room, widthOf) : [pieces.map(({ text }) => text).join('')],
  );
};

const mostLinesAt = ({ heightUm, lineHeight, maxLines }: TextWish, sizeUm: number): number =>
  Math.max(1, Math.min(maxLines, Math.floor((heightUm * 100) / (sizeUm * lineHeight))));

const fits = (measured: Measured, wish: TextWish, sizeUm: number): boolean => {
  const lines = linesAt(measured, wish, sizeUm);
  const room = (wish.widthUm * emUnits) / sizeUm;
  if (lines.length > mostLinesAt(wish, sizeUm)) return false;
  return wish.wrap || lines.every((line) => measured.widthOf(line.trimEnd()) <= room);
};

/** The largest size that fits, or the least one. */
const fittingSize = (measured: Measured, wish: TextWish): number => {
  if (fits(measured, wish, wish.sizeUm)) return wish.sizeUm;
  let [low, high] = [0, Math.max(0, Math.floor((wish.sizeUm - wish.minSizeUm) / stepUm))];
  // Fewer steps down are tried first by halves: what fits at one size fits at every smaller one.
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(measured, wish, wish.sizeUm - middle * stepUm)) high = middle;
    else low = middle + 1;
  }
  return wish.sizeUm - low * stepUm;
};

const shortenLine = (text: string, room: number, widthOf: (part: string) => number): string => {
  if (widthOf(`${text.trimEnd()}${ellipsis}`) <= room) return `${text.trimEnd()}${ellipsis}`;
  const head = headThatFits(text, room - widthOf(ellipsis), widthOf);
  return `${head.trimEnd()}${ellipsis}`;
};

/** Breaks, shrinks and at last shortens a text until it is in its box. Widths do not depend on the printer's dots. */
export const layOutText = (book: FontBook, wish: TextWish): TextBlock => {
  const measured = measure(book, wish);
  const sizeUm = fittingSize(measured, wish);
  const all = linesAt(measured, wish, sizeUm);
  const room = (wish.widthUm * emUnits) / sizeUm;
  const kept = all.slice(0, mostLinesAt(wish, sizeUm));
  let shortened = false;
  const texts = kept.map((line, index) => {
    const isCut = index === kept.length - 1 && all.length > kept.length;
    if (!isCut && measured.widthOf(line.trimEnd()) <= room * 1.002) return line.trimEnd();
    shortened = true;
    return shortenLine(line, room, measured.widthOf);
  });
  return { lines: texts.map((text) => shapeLine(book, text, wish.style, wish.direction)), sizeUm, shortened };
};
