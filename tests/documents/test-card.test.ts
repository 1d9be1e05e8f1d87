import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { testCardHtml, testCardPictures } from '../../electron/documents/test-card';
import { wordsOf } from '../../electron/documents/words';
import { testCard } from '../../shared/barcode/test-card';
import { rasterOf } from '../support/svg-raster';

beforeAll(() => {
  const wasm = readFileSync(createRequire(__filename).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
});

describe('the scanner test card', () => {
  it.each(testCardPictures().map((picture, index) => ({ ...picture, code: testCard[index] })))(
    '$id is read by a scanner as the card expects it, FNC1 and all',
    async ({ svg, code }) => {
      const [read] = await readBarcodes(rasterOf(svg), { tryHarder: true, textMode: 'Plain' });
      expect(read?.text).toBe(code?.data);
      expect(code?.aims).toContain(read?.symbologyIdentifier.slice(1));
    },
  );

  it.each(['en', 'de', 'es'] as const)('prints all of them on one sheet in %s, each with its name', (language) => {
    const words = wordsOf(language).testCard;
    const html = testCardHtml(words);
    expect(html.match(/<svg/g)).toHaveLength(testCard.length);
    for (const { id } of testCard) expect(html).toContain(words.names[id]);
    // Bars of 0.33 mm: the longest fits a sheet of A4.
    const widths = [...html.matchAll(/width="([\d.]+)mm"/g)].map((match) => Number(match[1]));
    expect(widths).toHaveLength(testCard.length);
    expect(Math.max(...widths)).toBeLessThan(170);
  });
});
