import { turn, type QuarterTurns, type Rect } from '../bitmap';
import { dotsOfUm, type Dpi } from '../dots';
import { drawLine, lineWidthUm } from '../text/draw-line';
import type { FontBook } from '../text/font-book';
import { missingCharacters, type ShapedLine } from '../text/shape-line';
import { layOutText } from '../text/text-box';
import type { PagePicture } from './page';
import type { BoxUm, ResolvedText } from './resolved';
import { labelWarning, type LabelWarning } from './warnings';

/** Of the size, in thousandths: capitals, and what accents and marks need above the base line. */
export const capitals = 714;
const ascent = 950;

export interface PlaceTools {
  readonly book: FontBook;
  readonly dpi: Dpi;
  readonly warn: (warning: LabelWarning) => void;
}

/** A rectangle of an upright box, where it comes to lie when the box is turned; `at` is the turned box. */
export const turnedRect = (rect: Rect, turns: QuarterTurns, at: Rect): Rect => {
  const { x, y, width, height } = rect;
  switch (turns) {
    case 0:
      return { x: at.x + x, y: at.y + y, width, height };
    case 1:
      return { x: at.x + at.width - y - height, y: at.y + x, width: height, height: width };
    case 2:
      return { x: at.x + at.width - x - width, y: at.y + at.height - y - height, width, height };
    case 3:
      return { x: at.x + y, y: at.y + at.height - x - width, width: height, height: width };
  }
};

/** The box in dots. */
export const rectOf = (box: BoxUm, dpi: Dpi): Rect => {
  const [x, y] = [dotsOfUm(box.x, dpi), dotsOfUm(box.y, dpi)];
  return { x, y, width: dotsOfUm(box.x + box.width, dpi) - x, height: dotsOfUm(box.y + box.height, dpi) - y };
};

const offsetUm = (line: ShapedLine, align: ResolvedText['align'], room: number, width: number): number => {
  const isRight = align === 'right' || align === (line.isRightToLeft ? 'start' : 'end');
  if (align === 'center') return Math.floor((room - width) / 2);
  return isRight ? room - width : 0;
};

/** The first base line, from the top of the box. Single words stand with their capitals in the middle. */
const baseUm = ({ valign, lineHeight }: ResolvedText, sizeUm: number, lines: number, room: number): number => {
  const stepUm = Math.round((sizeUm * lineHeight) / 100);
  const below = (lines - 1) * stepUm;
  if (valign === 'middle') return Math.round((room - below + (sizeUm * capitals) / 1000) / 2);
  const top = Math.round((sizeUm * ascent) / 1000);
  return valign === 'top' ? top : room - below - Math.round((sizeUm * (1200 - ascent)) / 1000);
};

/** A text broken, shrunk, drawn and turned: a picture for each of its lines. */
export const placeText = ({ book, dpi, warn }: PlaceTools, text: ResolvedText): PagePicture[] => {
  if (text.text.trim() === '') return [];
  const missing = missingCharacters(book, text.text, text.style);
  if (missing.length > 0)
    warn(labelWarning('characters-not-printable', text.element, { characters: missing.slice(0, 20).join(' ') }));
  const isUpright = text.turns % 2 === 0;
  const [widthUm, heightUm] = isUpright ? [text.box.width, text.box.height] : [text.box.height, text.box.width];
  const block = layOutText(book, { ...text, widthUm, heightUm });
  if (block.shortened)
    warn(
      labelWarning(text.overflow === 'refuse' ? 'text-does-not-fit' : 'text-shortened', text.element, {
        text: text.text.slice(0, 80),
      }),
    );
  const at = rectOf(text.box, dpi);
  const first = baseUm(text, block.sizeUm, block.lines.length, heightUm);
  const stepUm = Math.round((block.sizeUm * text.lineHeight) / 100);
  return block.lines.flatMap((line, index) => {
    const drawn = drawLine(line, block.sizeUm, dpi);
    if (drawn === null) return [];
    const left = dotsOfUm(offsetUm(line, text.align, widthUm, lineWidthUm(line, block.sizeUm)), dpi);
    const base = dotsOfUm(first + index * stepUm, dpi);
    const rect = { ...drawn.at, x: drawn.at.x + left, y: drawn.at.y + base };
    return [
      {
        kind: 'picture' as const,
        element: text.element,
        role: 'text' as const,
        at: turnedRect(rect, text.turns, at),
        bitmap: turn(drawn.bitmap, text.turns),
        ink: text.ink,
        capitalsUm: Math.round((block.sizeUm * capitals) / 1000),
      },
    ];
  });
};
