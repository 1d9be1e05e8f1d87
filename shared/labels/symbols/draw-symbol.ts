import { blit, createBitmap, fillRect, isBlack, type Bitmap } from '../bitmap';
import type { Dpi } from '../dots';
import { fillContours } from '../text/scan-convert';
import type { BarSymbol } from './symbol';

/** ISO/IEC 16023: distance of the hexagons' middles and of their rows, and the rings of the finder, in millimetres. */
const hexagon = { across: 0.88, row: 0.762, black: 0.78 } as const;
const rings = [3.87, 3.2, 2.53, 1.86, 1.18, 0.51] as const;
const maxiCodeRows = 33;
const maxiCodeColumns = 30;

/** Size of a MaxiCode symbol in dots; it has only one. */
export const maxiCodeSize = (dpi: Dpi): { readonly width: number; readonly height: number } => ({
  width: Math.ceil(((maxiCodeColumns + 0.5) * hexagon.across * dpi) / 25.4),
  height: Math.ceil(((maxiCodeRows - 1) * hexagon.row + hexagon.across * 1.1547) * (dpi / 25.4)),
});

const hexagonAt = (x: number, y: number, width: number): number[] => {
  const [half, side] = [width / 2, width / Math.sqrt(3)];
  return [
    x,
    y - side,
    x + half,
    y - side / 2,
    x + half,
    y + side / 2,
    x,
    y + side,
    x - half,
    y + side / 2,
    x - half,
    y - side / 2,
  ];
};

const drawMaxiCode = (hexagons: readonly number[], dpi: Dpi): Bitmap => {
  const perMm = dpi / 25.4;
  const { width, height } = maxiCodeSize(dpi);
  const bitmap = createBitmap(width, height);
  const top = hexagon.across * 0.577;
  for (const each of hexagons) {
    const [column, row] = [each % maxiCodeColumns, Math.floor(each / maxiCodeColumns)];
    const x = (column + (row % 2 === 1 ? 1 : 0.5)) * hexagon.across;
    const y = top + row * hexagon.row;
    const shape = fillContours([hexagonAt(x * perMm, y * perMm, hexagon.black * perMm)]);
    if (shape !== null) blit(bitmap, shape.bitmap, shape.x, shape.y);
  }
  const [middleX, middleY] = [14.5 * hexagon.across * perMm, (top + 16 * hexagon.row) * perMm];
  const reach = Math.ceil(rings[0] * perMm);
  for (let y = Math.floor(middleY) - reach; y <= middleY + reach; y += 1) {
    for (let x = Math.floor(middleX) - reach; x <= middleX + reach; x += 1) {
      const distance = Math.sqrt((x + 0.5 - middleX) ** 2 + (y + 0.5 - middleY) ** 2) / perMm;
      const inside = rings.filter((radius) => distance <= radius).length;
      if (inside > 0) fillRect(bitmap, x, y, 1, 1, inside % 2 === 1 ? 'black' : 'white');
    }
  }
  return bitmap;
};

const drawMatrix = (modules: Bitmap, rowHeight: number, module: number): Bitmap => {
  const bitmap = createBitmap(modules.width * module, modules.height * rowHeight * module);
  for (let y = 0; y < modules.height; y += 1)
    for (let x = 0; x < modules.width; x += 1)
      if (isBlack(modules, x, y)) fillRect(bitmap, x * module, y * rowHeight * module, module, rowHeight * module);
  return bitmap;
};

const drawBars = (widths: readonly number[], module: number, height: number): Bitmap => {
  const bitmap = createBitmap(widths.reduce((sum, width) => sum + width, 0) * module, height);
  let x = 0;
  for (const [index, width] of widths.entries()) {
    if (index % 2 === 0) fillRect(bitmap, x, 0, width * module, height);
    x += width * module;
  }
  return bitmap;
};

/** The symbol in dots, without quiet zones, upright; `height` is for bars alone. */
export const drawSymbol = (symbol: BarSymbol, module: number, height: number, dpi: Dpi): Bitmap => {
  switch (symbol.shape) {
    case 'bars':
      return drawBars(symbol.widths, module, height);
    case 'matrix':
      return drawMatrix(symbol.bitmap, symbol.rowHeight, module);
    case 'maxicode':
      return drawMaxiCode(symbol.hexagons, dpi);
  }
};
