import type { Failure } from '../result';

/**
 * Which keyboard a wedge scanner believes in, and which one the computer has. A scanner sends the keys that type its
 * characters on its own layout; the computer types what those keys mean on its own.
 */
export const keyboardLayouts = ['us', 'gb', 'de', 'fr', 'es', 'it'] as const;
export type KeyboardLayout = (typeof keyboardLayouts)[number];

/**
 * Characters of the four rows of keys, left to right (ISO keyboards, the key beside the left Shift last): plain, then
 * with Shift. A space stands for a dead key or none. From the layouts of ISO/IEC 9995 keyboards as Windows ships them.
 */
const rows: Readonly<Record<KeyboardLayout, readonly [string, string]>> = {
  us: ["`1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./ ", '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>? '],
  gb: ["`1234567890-=qwertyuiop[]asdfghjkl;'#zxcvbnm,./\\", '¬!"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@~ZXCVBNM<>?|'],
  de: [' 1234567890ß qwertzuiopü+asdfghjklöä#yxcvbnm,.-<', '°!"§$%&/()=? QWERTZUIOPÜ*ASDFGHJKLÖÄ\'YXCVBNM;:_>'],
  fr: ['²&é"\'(-è_çà)=azertyuiop $qsdfghjklmù*wxcvbn,;:!<', ' 1234567890°+AZERTYUIOP £QSDFGHJKLM%µWXCVBN?./§>'],
  es: ["º1234567890'¡qwertyuiop +asdfghjklñ çzxcvbnm,.-<", 'ª!"·$%&/()=?¿QWERTYUIOP *ASDFGHJKLÑ ÇZXCVBNM;:_>'],
  it: ["\\1234567890'ìqwertyuiopè+asdfghjklòàùzxcvbnm,.-<", '|!"£$%&/()=?^QWERTYUIOPé*ASDFGHJKLç°§ZXCVBNM;:_>'],
};

/** Where a character stands on a layout: its key and whether Shift is held. */
const keyOf = (character: string, layout: KeyboardLayout): { readonly key: number; readonly shift: 0 | 1 } | null => {
  for (const shift of [0, 1] as const) {
    const key = Array.from(rows[layout][shift]).indexOf(character);
    if (key >= 0 && character !== ' ') return { key, shift };
  }
  return null;
};

/** What the computer types for one character of the scanner's; `null` where a dead key makes it anybody's guess. */
const typedAs = (character: string, scanner: KeyboardLayout, computer: KeyboardLayout): string | null => {
  if (character === ' ') return ' ';
  const found = keyOf(character, scanner);
  if (found === null) return null;
  const typed = Array.from(rows[computer][found.shift])[found.key];
  return typed === undefined || typed === ' ' ? null : typed;
};

const swapCase = (text: string): string =>
  Array.from(text, (character) =>
    character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase(),
  ).join('');

/** Characters that differ, over the shorter text; a dead key may have swallowed one. */
const fits = (expected: string, received: string, scanner: KeyboardLayout, computer: KeyboardLayout): boolean => {
  const wanted = Array.from(expected, (character) => typedAs(character, scanner, computer));
  const certain = wanted.filter((each) => each !== null).join('');
  if (wanted.every((each) => each !== null)) return received === certain;
  // Dead keys type nothing, or join the next letter: what is certain must stand there in its order.
  let at = 0;
  for (const character of certain) {
    at = received.indexOf(character, at);
    if (at < 0) return false;
    at += 1;
  }
  return received.length <= expected.length;
};

export type KeyboardVerdict =
  | { readonly kind: 'right' }
  | { readonly kind: 'caps-lock' }
  | { readonly kind: 'layout'; readonly scanner: KeyboardLayout; readonly computer: KeyboardLayout }
  | { readonly kind: 'unknown' };

/** Every character that layouts place differently and that barcodes use; letters of both cases tell Caps Lock. */
export const keyboardTestText = 'YZ-yz/0189+.$%:;AQMW_?';

/**
 * Compares what a wedge typed with what stood in the code. `computer` is preferred where the system says which layout
 * it has; several explanations may fit a short text, and the first of the usual ones is told.
 */
export const judgeKeyboard = (expected: string, received: string): KeyboardVerdict => {
  if (received === expected) return { kind: 'right' };
  if (received === swapCase(expected)) return { kind: 'caps-lock' };
  for (const scanner of keyboardLayouts)
    for (const computer of keyboardLayouts)
      if (scanner !== computer && fits(expected, received, scanner, computer))
        return { kind: 'layout', scanner, computer };
  return { kind: 'unknown' };
};

/** A fault that explains typed text; the same words for it everywhere. */
export type KeyboardFault = Extract<KeyboardVerdict, { readonly kind: 'layout' | 'caps-lock' }>;

export const keyboardFailure = (fault: KeyboardFault): Failure =>
  fault.kind === 'layout'
    ? { code: 'keyboard-layout', details: { scanner: fault.scanner, computer: fault.computer } }
    : { code: 'caps-lock' };

/** What a scanner may have meant: the text with every key of another layout, or the case, put back. */
export interface KeyboardReading {
  readonly text: string;
  readonly fault: KeyboardFault;
}

/**
 * What typed text would be if scanner and computer had different layouts; never the text itself, and nothing where a
 * character could not have been typed. These are guesses: whoever uses one must know that it makes sense and that the
 * text as typed does not. Usual layouts come first, and of two that give the same text only one.
 */
export const otherReadings = (typed: string): readonly KeyboardReading[] => {
  const readings: KeyboardReading[] = [];
  const add = (text: string, fault: KeyboardFault): void => {
    if (text !== typed && readings.every((each) => each.text !== text)) readings.push({ text, fault });
  };
  add(swapCase(typed), { kind: 'caps-lock' });
  for (const scanner of keyboardLayouts)
    for (const computer of keyboardLayouts) {
      const keys = Array.from(typed, (character) => typedAs(character, computer, scanner));
      if (scanner !== computer && keys.every((each) => each !== null))
        add(keys.join(''), { kind: 'layout', scanner, computer });
    }
  return readings;
};
