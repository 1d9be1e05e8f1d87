import bwip from 'bwip-js/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mod10CheckDigit } from '../../barcode/check-digit';
import { encodeCode128 } from '../code-128';
import { code128Bars, code39Bars, ean13Bars, ean8Bars, itfBars } from './linear';

/** Widths by another encoder. */
const other = (bcid: string, text: string, options: Record<string, unknown> = {}): number[] => {
  const [symbol] = bwip.raw({ bcid, text, ...options }) as unknown as [{ sbs: number[] }];
  return symbol.sbs;
};
const widths = (symbol: ReturnType<typeof ean13Bars>): readonly number[] =>
  symbol.shape === 'bars' ? symbol.widths : [];
const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const withCheck = (payload: string): string => `${payload}${mod10CheckDigit(payload)}`;

describe('bars', () => {
  it('of EAN-13 and EAN-8 are those of another encoder', () => {
    fc.assert(
      fc.property(digits(12), (payload) => {
        expect(widths(ean13Bars(withCheck(payload)))).toEqual(other('ean13', withCheck(payload)));
      }),
    );
    fc.assert(
      fc.property(digits(7), (payload) => {
        expect(widths(ean8Bars(withCheck(payload)))).toEqual(other('ean8', withCheck(payload)));
      }),
    );
  });

  it('of UPC-A are those of EAN-13 with a zero in front', () => {
    expect(widths(ean13Bars('0012345678905'))).toEqual(other('upca', '012345678905'));
  });

  it('of ITF-14 and Code 39 are those of another encoder', () => {
    // The other one has wide elements of another width, and names the space behind the last bar.
    const narrowed = (all: readonly number[]): number[] => all.map((width) => (width > 1 ? 2 : 1));
    const inside = (all: readonly number[]): number[] => narrowed(all).slice(0, -1);
    fc.assert(
      fc.property(digits(13), (payload) => {
        expect(narrowed(widths(itfBars(withCheck(payload))))).toEqual(
          inside(other('interleaved2of5', withCheck(payload))),
        );
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[-0-9A-Z. $/+%]{1,20}$/), (text) => {
        expect(narrowed(widths(code39Bars(text)))).toEqual(inside(other('code39', text)));
      }),
    );
  });

  it('of Code 128 are as many as said and hold the check character', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x20-\x7e]{1,40}$/), (text) => {
        const code = encodeCode128(text);
        const symbol = code128Bars(code);
        expect(symbol).toMatchObject({ shape: 'bars', modules: code.modules });
      }),
    );
    for (const text of ['Hello', '00306141411234567890', '420900011234', 'AB-12', '1Z999AA10123456784'.slice(0, 6)])
      expect(widths(code128Bars(encodeCode128(text)))).toEqual(other('code128', text));
  });
});
