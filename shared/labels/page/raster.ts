import { blit, createBitmap, fillRect, type Bitmap, type Rect } from '../bitmap';
import type { LabelPage, PageItem } from './page';

/** Draws items upon a bitmap whose corner is at (left, top) of the label. */
const draw = (bitmap: Bitmap, items: readonly PageItem[], left: number, top: number): void => {
  for (const item of items) {
    const [x, y] = [item.at.x - left, item.at.y - top];
    if (item.kind === 'area') fillRect(bitmap, x, y, item.at.width, item.at.height, item.ink);
    else blit(bitmap, item.bitmap, x, y, item.kind === 'picture' ? item.ink : 'black');
  }
};

/** Some of a label's items as dots. */
export const rasterPart = (items: readonly PageItem[], { x, y, width, height }: Rect): Bitmap => {
  const bitmap = createBitmap(width, height);
  draw(bitmap, items, x, y);
  return bitmap;
};

/** The whole label as dots: what every printer is to print, and what is shown. */
export const rasterOf = ({ items, width, height }: LabelPage): Bitmap =>
  rasterPart(items, { x: 0, y: 0, width, height });
