import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandVerbs, decodeCommand, type CommandVerb } from '../../shared/barcode/command-codes';
import { code128Svg } from '../../electron/documents/barcode-svg';
import { commandSheetHtml, sheetGroups } from '../../electron/documents/command-sheet';
import { wordsOf } from '../../electron/documents/words';

const facts = {
  cartons: [
    { cartonId: 'B3', name: 'Box B3' },
    { cartonId: 'mailer-2 a', name: 'Mailer 2' },
  ],
  dunnage: [{ dunnageId: 'PAPER', name: 'Kraft paper', unitLabel: '1 m' }],
};

/** The drawing as a printer would put it on paper, four dots to the point. */
const raster = (svg: string): { data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number } => {
  const [, w = '0', h = '0'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  const scale = 4;
  const [width, height] = [Number(w) * scale, Number(h) * scale];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [, stroke = '1', path = ''] of svg.matchAll(/stroke-width="([\d.]+)" d="([^"]+)"/g)) {
    for (const [, x = '0', from = '0', , to = '0'] of path.matchAll(/M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)/g)) {
      const left = Math.round((Number(x) - Number(stroke) / 2) * scale);
      const right = Math.round((Number(x) + Number(stroke) / 2) * scale);
      for (
        let row = Math.min(Number(from), Number(to)) * scale;
        row < Math.max(Number(from), Number(to)) * scale;
        row += 1
      )
        for (let column = left; column < right; column += 1)
          data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
    }
  }
  return { data, width, height };
};

beforeAll(() => {
  const wasm = readFileSync(createRequire(__filename).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
});

describe('the sheet of command barcodes', () => {
  it.each(['en', 'de', 'es'] as const)('holds every verb once, in %s, each with a name of its own', (language) => {
    const groups = sheetGroups(facts, wordsOf(language).sheet);
    const entries = groups.flatMap((group) => group.entries);
    const commands = entries.map(({ code }) => decodeCommand(code));
    expect(commands.every(({ ok }) => ok)).toBe(true);
    const verbs = new Set(commands.flatMap((each) => (each.ok ? [each.value.verb] : [])));
    // YES is NEXT by another name, and an order has its barcode on the pick ticket.
    const missing = (Object.keys(commandVerbs) as CommandVerb[]).filter((verb) => !verbs.has(verb));
    expect(missing.toSorted()).toEqual(['order', 'yes']);
    expect(new Set(entries.map(({ code }) => code)).size).toBe(entries.length);
    for (const { entries: inGroup } of groups)
      expect(new Set(inGroup.map(({ label }) => label)).size).toBe(inGroup.length);
  });

  it('can be read by a scanner, code by code', async () => {
    const entries = sheetGroups(facts, wordsOf('en').sheet).flatMap((group) => group.entries);
    for (const { code } of entries) {
      const [read] = await readBarcodes(raster(code128Svg(code, 14)) as ImageData, { formats: ['Code128'] });
      expect(read?.text).toBe(code);
    }
  });

  it('draws names as text, whatever is in them', () => {
    const hostile = { cartons: [{ cartonId: 'X', name: '<script>alert(1)</script>' }], dunnage: [] };
    const { sheet } = wordsOf('en');
    const html = commandSheetHtml(sheet.title, sheet.intro, sheetGroups(hostile, sheet));
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
  });
});
