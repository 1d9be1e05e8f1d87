import bwip from 'bwip-js/generic';
import { createBitmap, type Bitmap } from '../bitmap';
import { dataMatrixSide } from '../data-matrix';
import type { BarSymbol } from './symbol';

interface Modules {
  readonly pixs: ArrayLike<number>;
  readonly pixx: number;
}

interface EncoderWish {
  readonly bcid: string;
  readonly text: string;
  readonly [option: string]: string | number | boolean;
}

const fnc1 = '\u001d';

/** The encoder's answer, or `null` for data that it refuses. */
const modulesOf = (wish: EncoderWish): Modules | null => {
  try {
    const [symbol] = bwip.raw(wish as Parameters<typeof bwip.raw>[0]) as unknown as [Modules];
    return symbol;
  } catch {
    // It throws at data that the symbology can't hold: an expected failure.
    return null;
  }
};

const bitmapOf = ({ pixs, pixx }: Modules): Bitmap => {
  const bitmap = createBitmap(pixx, Math.floor(pixs.length / pixx));
  for (let at = 0; at < pixs.length; at += 1) {
    if (pixs[at] !== 1) continue;
    const [x, y] = [at % pixx, Math.floor(at / pixx)];
    const index = y * bitmap.stride + (x >> 3);
    bitmap.bits[index] = (bitmap.bits[index] ?? 0) | (0x80 >> (x & 7));
  }
  return bitmap;
};

const matrixOf = (wish: EncoderWish, rowHeight = 1): BarSymbol | null => {
  const modules = modulesOf(wish);
  return modules === null ? null : { shape: 'matrix', bitmap: bitmapOf(modules), rowHeight };
};

/** FNC1 in front and for every separator, in the encoder's spelling. GS1 data have no caret of their own. */
const withFnc1 = (elements: string): string => `^FNC1${elements.replaceAll(fnc1, '^FNC1')}`;

/** A square ECC 200 symbol of printable ASCII, of the size that a printer is told; with `isGs1` after FNC1. */
export const dataMatrixSymbol = (text: string, isGs1: boolean): BarSymbol | null => {
  const side = dataMatrixSide(isGs1 ? `${fnc1}${text}` : text);
  if (side === null || !/^[\x1d\x20-\x7e]+$/.test(text)) return null;
  const version = `${side}x${side}`;
  return isGs1
    ? matrixOf({ bcid: 'datamatrix', text: withFnc1(text), parsefnc: true, version })
    : matrixOf({ bcid: 'datamatrix', text, version });
};

export const qrSymbol = (text: string, isGs1: boolean, correction: string): BarSymbol | null =>
  isGs1
    ? matrixOf({ bcid: 'qrcode', text: withFnc1(text), parsefnc: true, eclevel: correction })
    : matrixOf({ bcid: 'qrcode', text, eclevel: correction });

/** Rows three modules high, correction after the length of the data (ISO/IEC 15438 annex E). */
export const pdf417Symbol = (text: string, columns: number | undefined): BarSymbol | null => {
  if (!/^[\x20-\x7e]+$/.test(text)) return null;
  return matrixOf({ bcid: 'pdf417', text, ...(columns === undefined ? {} : { columns }) }, 3);
};

export const aztecSymbol = (text: string): BarSymbol | null => matrixOf({ bcid: 'azteccode', text });

/** Data as `[)>…` or any text; modes 2 and 3 have postcode, country and service in front, parted by U+001D. */
export const maxiCodeSymbol = (text: string, mode: number): BarSymbol | null => {
  const modules = modulesOf({ bcid: 'maxicode', text, mode: String(mode) });
  return modules === null ? null : { shape: 'maxicode', hexagons: Array.from(modules.pixs) };
};
