import { encode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notDrawn } from '../../../electron/labels/foreign/not-drawn';
import { dither, makePicture, type PictureRoom } from '../../../electron/labels/foreign/picture';
import { isBlack, type Bitmap } from '../../../shared/labels/bitmap';

const greyPng = (width: number, height: number, shade: (x: number, y: number) => number): Uint8Array =>
  encode({
    width,
    height,
    channels: 1,
    data: Uint8Array.from({ length: width * height }, (_, at) => shade(at % width, Math.floor(at / width))),
  });
const blacks = (bitmap: Bitmap): number => {
  let count = 0;
  for (let y = 0; y < bitmap.height; y += 1)
    for (let x = 0; x < bitmap.width; x += 1) count += Number(isBlack(bitmap, x, y));
  return count;
};
const room: PictureRoom = { mostWidthMm: 100, mostHeightMm: 50, dpi: 203, tone: 'drawing' };
const made = (png: Uint8Array, wish: Partial<PictureRoom> = {}) => {
  const answer = makePicture(png, { ...room, ...wish });
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
};

describe('a picture for a label', () => {
  it('has a dot for each of its pixels where there is room', () => {
    const { bitmap, widthMm } = made(greyPng(80, 40, (x) => (x < 20 ? 0 : 255)));
    expect([bitmap.width, bitmap.height]).toEqual([80, 40]);
    expect(widthMm).toBeCloseTo(10, 1);
    expect(blacks(bitmap)).toBe(20 * 40);
  });

  it('is as large on paper at every resolution', () => {
    const png = greyPng(80, 40, (x) => (x < 40 ? 0 : 255));
    const fine = made(png, { dpi: 600 });
    expect(fine.widthMm).toBe(made(png).widthMm);
    expect(fine.bitmap.width).toBe(236);
  });

  it('is shrunk into its room, whichever side is too long, and keeps its form', () => {
    for (const [width, height] of [
      [4000, 400],
      [400, 4000],
    ] as const) {
      const { widthMm, heightMm } = made(greyPng(width, height, () => 0));
      expect(widthMm).toBeLessThanOrEqual(100);
      expect(heightMm).toBeLessThanOrEqual(50);
      expect(widthMm / heightMm).toBeCloseTo(width / height, 1);
    }
  });

  it('keeps shades as a share of dots when it is a photograph, and lines sharp when it is a drawing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), (shade) => {
        const pixels = new Uint8Array(64 * 64).fill(shade);
        const share = blacks(dither({ width: 64, height: 64, pixels })) / 4096;
        expect(Math.abs(share - (255 - shade) / 255)).toBeLessThan(0.03);
      }),
    );
    const half = greyPng(64, 64, () => 100);
    expect(blacks(made(half).bitmap)).toBe(4096);
    expect(blacks(made(half, { tone: 'photo' }).bitmap)).toBeLessThan(3000);
  });

  it('is refused with a reason when it is none', () => {
    expect(makePicture(new Uint8Array(50), room)).toMatchObject({ ok: false, failure: { code: 'picture-broken' } });
    const header = greyPng(8, 8, () => 0).slice();
    new DataView(header.buffer).setUint32(16, 65_535);
    expect(makePicture(header, room)).toMatchObject({ ok: false, failure: { code: 'picture-too-large' } });
  });
});

describe('what the picture of a ZPL label lacks', () => {
  it('is named once each, whatever the letters', () => {
    expect(notDrawn('^XA^FO1,1^bun,60^FD1^FS^FO2,2^BUN^FD2^FS^GE10,10^FS^XZ')).toEqual(['^BU', '^GE']);
    expect(notDrawn('^XA^FO1,1^BCN,60^FD1^FS^GB10,10^FS^XZ')).toEqual([]);
  });
});
