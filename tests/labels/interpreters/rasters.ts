import { blit, createBitmap, type Bitmap } from '../../../shared/labels/bitmap';
import { createReader, numbers } from './reader';

const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

/** Whether three bytes are obeyed at once by many ESC/POS printers, wherever they stand (DLE EOT, DLE ENQ, DLE DC4). */
const isRealTime = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x10 &&
  ((bytes[at + 1] === 0x04 && (bytes[at + 2] ?? 0) >= 1 && (bytes[at + 2] ?? 0) <= 8) ||
    (bytes[at + 1] === 0x05 && (bytes[at + 2] ?? 0) <= 2) ||
    (bytes[at + 1] === 0x14 && [1, 2, 8].includes(bytes[at + 2] ?? 0)));

/** The dots that an ESC/POS printer would print, from `GS v 0` bands below each other. */
export const printEscPos = (bytes: Uint8Array, width: number, height: number): Bitmap => {
  const reader = createReader(bytes);
  const target = createBitmap(width, height);
  reader.take(/\x1b@/);
  let y = 0;
  while (reader.sees(/\x1dv0\0/)) {
    reader.take(/\x1dv0\0/);
    const [lowX = 0, highX = 0, lowY = 0, highY = 0] = reader.bytes(4);
    const [stride, rows] = [lowX + 256 * highX, lowY + 256 * highY];
    const bits = reader.bytes(stride * rows);
    for (let at = 0; at < bits.length; at += 1) if (isRealTime(bits, at)) throw new Error('a command within the dots');
    blit(target, { width: stride * 8, height: rows, stride, bits }, 0, y);
    y += rows;
  }
  reader.take(/\x1d\x0c/);
  if (!reader.isDone || y !== height) throw new Error('not the whole label, or more than it');
  return target;
};

export const printCpcl = (bytes: Uint8Array): Bitmap => {
  const reader = createReader(bytes);
  const [, height, width] = reader.take(/! 0 \d+ \d+ (\d+) 1\r\nPAGE-WIDTH (\d+)\r\n/);
  const target = createBitmap(Number(width), Number(height));
  while (reader.sees(/EG /)) {
    const [, size = '', hex = ''] = reader.take(/EG (\d+ \d+ \d+ \d+) ([0-9A-F]+)\r\n/);
    const [stride = 0, rows = 0, x = 0, y = 0] = numbers(size.split(' '));
    if (hex.length !== stride * rows * 2) throw new Error('a picture of another size');
    blit(target, { width: stride * 8, height: rows, stride, bits: fromHex(hex) }, x, y);
  }
  reader.take(/FORM\r\nPRINT\r\n/);
  if (!reader.isDone) throw new Error('something follows the label');
  return target;
};

export const printSbpl = (bytes: Uint8Array): Bitmap => {
  const reader = createReader(bytes);
  const [, height, width] = reader.take(/\x02\x1bA\x1bA1(\d{4})(\d{4})/);
  const target = createBitmap(Number(width), Number(height));
  while (reader.sees(/\x1bV/)) {
    const [, down, across, stride, eights] = reader.take(/\x1bV(\d{4})\x1bH(\d{4})\x1bGH(\d{3})(\d{3})/);
    const rows = Number(eights) * 8;
    const [hex = ''] = reader.take(new RegExp(`[0-9A-F]{${Number(stride) * rows * 2}}`));
    const picture = { width: Number(stride) * 8, height: rows, stride: Number(stride), bits: fromHex(hex) };
    blit(target, picture, Number(across) - 1, Number(down) - 1);
  }
  reader.take(/\x1bQ1\x1bZ\x03/);
  if (!reader.isDone) throw new Error('something follows the label');
  return target;
};
