import { createBitmap, fillRect, type Bitmap } from '../../../shared/labels/bitmap';
import { dotsOfUm, type Dpi } from '../../../shared/labels/dots';
import { drawBars, rawCode128 } from './bars';
import { overwrite } from './epl2';
import { createReader, numbers, type Reader } from './reader';

/** `!105` and the like are values; else two digits in subset C, one character in B (TSPL2 manual, 128M). */
const code128Values = (data: string): number[] => {
  const values: number[] = [];
  let inC = false;
  for (let at = 0; at < data.length;) {
    if (data.charAt(at) === '!') {
      const value = Number(data.slice(at + 1, at + 4));
      values.push(value);
      inC = value === 105 || value === 99 || (inC && value === 102);
      at += 4;
    } else {
      values.push(inC ? Number(data.slice(at, at + 2)) : data.charCodeAt(at) - 32);
      at += inC ? 2 : 1;
    }
  }
  return values;
};

const types: Readonly<Record<string, string>> = {
  '39': 'code39',
  '25': 'interleaved2of5',
  EAN13: 'ean13',
  EAN8: 'ean8',
  UPCA: 'upca',
};

const barcode = (reader: Reader, target: Bitmap): void => {
  const [, place = '', type = '', height, narrow, wide, data = ''] = reader.take(
    /BARCODE (\d+,\d+),"(\w+)",(\d+),0,0,(\d+),(\d+),"([\x20-\x21\x23-\x5b\x5d-\x7e]+)"\r\n/,
  );
  const [x = 0, y = 0] = numbers(place.split(','));
  const at = { x, y, narrow: Number(narrow), wide: Number(wide), height: Number(height) };
  if (type === '128M') drawBars(target, at, 'code128', rawCode128(code128Values(data)));
  else if (types[type] === undefined) throw new Error(`no such type ${type}`);
  else drawBars(target, at, types[type], data);
};

/** What a TSPL printer of ours would print; only the commands that we send are known. */
export const printTspl = (bytes: Uint8Array, dpi: Dpi): Bitmap => {
  const reader = createReader(bytes);
  const [, width, height] = reader.take(
    /\r\nSIZE ([\d.]+) mm,([\d.]+) mm\r\nGAP [\d.]+ mm,0 mm\r\nDIRECTION 0,0\r\nREFERENCE 0,0\r\nCLS\r\n/,
  );
  const dots = (mm: string | undefined): number => dotsOfUm(Math.round(Number(mm) * 1000), dpi);
  const target = createBitmap(dots(width), dots(height));
  while (!reader.sees(/PRINT 1,1\r\n/)) {
    if (reader.sees(/BAR /)) {
      const [x = 0, y = 0, w = 0, h = 0] = numbers(reader.take(/BAR (\d+),(\d+),(\d+),(\d+)\r\n/).slice(1));
      fillRect(target, x, y, w, h);
    } else if (reader.sees(/BITMAP/)) {
      const [x = 0, y = 0, stride = 0, rows = 0] = numbers(reader.take(/BITMAP (\d+),(\d+),(\d+),(\d+),0,/).slice(1));
      overwrite(target, x, y, stride, rows, reader.bytes(stride * rows));
      reader.take(/\r\n/);
    } else barcode(reader, target);
  }
  reader.take(/PRINT 1,1\r\n/);
  if (!reader.isDone) throw new Error('something follows the label');
  return target;
};
