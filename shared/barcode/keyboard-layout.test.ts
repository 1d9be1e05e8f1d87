import { describe, expect, it } from 'vitest';
import { judgeKeyboard, keyboardTestText, otherReadings } from './keyboard-layout';

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

describe('what a wedge may have meant', () => {
  const reading = (typed: string, text: string) => otherReadings(typed).find((each) => each.text === text)?.fault;

  it('is the text with the keys of another layout put back', () => {
    // An American scanner on a German computer, and digits on a French one.
    expect(reading('PW(NEXT', 'PW*NEXT')).toMatchObject({ kind: 'layout', scanner: 'us', computer: 'de' });
    expect(reading('à&é"', '0123')).toMatchObject({ kind: 'layout', computer: 'fr' });
    expect(reading('ordER', 'ORDer')).toEqual({ kind: 'caps-lock' });
  });

  it('is never the text itself, and no text twice', () => {
    const texts = otherReadings('YZ-12/ab').map(({ text }) => text);
    expect(texts).not.toContain('YZ-12/ab');
    expect(new Set(texts).size).toBe(texts.length);
    expect(otherReadings('4006381333931').filter(({ fault }) => fault.kind === 'caps-lock')).toEqual([]);
  });

  it('goes there and back: what judgeKeyboard explains, a reading undoes', () => {
    for (const { text, fault } of otherReadings('AB-12/y')) {
      expect(judgeKeyboard(text, 'AB-12/y').kind).toBe(fault.kind);
    }
  });
});
