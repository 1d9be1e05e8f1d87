import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { lintCarrierZpl } from '../../../electron/labels/foreign/carrier-zpl';
import { convertForeign, type ForeignPicture } from '../../../electron/labels/foreign/convert';
import { identifyForeign } from '../../../electron/labels/foreign/identify';
import { isBlack } from '../../../shared/labels/bitmap';
import { printerLanguages, renderPage } from '../../../shared/labels/languages';
import { pngOf } from '../../../shared/labels/png';
import { readCodes } from '../read-codes';
import { barsOf, makePdf } from './pdf';

const stock = { widthMm: 101.6, heightMm: 152.4, dpi: 203 } as const;
const tracking = '1Z999AA10123456784';

const converted = async (bytes: Uint8Array, dpi: 203 | 300 | 600 = 203): Promise<ForeignPicture> => {
  const result = await convertForeign(bytes, { ...stock, dpi });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

const codesOf = async ({ bitmap }: ForeignPicture, dpi: number): Promise<string[]> =>
  (await readCodes(pngOf(bitmap, dpi))).map(({ text }) => text);

describe('a PDF label', () => {
  // 4 × 6 in, a barcode of 0.75 pt modules: two dots of 203 dpi and a bit.
  const label = makePdf(288, 432, [...barsOf(tracking, 40, 100, 0.9, 60), [20, 300, 248, 2]]);

  it.each([203, 300, 600] as const)('is drawn at the printer’s %i dpi, and its code can be read', async (dpi) => {
    const picture = await converted(label, dpi);
    expect(picture.notes).toEqual([]);
    expect(await codesOf(picture, dpi)).toEqual([tracking]);
  });

  it('lying across is turned', async () => {
    const across = makePdf(432, 288, [...barsOf(tracking, 60, 100, 0.9, 60), [10, 10, 410, 2]]);
    const picture = await converted(across);
    expect(picture.notes).toEqual(['turned']);
    expect(await codesOf(picture, 203)).toEqual([tracking]);
  });

  it('on a letter sheet is cut to its ink, at its own size', async () => {
    const sheet = makePdf(612, 792, [...barsOf(tracking, 60, 500, 0.9, 60), [40, 700, 260, 2], [40, 400, 260, 2]]);
    const picture = await converted(sheet);
    expect(picture.notes).toEqual(['cropped']);
    expect(await codesOf(picture, 203)).toEqual([tracking]);
  });

  it('a hair larger than the stock loses its margins, and stays as it lies', async () => {
    const result = await convertForeign(label, { widthMm: 100, heightMm: 150, dpi: 203 });
    if (!result.ok) throw new Error(result.failure.code);
    expect(result.value.notes).toEqual(['cropped']);
    expect(await codesOf(result.value, 203)).toEqual([tracking]);
  });

  it('larger than the stock is shrunk, and that is told', async () => {
    const large = makePdf(500, 700, [[10, 10, 480, 680]]);
    expect((await converted(large)).notes).toContain('shrunk');
  });

  it('goes out in every language', async () => {
    const { page } = await converted(label);
    for (const language of printerLanguages) expect(renderPage(page, language).length).toBeGreaterThan(500);
  });
});

describe('a PDF that is no label', () => {
  it.each([
    ['of two pages', makePdf(288, 432, [[1, 1, 9, 9]], { pages: 2 }), 'pdf-pages'],
    ['of ten thousand pages', makePdf(288, 432, [[1, 1, 9, 9]], { pages: 10_000 }), 'pdf-pages'],
    ['as large as a wall', makePdf(100_000, 100_000, [[1, 1, 9, 9]]), 'pdf-too-large'],
    ['with nothing on it', makePdf(288, 432, []), 'picture-empty'],
    ['cut off', makePdf(288, 432, [[1, 1, 9, 9]]).subarray(0, 60), 'pdf-broken'],
    ['that only begins like one', Uint8Array.from(Buffer.from('%PDF-1.7 nothing')), 'pdf-broken'],
  ])('%s', async (_name, bytes, code) => {
    expect(await convertForeign(bytes, stock)).toMatchObject({ ok: false, failure: { code } });
  });

  it('with a script in it draws, and does not run', async () => {
    const extra = '/OpenAction << /S /JavaScript /JS (while(true){}) >>';
    const picture = await converted(makePdf(288, 432, [[20, 20, 100, 100]], { extra }));
    expect(isBlack(picture.bitmap, 100, 1218 - 100)).toBe(true);
  });

  it('above five megabytes', async () => {
    const padded = Buffer.concat([makePdf(288, 432, [[1, 1, 9, 9]]), Buffer.alloc(5_000_001, 0x20)]);
    expect(await convertForeign(padded, stock)).toMatchObject({ ok: false, failure: { code: 'label-too-large' } });
  });
});

/** A picture of the label's own dots: black where `black` says so. */
const png = (
  width: number,
  height: number,
  channels: 1 | 2 | 3 | 4,
  pixel: (x: number, y: number) => number[],
): Uint8Array => {
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) data.set(pixel(x, y), (y * width + x) * channels);
  return encode({ width, height, channels, data });
};

