import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mod10CheckDigit } from './check-digit';
import { parseDigitalLink } from './digital-link';
import { encodeElementStrings, groupSeparator, parseElementStrings, type Gs1Element } from './gs1';
import { fullYear } from './gs1-date';
import { applicationIdentifier } from './gs1-format';
import { applicationIdentifierRows } from './gs1-table';

const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const text = (most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...Array.from(set82)), { minLength: 1, maxLength: most }).map((all) => all.join(''));
const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const keyed = (length: number): fc.Arbitrary<string> =>
  digits(length - 1).map((payload) => `${payload}${mod10CheckDigit(payload)}`);

const element = fc.oneof(
  keyed(18).map((value) => ({ ai: '00', value })),
  keyed(14).map((value) => ({ ai: '01', value })),
  text(20).map((value) => ({ ai: '10', value })),
  text(20).map((value) => ({ ai: '21', value })),
  fc.constantFrom('261231', '280229', '260200').map((value) => ({ ai: '17', value })),
  digits(6).map((value) => ({ ai: '3103', value })),
  keyed(13).map((value) => ({ ai: '410', value })),
  keyed(17).map((value) => ({ ai: '402', value })),
  text(30).map((value) => ({ ai: '400', value })),
  text(90).map((value) => ({ ai: '91', value })),
);
const elements = fc.uniqueArray(element, { minLength: 1, maxLength: 6, selector: ({ ai }) => ai });

describe('GS1 element strings', () => {
  it('come back as they were encoded', () => {
    fc.assert(
      fc.property(elements, (wanted) => {
        expect(parseElementStrings(encodeElementStrings(wanted), 2026)).toEqual({ ok: true, value: wanted });
      }),
      { numRuns: 500 },
    );
  });

  it('never throw and never answer in part, whatever the data', () => {
    const characters = fc.constantFrom(
      groupSeparator,
      ...Array.from('0123456789ABC{#\u0000é'),
      '01',
      '10',
      '17',
      '3103',
    );
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 60 }), (parts) => {
        const parsed = parseElementStrings(parts.join(''), 2026);
        if (!parsed.ok) return;
        // What was read accounts for every character but separators.
        const read = parsed.value.reduce((sum, { ai, value }) => sum + ai.length + value.length, 0);
        const given = parts.join('').replaceAll(groupSeparator, '').length;
        expect(read).toBeLessThanOrEqual(given);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds a wrong check digit wherever it stands', () => {
    fc.assert(
      fc.property(keyed(14), fc.nat(13), fc.integer({ min: 1, max: 9 }), (gtin, at, shift) => {
        const wrong = gtin.slice(0, at) + ((Number(gtin[at]) + shift) % 10) + gtin.slice(at + 1);
        expect(parseElementStrings(`01${wrong}10A`, 2026)).toMatchObject({
          ok: false,
          failure: { code: 'check-digit' },
        });
      }),
    );
  });

  it('refuses a flood without reading it', () => {
    expect(parseElementStrings('9'.repeat(10_000), 2026)).toMatchObject({ failure: { code: 'too-long' } });
  });
});

describe('the table of identifiers', () => {
  const names = applicationIdentifierRows.flatMap(([ais]) => ais.split('-'));

  it('can be read: no identifier is the beginning of another', () => {
    for (const name of names) {
      expect(names.filter((other) => other !== name && other.startsWith(name))).toEqual([]);
    }
  });

  it('has the predefined lengths of the GS1 General Specifications', () => {
    const lengths: Record<string, number> = { '00': 18, '01': 14, '02': 14, '03': 14, '17': 6, '20': 2, '3100': 6 };
    for (const [ai, length] of Object.entries({ ...lengths, '3699': 0, '410': 13, '416': 13 })) {
      expect(applicationIdentifier(ai)?.predefinedLength ?? 0).toBe(length);
    }
    for (const ai of [
      '402',
      '422',
      '424',
      '426',
      '7001',
      '7003',
      '7006',
      '8001',
      '8005',
      '8006',
      '8017',
      '8018',
      '8026',
    ]) {
      expect(applicationIdentifier(ai)?.predefinedLength).toBeNull();
    }
  });
});

describe('the sliding century', () => {
  it('is that of 2026', () => {
    expect([0, 26, 76].map((year) => fullYear(year, 2026))).toEqual([2000, 2026, 2076]);
    expect([77, 99].map((year) => fullYear(year, 2026))).toEqual([1977, 1999]);
    expect(fullYear(1, 2060)).toBe(2101);
    expect([10, 11].map((year) => fullYear(year, 2060))).toEqual([2110, 2011]);
  });

  it('never goes further than 50 years back or 50 ahead', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.integer({ min: 2000, max: 2150 }), (twoDigits, currentYear) => {
        const year = fullYear(twoDigits, currentYear);
        expect(year % 100).toBe(twoDigits);
        expect(Math.abs(year - currentYear)).toBeLessThanOrEqual(50);
      }),
    );
  });
});

describe('Digital Link', () => {
  it('holds what an encoder put into it', () => {
    fc.assert(
      fc.property(keyed(14), text(20), text(20), (gtin, lot, serial) => {
        const uri = `https://example.com/p/01/${gtin}/10/${encodeURIComponent(lot)}/21/${encodeURIComponent(serial)}?17=261231`;
        const wanted: Gs1Element[] = [
          { ai: '01', value: gtin },
          { ai: '10', value: lot },
          { ai: '21', value: serial },
          { ai: '17', value: '261231' },
        ];
        expect(parseDigitalLink(uri, 2026)).toEqual({ ok: true, value: wanted });
      }),
    );
  });

  it('takes an address of 4 KiB for text', () => {
    const base = 'https://id.gs1.org/01/09501101530003?x=';
    expect(parseDigitalLink(base + 'a'.repeat(4095 - base.length), 2026)).toMatchObject({ ok: true });
    expect(parseDigitalLink(base + 'a'.repeat(4096 - base.length), 2026)).toMatchObject({ ok: false });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.constantFrom('', 'https://a/', 'https://a/01/'), (tail, front) => {
        parseDigitalLink(front + tail, 2026);
      }),
      { numRuns: 1000 },
    );
  });
});
