import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterEnds, lineBreaks } from './line-breaks';

const pieces = (text: string, ends: readonly number[]): string[] =>
  ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
const broken = (text: string): string[] => pieces(text, lineBreaks(text));

describe('line breaks', () => {
  it.each([
    ['two words', ['two ', 'words']],
    ['10\u00a0kg net', ['10\u00a0kg ', 'net']],
    ['Werk-Nord 5-7', ['Werk-', 'Nord ', '5-7']],
    ['-5 °C', ['-5 ', '°C']],
    ['input/output 1/2', ['input/', 'output ', '1/2']],
    ['東京都港区', ['東', '京', '都', '港', '区']],
    ['「東京」、大阪。', ['「東', '京」、', '大', '阪。']],
    ['キャット', ['キャッ', 'ト']],
    ['서울특별시 강남구', ['서울특별시 ', '강남구']],
    ['(a) b!', ['(a) ', 'b!']],
    ['', ['']],
  ])('of %j', (text, wanted) => {
    expect(broken(text)).toEqual(wanted);
  });

  it('leave nothing out and break no character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(broken(text).join('')).toBe(text);
        expect(pieces(text, clusterEnds(text)).join('')).toBe(text);
        for (const piece of [...broken(text), ...pieces(text, clusterEnds(text))])
          expect(/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(piece)).toBe(false);
      }),
    );
  });
});
