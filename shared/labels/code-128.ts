/** What a Code 128 symbol needs: its data as `^BC` in mode N takes it, and how wide it comes out. */
export interface Code128 {
  /** Field data for `^FD`, with explicit subset invocations, so that printer, preview and decoder agree. */
  readonly fieldData: string;
  /** Modules from the first bar to the last, quiet zones not counted. */
  readonly modules: number;
  /** Symbol characters from the start character on, without check and stop (ISO/IEC 15417 table 1). */
  readonly values: readonly number[];
}

const fnc1 = '\u001d';
/** Start, check character and the longer stop character. */
const framingModules = 11 + 11 + 13;

/** Values of the characters that start and change subsets, and of FNC1. */
const [toB, fnc1Value, startB, startC] = [100, 102, 104, 105] as const;

/** ZPL's own signs within `^BC` data (ZPL II guide, Code 128 invocation characters). */
const plain = (character: string): string =>
  character === '>' ? '>0' : character === '^' ? '><' : character === '~' ? '>=' : character;

const digitsAt = (text: string, from: number): number => {
  let count = 0;
  while (/[0-9]/.test(text.charAt(from + count))) count += 1;
  return count;
};

/** Subset C pays from four digits on (ISO/IEC 15417 annex E). */
const startsInC = (text: string): boolean => digitsAt(text, 0) >= 4 || /^[0-9]{2}$/.test(text);

/**
 * Digits at the start go in pairs (subset C), all else and what follows in subset B: one change at most. The
 * interpreter that draws the preview does not know the change back to C, and loses a last character that stands alone
 * behind a change; three digits are left for subset B in its stead. Printers take either.
 */
const encode = (text: string, isGs1: boolean): Code128 => {
  let inC = startsInC(text);
  let fieldData = inC ? '>;' : '>:';
  const values: number[] = [inC ? startC : startB];
  const put = (data: string, value: number): void => {
    fieldData += data;
    values.push(value);
  };
  if (isGs1) put('>8', fnc1Value);
  for (let at = 0; at < text.length;) {
    if (text.charAt(at) === fnc1) {
      put('>8', fnc1Value);
      at += 1;
    } else if (inC && digitsAt(text, at) >= 2 && text.length !== at + 3) {
      put(text.slice(at, at + 2), Number(text.slice(at, at + 2)));
      at += 2;
    } else if (inC) {
      put('>6', toB);
      inC = false;
    } else {
      put(plain(text.charAt(at)), text.charCodeAt(at) - 32);
      at += 1;
    }
  }
  return { fieldData, modules: framingModules + (values.length - 1) * 11, values };
};

/** A plain Code 128 symbol of 1 to 48 printable ASCII characters; anything else is a bug of the caller and throws. */
export const encodeCode128 = (text: string): Code128 => {
  if (!/^[\x20-\x7e]{1,48}$/.test(text)) throw new Error('not for Code 128');
  return encode(text, false);
};

/**
 * A GS1-128 symbol: element strings without parentheses, U+001D as separator, 1 to 48 characters (GS1 General
 * Specifications 5.4). FNC1 after the start is added here.
 */
export const encodeGs1128 = (elements: string): Code128 => {
  if (!/^[\x1d\x21-\x7a]{1,48}$/.test(elements)) throw new Error('not for GS1-128');
  return encode(elements, true);
};
