import { decode } from 'fast-png';
import { fail, ok, type Result } from '../../../shared/result';
import type { Grey } from './grey';

/** Both sides: larger than a 4 × 6 in label at 600 dpi twice over. */
const mostPixels = 8000;

/** Width and height stand in the first chunk: looked at before anything is unpacked. */
const sizeOf = (bytes: Uint8Array): readonly [number, number] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.length < 24 ? [0, 0] : [view.getUint32(16), view.getUint32(20)];
};

/** Luma of Rec. 601 over white paper, in whole numbers. */
const greyOf = (red: number, green: number, blue: number, alpha: number): number =>
  255 - Math.round(((255 - Math.round((299 * red + 587 * green + 114 * blue) / 1000)) * alpha) / 255);

export const readPng = (bytes: Uint8Array): Result<Grey, 'picture-too-large' | 'picture-broken'> => {
  const [width, height] = sizeOf(bytes);
  if (width > mostPixels || height > mostPixels) return fail('picture-too-large', { width, height });
  if (width === 0 || height === 0) return fail('picture-broken');
  try {
    const { data, channels, depth, palette } = decode(bytes, { checkCrc: true });
    const scale = depth === 16 ? 257 : depth < 8 && palette === undefined ? 1 / (255 / (2 ** depth - 1)) : 1;
    const value = (at: number): number => Math.round((data[at] ?? 255) / scale);
    const pixels = new Uint8Array(width * height);
    for (let pixel = 0; pixel < pixels.length; pixel += 1) {
      const at = pixel * channels;
      const entry = palette?.[data[pixel] ?? 0];
      if (entry !== undefined)
        pixels[pixel] = greyOf(entry[0] ?? 255, entry[1] ?? 255, entry[2] ?? 255, entry[3] ?? 255);
      else if (channels < 3)
        pixels[pixel] = greyOf(value(at), value(at), value(at), channels === 2 ? value(at + 1) : 255);
      else pixels[pixel] = greyOf(value(at), value(at + 1), value(at + 2), channels === 4 ? value(at + 3) : 255);
    }
    return ok({ width, height, pixels });
  } catch (error) {
    return fail('picture-broken', { text: error instanceof Error ? error.message.slice(0, 200) : '' });
  }
};
