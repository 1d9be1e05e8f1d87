import type { Bitmap } from '../bitmap';
import { bandsOf } from '../page/blocks';
import type { LabelPage } from '../page/page';
import { rasterOf } from '../page/raster';
import { joinBytes } from './bytes';

export interface EscPosOptions {
  /** What follows the label: on to the next gap or mark, a cut, or nothing. */
  readonly end?: 'label' | 'cut' | 'none';
}

/** Rows sent at once; printers begin to print before all has come. */
const bandRows = 128;

/** Third bytes with which DLE EOT, DLE ENQ and DLE DC4 are obeyed at once, even within a picture, by many models. */
const realTime: Readonly<Record<number, readonly number[]>> = {
  0x04: [1, 2, 3, 4, 5, 6, 7, 8, 18],
  0x05: [0, 1, 2],
  0x14: [1, 2, 3, 7, 8],
};

/**
 * The label's dots with no command in them: where three bytes of a row would be obeyed at once, one dot is blackened
 * beside a black one. Bars are broader than that and stay as they are.
 */
export const escPosRaster = (page: LabelPage): Bitmap => {
  const bitmap = rasterOf(page);
  const { bits } = bitmap;
  for (let at = 0; at + 2 < bits.length; at += 1) {
    const following = bits[at] === 0x10 ? realTime[bits[at + 1] ?? 0] : undefined;
    if (following?.includes(bits[at + 2] ?? 0) === true) bits[at] = 0x18;
  }
  return bitmap;
};

/** One label as raster bands (`GS v 0`), from the first row to the last. */
export const renderEscPos = (page: LabelPage, { end = 'label' }: EscPosOptions = {}): Uint8Array => {
  const raster = escPosRaster(page);
  const bands = bandsOf(raster, bandRows * raster.stride).flatMap(({ bitmap: { stride, height, bits } }) => [
    new Uint8Array([0x1d, 0x76, 0x30, 0, stride & 0xff, stride >> 8, height & 0xff, height >> 8]),
    bits,
  ]);
  const endings = { label: [0x1d, 0x0c], cut: [0x1d, 0x56, 0x42, 0], none: [] } as const;
  return joinBytes([new Uint8Array([0x1b, 0x40]), ...bands, new Uint8Array(endings[end])]);
};
