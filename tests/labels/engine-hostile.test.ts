import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDescription, parseDescription } from '../../shared/labels/description/description';
import type { BarcodeElement, Symbology } from '../../shared/labels/description/elements';
import { symbologies } from '../../shared/labels/description/elements';
import type { FieldValue, LabelRecord } from '../../shared/labels/description/values';
import { renderPage } from '../../shared/labels/languages';
import { escPosRaster } from '../../shared/labels/languages/esc-pos';
import type { LabelPage } from '../../shared/labels/page/page';
import { rasterOf } from '../../shared/labels/page/raster';
import { expectSameDots, labelOf, layOut, templates } from './engine';
import { hostileTexts } from './hostile-texts';
import { printEpl2 } from './interpreters/epl2';
import { printCpcl, printEscPos, printSbpl } from './interpreters/rasters';
import { printTspl } from './interpreters/tspl';
import { checkZpl } from './interpreters/zpl-lines';

/** Every job is of our own commands and nothing else, and prints what is shown. */
const expectHarmless = (page: LabelPage): void => {
  const shown = rasterOf(page);
  checkZpl(renderPage(page, 'zpl'));
  expectSameDots(printEpl2(renderPage(page, 'epl2')), shown);
  expectSameDots(printTspl(renderPage(page, 'tspl'), page.dpi), shown);
  expectSameDots(printEscPos(renderPage(page, 'esc-pos'), page.width, page.height), escPosRaster(page));
  expectSameDots(printCpcl(renderPage(page, 'cpcl')), shown);
  expectSameDots(printSbpl(renderPage(page, 'sbpl')), shown);
};

const box = { x: 2, y: 2, width: 96, height: 56 };

const dataOf = (symbology: Symbology): Partial<BarcodeElement> =>
  symbology.startsWith('gs1-')
    ? {
        elements: [
          { ai: '10', value: '{{text}}' },
          { ai: '21', value: '{{text}}' },
        ],
      }
    : { data: '{{text}}' };

const inText = labelOf([
  { kind: 'text', ...box, height: 20, text: '{{text}}', size: 4, minSize: 2, wrap: true, overflow: 'ellipsis' },
  { kind: 'box', x: 2, y: 30, width: 96, height: 8, fill: 'black' },
  { kind: 'text', ...box, y: 30, height: 8, text: 'A {{text}} B', size: 4, ink: 'white', overflow: 'ellipsis' },
]);

/** The text in every field of a record, whatever kind of field it is. */
const everywhere = (value: FieldValue, text: string): FieldValue => {
  if (Array.isArray(value)) return (value as readonly FieldValue[]).map((each) => everywhere(each, text));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, everywhere(each, text)]));
  return text;
};

describe.each(Object.entries(hostileTexts))('a text that %s', (_, text) => {
  it('is no command in any language', async () => {
    expectHarmless(await layOut(inText, { text }));
  });

  it('is no command in a barcode either', async () => {
    for (const symbology of symbologies)
      expectHarmless(await layOut(labelOf([{ kind: 'barcode', ...box, symbology, ...dataOf(symbology) }]), { text }));
  });
});

