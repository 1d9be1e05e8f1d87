import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toGtin14 } from '../../shared/features/catalogue/barcodes';
import { readCatalogueJson } from '../../shared/features/catalogue/import-json';
import { jsonOrderRows } from '../../shared/features/orders/import-json';
import { readOrder } from '../../shared/features/orders/import-orders';
import type { OrderContent } from '../../shared/features/orders/records';
import { printableText } from '../../shared/labels/printable-text';
import { makeDemoData } from '../../tools/demo-data.mjs';

const committed = (path: string): string => readFileSync(resolve(path), 'utf8');

interface RawOrder {
  readonly number: string;
  readonly service: string;
  readonly dueInMinutes?: number;
}
const rawOrders = (JSON.parse(committed('resources/demo/orders.json')) as { readonly orders: readonly RawOrder[] })
  .orders;
const catalogue = readCatalogueJson(JSON.parse(committed('resources/demo/catalogue.json')));
const items = catalogue?.items ?? [];
const bySku = new Map(items.map((item) => [item.sku, item]));
const orders = rawOrders.map((raw, index) =>
  readOrder(jsonOrderRows(raw, index + 1), { timeZone: 'UTC', decimal: '.' }),
);
const contents = orders.flatMap(({ order }): OrderContent[] => (order?.content ? [order.content] : []));
const codes = items.flatMap((item) => (item.barcodes ?? []).map((barcode) => ({ sku: item.sku, ...barcode })));
const { drawings, colours } = JSON.parse(committed('renderer/ui/pictograms.json')) as {
  readonly drawings: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  readonly colours: Readonly<Record<string, string>>;
};

