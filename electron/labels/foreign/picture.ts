import { createBitmap, crop, type Bitmap } from '../../../shared/labels/bitmap';
import { dotsOfUm, micrometres, umOfDots, type Dpi } from '../../../shared/labels/dots';
import { fail, ok, type Result } from '../../../shared/result';
import { blackOf, shrink, type Grey } from './grey';
import { mostForeignBytes } from './identify';
import { readPng } from './read-png';

export interface PictureRoom {
  readonly mostWidthMm: number;
  readonly mostHeightMm: number;
  readonly dpi: Dpi;
  /** Drawings and logos stay sharp; photographs become dots of their shades. */
  readonly tone: 'drawing' | 'photo';
}

export interface MadePicture {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly bitmap: Bitmap;
}

/** Shades as dots: what a dot is too dark or too light is passed on to its neighbours (Floyd and Steinberg, 1976). */
export const dither = ({ width, height, pixels }: Grey): Bitmap => {
  const bitmap = createBitmap(width, height);
  let [here, below] = [new Int32Array(width + 2), new Int32Array(width + 2)];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      // In sixteenths, so that nothing is lost to rounding before it is added up.
      const wanted = (pixels[y * width + x] ?? 255) * 16 + (here[x + 1] ?? 0);
      const isDark = wanted < 128 * 16;
      if (isDark) {
        const index = y * bitmap.stride + (x >> 3);
        bitmap.bits[index] = (bitmap.bits[index] ?? 0) | (0x80 >> (x & 7));
      }
      const rest = wanted - (isDark ? 0 : 255 * 16);
      const part = (share: number): number => Math.trunc((rest * share) / 16);
      here[x + 2] = (here[x + 2] ?? 0) + part(7);
      below[x] = (below[x] ?? 0) + part(3);
      below[x + 1] = (below[x + 1] ?? 0) + part(5);
      below[x + 2] = (below[x + 2] ?? 0) + part(1);
    }
    [here, below] = [below, new Int32Array(width + 2)];
  }
  return bitmap;
};

/** A pixel is as large as a dot of a 203 dpi printer, unless the picture has no room then. */
const naturalDpi: Dpi = 203;

/** A PNG as a picture for labels, in the dots of one resolution. */
export const makePicture = (
  bytes: Uint8Array,
  { mostWidthMm, mostHeightMm, dpi, tone }: PictureRoom,
): Result<MadePicture> => {
  if (bytes.length > mostForeignBytes) return fail('label-too-large', { reason: 'too-large' });
  const read = readPng(bytes);
  if (!read.ok) return read;
  const grey = read.value;
  const [widthUm, heightUm] = [umOfDots(grey.width, naturalDpi), umOfDots(grey.height, naturalDpi)];
  const [roomUm, roomHighUm] = [micrometres(mostWidthMm), micrometres(mostHeightMm)];
  // Whichever side needs it most decides, and both keep to it.
  const byWidth = widthUm * roomHighUm >= heightUm * roomUm;
  const [above, under] = byWidth ? [roomUm, widthUm] : [roomHighUm, heightUm];
  const fits = above >= under;
  const sized = (um: number): number => (fits ? um : Math.max(1000, Math.round((um * above) / under)));
  const [toWidth, toHeight] = [sized(widthUm), sized(heightUm)];
  const dots = shrink(grey, Math.max(1, dotsOfUm(toWidth, dpi)), Math.max(1, dotsOfUm(toHeight, dpi)));
  return ok({
    widthMm: toWidth / 1000,
    heightMm: toHeight / 1000,
    bitmap: tone === 'photo' ? dither(dots) : blackOf(dots),
  });
};

export interface BackgroundRoom {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly dpi: Dpi;
}

/** The interpreter's picture of a whole label, dot for dot. */
export const makeBackground = (
  bytes: Uint8Array,
  { widthMm, heightMm, dpi }: BackgroundRoom,
): Result<{ readonly bitmap: Bitmap }> => {
  const drawn = readPng(bytes);
  if (!drawn.ok) return drawn;
  const [width, height] = [dotsOfUm(micrometres(widthMm), dpi), dotsOfUm(micrometres(heightMm), dpi)];
  // The interpreter's own picture is a few dots wider on either side.
  const spare = Math.max(0, Math.floor((drawn.value.width - width) / 2));
  return ok({ bitmap: crop(blackOf(drawn.value), spare, 0, width, height) });
};
