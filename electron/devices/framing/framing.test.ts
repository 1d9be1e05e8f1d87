import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Framed, Framing } from '../types';
import { byLength, delimited, fixedLength, idleGap, reports, withEvenParity } from './index';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const show = (items: Framed[]): string[] =>
  items.map((item) => {
    const text = String.fromCharCode(...item.bytes);
    return item.kind === 'frame' ? `frame ${JSON.stringify(text)}` : `${item.code} ${JSON.stringify(text)}`;
  });
const push = (framing: Framing, text: string, nowMs = 0): string[] => show(framing.push(bytes(text), nowMs));

describe('delimited', () => {
  const lines = (): Framing => delimited('\r\n', { maxBytes: 16, opens: (byte) => byte >= 0x20 && byte < 0x7f });
  const stx = (): Framing => delimited('\r', { start: '\x02', restart: true, maxBytes: 16, parity: true });

  it('cuts several frames out of one chunk and keeps the rest', () => {
    const framing = lines();
    expect(push(framing, 'one\r\ntwo\r\nthr')).toEqual(['frame "one\\r\\n"', 'frame "two\\r\\n"']);
    expect(framing.pending).toBe(3);
    expect(push(framing, 'ee\r\n')).toEqual(['frame "three\\r\\n"']);
  });

  it('takes a lone CR as data when the end is CR LF', () => {
    expect(push(lines(), 'a\rb\r\n')).toEqual(['frame "a\\rb\\r\\n"']);
  });

  it('counts bytes that cannot open a frame as noise', () => {
    expect(push(lines(), '\x00\xff\nok\r\n')).toEqual(['E_FRAME "\\u0000ÿ\\n"', 'frame "ok\\r\\n"']);
  });

  it('drops a partial frame after a silence, at the next byte or at a tick', () => {
    const framing = lines();
    push(framing, 'half', 0);
    expect(show(framing.tick(200))).toEqual([]);
    expect(show(framing.tick(201))).toEqual(['E_TIMEOUT "half"']);
    push(framing, 'half', 300);
    expect(push(framing, 'ok\r\n', 501)).toEqual(['E_TIMEOUT "half"', 'frame "ok\\r\\n"']);
    push(framing, 'ha', 600);
    expect(push(framing, 'lf\r\n', 800)).toEqual(['frame "half\\r\\n"']);
  });

  it('lets an overlong frame pass by up to its end, even when its CR LF lies across the edge', () => {
    for (let extra = 1; extra < 40; extra += 1) {
      const framing = lines();
      const items = framing.push(bytes(`${'x'.repeat(15 + extra)}\r\nok\r\n`), 0);
      expect(items.filter((item) => item.kind === 'frame').map((item) => show([item])[0])).toEqual([
        'frame "ok\\r\\n"',
      ]);
      expect(items.filter((item) => item.kind === 'noise').every((item) => item.code === 'E_OVERFLOW')).toBe(true);
      expect(items.reduce((sum, item) => sum + item.bytes.length, 0)).toBe(15 + extra + 2 + 4);
    }
  });

  it('ends the passing by of an overlong frame at a silence', () => {
    const framing = lines();
    push(framing, 'x'.repeat(20), 0);
    expect(push(framing, 'ok\r\n', 300)).toEqual(['E_OVERFLOW "xxxxx"', 'frame "ok\\r\\n"']);
  });

  it('skips to the start and restarts at a second one', () => {
    expect(push(stx(), 'ab\x0212\x0201.234\r')).toEqual(['E_FRAME "ab\\u000212"', 'frame "\\u000201.234\\r"']);
  });

  it('goes on at the next start after nothing but starts or an overlong frame', () => {
    expect(push(stx(), '\x02'.repeat(10_000) + '1\r').at(-1)).toBe('frame "\\u00021\\r"');
    expect(push(stx(), `\x02${'9'.repeat(10_000)}\x021\r`).at(-1)).toBe('frame "\\u00021\\r"');
  });

  it('finds delimiters that carry parity in bit 7', () => {
    expect(withEvenParity(0x02)).toBe(0x82);
    expect(withEvenParity(0x0d)).toBe(0x8d);
    expect(withEvenParity(0x0a)).toBe(0x0a);
    expect(push(stx(), '\x82?A\x8d')).toEqual(['frame "\x82?A\x8d"']);
    expect(push(delimited('\r', { maxBytes: 8 }), 'A\x8d\r')).toEqual(['frame "A\x8d\\r"']);
  });

  it('takes any of several ends and leaves out the second half of CR LF', () => {
    const framing = delimited(['\r', '\n'], { maxBytes: 16, ignoreEmpty: true });
    expect(push(framing, '1\r\n2\n3\r')).toEqual(['frame "1\\r"', 'frame "2\\n"', 'frame "3\\r"']);
  });

  it('leaves out the second half of CR LF also where a start is expected', () => {
    const framing = delimited(['\r', '\n'], { start: '~', maxBytes: 16, ignoreEmpty: true });
    expect(push(framing, '~1\r\n~2\r\nx~3\r')).toEqual([
      'frame "~1\\r"',
      'frame "~2\\r"',
      'E_FRAME "x"',
      'frame "~3\\r"',
    ]);
  });

  it('matches starts of several bytes', () => {
    expect(push(delimited('\r', { start: '~~', maxBytes: 16 }), '~x~~~1\r')).toEqual([
      'E_FRAME "~x"',
      'frame "~~~1\\r"',
    ]);
  });

  it('forgets everything on reset', () => {
    const framing = stx();
    push(framing, '\x0212');
    framing.reset();
    expect(framing.pending).toBe(0);
    expect(push(framing, '3\r')).toEqual(['E_FRAME "3\\r"']);
  });
});

