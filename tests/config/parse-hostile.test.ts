import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startI18n } from '../../renderer/i18n';
import { checkText, maxFileBytes } from '../../electron/config/check-text';
import { stationExample } from '../../electron/config/example';
import { parseStation, parseStationBytes } from '../../electron/config/parse-station';
import { brief, errorsOf, good, inWords, printer } from '../support/station-texts';

beforeAll(() => startI18n());

describe('a hostile file', () => {
  const megabyte = 1_000_000;
  it.each([
    ['brackets', '['.repeat(megabyte)],
    ['braces', '{'.repeat(megabyte)],
    ['braces with keys', '{a: '.repeat(megabyte / 4)],
    ['list marks', `${'- '.repeat(megabyte / 2)}x`],
    ['list marks in lines', '-\n'.repeat(megabyte / 2)],
    ['question marks', `${'? '.repeat(megabyte / 2)}x`],
    ['a stair', Array.from({ length: 1300 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
    ['commas', `[${','.repeat(megabyte)}`],
    ['keys', Array.from({ length: 120_000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['keys that just pass', Array.from({ length: 9_900 }, (_, index) => `k${index}: 1`).join('\n')],
    ['quotes', '"'.repeat(megabyte)],
    ['line breaks', `a: "${' \n'.repeat(megabyte / 2)}"`],
    ['escapes', `a: "${'\\n'.repeat(megabyte / 2)}"`],
    ['a block', `a: |\n${' x\n'.repeat(megabyte / 3)}`],
    ['a folded block', `a: >\n${' x\n\n'.repeat(megabyte / 4)}`],
    ['a long plain text', `a: b\n${'  c\n'.repeat(megabyte / 4)}`],
    ['comments', '#\n'.repeat(megabyte / 2)],
    ['spaces', ' '.repeat(megabyte)],
    ['zeros', '\0'.repeat(megabyte)],
    ['documents', '---\n'.repeat(megabyte / 4)],
    ['anchors', '&a '.repeat(megabyte / 3)],
    [
      'a billion laughs',
      Array.from(
        { length: 10 },
        (_, level) =>
          `l${level}: &l${level} [${level === 0 ? 'lol' : Array.from({ length: 10 }, () => `*l${level - 1}`).join(', ')}]`,
      ).join('\n'),
    ],
  ])('is refused without a hang: %s', (_name, text) => {
    const start = performance.now();
    expect(errorsOf(text).length).toBeGreaterThan(0);
    // A hang limit; what it takes here is under 1 s.
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('is refused beyond a megabyte before anybody looks inside', () => {
    const bytes = Buffer.alloc(maxFileBytes + 1, '#');
    expect(parseStationBytes(bytes).parsed).toMatchObject({ errors: [{ code: 'too-large' }] });
    const justFits = Buffer.concat([Buffer.from(good), Buffer.alloc(maxFileBytes - good.length, '#')]);
    expect(parseStationBytes(justFits).parsed).toMatchObject({ ok: true });
  });

  it('may still nest as deep as settings need, and indent as it likes', () => {
    const wide = good
      .replace('  name', `${' '.repeat(60)}name`)
      .replace('  lines', `${' '.repeat(60)}lines`)
      .replace('  country', `${' '.repeat(60)}country`);
    expect(brief(wide)).toEqual([]);
    const brackets = good.replace('Ana & Ben GmbH', `"${'['.repeat(50)}" # ${'{'.repeat(500)}`);
    expect(brief(brackets)).toEqual([]);
    expect(checkText('a:\n  - b\n'.repeat(2000))).toBeNull();
  });
});

describe('any file', () => {
  const example = stationExample({ mode: 'demo', timeZone: 'Europe/Berlin' }) + printer.replace('devices:', '');

  const isSane = (text: string): void => {
    const parsed = parseStation(text);
    if (parsed.ok) return;
    const lines = text.split('\n');
    expect(parsed.errors.length).toBeGreaterThan(0);
    for (const error of parsed.errors) {
      const { line, column } = error;
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines.length);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
      expect(inWords(error).length).toBeGreaterThan(5);
    }
  };

  it('is read or refused with a place, never thrown at: random text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), isSane), { numRuns: 1500 });
  });

  it('is read or refused with a place, never thrown at: YAML-like text', () => {
    const piece = fc.constantFrom(
      'a',
      'site',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '#',
      ' #',
      '|',
      '>',
      '&x ',
      '*x',
      '!',
      '!!',
      '? ',
      '---\n',
      '...\n',
      '%YAML 1.1\n',
      '\t',
      '\r\n',
      '1',
      'null',
      '~',
      '\0',
      '\\',
      '@',
      '`',
      'devices',
      'shipFrom',
    );
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(text, isSane), { numRuns: 4000 });
  });

  it('is read or refused with a place, never thrown at: a sound file with damage', () => {
    const damage = fc.tuple(fc.nat(example.length), fc.nat(12), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (all) => {
        isSane(
          all.reduce((text, [at, length, insert]) => text.slice(0, at) + insert + text.slice(at + length), example),
        );
      }),
      { numRuns: 1200 },
    );
  });

  it('is read or refused with a place, never thrown at: bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { parsed } = parseStationBytes(bytes);
        expect(parsed.ok || parsed.errors.length > 0).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});
