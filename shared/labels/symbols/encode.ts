import { hasMod10CheckDigit, mod10CheckDigit } from '../../barcode/check-digit';
import { encodeElementStrings, type Gs1Element } from '../../barcode/gs1';
import { applicationIdentifier, checkValue } from '../../barcode/gs1-format';
import { fail, ok, type Result } from '../../result';
import { encodeCode128, encodeGs1128, type Code128 } from '../code-128';
import type { Symbology } from '../description/elements';
import { code128Bars, code39Bars, code39Characters, ean13Bars, ean8Bars, itfBars } from './linear';
import type { BarSymbol } from './symbol';
import { aztecSymbol, dataMatrixSymbol, maxiCodeSymbol, pdf417Symbol, qrSymbol } from './two-dimensional';

/** What is to be encoded, all fields filled in. */
export interface CodeWish {
  readonly symbology: Symbology;
  /** Text, or the elements of a GS1 symbology. */
  readonly data: string | readonly Gs1Element[];
  readonly correction: string;
  readonly columns: number | undefined;
  readonly maxiCode: { readonly mode: number; readonly primary: string };
  /** For the sliding century of GS1 dates. */
  readonly currentYear: number;
}

export interface EncodedCode {
  readonly symbology: Symbology;
  readonly symbol: BarSymbol;
  /** What a reader answers, U+001D where a separator stands. */
  readonly text: string;
  /** For people, below the bars. */
  readonly words: string;
  /** Subsets as they are to be used, for languages that can be told. */
  readonly code128: Code128 | null;
}

export type CodeFailure = 'barcode-empty' | 'barcode-data' | 'barcode-check-digit' | 'barcode-gs1';

type Encoded = Result<EncodedCode, CodeFailure>;

const encoded = (
  symbology: Symbology,
  symbol: BarSymbol | null,
  text: string,
  words = text,
  code128: Code128 | null = null,
): Encoded => (symbol === null ? fail('barcode-data', { symbology }) : ok({ symbology, symbol, text, words, code128 }));

/** A GTIN as the record keeps it, with zeros up to 14 digits, is the shorter number that its barcode holds. */
const withoutFill = (data: string, length: number): string =>
  data.length === 14 && /^0+$/.test(data.slice(0, 14 - length)) ? data.slice(14 - length) : data;

/** Digits of a fixed number with their check digit, which is appended when it is missing. */
const checked = (given: string, length: number): Result<string, CodeFailure> => {
  const data = withoutFill(given, length);
  if (!/^[0-9]+$/.test(data) || (data.length !== length && data.length !== length - 1))
    return fail('barcode-data', { length });
  const digits = data.length === length ? data : `${data}${mod10CheckDigit(data)}`;
  return hasMod10CheckDigit(digits) ? ok(digits) : fail('barcode-check-digit', { data });
};

const numbered = (symbology: Symbology, data: string, length: number, bars: (digits: string) => BarSymbol): Encoded => {
  const digits = checked(data, length);
  return digits.ok ? encoded(symbology, bars(digits.value), digits.value) : digits;
};

const code128 = (data: string): Encoded => {
  if (!/^[\x20-\x7e]{1,48}$/.test(data)) return fail('barcode-data', { symbology: 'code-128' });
  const code = encodeCode128(data);
  return encoded('code-128', code128Bars(code), data, data, code);
};

const code39 = (data: string): Encoded => {
  const isPlain = data.length <= 40 && Array.from(data).every((letter) => code39Characters.includes(letter));
  return isPlain ? encoded('code-39', code39Bars(data), data) : fail('barcode-data', { symbology: 'code-39' });
};

/** Readers answer where it goes behind the header of the message, if it has one (ISO/IEC 16023 annex B). */
const maxiCodeText = (primary: string, data: string): string => {
  const [header = ''] = /^\[\)>\u001e01\u001d[0-9]{2}/.exec(data) ?? [];
  return `${header}${primary}${data.slice(header.length)}`;
};

const fromText = (wish: CodeWish, data: string): Encoded => {
  switch (wish.symbology) {
    case 'code-128':
      return code128(data);
    case 'code-39':
      return code39(data);
    case 'itf-14':
      return numbered('itf-14', data, 14, itfBars);
    case 'ean-13':
      return numbered('ean-13', data, 13, ean13Bars);
    case 'ean-8':
      return numbered('ean-8', data, 8, ean8Bars);
    case 'upc-a':
      return numbered('upc-a', data, 12, (digits) => ean13Bars(`0${digits}`));
    case 'data-matrix':
      return encoded('data-matrix', dataMatrixSymbol(data, false), data);
    case 'qr':
      return encoded('qr', qrSymbol(data, false, wish.correction), data);
    case 'pdf417':
      return encoded('pdf417', pdf417Symbol(data, wish.columns), data);
    case 'aztec':
      return encoded('aztec', aztecSymbol(data), data);
    case 'maxicode': {
      const { mode, primary } = wish.maxiCode;
      return encoded('maxicode', maxiCodeSymbol(`${primary}${data}`, mode), maxiCodeText(primary, data), data);
    }
    case 'gs1-128':
    case 'gs1-data-matrix':
    case 'gs1-qr':
      // Refused by the description's schema: these have elements.
      return fail('barcode-gs1', { ai: '', problem: 'empty-value' });
  }
};

const wrongElement = (elements: readonly Gs1Element[], currentYear: number): Encoded | null => {
  for (const { ai, value } of elements) {
    const identifier = applicationIdentifier(ai);
    if (identifier === null) return fail('barcode-gs1', { ai, problem: 'unknown-ai' });
    const result = checkValue(identifier, value, currentYear);
    if (!result.ok) return fail('barcode-gs1', { ai, problem: result.failure.code });
  }
  return null;
};

/** Elements of predefined length first: no separator follows them (GS1 General Specifications 7.8.3). */
const inOrder = (elements: readonly Gs1Element[]): Gs1Element[] => {
  const isFixed = ({ ai }: Gs1Element): boolean => applicationIdentifier(ai)?.predefinedLength !== null;
  return [...elements.filter(isFixed), ...elements.filter((element) => !isFixed(element))];
};

const fromElements = (wish: CodeWish, all: readonly Gs1Element[]): Encoded => {
  const elements = inOrder(all.filter(({ value }) => value !== ''));
  if (elements.length === 0) return fail('barcode-empty');
  const wrong = wrongElement(elements, wish.currentYear);
  if (wrong !== null) return wrong;
  const text = encodeElementStrings(elements);
  const words = elements.map(({ ai, value }) => `(${ai})${value}`).join('');
  if (wish.symbology === 'gs1-data-matrix')
    return encoded('gs1-data-matrix', dataMatrixSymbol(text, true), text, words);
  if (wish.symbology === 'gs1-qr') return encoded('gs1-qr', qrSymbol(text, true, wish.correction), text, words);
  if (!/^[\x1d\x21-\x7a]{1,48}$/.test(text))
    return fail('barcode-gs1', { ai: elements[0]?.ai ?? '', problem: 'too-long' });
  const code = encodeGs1128(text);
  return encoded('gs1-128', code128Bars(code), text, words, code);
};

/** The symbol of a barcode and what it says; a failure tells why there is none. */
export const encodeBarcode = (wish: CodeWish): Encoded => {
  if (typeof wish.data !== 'string') return fromElements(wish, wish.data);
  return wish.data === '' ? fail('barcode-empty') : fromText(wish, wish.data);
};
