import { turn, type Rect } from '../bitmap';
import type { Symbology } from '../description/elements';
import { dotsOfUm, umOfDots, type Dpi } from '../dots';
import { drawSymbol, maxiCodeSize } from '../symbols/draw-symbol';
import { encodeBarcode, type EncodedCode } from '../symbols/encode';
import { eanTexts, guardBars } from './ean-text';
import type { PageArea, PageBarcode, PageItem } from './page';
import { placeText, rectOf, turnedRect, type PlaceTools } from './place-text';
import type { BoxUm, ResolvedBarcode, ResolvedText } from './resolved';
import { labelWarning } from './warnings';

/** White that each symbology wants around it, in modules: left, right, above and below. */
const quietZones: Readonly<Record<Symbology, readonly [number, number, number]>> = {
  'code-128': [10, 10, 0],
  'gs1-128': [10, 10, 0],
  'code-39': [10, 10, 0],
  'itf-14': [10, 10, 0],
  'ean-13': [11, 7, 0],
  'ean-8': [7, 7, 0],
  'upc-a': [9, 9, 0],
  'data-matrix': [1, 1, 1],
  'gs1-data-matrix': [1, 1, 1],
  qr: [4, 4, 4],
  'gs1-qr': [4, 4, 4],
  pdf417: [2, 2, 2],
  aztec: [1, 1, 1],
  maxicode: [0, 0, 0],
};

/** Between bars and the words below them. */
const wordsGapUm = 600;

/** The code in an upright box, before it is turned; lengths in dots. */
interface Sized {
  readonly module: number;
  readonly width: number;
  readonly height: number;
  readonly quiet: readonly [number, number, number];
}

const modulesOf = ({ symbol }: EncodedCode): { readonly width: number; readonly height: number } => {
  if (symbol.shape === 'bars') return { width: symbol.modules, height: 0 };
  if (symbol.shape === 'maxicode') return { width: 0, height: 0 };
  return { width: symbol.bitmap.width, height: symbol.bitmap.height * symbol.rowHeight };
};

const wordsUm = ({ textSizeUm }: ResolvedBarcode): number =>
  textSizeUm === 0 ? 0 : wordsGapUm + Math.round(textSizeUm * 0.95);

/** The broadest whole-dot module that fits the box and the description's limits; `null` when none does. */
const sizeOf = (wish: ResolvedBarcode, code: EncodedCode, room: Rect, dpi: Dpi): Sized | null => {
  const height = room.height - dotsOfUm(wordsUm(wish), dpi);
  if (code.symbol.shape === 'maxicode') {
    const size = maxiCodeSize(dpi);
    return size.width > room.width || size.height > height ? null : { module: 0, ...size, quiet: [0, 0, 0] };
  }
  const modules = modulesOf(code);
  const [left, right, around] = quietZones[code.symbology];
  const fitting = Math.min(
    Math.floor(room.width / (modules.width + left + right)),
    modules.height === 0 ? Infinity : Math.floor(height / (modules.height + 2 * around)),
  );
  const most = Math.max(1, Math.floor((wish.mostModuleUm * dpi) / 25_400 + 0.02));
  const module = Math.min(fitting, most);
  if (module < 1 || height < 1) return null;
  return {
    module,
    width: modules.width * module,
    height: modules.height === 0 ? height : modules.height * module,
    quiet: [left * module, right * module, around * module],
  };
};

const leftOf = ({ align }: ResolvedBarcode, { width, quiet: [before, behind] }: Sized, room: number): number => {
  const whole = width + before + behind;
  if (align === 'right') return room - whole + before;
  return align === 'center' ? Math.floor((room - whole) / 2) + before : before;
};

/** The data in letters, in the middle below the bars. */
const words = (wish: ResolvedBarcode, text: string, box: BoxUm, align: ResolvedText['align']): ResolvedText => ({
  kind: 'text',
  element: wish.element,
  box,
  turns: wish.turns,
  text,
  style: { weight: 'regular', condensed: false },
  direction: 'left-to-right',
  sizeUm: wish.textSizeUm,
  minSizeUm: Math.min(wish.textSizeUm, 1500),
  align,
  valign: 'top',
  wrap: false,
  maxLines: 1,
  lineHeight: 100,
  overflow: 'refuse',
  ink: 'black',
});

const placeWords = (
  tools: PlaceTools,
  wish: ResolvedBarcode,
  code: EncodedCode,
  bars: Rect,
  sized: Sized,
  box: Rect,
): PageItem[] => {
  const { dpi } = tools;
  const upright = { x: 0, y: 0, width: wish.turns % 2 === 0 ? box.width : box.height, height: 0 };
  const um = (dots: number): number => umOfDots(dots, dpi);
  // Turned with the code, from the same corner.
  const place = (rect: Rect): BoxUm => {
    const at = turnedRect(rect, wish.turns, box);
    return { x: um(at.x), y: um(at.y), width: um(at.width), height: um(at.height) };
  };
  const gap = Math.max(1, dotsOfUm(wordsGapUm - Math.round(wish.textSizeUm * 0.236), dpi));
  const line = { y: bars.y + bars.height + gap, height: dotsOfUm(Math.round(wish.textSizeUm * 1.2), dpi) };
  const texts = eanTexts(code, bars, sized.module);
  if (texts !== null) {
    return [
      ...guardBars(code, bars, sized.module).map((rect): PageArea => ({
        kind: 'area',
        element: wish.element,
        at: turnedRect(rect, wish.turns, box),
        ink: 'black',
      })),
      ...texts.flatMap(({ text, x, width, align }) =>
        placeText(tools, words(wish, text, place({ ...line, x, width }), align)),
      ),
    ];
  }
  const middle = bars.x + bars.width / 2;
  const reach = Math.floor(Math.min(middle, upright.width - middle));
  const rect = { ...line, x: Math.round(middle) - reach, width: 2 * reach };
  return placeText(tools, words(wish, code.words, place(rect), 'center'));
};

/** A barcode with its words in its box, turned as wished; none when there is nothing that could be drawn. */
export const placeBarcode = (tools: PlaceTools, wish: ResolvedBarcode): PageItem[] => {
  const { dpi, warn } = tools;
  const encoded = encodeBarcode(wish.wish);
  if (!encoded.ok) {
    warn(labelWarning(encoded.failure.code, wish.element, encoded.failure.details));
    return [];
  }
  const code = encoded.value;
  const box = rectOf(wish.box, dpi);
  const upright = wish.turns % 2 === 0 ? box : { ...box, width: box.height, height: box.width };
  const sized = sizeOf(wish, code, upright, dpi);
  if (sized === null) {
    warn(labelWarning('barcode-too-large', wish.element, { text: code.words.slice(0, 80) }));
    return [];
  }
  const { module, width, height, quiet } = sized;
  const bars = { x: leftOf(wish, sized, upright.width), y: quiet[2], width, height };
  const room = { x: bars.x - quiet[0], y: 0, width: width + quiet[0] + quiet[1], height: height + 2 * quiet[2] };
  const item: PageBarcode = {
    kind: 'barcode',
    element: wish.element,
    at: turnedRect(bars, wish.turns, box),
    room: turnedRect(room, wish.turns, box),
    bitmap: turn(drawSymbol(code.symbol, module, height, dpi), wish.turns),
    turns: wish.turns,
    code,
    module,
    height,
    hasGuards: wish.textSizeUm > 0,
    use: wish.use,
    leastModuleUm: wish.leastModuleUm,
  };
  return wish.textSizeUm === 0 ? [item] : [item, ...placeWords(tools, wish, code, bars, sized, box)];
};
