import { blit, createBitmap, fillRect, type Bitmap } from '../../../shared/labels/bitmap';
import { drawBars, rawCode128 } from './bars';
import { createReader, numbers, type Reader } from './reader';

/** As its manual has it: written over what was there, a set bit is white. */
const overwrite = (target: Bitmap, x: number, y: number, stride: number, height: number, bits: Uint8Array): void => {
  fillRect(target, x, y, stride * 8, height, 'white');
  blit(target, { width: stride * 8, height, stride, bits: bits.map((byte) => byte ^ 0xff) }, x, y);
};

const code128Values = (type: string, data: string): number[] =>
  type === '1C'
    ? [105, ...(data.match(/../g) ?? []).map(Number)]
    : [104, ...Array.from(data, (letter) => letter.charCodeAt(0) - 32)];

const types: Readonly<Record<string, string>> = {
  '3': 'code39',
  '2': 'interleaved2of5',
  E30: 'ean13',
  E80: 'ean8',
  UA0: 'upca',
};

const barcode = (reader: Reader, target: Bitmap): void => {
  const [, place = '', type = '', narrow, wide, height, data = ''] = reader.take(
    /B(\d+,\d+),0,(\w+),(\d+),(\d+),(\d+),N,"([\x20-\x21\x23-\x5b\x5d-\x7e]+)"\n/,
  );
  const [x = 0, y = 0] = numbers(place.split(','));
  const at = { x, y, narrow: Number(narrow), wide: Number(wide), height: Number(height) };
  if (type === '1B' || type === '1C') drawBars(target, at, 'code128', rawCode128(code128Values(type, data)));
  else if (types[type] === undefined) throw new Error(`no such type ${type}`);
  else drawBars(target, at, types[type], data);
};

/** What an EPL2 printer of ours would print; only the commands that we send are known. */
export const printEpl2 = (bytes: Uint8Array): Bitmap => {
  const reader = createReader(bytes);
  const [, width, height] = reader.take(/\nN\nR0,0\nZT\nq(\d+)\nQ(\d+),\d+\n/);
  const target = createBitmap(Number(width), Number(height));
  while (!reader.sees(/P1\n/)) {
    if (reader.sees(/LO/)) {
      const [x = 0, y = 0, w = 0, h = 0] = numbers(reader.take(/LO(\d+),(\d+),(\d+),(\d+)\n/).slice(1));
      fillRect(target, x, y, w, h);
    } else if (reader.sees(/GW/)) {
      const [x = 0, y = 0, stride = 0, rows = 0] = numbers(reader.take(/GW(\d+),(\d+),(\d+),(\d+),/).slice(1));
      overwrite(target, x, y, stride, rows, reader.bytes(stride * rows));
      reader.take(/\n/);
    } else barcode(reader, target);
  }
  reader.take(/P1\n/);
  if (!reader.isDone) throw new Error('something follows the label');
  return target;
};

export { overwrite };
