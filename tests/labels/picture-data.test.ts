import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Decode, base64Encode } from '../../shared/labels/base64';
import { blit, createBitmap, crop, fillRect, inkOf, isBlack, turn, type Bitmap } from '../../shared/labels/bitmap';
import { compressAcs } from '../../shared/labels/languages/acs';
import { pngOf } from '../../shared/labels/png';
import { readPicture } from './picture';

/** The alternative compression read as the ZPL II guide describes it. */
const expandAcs = (data: string, stride: number, height: number): string => {
  const rows: string[] = [];
  let [row, count] = ['', 0];
  const end = (): void => {
    rows.push(row);
    row = '';
  };
  for (const letter of data) {
    if (letter >= 'G' && letter <= 'Y') count += letter.charCodeAt(0) - 70;
    else if (letter >= 'g' && letter <= 'z') count += (letter.charCodeAt(0) - 102) * 20;
    else if (letter === ':') rows.push(rows.at(-1) ?? '');
    else if (letter === ',') {
      row = row.padEnd(stride * 2, '0');
      end();
    } else {
      row += letter.repeat(Math.max(1, count));
      count = 0;
      if (row.length >= stride * 2) end();
    }
  }
  expect(rows).toHaveLength(height);
  return rows.join('');
};

const bitmaps = fc
  .tuple(
    fc.integer({ min: 1, max: 900 }),
    fc.integer({ min: 1, max: 12 }),
    fc.infiniteStream(fc.nat(255)),
    fc.constantFrom(0, 1, 2, 3),
  )
  .map(([width, height, bytes, kind]) => {
    const bitmap = createBitmap(width, height);
    const mask = createBitmap(width, 1);
    fillRect(mask, 0, 0, width, 1);
    for (let at = 0; at < bitmap.bits.length; at += 1) {
      const byte = kind === 0 ? 0 : kind === 1 ? 255 : Number(bytes.next().value);
      bitmap.bits[at] = byte & (mask.bits[at % mask.stride] ?? 0);
      if (kind === 3 && at >= bitmap.stride) bitmap.bits[at] = bitmap.bits[at - bitmap.stride] ?? 0;
    }
    return bitmap;
  });

const dots = (bitmap: Bitmap): string => {
  let all = '';
  for (let y = 0; y < bitmap.height; y += 1)
    for (let x = 0; x < bitmap.width; x += 1) all += isBlack(bitmap, x, y) ? '#' : '.';
  return all;
};

describe('pictures', () => {
  it('are the same after ZPL’s compression', () => {
    fc.assert(
      fc.property(bitmaps, (bitmap) => {
        const data = compressAcs(bitmap);
        expect(data).toMatch(/^[0-9A-FG-Yg-z,:]+$/);
        expect(expandAcs(data, bitmap.stride, bitmap.height).toLowerCase()).toBe(
          Buffer.from(bitmap.bits).toString('hex'),
        );
      }),
    );
  });

  it('are compressed as the guide has it', () => {
    const frame = createBitmap(32, 6);
    fillRect(frame, 0, 0, 32, 6);
    fillRect(frame, 1, 1, 30, 4, 'white');
    expect(compressAcs(frame)).toBe('NF8L01:::NF');
    const long = createBitmap(3200, 1);
    fillRect(long, 0, 0, 3192, 1);
    expect(compressAcs(long)).toBe('zyXF,');
  });

  it('are the same in a PNG', () => {
    fc.assert(
      fc.property(bitmaps, (bitmap) => {
        const picture = readPicture(pngOf(bitmap, 203));
        expect([picture.width, picture.height]).toEqual([bitmap.width, bitmap.height]);
        for (let y = 0; y < bitmap.height; y += 1)
          for (let x = 0; x < bitmap.width; x += 1)
            if (picture.isBlack(x, y) !== isBlack(bitmap, x, y)) expect.fail(`differs at ${x}, ${y}`);
      }),
      { numRuns: 30 },
    );
  });

  it('say in a PNG how large they are', () => {
    const png = Buffer.from(pngOf(createBitmap(8, 8), 300));
    const at = png.indexOf('pHYs');
    expect([png.readUInt32BE(at + 4), png.readUInt32BE(at + 8), png[at + 12]]).toEqual([11_811, 11_811, 1]);
    const data = png.subarray(png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8);
    expect(inflateSync(data)).toHaveLength(16);
  });

  it('are the same after base64', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        expect(base64Encode(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(base64Decode(base64Encode(bytes))).toEqual(bytes);
      }),
    );
  });

  it('are the same after four turns, and laid anywhere', () => {
    fc.assert(
      fc.property(bitmaps, fc.integer({ min: -20, max: 20 }), fc.integer({ min: -5, max: 5 }), (bitmap, x, y) => {
        expect(turn(turn(bitmap, 1), 3)).toEqual(bitmap);
        expect(turn(turn(bitmap, 2), 2)).toEqual(bitmap);
        const target = createBitmap(bitmap.width + 60, bitmap.height + 20);
        blit(target, bitmap, x + 25, y + 8);
        expect(dots(crop(target, x + 25, y + 8, bitmap.width, bitmap.height))).toBe(dots(bitmap));
        const ink = inkOf(bitmap);
        expect(inkOf(target)).toEqual(ink === null ? null : { ...ink, x: ink.x + x + 25, y: ink.y + y + 8 });
        blit(target, bitmap, x + 25, y + 8, 'white');
        expect(inkOf(target)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});