describe('hostile fields', () => {
  it('fill no template with commands', async () => {
    for (const template of templates) {
      const [sample] = template.samples;
      for (const name of [
        'ends the label and resets the printer',
        'sets a variable over a new line',
        'is 10,000 characters long',
      ] as const) {
        const record = everywhere({ ...sample?.record }, hostileTexts[name] ?? '') as LabelRecord;
        expectHarmless(await layOut(template, record));
      }
    }
  });

  it('are never commands, whatever they are put together from', async () => {
    const pieces = fc.oneof(
      fc.constantFrom(
        '^XZ',
        '~JA',
        '"',
        '\\["]',
        '\r\n',
        '! U1 do "device.reset" ""',
        '\u001b',
        '\u0010\u0004\u0001',
        '\u0002\u0005\u0003',
        'P9\n',
        'PRINT 9,9\r\n',
        '!105',
        '>8',
        '_1',
        '_5E',
        'B1',
        'é',
        '٠',
      ),
      fc.string({ maxLength: 6, unit: 'binary' }),
    );
    const texts = fc.array(pieces, { minLength: 1, maxLength: 8 }).map((all) => all.join(''));
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom(...symbologies), async (text, symbology) => {
        const half = { ...box, height: 26 };
        const description = labelOf([
          { kind: 'barcode', ...half, y: 30, symbology, ...dataOf(symbology) },
          { kind: 'text', ...half, text: '{{text}}', size: 3, wrap: true, overflow: 'ellipsis' },
        ]);
        expectHarmless(await layOut(description, { text }));
      }),
      { numRuns: 150 },
    );
  });

  it('are looked at for no longer than their beginning', async () => {
    const startedAt = performance.now();
    await layOut(inText, { text: 'W'.repeat(5_000_000) });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

describe('a description from outside', () => {
  const [template] = templates;

  it('is a label or a reason, whatever text it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const parsed = parseDescription(text);
        expect(parsed.ok ? 'ok' : parsed.failure.code).toMatch(/^(?:ok|label-[a-z-]+)$/);
      }),
      { numRuns: 500 },
    );
    for (const text of ['['.repeat(100_000), '{"all":['.repeat(50_000), '{"__proto__":1}', 'null', '""', '\ud800'])
      expect(parseDescription(text).ok).toBe(false);
  });

  it('never throws when it is filled in, if it was taken', async () => {
    const source = JSON.stringify(template);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(source.length - 1),
        fc.constantFrom('0', '9', '-', '"', '}', '{{', 'null', '1e9', '{{a|date:Q}}', 'gs1-128'),
        fc.nat(6),
        async (at, insert, removed) => {
          const parsed = parseDescription(source.slice(0, at) + insert + source.slice(at + removed));
          if (parsed.ok) expectHarmless(await layOut(parsed.value, parsed.value.samples[0]?.record ?? {}));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is refused for what is wrong with it', () => {
    const code = (change: object): string => {
      const checked = checkDescription({ ...template, ...change });
      return checked.ok ? 'ok' : `${checked.failure.code} ${checked.failure.details?.['problem'] ?? ''}`.trim();
    };
    expect(code({})).toBe('ok');
    expect(code({ schema: 'packwright-label/2' })).toBe('label-version-unknown');
    expect(code({ elements: [{ kind: 'sound' }] })).toMatch(/^label-invalid/);
    const text = { kind: 'text', ...box, size: 3, text: '{{a' };
    expect(code({ elements: [text] })).toMatch(/^label-invalid/);
    const fine = { ...text, id: 'same', text: '{{a | upper}}' };
    expect(code({ elements: [fine] })).toBe('ok');
    const at = (elements: object[]): unknown => {
      const checked = checkDescription({ ...template, elements });
      return checked.ok ? null : checked.failure.details;
    };
    expect(at([fine, text])).toEqual({ at: 'elements.1.text', problem: 'binding-not-closed' });
    expect(at([{ kind: 'group', x: 0, y: 0, elements: [fine, { ...fine, size: 0 }] }])).toMatchObject({
      at: 'elements.0.elements.1.size',
    });
    const barcode = { kind: 'barcode', ...box, symbology: 'qr' };
    expect(at([barcode])).toEqual({ at: 'elements.0', problem: 'barcode-data-or-elements' });
    expect(code({ elements: [fine, fine] })).toBe('label-invalid id-used-twice');
    const nested = (depth: number): object =>
      depth === 0 ? fine : { kind: 'group', x: 0, y: 0, elements: [nested(depth - 1)] };
    expect(parseDescription(JSON.stringify({ ...template, elements: [nested(3)] })).ok).toBe(true);
    expect(parseDescription(JSON.stringify({ ...template, elements: [nested(30)] })).ok).toBe(false);
  });
});
