import { createBitmap, isBlack, turn, type Bitmap, type Rect } from '../bitmap';
import { base64Decode } from '../base64';
import { dotsOfUm, type Dpi } from '../dots';
import { fillContours } from '../text/scan-convert';
import type { PageArea, PagePicture } from './page';
import { rectOf } from './place-text';
import type { ResolvedArea, ResolvedImage, ResolvedPolygon } from './resolved';

/** Never thinner than a dot, and lines of one thickness are so everywhere. */
export const placeArea = ({ element, box, thin, ink }: ResolvedArea, dpi: Dpi): PageArea => {
  const rect = rectOf(box, dpi);
  const at: Rect = {
    ...rect,
    width: Math.max(1, thin === 'width' ? dotsOfUm(box.width, dpi) : rect.width),
    height: Math.max(1, thin === 'height' ? dotsOfUm(box.height, dpi) : rect.height),
  };
  return { kind: 'area', element, at, ink };
};

export const placePolygon = ({ element, points, ink }: ResolvedPolygon, dpi: Dpi): PagePicture[] => {
  const dots = (um: number): number => (um * dpi) / 25_400;
  const shape = fillContours([points.flatMap(({ x, y }) => [dots(x), dots(y)])]);
  if (shape === null) return [];
  const at = { x: shape.x, y: shape.y, width: shape.bitmap.width, height: shape.bitmap.height };
  return [{ kind: 'picture', element, role: 'shape', at, bitmap: shape.bitmap, ink, capitalsUm: null }];
};

/** Scaled by the nearest dot: pictures that are to be crisp are made for the printer's dots. */
const scaled = (source: Bitmap, width: number, height: number): Bitmap => {
  if (source.width === width && source.height === height) return source;
  const bitmap = createBitmap(width, height);
  for (let y = 0; y < height; y += 1) {
    const fromY = Math.floor(((y + 0.5) * source.height) / height);
    for (let x = 0; x < width; x += 1)
      if (isBlack(source, Math.floor(((x + 0.5) * source.width) / width), fromY)) {
        const index = y * bitmap.stride + (x >> 3);
        bitmap.bits[index] = (bitmap.bits[index] ?? 0) | (0x80 >> (x & 7));
      }
  }
  return bitmap;
};

export const placeImage = ({ element, box, turns, image }: ResolvedImage, dpi: Dpi): PagePicture[] => {
  const at = rectOf(box, dpi);
  if (at.width < 1 || at.height < 1) return [];
  const stride = Math.ceil(image.width / 8);
  const bits = base64Decode(image.bits);
  // The bits behind a row's last dot mean nothing.
  const spare = (0xff << (stride * 8 - image.width)) & 0xff;
  for (let row = stride - 1; row < bits.length; row += stride) bits[row] = (bits[row] ?? 0) & spare;
  const turned = turn({ width: image.width, height: image.height, stride, bits }, turns);
  const bitmap = scaled(turned, at.width, at.height);
  return [{ kind: 'picture', element, role: 'image', at, bitmap, ink: 'black', capitalsUm: null }];
};
