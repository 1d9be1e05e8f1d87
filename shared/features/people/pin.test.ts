import { describe, expect, it } from 'vitest';
import { checkNewPin, isTrivialPin } from './pin';

describe('a new PIN', () => {
  it.each([
    '0000',
    '9999',
    '1234',
    '4321',
    '7890',
    '8901',
    '1212',
    '2580',
    '1984',
    '2026',
    '123123',
    '012345',
    '98765',
    '111111111111',
    '12341234',
  ])('%s is too easy', (pin) => {
    expect(checkNewPin(pin)).toEqual({ ok: false, failure: { code: 'pin-trivial' } });
  });

  it.each(['4711', '8392', '1357', '1235', '0007', '902614', '1213'])('%s is accepted', (pin) => {
    expect(checkNewPin(pin)).toEqual({ ok: true, value: null });
  });

  it('has 4 to 12 digits', () => {
    expect(checkNewPin('471')).toMatchObject({ failure: { code: 'pin-too-short' } });
    expect(checkNewPin('')).toMatchObject({ failure: { code: 'pin-too-short' } });
    expect(checkNewPin('4711471147118')).toMatchObject({ failure: { code: 'pin-too-long' } });
    expect(checkNewPin('47a1')).toMatchObject({ failure: { code: 'pin-not-digits' } });
    expect(checkNewPin('٤٧١١')).toMatchObject({ failure: { code: 'pin-not-digits' } });
  });

  it('leaves nearly all of the 10,000 four-digit PINs to choose from', () => {
    const refused = Array.from({ length: 10_000 }, (_, number) => String(number).padStart(4, '0')).filter(isTrivialPin);
    expect(refused.length).toBeGreaterThan(200);
    expect(refused.length).toBeLessThan(400);
  });
});
