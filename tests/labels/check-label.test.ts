import { describe, expect, it } from 'vitest';
import { de } from '../../renderer/i18n/de';
import { en } from '../../renderer/i18n/en';
import { es } from '../../renderer/i18n/es';
import { checkLabel } from '../../shared/labels/checks/check-label';
import type { BarcodeElement, LabelElement } from '../../shared/labels/description/elements';
import type { LabelRecord } from '../../shared/labels/description/values';
import type { Dpi } from '../../shared/labels/dots';
import { labelWarningCodes, type LabelWarning } from '../../shared/labels/page/warnings';
import { labelOf, layOut, templates } from './engine';

const check = async (elements: LabelElement[], record: LabelRecord = {}, dpi: Dpi = 203): Promise<LabelWarning[]> =>
  checkLabel(await layOut({ ...labelOf(elements), ...(record['epc'] === undefined ? {} : tagged) }, record, dpi));
/** A label of a record with an EPC has a tag. */
const tagged = { rfid: { epc: '{{epc}}' } };
const codes = async (...args: Parameters<typeof check>): Promise<string[]> =>
  (await check(...args)).map(({ code }) => code);

const dpis = [203, 300, 600] as const;
const text = { kind: 'text', x: 5, y: 5, width: 60, height: 6, text: 'Words', size: 4 } as const;
const bars: BarcodeElement = {
  kind: 'barcode',
  x: 5,
  y: 5,
  width: 90,
  height: 40,
  symbology: 'code-128',
  data: 'ABC-1234',
};
const gs1: BarcodeElement = { ...bars, symbology: 'gs1-128', elements: [{ ai: '00', value: '{{sscc}}' }] };
delete gs1.data;
const sscc = { sscc: '340123450000123457' };

/** What brings each warning about, and nothing else. */
const causes: Readonly<Record<string, readonly [LabelElement[], LabelRecord?]>> = {
  'field-missing': [[{ ...text, text: 'A {{b}}' }]],
  'value-not-formattable': [[{ ...text, text: '{{d | date:DD.MM.YYYY}}' }], { d: '2026-02-30' }],
  'characters-not-printable': [[{ ...text, text: 'Hi 😀' }]],
  'text-does-not-fit': [[{ ...text, text: 'A very long text that has no room in this small box at all' }]],
  'text-shortened': [
    [{ ...text, text: 'A very long text that has no room in this small box at all', overflow: 'ellipsis' }],
  ],
  'rows-left-out': [
    [
      {
        kind: 'repeat',
        x: 5,
        y: 5,
        width: 50,
        height: 12,
        over: 'a',
        pitch: 6,
        elements: [{ ...text, x: 0, y: 0, text: '{{value}}' }],
      },
    ],
    { a: ['1', '2', '3'] },
  ],
  'rows-shortened': [
    [
      {
        kind: 'table',
        x: 5,
        y: 5,
        width: 50,
        height: 18,
        size: 3,
        over: 'a',
        rowHeight: 6,
        overflow: 'note',
        columns: [{ title: 'T', text: '{{value}}', width: 30 }],
      },
    ],
    { a: [1, 2, 3] },
  ],
  'barcode-empty': [[{ ...bars, data: '{{a}}' }], { a: null }],
  'barcode-data': [[{ ...bars, symbology: 'ean-13' }]],
  'barcode-check-digit': [[{ ...bars, symbology: 'ean-13', data: '4006381333932' }]],
  'barcode-gs1': [[gs1], { sscc: '340123450000123450' }],
  'barcode-too-large': [[{ ...bars, width: 10 }]],
  'module-under-two-dots': [[{ ...bars, width: 20, module: { min: 0.1, max: 1 } }]],
  'module-too-narrow': [[{ ...bars, width: 40, module: { min: 0.4, max: 1 } }]],
  'module-out-of-gs1': [[{ ...gs1, use: 'logistics', module: { min: 0.25, max: 0.4 } }], sscc],
  'height-out-of-gs1': [[{ ...gs1, use: 'logistics', height: 20, module: { min: 0.495, max: 0.53 } }], sscc],
  'quiet-zone-disturbed': [[bars, { kind: 'line', x: 6, y: 8, length: 10, direction: 'vertical', thickness: 0.5 }]],
  'off-the-label': [[{ ...text, x: 95 }]],
  'text-too-small': [[{ ...text, size: 1.6 }]],
  'texts-overlap': [[text, { ...text, x: 6 }]],
  'epc-invalid': [[text], { epc: '3034' }],
};

