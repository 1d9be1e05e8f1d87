import { fail, ok, type Result } from '../../result';

export const pinMinimumLength = 4;
export const pinMaximumLength = 12;

export type PinFailureCode = 'pin-not-digits' | 'pin-too-short' | 'pin-too-long' | 'pin-trivial';

const ascending = '01234567890123456789';
const descending = '98765432109876543210';
/** Straight lines on a keypad. */
const keypadLines = ['2580', '0852', '1470', '0741', '3690', '0963'];

const isRepeated = (pin: string): boolean =>
  [1, 2, 3, 4, 5, 6].some((length) => pin.length > length && pin === pin.slice(0, length).repeat(pin.length / length));

const isYear = (pin: string): boolean => /^(?:19|20)\d\d$/.test(pin);

/** The PINs that people try first: 0000, 1212, 1234, 9876, 2580, years. Repeats of up to 6 digits, runs of any length. */
export const isTrivialPin = (pin: string): boolean =>
  isRepeated(pin) || ascending.includes(pin) || descending.includes(pin) || keypadLines.includes(pin) || isYear(pin);

/** Whether a PIN may be chosen: 4 to 12 digits, and none that anybody would try first. */
export const checkNewPin = (pin: string): Result<null, PinFailureCode> => {
  if (!/^\d*$/.test(pin)) return fail('pin-not-digits');
  if (pin.length < pinMinimumLength) return fail('pin-too-short', { minimum: pinMinimumLength });
  if (pin.length > pinMaximumLength) return fail('pin-too-long', { maximum: pinMaximumLength });
  return isTrivialPin(pin) ? fail('pin-trivial') : ok(null);
};
