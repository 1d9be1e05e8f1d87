import type { ReadInputBarcodeFormat } from 'zxing-wasm/reader';
import { describe, expect, it } from 'vitest';
import { crop, turn, type QuarterTurns } from '../../shared/labels/bitmap';
import type { BarcodeElement, Symbology } from '../../shared/labels/description/elements';
import { renderPage } from '../../shared/labels/languages';
import { barcodesOf, type LabelPage } from '../../shared/labels/page/page';
import { rasterOf } from '../../shared/labels/page/raster';
import { pngOf } from '../../shared/labels/png';
import { expectSameDots, labelOf, layOut } from './engine';
import { expectGolden } from './golden';
import { printEpl2 } from './interpreters/epl2';
import { printTspl } from './interpreters/tspl';
import { expectedOf, readCodes } from './read-codes';
import { drawZpl, withoutMatrices } from './zpl-picture';

interface Case {
  readonly symbology: Symbology;
  readonly format: ReadInputBarcodeFormat;
  readonly wish: Partial<BarcodeElement>;
}

const elements = [
  { ai: '01', value: '09506000134352' },
  { ai: '10', value: 'AB-12/c' },
  { ai: '21', value: 'X9' },
];

const cases: readonly Case[] = [
  { symbology: 'code-128', format: 'Code128', wish: { data: 'Pack-1~^>"x' } },
  { symbology: 'code-128', format: 'Code128', wish: { data: '123456789012' } },
  { symbology: 'code-128', format: 'Code128', wish: { data: '20260309-AB' } },
  { symbology: 'gs1-128', format: 'Code128', wish: { elements } },
  { symbology: 'gs1-128', format: 'Code128', wish: { elements: [{ ai: '00', value: '340123450000123457' }] } },
  { symbology: 'code-39', format: 'Code39', wish: { data: 'A-1.$/+% Z9' } },
  { symbology: 'itf-14', format: 'ITF', wish: { data: '09506000134352' } },
  { symbology: 'ean-13', format: 'EAN13', wish: { data: '400638133393', text: 'below' } },
  { symbology: 'ean-13', format: 'EAN13', wish: { data: '4006381333931' } },
  { symbology: 'ean-8', format: 'EAN8', wish: { data: '96385074', text: 'below' } },
  { symbology: 'upc-a', format: 'EAN13', wish: { data: '614141123452', text: 'below' } },
  { symbology: 'data-matrix', format: 'DataMatrix', wish: { data: 'Box 12/A-b' } },
  { symbology: 'data-matrix', format: 'DataMatrix', wish: { data: 'has_a^~\\sign' } },
  { symbology: 'gs1-data-matrix', format: 'DataMatrix', wish: { elements } },
  { symbology: 'qr', format: 'QRCode', wish: { data: 'https://id.example/01/09506000134352?x=1' } },
  { symbology: 'qr', format: 'QRCode', wish: { data: 'Łódź 東京 محمد' } },
  { symbology: 'gs1-qr', format: 'QRCode', wish: { elements, correction: 'Q' } },
  { symbology: 'pdf417', format: 'PDF417', wish: { data: 'Carrier data 0123456789, Some Text', columns: 4 } },
  { symbology: 'aztec', format: 'Aztec', wish: { data: 'Ticket 42/7' } },
  { symbology: 'maxicode', format: 'MaxiCode', wish: { data: 'General message 4711' } },
  {
    symbology: 'maxicode',
    format: 'MaxiCode',
    wish: {
      mode: 2,
      postcode: '152382802',
      country: '840',
      service: '001',
      data: '[)>\u001e01\u001d961Z00004951\u001dUPSN\u001d06X610\u001d159\u001d1234567\u001d1/1\u001d\u001dY\u001d634 ALPHA DR\u001dPITTSBURGH\u001dPA\u001e\u0004',
    },
  },
];

const page = ({ symbology, wish }: Case, rotation: 0 | 90 | 180 | 270, dpi: 203 | 300): Promise<LabelPage> =>
  layOut(
    labelOf([{ kind: 'barcode', x: 4, y: 4, width: 56, height: 40, symbology, rotation, ...wish }], {
      width: 64,
      height: 48,
    }),
    {},
    dpi,
  );

