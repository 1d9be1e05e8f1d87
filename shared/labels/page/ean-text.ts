import type { Rect } from '../bitmap';
import type { EncodedCode } from '../symbols/encode';
import type { ResolvedText } from './resolved';

export interface EanText {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly align: ResolvedText['align'];
}

/** Guard bars are so many modules longer than the others (GS1 General Specifications 5.2.3.2). */
const guardModules = 5;

/** First modules of the guard bars, each one module wide. */
const guards: Readonly<Record<string, readonly number[]>> = {
  'ean-13': [0, 2, 46, 48, 92, 94],
  'upc-a': [0, 2, 46, 48, 92, 94],
  'ean-8': [0, 2, 32, 34, 64, 66],
};

export const guardBars = ({ symbology }: EncodedCode, bars: Rect, module: number): Rect[] =>
  (guards[symbology] ?? []).map((at) => ({
    x: bars.x + at * module,
    y: bars.y + bars.height,
    width: module,
    height: guardModules * module,
  }));

/** Where the digits of EAN and UPC stand, in dots; `null` for other codes. */
export const eanTexts = ({ symbology, text }: EncodedCode, bars: Rect, module: number): EanText[] | null => {
  const part = (from: number, to: number, at: number, modules: number): EanText => ({
    text: text.slice(from, to),
    x: bars.x + at * module,
    width: modules * module,
    align: 'center',
  });
  const left: EanText = { text: text.slice(0, 1), x: bars.x - 10 * module, width: 8 * module, align: 'right' };
  switch (symbology) {
    case 'ean-13':
      return [left, part(1, 7, 3, 42), part(7, 13, 50, 42)];
    case 'ean-8':
      return [part(0, 4, 3, 28), part(4, 8, 36, 28)];
    case 'upc-a':
      return [
        { ...left, x: bars.x - 9 * module, width: 7 * module },
        part(1, 6, 10, 35),
        part(6, 11, 50, 35),
        { text: text.slice(11), x: bars.x + 97 * module, width: 7 * module, align: 'left' },
      ];
    default:
      return null;
  }
};
