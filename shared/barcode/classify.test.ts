import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mod10CheckDigit } from './check-digit';
import { classifyScan } from './classify';
import { encodeBadge, encodeCommand } from './command-codes';
import { findTracking } from './tracking';

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));

describe('classifyScan', () => {
  it('knows command barcodes and badges whatever symbology they came in', () => {
    const command = encodeCommand({ verb: 'quantity', argument: '3' });
    const badge = encodeBadge('7F3K9Q2M');
    for (const aim of ['C0', 'A0', 'Q1', null]) {
      expect(classifyScan({ data: command.ok ? command.value : '', aim })).toEqual({
        kind: 'command',
        command: { verb: 'quantity', argument: '3' },
      });
      expect(classifyScan({ data: badge.ok ? badge.value : '', aim })).toEqual({ kind: 'badge', badge: '7F3K9Q2M' });
    }
    expect(classifyScan({ data: 'PW*NEXTX', aim: 'C0' })).toMatchObject({ kind: 'invalid', of: 'command' });
    expect(JSON.stringify(classifyScan({ data: 'PWB*7F3K9Q2M0', aim: 'C0' }))).not.toContain('7F3K');
  });

  it('never takes a UPC for a tracking number, although every tenth passes a carrier’s check', () => {
    let passing = 0;
    for (let index = 0; index < 2000; index += 1) {
      const payload = String(10_000_000_000 + index * 7919).slice(0, 11);
      const upc = `${payload}${mod10CheckDigit(payload)}`;
      if (findTracking(upc).some(({ carrier }) => carrier === 'fedex')) passing += 1;
      expect(classifyScan({ data: upc, aim: 'E0' }).kind).toBe('product');
      expect(['product', 'ambiguous']).toContain(classifyScan({ data: upc, aim: null }).kind);
    }
    // The reason for the rule: without it these would have been tracking numbers.
    expect(passing).toBeGreaterThan(150);
    expect(passing).toBeLessThan(250);
  });

  it('never lets one scan be both a product and a tracking number when the symbology is known', () => {
    fc.assert(
      fc.property(digits(13), fc.constantFrom('E0', 'E4', 'I1', 'C1', 'e0', 'd2', 'Q3'), (payload, aim) => {
        const meaning = classifyScan({ data: `${payload}${mod10CheckDigit(payload)}`, aim });
        expect(meaning.kind === 'product' && 'tracking' in meaning).toBe(false);
        if (aim !== 'C1') expect(meaning.kind).not.toBe('tracking');
      }),
    );
  });

  it('never throws, whatever was scanned', () => {
    const aims = fc.constantFrom(null, 'E0', 'E3', 'E4', 'C0', 'C1', 'I1', 'd2', 'Q1', 'Q3', 'U1', 'X0', 'Z6', '??');
    const front = fc.constantFrom('', '01', '00', '420', 'PW*', 'PWB*', '[)>\u001e', 'https://a/01/', '1Z');
    fc.assert(
      fc.property(front, fc.string({ maxLength: 60 }), aims, (prefix, tail, aim) => {
        expect(classifyScan({ data: prefix + tail, aim }).kind).toMatch(/^[a-z0-9-]+$/);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes 8 KiB of anything for plain text', () => {
    expect(classifyScan({ data: 'x'.repeat(8192), aim: 'Q1' })).toMatchObject({ kind: 'plain' });
    expect(classifyScan({ data: '7'.repeat(7089), aim: 'Q1' })).toMatchObject({ kind: 'plain' });
  });
});
