// Each encoder by its name: the bundler leaves the other hundred, two megabytes of them, out of the app's first file.
import { code128, drawingSVG, ean13, gs1_128, gs1datamatrix, qrcode } from 'bwip-js/node';
import type { TestSymbology } from '../../shared/barcode/test-card';

/** Code 128 as SVG text; `text` must be printable ASCII. Height in millimetres. */
export const code128Svg = (text: string, heightMm = 12): string =>
  code128({ bcid: 'code128', text, height: heightMm, includetext: false, paddingwidth: 10 }, drawingSVG());

/**
 * A scanner's configuration barcode for paper: Code 128 with function character 3 in front of the text or behind it.
 * Bars of 0.33 mm, ten modules of quiet zone on either side.
 */
export const setupCodeSvg = (text: string, fnc3: 'first' | 'last'): string => {
  // The encoder takes ^ for the beginning of a name: FNC3, or a character by its number.
  const escaped = text.replaceAll('^', '^^').replaceAll('\r', '^013');
  const marked = fnc3 === 'first' ? `^FNC3${escaped}` : `${escaped}^FNC3`;
  const options = { bcid: 'code128', text: marked, parse: true, parsefnc: true } as const;
  const svg = code128({ ...options, height: 14, includetext: false, paddingwidth: 10 }, drawingSVG());
  return inMillimetres(svg, 2, 0.33);
};

const inMillimetres = (svg: string, scale: number, moduleMm: number): string => {
  const mm = (units: string): string => `${((Number(units) / scale) * moduleMm).toFixed(2)}mm`;
  return svg.replace(
    /viewBox="0 0 (\d+) (\d+)"/,
    (box, width: string, height: string) => `${box} width="${mm(width)}" height="${mm(height)}"`,
  );
};

interface Drawer {
  /** Units of the drawing to a module. */
  readonly scale: number;
  /** Width of a module on paper. */
  readonly moduleMm: number;
  readonly draw: (text: string, scale: number) => string;
}

/** Quiet zones are part of each picture: 10 modules beside bars, 11 beside EAN-13, 4 around QR. */
const drawers: Readonly<Record<TestSymbology, Drawer>> = {
  code128: { scale: 2, moduleMm: 0.33, draw: (text) => code128Svg(text, 14) },
  ean13: {
    scale: 2,
    moduleMm: 0.33,
    draw: (text) => ean13({ bcid: 'ean13', text, height: 16, includetext: false, paddingwidth: 11 }, drawingSVG()),
  },
  'gs1-128': {
    scale: 2,
    moduleMm: 0.33,
    draw: (text) => gs1_128({ bcid: 'gs1-128', text, height: 14, includetext: false, paddingwidth: 10 }, drawingSVG()),
  },
  gs1datamatrix: {
    scale: 6,
    moduleMm: 0.75,
    draw: (text, scale) => gs1datamatrix({ bcid: 'gs1datamatrix', text, scale, padding: 2 }, drawingSVG()),
  },
  qrcode: {
    scale: 4,
    moduleMm: 0.5,
    draw: (text, scale) => qrcode({ bcid: 'qrcode', text, scale, padding: 4 }, drawingSVG()),
  },
};

/** A symbol of the test card at the size of its drawing (whole pixels to a module), or in millimetres for paper. */
export const testSymbolSvg = (symbology: TestSymbology, text: string, on: 'screen' | 'paper' = 'screen'): string => {
  const { scale, moduleMm, draw } = drawers[symbology];
  const svg = draw(text, scale);
  if (on === 'paper') return inMillimetres(svg, scale, moduleMm);
  return svg.replace(
    /viewBox="0 0 (\d+) (\d+)"/,
    (box, width: string, height: string) => `${box} width="${width}px" height="${height}px"`,
  );
};
