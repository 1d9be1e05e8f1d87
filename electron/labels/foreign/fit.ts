import { fail, ok, type Result } from '../../../shared/result';
import { blit, createBitmap, inkOf, type Bitmap } from '../../../shared/labels/bitmap';
import { blackOf, cropGrey, shrink, type Grey } from './grey';

export interface Fitted {
  readonly bitmap: Bitmap;
  /** What was done to make it fit: `turned` is harmless, `shrunk` may make a barcode unreadable. */
  readonly notes: readonly ('turned' | 'cropped' | 'shrunk')[];
}

const turnGrey = ({ width, height, pixels }: Grey): Grey => {
  const out = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) out[x * height + (height - 1 - y)] = pixels[y * width + x] ?? 255;
  return { width: height, height: width, pixels: out };
};

const isLandscape = ({ width, height }: { readonly width: number; readonly height: number }): boolean => width > height;

/** A sheet much larger than the label that is on it. */
const isPaper = (page: Grey, width: number, height: number): boolean =>
  Math.max(page.width, page.height) > Math.max(width, height) * 1.1 ||
  Math.min(page.width, page.height) > Math.min(width, height) * 1.1;

/**
 * Lays a foreign label on our stock, dot for dot: turned where it lies across, cut to its ink where only its margins
 * are too large (a label on a letter sheet), and shrunk only when nothing else helps.
 */
export const fitToStock = (picture: Grey, width: number, height: number): Result<Fitted, 'picture-empty'> => {
  const notes: Fitted['notes'][number][] = [];
  const ink = inkOf(blackOf(picture));
  if (ink === null) return fail('picture-empty');
  let grey = picture;
  if (grey.width > width || grey.height > height) {
    const landscape = isLandscape({ width, height });
    // A page of about our size lies as it is meant to; on a large sheet only the ink tells how the label lies.
    const lies = isLandscape(isPaper(grey, width, height) ? ink : grey);
    if (lies !== landscape) {
      grey = turnGrey(grey);
      notes.push('turned');
    }
    if (grey.width > width || grey.height > height) {
      grey = cropGrey(grey, inkOf(blackOf(grey)) ?? ink);
      notes.push('cropped');
    }
  }
  if (grey.width > width || grey.height > height) {
    const [byWidth, byHeight] = [grey.width * height, grey.height * width];
    const [toWidth, toHeight] =
      byWidth > byHeight
        ? [width, Math.max(1, Math.floor((grey.height * width) / grey.width))]
        : [Math.max(1, Math.floor((grey.width * height) / grey.height)), height];
    grey = shrink(grey, toWidth, toHeight);
    notes.push('shrunk');
  }
  const bitmap = createBitmap(width, height);
  blit(
    bitmap,
    blackOf(grey),
    Math.floor((width - grey.width) / 2),
    notes.includes('cropped') ? Math.floor((height - grey.height) / 2) : 0,
  );
  return ok({ bitmap, notes });
};
