import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkLabel } from '../../shared/labels/checks/check-label';
import { printerLanguages, renderPage } from '../../shared/labels/languages';
import { escPosRaster } from '../../shared/labels/languages/esc-pos';
import { barcodesOf } from '../../shared/labels/page/page';
import { rasterOf } from '../../shared/labels/page/raster';
import { pngOf } from '../../shared/labels/png';
import { expectSameDots, layOut, templates } from './engine';
import { expectGolden } from './golden';
import { printEpl2 } from './interpreters/epl2';
import { printCpcl, printEscPos, printSbpl } from './interpreters/rasters';
import { printTspl } from './interpreters/tspl';
import { expectedOf, readCodes } from './read-codes';
import { drawZpl, withoutMatrices } from './zpl-picture';

const dpis = [203, 300, 600] as const;

describe.each(templates.map((template) => ({ id: template.id, template })))('template $id', ({ id, template }) => {
  const [first] = template.samples;

  it.each(template.samples)('can be printed with its sample $name in every language of people', async ({ record }) => {
    for (const language of ['en', 'de', 'es']) {
      const page = await layOut(template, record, 203, language);
      expect(checkLabel(page)).toEqual([]);
    }
  });

  it.each(dpis)('is as it was at %i dpi', async (dpi) => {
    const page = await layOut(template, first?.record ?? {}, dpi);
    const lines = printerLanguages.map((language) => {
      const bytes = renderPage(page, language);
      return `${language} ${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`;
    });
    expectGolden(`${id}-${dpi}.sha256`, Buffer.from(`${lines.join('\n')}\n`));
    if (dpi === 203) expectGolden(`${id}-${dpi}.png`, pngOf(rasterOf(page), dpi));
  });

  it.each(dpis)('prints the same dots in every printer language as are shown, at %i dpi', async (dpi) => {
    const page = await layOut(template, first?.record ?? {}, dpi);
    const shown = rasterOf(page);
    expectSameDots(printEpl2(renderPage(page, 'epl2')), shown);
    expectSameDots(printTspl(renderPage(page, 'tspl'), dpi), shown);
    const onReceipt = escPosRaster(page);
    expectSameDots(printEscPos(renderPage(page, 'esc-pos'), page.width, page.height), onReceipt);
    expectSameDots(printCpcl(renderPage(page, 'cpcl')), shown);
    expectSameDots(printSbpl(renderPage(page, 'sbpl')), shown);
    // Their dots being the same, one reading holds for all five, but for ESC/POS where it moves dots.
    const expected = expectedOf(barcodesOf(page));
    expect(await readCodes(pngOf(shown, dpi))).toEqual(expected);
    if (Buffer.compare(onReceipt.bits, shown.bits) !== 0)
      expect(await readCodes(pngOf(onReceipt, dpi))).toEqual(expected);
  });

  it.each([203, 300] as const)('is drawn by the ZPL interpreter dot by dot as it is shown, at %i dpi', async (dpi) => {
    const page = await layOut(template, first?.record ?? {}, dpi);
    const drawn = await drawZpl(renderPage(page, 'zpl'), page);
    expectSameDots(withoutMatrices(drawn, page), withoutMatrices(rasterOf(page), page));
    expect(await readCodes(pngOf(drawn, dpi))).toEqual(expectedOf(barcodesOf(page)));
  });
});
