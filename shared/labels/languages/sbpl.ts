import { crop, inkOf } from '../bitmap';
import { bandsOf } from '../page/blocks';
import type { LabelPage } from '../page/page';
import { rasterOf } from '../page/raster';
import { hexRow } from './acs';
import { joinBytes } from './bytes';

const [stx, etx, esc] = ['\u0002', '\u0003', '\u001b'];
/** Pictures are a whole number of eight rows high, up to 999 × 8 of them. */
const unit = 8;
const mostPictureBytes = 16_000;

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/** One SBPL label of hexadecimal graphics (`GH`): no byte of it can be a command. Places count from 1. */
export const renderSbpl = (page: LabelPage): Uint8Array => {
  const raster = rasterOf(page);
  const parts = [`${stx}${esc}A`, `${esc}A1${digits(page.height, 4)}${digits(page.width, 4)}`];
  const rowsAtOnce = Math.max(1, Math.floor(mostPictureBytes / raster.stride / unit)) * unit;
  for (const { y, bitmap } of bandsOf(raster, rowsAtOnce * raster.stride)) {
    const ink = inkOf(bitmap);
    if (ink === null) continue;
    const height = Math.ceil(ink.height / unit) * unit;
    const part = crop(bitmap, ink.x, ink.y, ink.width, height);
    const rows = Array.from({ length: height }, (_, row) => hexRow(part, row)).join('');
    parts.push(`${esc}V${digits(y + ink.y + 1, 4)}${esc}H${digits(ink.x + 1, 4)}`);
    parts.push(`${esc}GH${digits(part.stride, 3)}${digits(height / unit, 3)}${rows}`);
  }
  return joinBytes([[...parts, `${esc}Q1`, `${esc}Z${etx}`].join('')]);
};
