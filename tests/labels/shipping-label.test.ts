import { beforeAll, describe, expect, it } from 'vitest';
import { drawLabel } from '../../electron/labels/draw-label';
import { renderShippingLabel, type LabelStock } from '../../shared/labels/shipping-label';
import { dotsOf } from '../../shared/labels/zpl';
import { expectGolden } from './golden';
import { labelCases } from './orders';
import { isBlank, readPicture } from './picture';
import { expectedReads, readCodes } from './read-codes';

const stockOf = (dpi: number): LabelStock => ({ widthMm: 101.6, heightMm: 152.4, dpi });

const cases = labelCases.flatMap(({ dpis, ...each }) => dpis.map((dpi) => ({ ...each, dpi })));

describe.each(cases)('label $name at $dpi dpi', ({ name, input, dpi, picture }) => {
  const stock = stockOf(dpi);
  const label = renderShippingLabel(input, stock);
  let png = new Uint8Array();

  beforeAll(async () => {
    png = new Uint8Array(Buffer.from(await drawLabel(label.zpl, stock), 'base64'));
  });

  it('may be printed and is as it was', () => {
    expect(label.warnings).toEqual([]);
    expectGolden(`${name}-${dpi}.zpl`, Buffer.from(label.zpl, 'utf8'));
    if (picture && dpi === 203) expectGolden(`${name}-${dpi}.png`, png);
  });

  it('carries the codes of this parcel and no other', async () => {
    expect(await readCodes(png)).toEqual(expectedReads(label));
  });

  it('leaves its margins white', () => {
    const drawn = readPicture(png);
    const margin = dotsOf(3.4, dpi);
    // The interpreter's nominal dots make the picture a little larger than the label, which stands in its middle.
    const left = Math.floor((drawn.width - dotsOf(stock.widthMm, dpi)) / 2) + margin;
    const right = left + dotsOf(stock.widthMm, dpi) - 2 * margin;
    const bottom = dotsOf(stock.heightMm, dpi) - dotsOf(2, dpi);
    expect(isBlank(drawn, 0, 0, left, drawn.height), 'left').toBe(true);
    expect(isBlank(drawn, right, 0, drawn.width - right, drawn.height), 'right').toBe(true);
    expect(isBlank(drawn, 0, 0, drawn.width, margin - 1), 'top').toBe(true);
    expect(isBlank(drawn, 0, bottom, drawn.width, drawn.height - bottom), 'bottom').toBe(true);
  });
});
