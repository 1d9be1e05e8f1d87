import { createBitmap, type Bitmap, type Rect } from '../../../shared/labels/bitmap';

/** A picture in grey, one byte a pixel, 0 black. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Sharp lines stay sharp: a shade is black or white, never a pattern of both, which no scanner reads. */
const threshold = 128;

export const blackOf = ({ width, height, pixels }: Grey): Bitmap => {
  const bitmap = createBitmap(width, height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if ((pixels[y * width + x] ?? 255) < threshold) {
        const index = y * bitmap.stride + (x >> 3);
        bitmap.bits[index] = (bitmap.bits[index] ?? 0) | (0x80 >> (x & 7));
      }
  return bitmap;
};

/** A smaller picture, each new pixel the mean of those that it covers. */
export const shrink = ({ width, height, pixels }: Grey, toWidth: number, toHeight: number): Grey => {
  const out = new Uint8Array(toWidth * toHeight);
  for (let y = 0; y < toHeight; y += 1) {
    const [top, bottom] = [Math.floor((y * height) / toHeight), Math.max(1, Math.ceil(((y + 1) * height) / toHeight))];
    for (let x = 0; x < toWidth; x += 1) {
      const [left, right] = [Math.floor((x * width) / toWidth), Math.max(1, Math.ceil(((x + 1) * width) / toWidth))];
      let sum = 0;
      for (let row = top; row < bottom; row += 1)
        for (let at = left; at < right; at += 1) sum += pixels[row * width + at] ?? 255;
      out[y * toWidth + x] = Math.round(sum / ((bottom - top) * (right - left)));
    }
  }
  return { width: toWidth, height: toHeight, pixels: out };
};

/** Part of a picture; what lies outside it is white. */
export const cropGrey = ({ width, height, pixels }: Grey, { x, y, width: w, height: h }: Rect): Grey => {
  const out = new Uint8Array(w * h).fill(255);
  for (let row = 0; row < h; row += 1)
    for (let at = 0; at < w; at += 1)
      if (x + at >= 0 && x + at < width && y + row >= 0 && y + row < height)
        out[row * w + at] = pixels[(y + row) * width + x + at] ?? 255;
  return { width: w, height: h, pixels: out };
};
