import { describe, expect, it } from 'vitest';
import { leastLines, lineShareOf, worstFirst } from './share';

describe('the share of lines that are right', () => {
  it('has the interval of Wilson', () => {
    // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, has 0.2553 to 0.3662 and 0.0624 to 0.1605; here outwards.
    expect(lineShareOf(81, 263)).toEqual({ share: 3079, low: 2552, high: 3663 });
    expect(lineShareOf(15, 148)).toEqual({ share: 1013, low: 623, high: 1605 });
    expect(lineShareOf(1200, 1200)).toEqual({ share: 10_000, low: 9968, high: 10_000 });
  });

  it('never says that all are right where one is not, and says nothing of too few', () => {
    expect(lineShareOf(99_999, 100_000)?.share).toBe(9999);
    expect(lineShareOf(leastLines - 1, leastLines - 1)).toBeNull();
    expect(lineShareOf(0, 0)).toBeNull();
    expect(lineShareOf(0, leastLines)).toMatchObject({ share: 0, low: 0 });
  });

  it('ranks by share, and nobody with a dozen lines before somebody with a thousand', () => {
    const rows = [
      { name: 'few, all wrong', right: 0, lines: 12 },
      { name: 'many, good', right: 1190, lines: 1200 },
      { name: 'fewer, all right', right: 3, lines: 3 },
      { name: 'many, bad', right: 900, lines: 1000 },
    ];
    expect(worstFirst(rows).map(({ name }) => name)).toEqual([
      'many, bad',
      'many, good',
      'few, all wrong',
      'fewer, all right',
    ]);
  });
});
