import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { code128Svg } from '../../electron/documents/barcode-svg';
import { countSheetHtml } from '../../electron/documents/count-sheet';
import { reconciliationHtml } from '../../electron/documents/reconciliation';
import { countWordsOf } from '../../electron/documents/words';
import type { CountSheet, WeighedPieces } from '../../shared/features/counts/queries';
import type { LineCauses } from '../../shared/features/counts/cause-brief';
import { encodeCountLines } from '../../shared/features/counts/lines-csv';
import { operator, supervisor } from '../import/support/test-store';
import { moveOf } from '../stock/stock-store';
import { rasterOf } from '../support/svg-raster';
import { goods, openCountStore, type CountStore } from './count-store';

let on: CountStore;
afterEach(() => on.store.dispose());
beforeAll(() => {
  const wasm = readFileSync(createRequire(__filename).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
});

const sheetOf = (countId: string): CountSheet | null => {
  const answer = on.store.opened.query('counts.sheet', { countId }, operator);
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value as CountSheet | null;
};
const causesOf = (countId: string): readonly LineCauses[] => {
  const answer = on.store.opened.query('counts.causes', { countId }, supervisor);
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value as readonly LineCauses[];
};
const paperOf = (sheet: CountSheet, language: 'en' | 'de' | 'es' = 'en'): string =>
  countSheetHtml({ site: 'S', station: '1', made: 'today', language, sheet, words: countWordsOf(language).sheet });
const stock = ['A-1,A,MUG,4,,', 'A-1,A,PEN,10,,', 'A-2,A,LAMP,1,7,'];

describe('the count sheet', () => {
  it('lists what the book has in the bins that are left, with boxes to write into and codes to scan', async () => {
    on = await openCountStore(stock);
    const countId = await on.start('barcode');
    const sheet = sheetOf(countId);
    expect(sheet).toMatchObject({
      left: 2,
      blind: false,
      bins: [
        {
          location: 'A-1',
          rows: [
            { sku: 'MUG', code: '00614141123452', expected: 4 },
            { sku: 'PEN', expected: 10 },
          ],
        },
        { location: 'A-2', rows: [{ sku: 'LAMP', serial: '7', expected: 1 }] },
      ],
    });
    if (sheet === null) throw new Error('no sheet');
    expect(sheet.bins[0]?.checkDigits).toMatch(/^\d+$/);
    const paper = paperOf(sheet);
    expect(paper).toContain(sheet.bins[0]?.checkDigits);
    // Two bins and three items; what is written on paper can be scanned back from it.
    expect(paper.match(/<svg/g)).toHaveLength(5);
    expect(paper.match(/class="box"><div>/g)).toHaveLength(3 + 2 * 2);
    const [read] = await readBarcodes(rasterOf(code128Svg('A-1', 12)), { formats: ['Code128'] });
    expect(read?.text).toBe('A-1');
    await on.sent('counts.finishBin', { countId, location: 'A-2' });
    expect(sheetOf(countId)).toMatchObject({ left: 1, bins: [{ location: 'A-1' }] });
  });

  it('says nothing of what is expected where the count is blind', async () => {
    on = await openCountStore(stock);
    const sheet = sheetOf(await on.start('barcode', { blind: true }));
    expect(sheet).toMatchObject({ blind: true, bins: [{ location: 'A-1', rows: [] }, { rows: [] }] });
    if (sheet === null) throw new Error('no sheet');
    for (const language of ['en', 'de', 'es'] as const)
      expect(paperOf(sheet, language)).not.toMatch(/Mug|MUG|Pen|>10</);
  });

  it('is there for a count by barcode that goes on, and for no other', async () => {
    on = await openCountStore(stock);
    const countId = await on.start('rfid');
    expect(sheetOf(countId)).toBeNull();
    await on.sent('counts.cancel', { countId, reason: 'by hand' }, { ...operator, role: 'supervisor' });
    const byHand = await on.start('barcode');
    await on.sent('counts.cancel', { countId: byHand, reason: 'no' }, { ...operator, role: 'supervisor' });
    expect(sheetOf(byHand)).toBeNull();
  });
});

describe('the reconciliation on paper', () => {
  it.each(['en', 'de', 'es'] as const)(
    'holds every line with its decision, the sums and the head, in %s',
    async (language) => {
      on = await openCountStore(stock);
      await on.sent('stock.move', moveOf({ kind: 'return', from: null, to: 'A-2', sku: 'PEN', quantity: 1 }));
      const countId = await on.start('barcode');
      await on.scan(countId, 'A-1', 'MUG', 3);
      await on.scan(countId, 'A-1', 'PEN', 11);
      await on.sent('counts.finishBin', { countId, location: 'A-1' });
      await on.sent('counts.finishBin', { countId, location: 'A-2' });
      await on.sent('counts.submit', { countId });
      const [mug] = on.linesOf(countId).filter(({ data }) => data.sku === 'MUG');
      await on.decide(countId, mug?.line, 'adjust', { reason: 'damaged', note: 'A <broken> handle' });
      const words = countWordsOf(language);
      const paper = reconciliationHtml({
        site: 'S',
        station: '1',
        person: 'Sam',
        made: 'today',
        language,
        currency: 'EUR',
        when: (at) => at,
        count: on.view(countId),
        lines: on.linesOf(countId),
        causes: causesOf(countId),
        weighings: [],
        units: 'metric',
        scaleName: (id) => id,
        head: { n: 41, hash: 'abc' },
        words: words.reconciliation,
        reasonNames: words.accuracy.reasonNames,
      });
      for (const text of [
        'Mug',
        'Pen',
        'Lamp',
        '41:abc',
        'A &lt;broken&gt; handle',
        words.reconciliation.decisionNames.adjust,
      ])
        expect(paper).toContain(text);
      expect(paper).toContain(words.accuracy.reasonNames['damaged']);
      expect(paper.split(words.reconciliation.undecided).length - 1).toBeGreaterThanOrEqual(2);
      // The pen that came back lies in A-2 by the book, and was counted in A-1.
      expect(paper).toContain(words.reconciliation.causeNames['unposted-return']);
      expect(paper).toContain(words.reconciliation.strengthNames.strong);
      expect(paper).toMatch(/#\d+ 1× @customer→A-2/);
      const csv = encodeCountLines(on.linesOf(countId), causesOf(countId));
      expect(csv).toMatch(/unposted-return \(strong\): #\d+ 1× @customer→A-2/);
      // Pens have no value in the catalogue: that is not zero.
      const pens = on.linesOf(countId).filter(({ data }) => data.sku === 'PEN').length;
      expect([on.view(countId).unvalued, pens > 0]).toEqual([pens, true]);
      expect(paper).toContain(words.reconciliation.unvalued);
      expect(paper.split(`>${words.reconciliation.noValue}<`).length - 1).toBe(pens);
      const [header = [], ...rows] = csv.split('\r\n').map((row) => row.split(','));
      const pen = rows.find((row) => row.includes('PEN')) ?? [];
      expect(pen[header.indexOf('value_minor')]).toBe('');
      expect(paper).not.toMatch(/undefined|NaN|\[object/);
    },
  );
});

describe('pieces that were counted by weight', () => {
  const readings = (mg: number, more: object = {}) =>
    [0, 200].map((later) => ({
      deviceId: 'scale-1',
      weight: { mantissa: mg / 100, exponent: -4, unit: 'kg' },
      text: (mg / 1_000_000).toFixed(4),
      state: 'stable',
      checked: true,
      at: 1000 + later,
      rawHex: '53',
      simulated: false,
      net: false,
      ...more,
    }));
  const load = (mg: number, tote: number | null, more: object = {}) => ({
    readings: readings(mg, more),
    tote: tote === null ? null : readings(tote),
    divisionMg: 0,
  });

  it('stand in the CSV and on paper with the weight of one and its error, gross, tare and scale', async () => {
    on = await openCountStore(['A-1,A,PEN,500,,', 'A-1,A,MUG,4,,']);
    const countId = await on.start('barcode');
    const weigh = (what: object) =>
      on.sent('counts.weigh', { countId, location: 'A-1', goods: goods('PEN'), load: what });
    await on.sent('counts.learnWeight', { sku: 'PEN', pieces: 50, load: load(500_000, null), anew: false });
    await weigh(load(582_300, 412_300));
    await weigh(load(100_000, null, { net: true }));
    await on.scan(countId, 'A-1', 'MUG', 3);
    await on.sent('counts.finishBin', { countId, location: 'A-1' });
    await on.sent('counts.submit', { countId });
    const lines = on.linesOf(countId);
    const pen = lines.find(({ data }) => data.sku === 'PEN')?.line ?? 0;
    const found = on.store.opened.query('counts.weighings', { countId, sku: 'PEN', location: 'A-1' }, supervisor);
    const weighings = [{ line: pen, weighings: found.ok ? (found.value as WeighedPieces[]) : [] }];
    const [header = [], ...rows] = encodeCountLines(lines, [], weighings)
      .split('\r\n')
      .map((row) => row.split(','));
    const cells = (sku: string): readonly unknown[] => {
      const row = rows.find((each) => each.includes(sku)) ?? [];
      const names = ['weighed_pieces', 'unit_weight_mg', 'unit_error_mg', 'gross', 'tare', 'net_mg', 'scale'];
      return names.map((name) => row[header.indexOf(name)]);
    };
    expect(cells('PEN')).toEqual([
      '17 | 10',
      '10000 | 10000',
      expect.stringMatching(/^\d+ \| \d+$/),
      '0.5823 kg | -',
      '0.4123 kg | scale',
      '170000 | 100000',
      'scale-1 | scale-1',
    ]);
    expect(cells('MUG')).toEqual(['', '', '', '', '', '', '']);
    for (const language of ['en', 'de', 'es'] as const) {
      const words = countWordsOf(language);
      const paper = reconciliationHtml({
        site: 'S',
        station: '1',
        person: 'Sam',
        made: 'today',
        language,
        currency: 'EUR',
        when: (at) => at,
        count: on.view(countId),
        lines,
        causes: [],
        weighings,
        units: 'metric',
        scaleName: (id) => `Scale <${id}>`,
        head: { n: 41, hash: 'abc' },
        words: words.reconciliation,
        reasonNames: words.accuracy.reasonNames,
      });
      const { weighed, gross, tare, tared } = words.reconciliation;
      expect(paper.split(`${weighed}: `)).toHaveLength(3);
      expect(paper).toMatch(/17 × 10\.0 g ± \d/);
      expect(paper).toContain(`${gross} 0.5823 kg, ${tare} 0.4123 kg · Scale &lt;scale-1&gt;`);
      expect(paper).toContain(`${tared} · Scale`);
      expect(paper).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});
