import { describe, expect, it } from 'vitest';
import { judgeOnCard, judgeTestScan, testCard, visible, type TestCode } from './test-card';

const code = (id: string): TestCode => {
  const found = testCard.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const typed = (data: string) => ({ data, aim: null, typed: true });
const sent = (data: string, aim: string | null = null) => ({ data, aim, typed: false });

describe('the test card', () => {
  it.each(testCard)('$id: right is passed, with and without an identifier', (each) => {
    expect(judgeTestScan(each, sent(each.data))).toEqual({ kind: 'passed', aim: false });
    expect(judgeTestScan(each, sent(each.data, each.aims[0]))).toEqual({ kind: 'passed', aim: true });
  });

  it('takes FNC1 at the front, sent as GS, for harmless', () => {
    expect(judgeTestScan(code('lot'), sent(`\u001d${code('lot').data}`, 'C1'))).toEqual({ kind: 'passed', aim: true });
  });

  it('sees a GS that is missing, and what came in its place', () => {
    const { data } = code('lot');
    expect(judgeTestScan(code('lot'), sent(data.replace('\u001d', '')))).toEqual({ kind: 'no-gs' });
    expect(judgeTestScan(code('lot'), typed(data.replace('\u001d', '{GS}')))).toEqual({ kind: 'gs-as', sent: '{GS}' });
    expect(judgeTestScan(code('matrix'), sent(code('matrix').data.replace('\u001d', '\u001e')))).toEqual({
      kind: 'gs-as',
      sent: '<1E>',
    });
  });

  it('sees what is too much in front or behind, and what is cut off', () => {
    const { data } = code('product');
    expect(judgeTestScan(code('product'), sent(`${data}\t`))).toEqual({ kind: 'suffix', sent: '<TAB>' });
    expect(judgeTestScan(code('product'), sent(`\u0002${data}`))).toEqual({ kind: 'prefix', sent: '<02>' });
    expect(judgeTestScan(code('product'), sent(data.slice(0, -1)))).toEqual({
      kind: 'cut-short',
      received: 12,
      wanted: 13,
    });
  });

  it('sees a GS1 code that was read as an ordinary one', () => {
    expect(judgeTestScan(code('lot'), sent(code('lot').data, 'C0'))).toEqual({
      kind: 'identifier',
      sent: ']C0',
      wanted: ']C1',
    });
  });

  it('explains a keyboard layout, also where it hides the identifier, and only of what was typed', () => {
    const characters = code('characters');
    // Keys of a German scanner on an American computer.
    const german = 'ZY/zy&0189].$%><AQMW?_';
    expect(judgeTestScan(characters, typed('zy-YZ'))).toMatchObject({ kind: 'wrong-characters' });
    expect(judgeTestScan(characters, typed('yz-YZ/0189+.$%:;aqmw_?'))).toEqual({ kind: 'caps-lock' });
    expect(judgeTestScan(characters, typed(german))).toEqual({ kind: 'layout', scanner: 'de', computer: 'us' });
    expect(judgeTestScan(characters, sent(german))).toMatchObject({ kind: 'wrong-characters' });
    expect(judgeTestScan(code('product'), typed('+E04006381333931'))).toMatchObject({ kind: 'layout', scanner: 'us' });
  });

  it('takes a code that was scanned out of turn for what it is', () => {
    expect(judgeOnCard(code('product'), sent(code('command').data, 'C0'))).toMatchObject({
      code: { id: 'command' },
      verdict: { kind: 'passed' },
    });
    expect(judgeOnCard(code('product'), sent(code('lot').data.replace('\u001d', '')))).toMatchObject({
      code: { id: 'lot' },
      verdict: { kind: 'no-gs' },
    });
    expect(judgeOnCard(code('product'), sent('something else'))).toMatchObject({
      code: { id: 'product' },
      verdict: { kind: 'wrong-characters', received: 'something else' },
    });
  });

  it('shows what cannot be seen', () => {
    expect(visible('a\u001db\r\u0001')).toBe('a<GS>b<CR><01>');
  });
});