describe('the check of a label', () => {
  it.each(dpis)('finds nothing wrong with a good one at %i dpi', async (dpi) => {
    expect(await codes([text, { ...bars, y: 15 }], {}, dpi)).toEqual([]);
  });

  // At 203 dpi the templates' own tests ask this.
  it.each(templates.flatMap((template) => [300, 600].map((dpi) => ({ id: template.id, template, dpi: dpi as Dpi }))))(
    'finds nothing wrong with the template $id at $dpi dpi, in any language',
    async ({ template, dpi }) => {
      for (const { record } of template.samples)
        for (const language of ['en', 'de', 'es'])
          expect(checkLabel(await layOut(template, record, dpi, language))).toEqual([]);
    },
  );

  // Which language a printer speaks is not known to the layout, nor that a label is printed again.
  const elsewhere = new Set(['epc-not-in-language', 'reprint-no-room']);
  it.each(Object.keys(labelWarningCodes).filter((code) => !elsewhere.has(code)))('finds %s', async (code) => {
    const [elements, record] = causes[code] ?? [[]];
    expect(await codes(elements, record)).toEqual([code]);
  });

  it.each(Object.keys(labelWarningCodes))('says %s in every language', async (code) => {
    const [elements, record] = causes[code] ?? [[]];
    const [warning] = await check(elements, record);
    for (const words of [en, de, es] as Readonly<Record<string, string>>[]) {
      const sentence = words[`labelWarning.${code}`] ?? '';
      expect(sentence).not.toBe('');
      for (const [, name = ''] of sentence.matchAll(/\{\{(\w+)\}\}/g)) expect(warning?.details).toHaveProperty(name);
    }
  });

  it('names the element', async () => {
    const [warning] = await check([{ ...text, id: 'small', size: 1.6 }]);
    expect(warning).toMatchObject({ code: 'text-too-small', severity: 'warn', element: 'small' });
    const [nested] = await check([{ kind: 'group', x: 0, y: 0, elements: [text, { ...text, y: 20, size: 1.6 }] }]);
    expect(nested?.element).toBe('elements.0.1');
  });

  it('sees a quiet zone that the edge of the label cuts', async () => {
    const [warning] = await check([{ ...bars, x: -3 }]);
    expect(warning).toMatchObject({ code: 'quiet-zone-disturbed', details: { byEdge: true } });
  });

  it('takes the sizes of GS1 for what is read there', async () => {
    const ean: BarcodeElement = {
      ...bars,
      symbology: 'ean-13',
      data: '4006381333931',
      module: { min: 0.2, max: 0.26 },
    };
    expect(await codes([{ ...ean, use: 'retail' }])).toEqual(['module-out-of-gs1']);
    expect(await codes([{ ...ean, use: 'other' }])).toEqual([]);
    expect(await codes([{ ...ean, use: 'retail' }], {}, 300)).toEqual(['module-out-of-gs1']);
    expect(await codes([{ ...ean, use: 'retail', module: { min: 0.264, max: 0.36 } }], {}, 300)).toEqual([]);
    expect(await codes([{ ...ean, use: 'retail', height: 20, module: { min: 0.264, max: 0.38 } }])).toEqual([
      'height-out-of-gs1',
    ]);
  });
});
