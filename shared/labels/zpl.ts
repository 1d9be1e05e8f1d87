/** Dots of a length at a resolution; converted once, never scaled again. */
export const dotsOf = (mm: number, dpi: number): number => Math.round((mm * dpi) / 25.4);

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');

/** The UTF-8 bytes of one character as `_hh`. */
const utf8Escape = (character: string, code: number): string =>
  code < 0x80 ? `_${hex(code)}` : encodeURIComponent(code >= 0xd800 && code <= 0xdfff ? '\ufffd' : character).replaceAll('%', '_');

/** C0 and C1 controls and the signs that turn or hide text: none belongs on a label. */
const isDropped = (code: number): boolean =>
  code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code === 0xfeff;

/**
 * Text for a `^FD` behind `^FH_` under `^CI28`: every byte that could be a command, and every byte beyond ASCII, as
 * `_hh` (ZPL II guide, ^FH). Line ends become spaces, other control characters vanish, lone surrogates become U+FFFD.
 */
export const escapeField = (text: string): string => {
  let escaped = '';
  for (const character of text.replaceAll(/\r\n|[\r\n\t]/g, ' ')) {
    const code = character.codePointAt(0) ?? 0;
    if (isDropped(code)) continue;
    if (code >= 0x20 && code < 0x7f && !'^~_\\'.includes(character)) escaped += character;
    else escaped += utf8Escape(character, code);
  }
  return escaped;
};

/** What font 0 of a ZPL printer can draw: Latin with its diacritics, and common punctuation. */
const drawable = /^[\u0020-\u007e\u00a0-\u024f\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20ac\u2116\u2122]$/u;

/** Characters that the printer would leave blank or show as boxes; empty when the text can be printed whole. */
export const undrawable = (text: string): string => [...new Set([...text].filter((character) => !drawable.test(character) && !isDropped(character.codePointAt(0) ?? 0)))].join('');

/** Width of a text in font 0 as a share of its height, by class of character; measured wide rather than narrow. */
const widthOf = (character: string): number => {
  if (/[ijl.,:;'|!I]/.test(character)) return 0.29;
  if (/[ftr()\-[\]{}/ ]/.test(character)) return 0.36;
  if (/[mwMW@%]/.test(character)) return 0.86;
  if (/[A-Z&ÄÖÜÀ-Þ]/.test(character)) return 0.66;
  return 0.53;
};

/** Dots that a text takes in font 0 of the given height. */
export const textWidth = (text: string, height: number): number => Math.ceil([...text].reduce((sum, character) => sum + widthOf(character), 0) * height);

/** Cuts a text into lines that fit; a word that is too long is broken. */
export const wrapText = (text: string, height: number, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    let rest = word;
    const joined = line === '' ? rest : `${line} ${rest}`;
    if (textWidth(joined, height) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    while (textWidth(rest, height) > width && rest.length > 1) {
      let cut = rest.length - 1;
      while (cut > 1 && textWidth(rest.slice(0, cut), height) > width) cut -= 1;
      lines.push(rest.slice(0, cut));
      rest = rest.slice(cut);
    }
    line = rest;
  }
  return line === '' ? lines : [...lines, line];
};

/** A label under construction: coordinates and heights in millimetres, turned to dots once. */
export const createLabel = (dpi: number, widthMm: number, heightMm: number) => {
  const dots = (mm: number): number => dotsOf(mm, dpi);
  const fields: string[] = [];
  const at = (x: number, y: number): string => `^FO${dots(x)},${dots(y)}`;
  return {
    dots,
    text: (x: number, y: number, heightOf: number, value: string): void => void fields.push(`${at(x, y)}^A0N,${dots(heightOf)},${dots(heightOf)}^FH_^FD${escapeField(value)}^FS`),
    /** White on black: the box first, the text reversed over it. */
    banner: (x: number, y: number, width: number, heightOf: number, value: string): void =>
      void fields.push(
        `${at(x, y)}^GB${dots(width)},${dots(heightOf)},${dots(heightOf)}^FS`,
        `${at(x + 2, y + heightOf * 0.16)}^A0N,${dots(heightOf * 0.74)},${dots(heightOf * 0.74)}^FR^FH_^FD${escapeField(value)}^FS`,
      ),
    line: (x: number, y: number, width: number, thickness = 0.4): void => void fields.push(`${at(x, y)}^GB${dots(width)},${Math.max(2, dots(thickness))},${Math.max(2, dots(thickness))}^FS`),
    box: (x: number, y: number, width: number, heightOf: number, thickness = 0.4): void => void fields.push(`${at(x, y)}^GB${dots(width)},${dots(heightOf)},${Math.max(2, dots(thickness))}^FS`),
    /** Code 128 with an explicit start (`>;` C, `>:` B) so that printer, preview and decoder agree. */
    code128: (x: number, y: number, moduleDots: number, heightOf: number, data: string): void => void fields.push(`${at(x, y)}^BY${moduleDots},2,0^BCN,${dots(heightOf)},N,N,N,N^FD${data}^FS`),
    dataMatrix: (x: number, y: number, moduleDots: number, data: string): void => void fields.push(`${at(x, y)}^BXN,${moduleDots},200,,,,_^FH\\^FD${data}^FS`),
    /** One format, one label, nothing left behind in the printer. `^JZN`: a partial label is never reprinted by itself. */
    zpl: (): string =>
      ['^XA', '^CI28', '^JMA', '^JZN', '^LH0,0', '^LS0', '^LT0', '^PON', '^PMN', '^FWN', '^LRN', `^PW${dots(widthMm)}`, `^LL${dots(heightMm)}`, ...fields, '^PQ1,0,1,Y', '^XZ', ''].join('\n'),
  };
};
export type LabelBuilder = ReturnType<typeof createLabel>;

/** Capital letters, digits and the like as Code 128 subset B data: `>` and the command characters need care. */
export const code128B = (text: string): string => {
  if (!/^[\x20-\x7d]*$/.test(text) || /[\^~]/.test(text)) throw new Error('not for Code 128');
  return `>:${text.replaceAll('>', '>0')}`;
};
