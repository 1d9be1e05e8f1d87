import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCode128, encodeGs1128 } from './code-128';

/** Field data read as the ZPL II guide's table of invocation characters has it, and what the symbol then counts. */
const readFieldData = (fieldData: string) => {
  let inC = fieldData.startsWith('>;');
  let text = '';
  let symbols = 0;
  for (let at = 2; at < fieldData.length; symbols += 1) {
    const two = fieldData.slice(at, at + 2);
    const named: Readonly<Record<string, string>> = { '>8': '\u001d', '>0': '>', '><': '^', '>=': '~' };
    if (two === '>6') inC = false;
    else if (named[two] !== undefined) text += named[two];
    else text += inC ? two : two.charAt(0);
    at += two.startsWith('>') || inC ? 2 : 1;
    if (two === '>6') inC = false;
  }
  return { text, modules: 35 + symbols * 11 };
};

const printable = fc.stringMatching(/^[\x20-\x7e]{1,48}$/);
const elements = fc.stringMatching(/^[0-9]{0,20}[\x1d0-9A-Z]{1,28}$/);

describe('Code 128', () => {
  it('says what it was given, in as many modules as it says', () => {
    fc.assert(
      fc.property(fc.oneof(printable, fc.stringMatching(/^[0-9]{1,48}$/)), (text) => {
        const { fieldData, modules } = encodeCode128(text);
        expect(readFieldData(fieldData)).toEqual({ text, modules });
      }),
    );
  });

  it('puts FNC1 first in GS1-128', () => {
    fc.assert(
      fc.property(elements, (text) => {
        const { fieldData, modules } = encodeGs1128(text);
        expect(readFieldData(fieldData)).toEqual({ text: `\u001d${text}`, modules });
      }),
    );
  });

  it('lets no command character through', () => {
    fc.assert(
      fc.property(printable, (text) => {
        expect(encodeCode128(text).fieldData).not.toMatch(/[\^~]/);
      }),
    );
  });

  it('leaves no digit alone behind the change to subset B', () => {
    expect(encodeGs1128('42179234710').fieldData).toBe('>;>842179234>6710');
    expect(encodeGs1128('42080331').fieldData).toBe('>;>842080331');
    expect(encodeCode128('PPACKST12-123456').fieldData).toBe('>:PPACKST12-123456');
  });

  it('throws at what it can’t hold', () => {
    for (const text of ['', 'ä', '\n', 'x'.repeat(49)]) expect(() => encodeCode128(text)).toThrow('not for Code 128');
    for (const text of ['', ' ', '~', 'x'.repeat(49)]) expect(() => encodeGs1128(text)).toThrow('not for GS1-128');
  });
});