describe('a PNG label', () => {
  it('of the stock’s own dots is taken dot for dot', async () => {
    const picture = await converted(png(812, 1218, 1, (x, y) => [(x + y) % 7 === 0 ? 0 : 255]));
    expect(picture.notes).toEqual([]);
    for (const [x, y] of [
      [7, 0],
      [3, 4],
      [800, 1202],
    ] as const)
      expect(isBlack(picture.bitmap, x, y), `${x},${y}`).toBe((x + y) % 7 === 0);
    expect(isBlack(picture.bitmap, 8, 0)).toBe(false);
  });

  it.each([
    ['colours by their brightness', 3, (x: number) => (x < 400 ? [0, 0, 200] : [255, 255, 0])],
    ['what is seen through as paper', 4, (x: number) => [0, 0, 0, x < 400 ? 255 : 0]],
    ['grey with transparency', 2, (x: number) => [0, x < 400 ? 255 : 10]],
  ] as const)('takes %s', async (_name, channels, pixel) => {
    const { bitmap } = await converted(png(812, 1218, channels, (x) => [...pixel(x)]));
    expect(isBlack(bitmap, 100, 600)).toBe(true);
    expect(isBlack(bitmap, 700, 600)).toBe(false);
  });

  it('whose head promises 65,535 × 65,535 is refused unread', async () => {
    const bytes = Buffer.from(png(8, 8, 1, () => [0]));
    bytes.writeUInt32BE(65_535, 16);
    bytes.writeUInt32BE(65_535, 20);
    expect(await convertForeign(bytes, stock)).toMatchObject({ ok: false, failure: { code: 'picture-too-large' } });
  });

  it.each([8, 20, 40, 60])('cut off at byte %i is refused', async (length) => {
    const bytes = png(40, 40, 1, () => [0]).subarray(0, length);
    expect(await convertForeign(bytes, stock)).toMatchObject({ ok: false, failure: { code: 'picture-broken' } });
  });
});

it('knows a file by its first bytes alone', () => {
  expect(identifyForeign(Buffer.from('^XA^FO1,1^FDx^FS^XZ'))).toBe('zpl');
  expect(identifyForeign(Buffer.from('\n ~DGR:A.GRF,8,1,FF^XA^XGR:A.GRF^FS^XZ'))).toBe('zpl');
  expect(identifyForeign(Buffer.from('MZ\x90'))).toBeNull();
  expect(identifyForeign(new Uint8Array())).toBeNull();
});

describe('a carrier’s ZPL', () => {
  const golden = path.join(__dirname, '../../golden/labels');
  const read = (name: string): string => readFileSync(path.join(golden, name), 'utf8');
  // Ours may ask the printer to say when a label is out; a carrier's may not.
  const sound = readdirSync(golden).filter((name) => name.endsWith('.zpl') && !read(name).includes('^HV'));

  it.each(sound)('%s is in order', (name) => {
    expect(lintCarrierZpl(read(name))).toEqual({ ok: true, value: null });
  });

  it('with a picture of its own is in order', () => {
    const zpl = '~DGR:LOGO.GRF,8,1,FFFFFFFFFFFFFFFF^XA^FO10,10^XGR:LOGO.GRF,1,1^FS^XZ^XA^IDR:LOGO.GRF^FS^XZ';
    expect(lintCarrierZpl(zpl)).toEqual({ ok: true, value: null });
  });

  it.each([
    ['~JA', 'kills other jobs'],
    ['~JR', 'resets'],
    ['^JUF', 'factory settings'],
    ['^CC+', 'other signs for commands'],
    ['^CT+', 'other signs for commands'],
    ['^NS', 'the network’s settings'],
    ['^ID*:*.*', 'deletes everything'],
    ['^IDE:OTHER.ZPL', 'deletes what is not its own'],
    ['^JBE', 'wipes the flash'],
    ['^KP1234', 'a password'],
    ['^SXO', 'alerts to a stranger'],
    ['^DFE:A.ZPL', 'stores a format'],
    ['^XFE:A.ZPL', 'recalls one'],
    ['^HFE:A.ZPL', 'tells what is stored'],
    ['^RFW,H^FD00^FS', 'writes a tag'],
    ['~HS', 'asks'],
    ['^HV1', 'asks'],
    ['^XSY', 'unknown'],
  ])('%s (%s) is refused, in a field too', (command) => {
    for (const zpl of [`^XA${command}^FO1,1^A0N,20^FDx^FS^XZ`, `^XA^FO1,1^A0N,20^FDx${command}^FS^XZ`])
      expect(lintCarrierZpl(zpl)).toMatchObject({ ok: false, failure: { code: 'label-command-refused' } });
  });

  it.each(['^XA^FO1,1^FDx^FS^PQ500^XZ', '^XA^FO1,1^FDx^FS^XZ^XA^FO1,1^FDy^FS^XZ'])(
    '%s would print more than one',
    (zpl) => {
      expect(lintCarrierZpl(zpl)).toMatchObject({ ok: false, failure: { code: 'label-copies' } });
    },
  );

  it.each(['^XA^FO1,1^FDx^FS', '^FO1,1^FDx^FS^XZ', 'hello', '^XA^XA^FDx^FS^XZ'])('%s is no whole label', (zpl) => {
    expect(lintCarrierZpl(zpl)).toMatchObject({ ok: false, failure: { code: 'label-not-whole' } });
  });

  it('too large, or a bomb, is refused', () => {
    expect(lintCarrierZpl(`^XA${'^FO1,1^FDx^FS'.repeat(20_000)}^XZ`)).toMatchObject({
      ok: false,
      failure: { code: 'label-too-large' },
    });
  });
});
