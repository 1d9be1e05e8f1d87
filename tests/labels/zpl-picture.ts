import { drawLabel } from '../../electron/labels/draw-label';
import { createBitmap, fillRect, type Bitmap } from '../../shared/labels/bitmap';
import type { LabelPage } from '../../shared/labels/page/page';
import { readPicture } from './picture';

/** What the interpreter draws for a label's ZPL, cut to the label: its own picture is a few dots larger. */
export const drawZpl = async (zpl: Uint8Array, { width, height, dpi, stock }: LabelPage): Promise<Bitmap> => {
  const wanted = { widthMm: stock.widthUm / 1000, heightMm: stock.heightUm / 1000, dpi };
  const drawn = readPicture(Buffer.from(await drawLabel(Buffer.from(zpl).toString('latin1'), wanted), 'base64'));
  const left = Math.floor((drawn.width - width) / 2);
  const bitmap = createBitmap(width, height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (drawn.isBlack(x + left, y)) {
        const at = y * bitmap.stride + (x >> 3);
        bitmap.bits[at] = (bitmap.bits[at] ?? 0) | (0x80 >> (x & 7));
      }
  return bitmap;
};

/** Without the Data Matrix codes: the interpreter encodes the same text in another way, in the same room. */
export const withoutMatrices = (bitmap: Bitmap, { items }: LabelPage): Bitmap => {
  const rest = { ...bitmap, bits: bitmap.bits.slice() };
  for (const item of items)
    if (item.kind === 'barcode' && item.code.symbology.endsWith('data-matrix'))
      fillRect(rest, item.at.x, item.at.y, item.at.width, item.at.height, 'white');
  return rest;
};
