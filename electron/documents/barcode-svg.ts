// One encoder by its name: the bundler leaves the other hundred, two megabytes of them, out of the app's first file.
import { code128, drawingSVG } from 'bwip-js/node';

/** Code 128 as SVG text; `text` must be printable ASCII. Height in millimetres. */
export const code128Svg = (text: string, heightMm = 12): string =>
  code128({ bcid: 'code128', text, height: heightMm, includetext: false, paddingwidth: 10 }, drawingSVG());
