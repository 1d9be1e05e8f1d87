import { describe, expect, it } from 'vitest';
import { judgeKeyboard, keyboardTestText } from './keyboard-layout';

describe('what a wedge typed', () => {
  it('is right', () => {
    expect(judgeKeyboard(keyboardTestText, keyboardTestText)).toEqual({ kind: 'right' });
  });

  it('has Caps Lock in it', () => {
    expect(judgeKeyboard('Ab-12', 'aB-12')).toEqual({ kind: 'caps-lock' });
  });

  // Typed by hand on real layouts: the keys of an American scanner on a German computer, and so on.
  it.each([
    ['us', 'de', 'YZ-yz/', 'ZYßzy-'],
    ['us', 'fr', '0123-AQ', 'à&é")QA'],
    ['de', 'us', 'YZ-yz/', 'ZY/zy&'],
    ['us', 'es', 'A-1/2', "A'1-2"],
  ] as const)('a scanner set to %s on a computer set to %s', (scanner, computer, expected, received) => {
    expect(judgeKeyboard(expected, received)).toEqual({ kind: 'layout', scanner, computer });
  });

  it('is something else altogether', () => {
    expect(judgeKeyboard(keyboardTestText, 'hello')).toEqual({ kind: 'unknown' });
    expect(judgeKeyboard(keyboardTestText, '')).toEqual({ kind: 'unknown' });
  });

  it('the test text tells every pair of layouts apart from being right', () => {
    // Each layout puts at least one of its characters elsewhere than the American one.
    expect(new Set(Array.from(keyboardTestText)).size).toBe(Array.from(keyboardTestText).length);
  });
});
