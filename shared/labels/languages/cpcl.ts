import { crop, inkOf } from '../bitmap';
import { bandsOf } from '../page/blocks';
import type { LabelPage } from '../page/page';
import { rasterOf } from '../page/raster';
import { hexRow } from './acs';
import { joinBytes } from './bytes';

/** One picture command; small printers keep little. */
const mostPictureBytes = 4000;
/** What the heads are called by this language. */
const resolutions = { 203: 200, 300: 300, 600: 600 } as const;

/** One CPCL label of expanded graphics (`EG`): hexadecimal, so that no byte of it can be a command. */
export const renderCpcl = (page: LabelPage): Uint8Array => {
  const raster = rasterOf(page);
  const resolution = resolutions[page.dpi];
  const lines = [`! 0 ${resolution} ${resolution} ${page.height} 1`, `PAGE-WIDTH ${page.width}`];
  for (const { y, bitmap } of bandsOf(raster, mostPictureBytes)) {
    const ink = inkOf(bitmap);
    if (ink === null) continue;
    const { stride, height, ...part } = crop(bitmap, ink.x, ink.y, ink.width, ink.height);
    const rows = Array.from({ length: height }, (_, row) => hexRow({ stride, height, ...part }, row));
    lines.push(`EG ${stride} ${height} ${ink.x} ${y + ink.y} ${rows.join('')}`);
  }
  return joinBytes([`${[...lines, 'FORM', 'PRINT'].join('\r\n')}\r\n`]);
};
