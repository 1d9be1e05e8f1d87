import { describe, expect, it } from 'vitest';
import { addObservation, mayBeOneTag, type TagObservation } from './tag-observations';

const seen = (change: Partial<TagObservation> = {}): TagObservation => ({
  readerId: 'gate',
  epcHex: '30',
  epcBits: 8,
  tidHex: null,
  antenna: 1,
  reads: 1,
  maxRssiCentiDbm: -5000,
  firstAt: 100,
  lastAt: 100,
  late: false,
  simulated: true,
  ...change,
});

describe('observations of one tag', () => {
  it('add up: reads, the strongest, the whole time', () => {
    const other = seen({ reads: 4, maxRssiCentiDbm: -4000, firstAt: 50, lastAt: 90 });
    expect(addObservation(seen(), other)).toEqual(seen({ reads: 5, maxRssiCentiDbm: -4000, firstAt: 50, lastAt: 100 }));
  });

  it('are late only when all of them were, in either order', () => {
    const late = seen({ late: true });
    expect(addObservation(late, seen()).late).toBe(false);
    expect(addObservation(seen(), late).late).toBe(false);
    expect(addObservation(late, late).late).toBe(true);
  });

  it('have the chip number once it is known, in either order', () => {
    const known = seen({ tidHex: 'E2' });
    expect(addObservation(seen(), known).tidHex).toBe('E2');
    expect(addObservation(known, seen()).tidHex).toBe('E2');
  });

  it('are never made of two chips, two readers or two antennas', () => {
    const known = seen({ tidHex: 'E2' });
    for (const other of [{ tidHex: 'E3' }, { readerId: 'dock' }, { antenna: 2 }, { epcHex: '31' }, { epcBits: 16 }]) {
      expect(mayBeOneTag(known, seen(other))).toBe(false);
      expect(() => addObservation(known, seen(other))).toThrow('two tags');
    }
  });
});