/** A MaxiCode is found when it stands upright and there is little else: only its own room is read. */
const read = (laidOut: LabelPage, format: ReadInputBarcodeFormat) => {
  const raster = rasterOf(laidOut);
  const [barcode] = barcodesOf(laidOut);
  if (format !== 'MaxiCode' || barcode === undefined) return readCodes(pngOf(raster, laidOut.dpi), [format]);
  const { x, y, width, height } = barcode.at;
  const room = crop(raster, x - 20, y - 20, width + 40, height + 40);
  return readCodes(pngOf(turn(room, ((4 - barcode.turns) % 4) as QuarterTurns), laidOut.dpi), [format]);
};

describe.each(cases)('$symbology of $wish.data', (each) => {
  it.each([203, 300] as const)('is read at %i dpi, whichever way it is turned', async (dpi) => {
    for (const rotation of [0, 90, 180, 270] as const) {
      const laidOut = await page(each, rotation, dpi);
      expect(laidOut.warnings).toEqual([]);
      expect(await read(laidOut, each.format)).toEqual(expectedOf(barcodesOf(laidOut)));
    }
  });

  it('is the same dots from the interpreters', async () => {
    for (const rotation of [0, 90, 180, 270] as const) {
      const laidOut = await page(each, rotation, 203);
      const shown = rasterOf(laidOut);
      expectSameDots(printEpl2(renderPage(laidOut, 'epl2')), shown);
      expectSameDots(printTspl(renderPage(laidOut, 'tspl'), 203), shown);
      const drawn = await drawZpl(renderPage(laidOut, 'zpl'), laidOut);
      expectSameDots(withoutMatrices(drawn, laidOut), withoutMatrices(shown, laidOut));
    }
  });
});

/** Symbologies that a language draws itself, upright and of the data above. */
const native = {
  zpl: '^BC ^BC ^BC ^BC ^BC ^B3 ^B2 ^BE - - ^BE ^BX - ^BX - - - - - - -',
  epl2: '- 1C - - - 3 2 E30 E30 E80 UA0 - - - - - - - - - -',
  tspl: '- 128M 128M 128M 128M 39 25 EAN13 EAN13 EAN8 UPCA - - - - - - - - - -',
} as const;
const commands = { zpl: /(\^B[C3EX2])/, epl2: /B\d+,\d+,0,(\w+)/, tspl: /BARCODE \d+,\d+,"(\w+)"/ } as const;

it.each(['zpl', 'epl2', 'tspl'] as const)('%s draws itself what it is good at', async (language) => {
  const used: string[] = [];
  for (const each of cases) {
    const job = Buffer.from(renderPage(await page(each, 0, 203), language)).toString('latin1');
    used.push(commands[language].exec(job)?.[1] ?? '-');
  }
  expect(used.join(' ')).toBe(native[language]);
});

it.each([
  ['ean-13', '4006381333931'],
  ['upc-a', '614141123452'],
  ['ean-8', '96385074'],
] as const)(
  '%s takes its number with the zeros that make fourteen digits of it, and no other longer one',
  async (symbology, digits) => {
    const of = async (data: string) => page({ symbology, format: 'EAN13', wish: { data } }, 0, 203);
    const plain = await of(digits);
    const filled = await of(digits.padStart(14, '0'));
    expect(barcodesOf(filled)[0]?.code.text).toBe(digits);
    expectSameDots(rasterOf(filled), rasterOf(plain));
    for (const other of [`1${digits.padStart(13, '0')}`, digits.padStart(15, '0')])
      expect((await of(other)).warnings.map(({ code }) => code)).toContain('barcode-data');
  },
);

it('elements of predefined length go first, so that fewer separators are needed', async () => {
  const wish = {
    ...cases[3],
    symbology: 'gs1-128',
    format: 'Code128',
    wish: { elements: [...elements].reverse() },
  } as const;
  const [barcode] = barcodesOf(await page(wish, 0, 203));
  expect(barcode?.code.text).toBe('010950600013435221X9\u001d10AB-12/c');
});

it('a MaxiCode has its rings', async () => {
  const laidOut = await page({ symbology: 'maxicode', format: 'MaxiCode', wish: { data: 'Packwright' } }, 0, 203);
  const [barcode] = barcodesOf(laidOut);
  if (barcode !== undefined) expectGolden('maxicode-203.png', pngOf(barcode.bitmap, 203));
  // The finder's middle is white, within three black rings (ISO/IEC 16023).
  const { width, height } = barcode?.bitmap ?? { width: 0, height: 0 };
  expect([width, height]).toEqual([215, 204]);
});