describe('byLength', () => {
  const framing = (): Framing => fixedLength(4, { start: 2, isFrame: (frame) => frame[3] === 3 });

  it('cuts by length even when data look like delimiters', () => {
    expect(push(framing(), '\x02\x02\x03\x03\x02ab\x03')).toEqual([
      'frame "\\u0002\\u0002\\u0003\\u0003"',
      'frame "\\u0002ab\\u0003"',
    ]);
  });

  it('drops one byte at a time, so that a false start does not eat the frame behind it', () => {
    expect(push(framing(), 'x\x02y\x02ab\x03')).toEqual(['E_FRAME "x\\u0002y"', 'frame "\\u0002ab\\u0003"']);
  });

  it('drops a partial frame after a silence', () => {
    const under = framing();
    push(under, '\x02a', 0);
    expect(show(under.tick(201))).toEqual(['E_TIMEOUT "\\u0002a"']);
  });

  it('refuses lengths above the bound', () => {
    const prefixed = byLength((pending) => pending[0] ?? 'more', { maxBytes: 8 });
    expect(push(prefixed, '\xff\x00\x03ab\x02c')).toEqual([
      'E_FRAME "ÿ\\u0000"',
      'frame "\\u0003ab"',
      'frame "\\u0002c"',
    ]);
  });
});

describe('idleGap', () => {
  it('ends a frame at a silence and reports what is too short', () => {
    const framing = idleGap({ gapMs: 50, maxBytes: 8, minBytes: 3 });
    push(framing, '12', 0);
    push(framing, '34', 50);
    expect(show(framing.tick(100))).toEqual([]);
    expect(show(framing.tick(101))).toEqual(['frame "1234"']);
    push(framing, '12', 200);
    expect(push(framing, '567', 260)).toEqual(['E_SHORT "12"']);
  });

  it('drops more than fits, up to the next silence', () => {
    const framing = idleGap({ gapMs: 50, maxBytes: 8 });
    const items = framing.push(bytes('x'.repeat(20)), 0);
    expect(show([...items, ...framing.tick(51)])).toEqual([
      `E_OVERFLOW ${JSON.stringify('x'.repeat(16))}`,
      'E_OVERFLOW "xxxx"',
    ]);
    push(framing, 'ok', 200);
    expect(show(framing.tick(251))).toEqual(['frame "ok"']);
  });
});

describe('reports', () => {
  it('hands each report on and refuses what is too long', () => {
    const framing = reports({ maxBytes: 4 });
    expect(push(framing, 'abcd')).toEqual(['frame "abcd"']);
    expect(push(framing, '')).toEqual([]);
    expect(push(framing, 'abcdefgh')).toEqual(['E_OVERFLOW "abcd"']);
  });
});

describe('every framing', () => {
  const all: Record<string, () => Framing> = {
    lines: () => delimited('\r\n', { maxBytes: 16, parity: true }),
    stx: () => delimited('\r', { start: '\x02', restart: true, maxBytes: 16 }),
    prefixed: () => delimited(['\r', '\n'], { start: 'S', maxBytes: 16 }),
    fixed: () => fixedLength(4, { start: 2, isFrame: (frame) => frame[3] === 3 }),
    gap: () => idleGap({ gapMs: 50, maxBytes: 16 }),
  };
  const chunk = fc.array(fc.constantFrom(0, 2, 3, 10, 13, 0x53, 0x8d, 0x31, 255), { maxLength: 60 });

  for (const [name, create] of Object.entries(all)) {
    it(`${name} accounts for every byte, within its bound`, () => {
      fc.assert(
        fc.property(fc.array(fc.tuple(chunk, fc.constantFrom(0, 20, 100, 500)), { maxLength: 12 }), (chunks) => {
          const framing = create();
          let nowMs = 0;
          let given = 0;
          let seen = 0;
          for (const [data, pauseMs] of chunks) {
            nowMs += pauseMs;
            given += data.length;
            for (const item of framing.push(Uint8Array.from(data), nowMs)) seen += item.bytes.length;
            expect(framing.pending).toBeLessThanOrEqual(16);
          }
          for (const item of framing.tick(nowMs + 1000)) seen += item.bytes.length;
          expect(seen).toBe(given);
          expect(framing.pending).toBe(0);
        }),
        { numRuns: 300 },
      );
    });

    it(`${name} finds the same frames however the bytes are split`, () => {
      fc.assert(
        fc.property(chunk, fc.array(fc.nat(60), { maxLength: 5 }), (data, cuts) => {
          const framesOf = (framing: Framing, parts: number[][]): string[] => {
            const items = parts.flatMap((part) => framing.push(Uint8Array.from(part), 0));
            return show([...items, ...framing.tick(1000)]).filter((line) => line.startsWith('frame'));
          };
          const edges = [0, ...cuts.toSorted((a, b) => a - b), data.length];
          const parts = edges.slice(1).map((edge, index) => data.slice(edges[index], edge));
          expect(framesOf(create(), parts)).toEqual(framesOf(create(), [data]));
        }),
        { numRuns: 300 },
      );
    });
  }
});
