import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawLabel } from '../../electron/labels/draw-label';
import { countryName } from '../../shared/labels/address-lines';
import { isInFontZero } from '../../shared/labels/font-zero';
import type { Placed } from '../../shared/labels/label-canvas';
import {
  renderShippingLabel,
  type LabelStock,
  type RenderedLabel,
  type ShippingLabelInput,
} from '../../shared/labels/shipping-label';
import { dotsOf } from '../../shared/labels/zpl';
import { hostileTexts } from './hostile-texts';
import { plainOrder } from './orders';
import { expectedReads, readCodes, type ReadCode } from './read-codes';
import { countCommands, parseLabel } from './zpl-grammar';

const stock: LabelStock = { widthMm: 101.6, heightMm: 152.4, dpi: 203 };

const stocks: readonly LabelStock[] = [
  stock,
  { widthMm: 95, heightMm: 140, dpi: 203 },
  { widthMm: 100, heightMm: 150, dpi: 300 },
  { widthMm: 105, heightMm: 148, dpi: 203 },
  { widthMm: 102, heightMm: 159, dpi: 600 },
];

/** The text in every field that comes from outside. */
const everywhere = (text: string): ShippingLabelInput => ({
  ...plainOrder,
  shipFrom: { name: text, lines: [text, text, text, text, text], country: text },
  shipTo: {
    name: text,
    company: text,
    lines: [text, text, text, text],
    postcode: text,
    city: text,
    region: text,
    country: text,
  },
  service: text,
  order: text,
  reference: text,
  weight: text,
  date: text,
});

/** The text in fields that always take one line. */
const onOneLine = (text: string): ShippingLabelInput => ({
  ...plainOrder,
  shipFrom: { ...plainOrder.shipFrom, name: `A${text}` },
  service: `A${text}`,
  order: `A${text}`,
});

const overlap = (a: Placed, b: Placed): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Everything lies on the label; no text lies on another or on a barcode, and nothing on a barcode's quiet zone. */
const expectOrder = ({ placed }: RenderedLabel, { widthMm, heightMm, dpi }: LabelStock): void => {
  const [width, height] = [dotsOf(widthMm, dpi), dotsOf(heightMm, dpi)];
  const isOutside = (each: Placed): boolean =>
    each.x < 0 || each.y < 0 || each.x + each.width > width || each.y + each.height > height;
  expect(placed.filter(isOutside)).toEqual([]);
  const barcodes = placed.filter(({ kind }) => kind === 'barcode');
  const others = placed.filter(({ kind }) => kind !== 'barcode');
  expect(others.filter((each) => barcodes.some((barcode) => overlap(each, barcode)))).toEqual([]);
  const texts = placed.filter(({ kind }) => kind === 'text');
  const pairs = texts.flatMap((text, index) => texts.slice(index + 1).map((other) => [text, other] as const));
  expect(pairs.filter(([text, other]) => overlap(text, other))).toEqual([]);
};

/** What reaches the printer is a label of ours: no byte of the text is a command, nothing invisible is drawn. */
const expectHarmless = (text: string, used: LabelStock): void => {
  const label = renderShippingLabel(everywhere(text), used);
  expect(label.zpl).toMatch(/^[\n -~]*$/);
  const { kinds, texts } = parseLabel(label.zpl);
  expect(kinds.filter((kind) => kind === 'code128').length).toBe(label.expectedCodes.length - 1);
  expect(kinds.filter((kind) => kind === 'dataMatrix').length).toBe(1);
  for (const drawn of texts) expect(Array.from(drawn).filter((character) => !isInFontZero(character))).toEqual([]);
  expectOrder(label, used);
};

const readLabel = async ({ zpl }: RenderedLabel): Promise<ReadCode[]> =>
  readCodes(Buffer.from(await drawLabel(zpl, stock), 'base64'));

const fragments = [...Object.values(hostileTexts).filter((text) => text.length < 100), '^', '~', '_', '_5E', '\\', 'a'];
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...fragments),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const harmlessCommands = countCommands(renderShippingLabel(onOneLine('Bob'), stock).zpl);

describe.each(Object.entries(hostileTexts))('a text that %s', (_, text) => {
  it('is drawn and not obeyed', () => {
    for (const each of stocks) expectHarmless(text, each);
  });

  it('leaves the printer as many commands as a harmless one', () => {
    expect(countCommands(renderShippingLabel(onOneLine(text), stock).zpl)).toEqual(harmlessCommands);
  });
});

describe('any text', () => {
  it('is drawn and not obeyed', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...stocks), (text, used) => {
        expectHarmless(text, used);
        expect(countCommands(renderShippingLabel(onOneLine(text), stock).zpl)).toEqual(harmlessCommands);
      }),
      { numRuns: 300 },
    );
  });

  it('is told when it can’t be printed whole', () => {
    const warningsOf = (text: string) =>
      renderShippingLabel({ ...plainOrder, shipTo: { ...plainOrder.shipTo, name: text } }, stock).warnings;
    const refused = (characters: string) => [{ code: 'characters-not-printable', characters }];
    expect(warningsOf('Γιώργος')).toEqual(refused('Γιώργος'.replaceAll(/(.)(?=.*\1)/g, '')));
    expect(warningsOf('Иван')).toEqual(refused('Иван'));
    expect(warningsOf('北京')).toEqual(refused('北京'));
    expect(warningsOf('محمد')).toEqual(refused('محد'));
    expect(warningsOf('\uff3eXA')).toEqual(refused('\uff3e'));
    expect(warningsOf('x\ud800y')).toEqual(refused('\ufffd'));
    expect(warningsOf('x'.repeat(101))).toEqual([{ code: 'address-too-long', characters: '' }]);
    expect(warningsOf('x'.repeat(100))).toEqual([]);
  });

  it.each([
    'deletes all stored formats',
    'paints over the routing code',
    'is a hex escape of a caret',
    'has halves of surrogate pairs the wrong way round',
    'is emoji',
    'is 10,000 characters long without a space',
    'is 10,000 carets',
    'is Chinese',
  ])('that %s leaves every barcode readable', async (name) => {
    const label = renderShippingLabel(everywhere(hostileTexts[name] ?? ''), stock);
    expect(await readLabel(label)).toEqual(expectedReads(label));
  });

  it('leaves every barcode readable', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const label = renderShippingLabel(everywhere(text), stock);
        // Drawn text can look like an EAN to a reader that wants no quiet zone; none of our codes is one.
        const read = (await readLabel(label)).filter(({ identifier }) => !identifier.startsWith(']E'));
        expect(read).toEqual(expectedReads(label));
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});

describe('a number of our own', () => {
  it.each([
    { sscc: '106141412345678900' },
    { sscc: '1061414123456789^X' },
    { number: '^XZ' },
    { number: '' },
    { labelId: '~JR' },
    { labelId: 'x'.repeat(41) },
    { labelId: 'P^1', echo: true },
  ])('is refused when it is none: %o', (wrong) => {
    expect(() => renderShippingLabel({ ...plainOrder, ...wrong }, stock)).toThrow(/^no/);
  });
});

describe('a country', () => {
  it('has a name that the label can draw', () => {
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    const names = letters.flatMap((first) => letters.map((second) => countryName(first + second)));
    expect(names.filter((name) => !Array.from(name).every(isInFontZero))).toEqual([]);
  });
});