describe('the demo data', () => {
  it('are what their script makes', () => {
    const made = makeDemoData();
    expect(Object.keys(made).length).toBe(5);
    for (const [path, text] of Object.entries(made)) expect(text === committed(path), `path ${path}`).toBe(true);
  });

  it('read without a problem, by the readers of every other file', () => {
    expect(catalogue?.problems).toEqual([]);
    expect(orders.flatMap(({ problems }) => problems)).toEqual([]);
    expect(new Set(rawOrders.map(({ number }) => number)).size).toBe(rawOrders.length);
    expect(new Set(items.map(({ sku }) => sku)).size).toBe(items.length);
  });

  it('are many and mixed', () => {
    expect(items.length).toBeGreaterThanOrEqual(300);
    expect(contents.length).toBeGreaterThanOrEqual(500);
    const cartons = catalogue?.cartons ?? [];
    const families = new Set(cartons.filter(({ kind }) => kind === 'carton').map(({ cartonId }) => cartonId[0]));
    expect(families.size).toBe(3);
    expect(cartons.filter(({ kind }) => kind === 'mailer').length).toBeGreaterThanOrEqual(3);
    for (const box of cartons) {
      expect(
        box.outerLengthMm > box.innerLengthMm && box.outerHeightMm > box.innerHeightMm,
        `box ${box.cartonId}`,
      ).toBe(true);
      expect(box.tareMg < box.maxWeightMg && box.stock !== null && box.costMinor > 0, `box ${box.cartonId}`).toBe(true);
    }
    expect(catalogue?.dunnage.length).toBeGreaterThanOrEqual(4);
    const countries = new Set(contents.map(({ shipTo }) => shipTo.country));
    for (const country of 'DE AT CH FR NL PL ES IT GB US'.split(' '))
      expect(countries, `country ${country}`).toContain(country);
    const letters = contents.map(({ shipTo }) => JSON.stringify(shipTo)).join('');
    for (const letter of 'äöüßéèçłśżńñíçøåř’') expect(letters, `letter ${letter}`).toContain(letter);
  });

  it('hold every rule that a packer meets', () => {
    const count = (fits: (item: (typeof items)[number]) => boolean): number => items.filter(fits).length;
    expect(count((item) => item.lotRule === 'required')).toBeGreaterThan(20);
    expect(count((item) => item.expiryRule === 'required' && (item.minDaysLeft ?? 0) > 0)).toBeGreaterThan(10);
    expect(count((item) => item.serialRule === 'required')).toBeGreaterThan(10);
    expect(count((item) => item.fragile === true)).toBeGreaterThan(20);
    expect(count((item) => item.hazmat === true)).toBeGreaterThan(5);
    expect(count((item) => item.keyedQuantity === true)).toBeGreaterThan(20);
    expect(count((item) => item.retired === true)).toBeGreaterThan(0);
    expect(count((item) => item.lengthMm === null)).toBeGreaterThan(0);
    for (const item of items) {
      expect(item.origin, `item ${item.sku}`).toMatch(/^[A-Z]{2}$/);
      expect(item.hsCode, `item ${item.sku}`).toMatch(/^\d{6}$/);
      expect(item.valueMinor, `item ${item.sku}`).toBeGreaterThan(0);
      expect(item.weightMg === null || (item.weightSpreadMg ?? 0) > 0, `item ${item.sku}`).toBe(true);
    }
    const unweighed = items.filter((item) => item.weightMg === null).map(({ sku }) => sku);
    expect(unweighed.length).toBeGreaterThan(3);
    const world = JSON.parse(committed('resources/demo/bench.json')) as { trueWeightsMg: Record<string, number> };
    expect(Object.keys(world.trueWeightsMg).toSorted()).toEqual(unweighed.toSorted());
  });

  it('carry right GTINs of the range for examples, for pieces and for cases', () => {
    const gtins = codes.filter(({ kind }) => kind === 'gtin');
    for (const { code, sku } of gtins) {
      expect(toGtin14(code), `item ${sku}`).toBe(code);
      expect(code.slice(1, 4), `item ${sku}`).toBe('952');
    }
    expect(codes.filter(({ kind, code }) => kind === 'other' && /^\d+$/.test(code))).toEqual([]);
    const cases = gtins.filter(({ quantity }) => quantity > 1);
    expect(cases.filter(({ quantity }) => quantity === 12).length).toBeGreaterThan(20);
    for (const { code, sku } of cases) {
      const piece = gtins.find((other) => other.sku === sku && other.quantity === 1)?.code ?? '';
      expect([code[0], code.slice(1, 13)], `item ${sku}`).toEqual(['1', piece.slice(1, 13)]);
    }
    const skusOf = new Map<string, Set<string>>();
    for (const { code, sku } of codes) skusOf.set(code, (skusOf.get(code) ?? new Set()).add(sku));
    expect([...skusOf.values()].filter((skus) => skus.size > 1).map((skus) => skus.size)).toEqual([2]);
  });

  it('draw every item, with parts that every look can paint', () => {
    const tones = new Set(Object.values(drawings).flatMap((drawing) => drawing.map(([tone]) => tone)));
    const styles = committed('renderer/ui/pictogram.css');
    for (const tone of tones) expect(styles, `tone ${tone}`).toContain(`.tone-${tone} {`);
    for (const { sku, picture = '' } of items) {
      const [key = '', colour] = picture.split('@');
      expect(drawings[key]?.length, `${sku}: ${picture}`).toBeGreaterThan(0);
      if (colour !== undefined) expect(colours[colour], `${sku}: ${picture}`).toMatch(/^#[\da-f]{6}$/);
    }
  });

  it('ask for goods that are sold, singly, by the dozen and for more than one box', () => {
    const lines = contents.flatMap((content) => content.lines);
    for (const { sku } of lines) expect(bySku.get(sku)?.retired, `item ${sku}`).toBe(false);
    const lineCounts = contents.map((content) => content.lines.length);
    expect(lineCounts.filter((count) => count === 1).length).toBeGreaterThan(100);
    expect(lineCounts.filter((count) => count > 2).length).toBeGreaterThan(100);
    expect(
      lines.filter(({ sku, quantity }) => quantity >= 12 && bySku.get(sku)?.barcodes?.length !== 1).length,
    ).toBeGreaterThan(10);
    const biggest = Math.max(
      ...(catalogue?.cartons ?? []).map((box) => box.innerLengthMm * box.innerWidthMm * box.innerHeightMm),
    );
    const volume = (content: OrderContent): number =>
      content.lines.reduce((sum, { sku, quantity }) => {
        const { lengthMm = 0, widthMm = 0, heightMm = 0 } = bySku.get(sku) ?? {};
        return sum + (lengthMm ?? 0) * (widthMm ?? 0) * (heightMm ?? 0) * quantity;
      }, 0);
    expect(contents.filter((content) => volume(content) > biggest).length).toBeGreaterThan(5);
    for (const field of ['tote', 'note', 'gift'] as const)
      expect(contents.filter((content) => content[field] !== null).length, `field ${field}`).toBeGreaterThan(20);
    expect(lines.filter(({ lot }) => lot !== null).length).toBeGreaterThan(5);
    expect(lines.filter(({ note }) => note !== null).length).toBeGreaterThan(2);
    const totes = contents.flatMap(({ tote }) => (tote === null ? [] : [tote]));
    expect(new Set(totes).size).toBe(totes.length);
  });

  it('are due all day long, some soon, in the order in which they stand', () => {
    const due = rawOrders.flatMap(({ dueInMinutes }) => (dueInMinutes === undefined ? [] : [dueInMinutes]));
    expect(due.length).toBeGreaterThan(450);
    expect(due.filter((minutes) => minutes <= 60).length).toBeGreaterThan(20);
    expect(new Set(due).size).toBeGreaterThan(8);
    expect(Math.max(...due)).toBeLessThan(12 * 60);
    expect(rawOrders[0]?.dueInMinutes).toBe(Math.min(...due));
  });

  it('have addresses that the label printer can write', () => {
    for (const { shipTo } of contents)
      for (const text of [shipTo.name, shipTo.company ?? '', shipTo.city, ...shipTo.lines])
        expect(printableText(text, 100), `text ${text}`).toMatchObject({ missing: [], cut: false });
  });
});
