import { zlibSync } from 'fflate';
import { crc32 } from '../crc32';
import type { Bitmap } from './bitmap';

const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(12 + data.length);
  const view = new DataView(whole.buffer);
  view.setUint32(0, data.length);
  for (let at = 0; at < 4; at += 1) whole[4 + at] = type.charCodeAt(at);
  whole.set(data, 8);
  view.setUint32(8 + data.length, crc32(whole.subarray(4, 8 + data.length)));
  return whole;
};

const header = (width: number, height: number): Uint8Array => {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // One bit a dot, grey.
  data[8] = 1;
  return data;
};

/** Pixels a metre, so that programs show and print it in its true size. */
const density = (dpi: number): Uint8Array => {
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  const perMetre = Math.round((dpi * 1000) / 25.4);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  data[8] = 1;
  return data;
};

/** A bitmap as PNG of one bit a dot, the same bytes everywhere. */
export const pngOf = (bitmap: Bitmap, dpi: number): Uint8Array => {
  const rows = new Uint8Array((bitmap.stride + 1) * bitmap.height);
  for (let y = 0; y < bitmap.height; y += 1)
    for (let at = 0; at < bitmap.stride; at += 1)
      rows[y * (bitmap.stride + 1) + 1 + at] = ~(bitmap.bits[y * bitmap.stride + at] ?? 0);
  const parts = [
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header(bitmap.width, bitmap.height)),
    chunk('pHYs', density(dpi)),
    chunk('IDAT', zlibSync(rows, { level: 6 })),
    chunk('IEND', new Uint8Array()),
  ];
  const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
};

/** Dots an inch of a PNG that `pngOf` made; `null`: it does not say. */
export const dpiOfPng = (png: Uint8Array): number | null => {
  // Behind the signature and the header of a fixed length.
  const at = 37;
  if (png.length < at + 12 || String.fromCharCode(...png.subarray(at, at + 4)) !== 'pHYs') return null;
  return Math.round((new DataView(png.buffer, png.byteOffset).getUint32(at + 4) * 25.4) / 1000);
};
