import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandVerbs, decodeCommand, type CommandVerb } from '../../shared/barcode/command-codes';
import { code128Svg } from '../../electron/documents/barcode-svg';
import { commandSheetHtml, sheetGroups } from '../../electron/documents/command-sheet';
import { wordsOf } from '../../electron/documents/words';
import { rasterOf } from '../support/svg-raster';

const facts = {
  cartons: [
    { cartonId: 'B3', name: 'Box B3' },
    { cartonId: 'mailer-2 a', name: 'Mailer 2' },
  ],
  dunnage: [{ dunnageId: 'PAPER', name: 'Kraft paper', unitLabel: '1 m' }],
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
      const [read] = await readBarcodes(rasterOf(code128Svg(code, 14), 4), { formats: ['Code128'] });
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
