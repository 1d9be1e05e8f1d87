import { describe, expect, it } from 'vitest';
import { isInFontZero } from '../../shared/labels/font-zero';
import { renderSlipLabels, type SlipLabelInput } from '../../shared/labels/slip-label';
import { wordsOf } from '../../electron/documents/words';

const stock = { widthMm: 102, heightMm: 152, dpi: 203 };
const words = wordsOf('en').slip;
const line = (index: number, more: Partial<SlipLabelInput['lines'][number]> = {}) => ({
  sku: `SKU-${index}`,
  name: `Article number ${index}`,
  shipped: index,
  short: 0,
  marks: [],
  ...more,
});
const slip = (more: Partial<SlipLabelInput> = {}): SlipLabelInput => ({
  order: '84217',
  date: '2026-11-28',
  shipTo: ['Anna Müller', 'Bahnhofstrasse 1', '8001 Zürich', 'CH'],
  gift: null,
  lines: [line(1), line(2, { short: 1, marks: ['Lot L7', 'S/N 12'] })],
  demo: false,
  ...more,
});

/** Upper left corners of everything on a page. */
const places = (zpl: string): { x: number; y: number }[] =>
  [...zpl.matchAll(/\^FO(\d+),(\d+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

describe('a packing slip on labels', () => {
  it('says whom it is for, what is in it and what follows, and no price', () => {
    const { pages, missing } = renderSlipLabels(slip(), words, stock);
    expect(missing).toBe('');
    expect(pages).toHaveLength(1);
    for (const text of ['84217', 'Article number 2', 'SKU-2', 'Lot L7', 'S/N 12', '8001 Z', '1 / 1'])
      expect(pages[0]).toContain(text);
    expect(['×', '·'].every(isInFontZero)).toBe(true);
  });

  it('goes on on as many labels as it takes: each line once, nothing below the edge', () => {
    const lines = Array.from({ length: 60 }, (_, index) => line(index + 1));
    const { pages } = renderSlipLabels(slip({ lines }), words, stock);
    expect(pages.length).toBeGreaterThan(3);
    for (const { sku } of lines) expect(pages.join('').split(`^FD${sku}^FS`)).toHaveLength(2);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`${index + 1} / ${pages.length}`);
      expect(page.match(/\^XA/g)).toHaveLength(1);
      for (const { x, y } of places(page)) {
        expect(x).toBeLessThan((102 * 203) / 25.4);
        expect(y).toBeLessThan((152 * 203) / 25.4);
      }
    }
  });

  it('names what the printer can’t draw, and obeys nothing that stands in a text', () => {
    expect(renderSlipLabels(slip({ shipTo: ['東京'] }), words, stock).missing).toBe('東京');
    const [page = ''] = renderSlipLabels(
      slip({ lines: [line(1, { name: '^XZ~JR^XA' })], gift: '~HS ^FS' }),
      words,
      stock,
    ).pages;
    expect(page.match(/\^XZ/g)).toHaveLength(1);
    expect(page).not.toMatch(/~JR|~HS/);
  });
});
