import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { setupCodeSvg } from '../../electron/documents/barcode-svg';
import { testCardHtml, testCardPictures } from '../../electron/documents/test-card';
import { wordsOf } from '../../electron/documents/words';
import { scannerSetups } from '../../shared/barcode/scanner-setup';
import { testCard } from '../../shared/barcode/test-card';
import { rasterOf } from '../support/svg-raster';

beforeAll(() => {
  const wasm = readFileSync(createRequire(__filename).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
});

const setupCodes = scannerSetups.flatMap(({ maker, fnc3, codes }) => codes.map((code) => ({ maker, fnc3, ...code })));

/** Widths of the bars and spaces along the middle of a picture, from the first bar to the last, in modules. */
const modulesOf = ({ data, width, height }: ImageData): string => {
  const row = Math.floor(height / 2) * width;
  const dark = Array.from({ length: width }, (_, column) => data[(row + column) * 4] === 0);
  const runs: number[] = [];
  for (const [column, isDark] of dark.entries())
    if (column > 0 && isDark === dark[column - 1]) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    else runs.push(1);
  const bars = runs.slice(1, -1);
  const module = Math.min(...bars);
  return bars.map((run) => run / module).join('');
};

/** Code 128, value 96 in subsets A and B (ISO/IEC 15417, table 1). */
const fnc3Bars = '114311';
const barsOfSymbol = 6;
const barsOfStop = 7;

describe('a configuration barcode', () => {
  it.each(setupCodes)('of $maker for $setting is one for the scanner itself, to the character', async (code) => {
    const picture = rasterOf(setupCodeSvg(code.text, code.fnc3));
    const [read] = await readBarcodes(picture, { tryHarder: true, textMode: 'Plain' });
    expect(read?.text).toBe(code.text);
    expect(JSON.parse(read?.extra ?? '{}')).toMatchObject({ ReaderInit: true });
    const modules = modulesOf(picture);
    const [first, last] = [modules.slice(barsOfSymbol, 2 * barsOfSymbol), modules.slice(0, -barsOfStop - barsOfSymbol)];
    expect(code.fnc3 === 'first' ? first : last.slice(-barsOfSymbol)).toBe(fnc3Bars);
  });

  it('holds what the makers’ public guides say', () => {
    expect(setupCodes.map(({ text }) => text)).toEqual([
      '~TRMUSB130.',
      '~VSUFCR.',
      '$P,HA47,P\r',
      `$P,CLFSU0D${'0'.repeat(38)},P\r`,
      '$P,CAIEN01,P\r',
    ]);
  });
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
    const all = testCard.length + setupCodes.length;
    expect(html.match(/<svg/g)).toHaveLength(all);
    for (const name of Object.values(words.setup.names)) expect(html).toContain(name);
    for (const { id } of testCard) expect(html).toContain(words.names[id]);
    // Bars of 0.33 mm: the longest fits a sheet of A4.
    const widths = [...html.matchAll(/width="([\d.]+)mm"/g)].map((match) => Number(match[1]));
    expect(widths).toHaveLength(all);
    expect(Math.max(...widths)).toBeLessThan(170);
  });
});
