/**
 * Words of ZPL II (Zebra programming guide). Everything that comes from outside goes through `escapeField`; barcode
 * data comes from the encoders beside this file, which let no command character through.
 */

/** Dots of a length at a resolution: converted once, never scaled again. */
export const dotsOf = (millimetres: number, dpi: number): number => Math.round((millimetres * dpi) / 25.4);

/** The bytes of one character in UTF-8, as `_hh` each. */
const hexEscape = (character: string): string =>
  character.charCodeAt(0) < 0x80
    ? `_${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
    : encodeURIComponent(character).replaceAll('%', '_');

/**
 * Text for `^FD` behind `^FH_` under `^CI28`: every byte that could be a command or lies beyond ASCII as `_hh`. Line
 * ends and tabs become spaces, other control characters vanish, lone surrogates become U+FFFD. Full-width forms stay
 * what they are.
 */
export const escapeField = (text: string): string => {
  let escaped = '';
  for (const character of text.replaceAll(/\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g, ' ')) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) continue;
    const isPlain = code < 0x7f && !'^~_\\'.includes(character);
    escaped += isPlain ? character : hexEscape(/^\p{Cs}$/u.test(character) ? '\ufffd' : character);
  }
  return escaped;
};

/** A line of text in font 0; `x`, `y` is its upper left corner, all in dots. `reverse` draws white on black. */
export const textField = (x: number, y: number, height: number, text: string, reverse = false): string =>
  `^FO${x},${y}^A0N,${height},${height}${reverse ? '^FR' : ''}^FH_^FD${escapeField(text)}^FS`;

/** A frame, or a line or black area where `thickness` reaches the smaller side. */
export const boxField = (x: number, y: number, width: number, height: number, thickness: number): string =>
  `^FO${x},${y}^GB${width},${height},${thickness}^FS`;

/** The way a field is turned: upright, then by quarters clockwise. */
export type Orientation = 'N' | 'R' | 'I' | 'B';

/** Code 128 of data from `encodeCode128` or `encodeGs1128`, without text below it. */
export const code128Field = (
  x: number,
  y: number,
  module: number,
  height: number,
  fieldData: string,
  orientation: Orientation = 'N',
): string => `^FO${x},${y}^BY${module},2,${height}^BC${orientation},${height},N,N,N,N^FD${fieldData}^FS`;

/** Data Matrix ECC 200 of printable ASCII without ZPL's own signs, `side` modules square. */
export const dataMatrixField = (x: number, y: number, module: number, side: number, text: string): string => {
  if (!/^[\x20-\x7e]+$/.test(text) || /[\^~_\\]/.test(text)) throw new Error('not for this field');
  return `^FO${x},${y}^BXN,${module},200,${side},${side}^FD${text}^FS`;
};

/**
 * Has the printer say `DONE[token]` once the label is out (`^HV` with parameter L). Models differ in whether they can,
 * so it is added only where it was tried.
 */
export const echoFields = (token: string): readonly string[] => {
  if (!/^[0-9A-Za-z-]{1,32}$/.test(token)) throw new Error('not for an echo');
  return [`^FN999^FD${token}^FS`, '^FH_^HV999,32,DONE[,]_0D_0A,L^FS'];
};

/**
 * One format for one label. The preamble takes back whatever an earlier job left set in the printer; `^JZN` keeps it
 * from reprinting by itself a label that the end of the paper cut short; nothing is saved.
 */
export const zplFormat = (widthDots: number, heightDots: number, fields: readonly string[]): string =>
  [
    '^XA',
    '^CI28^JMA^JZN',
    `^PW${widthDots}^LL${heightDots}`,
    '^LH0,0^LS0^LT0^PON^PMN^FWN^LRN',
    ...fields,
    '^PQ1,0,1,Y',
    '^XZ',
    '',
  ].join('\n');
