import bwipjs from 'bwip-js/node';

/** Code 128 as SVG text; `text` must be printable ASCII. Height in millimetres. */
export const code128Svg = (text: string, heightMm = 12): string =>
  bwipjs.toSVG({ bcid: 'code128', text, height: heightMm, includetext: false, paddingwidth: 10 });
