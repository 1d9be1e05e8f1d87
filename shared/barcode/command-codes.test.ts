import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commandVerbs,
  decodeBadge,
  decodeCommand,
  encodeBadge,
  encodeCommand,
  isBadge,
  isReserved,
  type Command,
  type CommandVerb,
} from './command-codes';

const verbs = Object.keys(commandVerbs) as CommandVerb[];
const printable = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 24,
});

const command = fc.constantFrom(...verbs).chain((verb): fc.Arbitrary<Command> => {
  const kind = commandVerbs[verb].argument;
  if (kind === null) return fc.constant({ verb, argument: null });
  if (kind === 'number') return fc.integer({ min: 1, max: 99_999 }).map((n) => ({ verb, argument: String(n) }));
  return printable.map((argument) => ({ verb, argument }));
});

const encoded = (each: Command): string => {
  const result = encodeCommand(each);
  if (!result.ok) throw new Error('not encodable');
  return result.value;
};

const characters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index));

describe('command barcodes', () => {
  it('come back as they were printed', () => {
    fc.assert(
      fc.property(command, (each) => {
        const text = encoded(each);
        expect(text).toMatch(/^PW\*[0-9A-Z\-./+%*]+$/);
        expect(decodeCommand(text)).toEqual({ ok: true, value: each });
      }),
      { numRuns: 500 },
    );
  });

  it('never mean another command after any single wrong character', () => {
    for (const verb of verbs) {
      const kind = commandVerbs[verb].argument;
      const text = encoded({ verb, argument: kind === null ? null : kind === 'number' ? '12' : 'C-100.s' });
      for (let at = 3; at < text.length; at += 1) {
        for (const character of characters) {
          if (character === text[at]) continue;
          const damaged = text.slice(0, at) + character + text.slice(at + 1);
          expect({ damaged, ok: decodeCommand(damaged).ok }).toEqual({ damaged, ok: false });
        }
      }
    }
  });

  it('never mean another command after a swap, a lost or a doubled character', () => {
    fc.assert(
      fc.property(command, fc.nat(60), (each, place) => {
        const text = encoded(each);
        const at = 3 + (place % (text.length - 3));
        const swapped =
          text.slice(0, at) +
          text
            .slice(at, at + 2)
            .split('')
            .toReversed()
            .join('') +
          text.slice(at + 2);
        expect({ swapped, ok: decodeCommand(swapped).ok }).toEqual({ swapped, ok: swapped === text });
      }),
      { numRuns: 500 },
    );
  });

  it('are refused with the reason', () => {
    expect(decodeCommand('SO-1')).toMatchObject({ failure: { code: 'not-a-command' } });
    expect(decodeCommand('PW*')).toMatchObject({ failure: { code: 'check-character' } });
    expect(decodeCommand('PW*NEXT')).toMatchObject({ failure: { code: 'check-character' } });
    expect(encodeCommand({ verb: 'next', argument: 'x' })).toMatchObject({ failure: { code: 'bad-argument' } });
    expect(encodeCommand({ verb: 'box', argument: null })).toMatchObject({ failure: { code: 'bad-argument' } });
    expect(encodeCommand({ verb: 'box', argument: 'Kartön' })).toMatchObject({ failure: { code: 'bad-argument' } });
    expect(encodeCommand({ verb: 'quantity', argument: '0' })).toMatchObject({ failure: { code: 'bad-argument' } });
    expect(encodeCommand({ verb: 'quantity', argument: '100000' })).toMatchObject({
      failure: { code: 'bad-argument' },
    });
  });

  it('stay the same from one release to the next: sheets hang on walls', () => {
    expect(encoded({ verb: 'next', argument: null })).toBe('PW*NEXTK');
    expect(encoded({ verb: 'quantity', argument: '12' })).toBe('PW*QTY*12+');
    expect(encoded({ verb: 'box', argument: 'carton-s' })).toBe('PW*BOX*+C+A+R+T+O+N-+S.');
  });
});

describe('badges', () => {
  it('come back and are known by their prefix', () => {
    const badge = encodeBadge('7F3K9Q2M');
    expect(badge.ok && isBadge(badge.value) && isReserved(badge.value)).toBe(true);
    expect(badge.ok && decodeBadge(badge.value)).toEqual({ ok: true, value: '7F3K9Q2M' });
    expect(encodeBadge('abc')).toMatchObject({ failure: { code: 'bad-badge-code' } });
  });

  it('never become another person’s after a wrong character, and the failure holds nothing of them', () => {
    const badge = encodeBadge('7F3K9Q2M');
    const text = badge.ok ? badge.value : '';
    for (let at = 4; at < text.length; at += 1) {
      for (const character of characters) {
        if (character === text[at]) continue;
        const damaged = decodeBadge(text.slice(0, at) + character + text.slice(at + 1));
        expect(damaged).toEqual({ ok: false, failure: { code: 'check-character' } });
      }
    }
  });
});
