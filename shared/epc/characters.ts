import { fail, ok, type Result } from '../result';

/** The 82 characters of alphanumeric serials (EPC Tag Data Standard, table A-1). */
export const alphanumericPattern = /^[!"%-?A-Z_a-z]*$/;

/** The 39 characters of six-bit fields (table G-1). A code is the low six bits of the character's ASCII code. */
export const sixBitPattern = /^[#\-/0-9A-Z]*$/;

/** The character of a six-bit code, or `null` where the standard has none. */
export const sixBitCharacter = (code: number): string | null => {
  const character = String.fromCharCode(code < 0x20 ? code + 0x40 : code);
  return code > 0 && sixBitPattern.test(character) ? character : null;
};

/** Characters that a URN must not hold as they are. */
const escaped = /["#%&/<>?]/g;

/** A component as it stands in an EPC URI (section 5 of the standard). */
export const escapePart = (part: string): string =>
  part.replace(escaped, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** A component of an EPC URI as characters. */
export const unescapePart = (text: string): Result<string, 'bad-characters'> =>
  /^(?:[!'()*+,\-.0-9:;=A-Z_a-z]|%[0-9A-Fa-f]{2})*$/.test(text)
    ? ok(text.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))))
    : fail('bad-characters');
