import { isInFontZero } from './font-zero';

export interface PrintableText {
  /** One line that font 0 can draw, with `?` for what it can't. */
  readonly text: string;
  /** Characters that have no counterpart in the font: the text must not be printed like this. */
  readonly missing: readonly string[];
  /** Letters that lost a mark (`ğ` → `g`). */
  readonly simplified: readonly string[];
  /** The text was longer than the cap: its end is missing. */
  readonly cut: boolean;
}

/** Letters without a canonical decomposition, and marks with a better stand-in than none. */
const standIns: Readonly<Record<string, string>> = {
  Đ: 'D', đ: 'd', Ħ: 'H', ħ: 'h', Ŋ: 'N', ŋ: 'n', Ŧ: 'T', ŧ: 't', Ĳ: 'IJ', ĳ: 'ij', ĸ: 'k', ſ: 's', ŉ: '’n', ł: 'l', Ł: 'L',
  Ű: 'Ü', ű: 'ü', Ț: 'T', ț: 'ţ', Ș: 'Ş', ș: 'ş', Ə: 'E', ə: 'e', Ɓ: 'B', Ɗ: 'D', ƙ: 'k',
}; // prettier-ignore

/** Same sign, other code point: nothing is lost. */
const equals: Readonly<Record<string, string>> = {
  '‐': '-', '‑': '-', '‒': '–', '―': '—', ʼ: '’', ʻ: '‘', '′': '’', '″': '”', '‛': '‘', '‟': '“', '⁄': '/', '∕': '/', '№': 'No', ẞ: 'SS', '­': '',
}; // prettier-ignore

/** Spaces of all kinds and line ends. */
const spaces = /[\t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000 ]+/gu;

/** Controls, signs that turn or hide text, variation selectors, tags: nothing to draw, and not wanted on a label. */
const invisible = /\p{Cc}|[\u200b-\u200f\u202a-\u202e\u2060-\u206f]|[\ufe00-\ufe0f]|\ufeff|[\u{e0000}-\u{e0fff}]/gu;

const standIn = (character: string): string | null => {
  const known = standIns[character];
  if (known !== undefined) return known;
  let rest = Array.from(character.normalize('NFD'));
  while (rest.length > 1) {
    rest = rest.slice(0, -1);
    const shorter = rest.join('').normalize('NFC');
    if (Array.from(shorter).every(isInFontZero)) return shorter;
  }
  return null;
};

/**
 * One line of text as font 0 can draw it. Letters whose marks the font lacks lose the marks; what has no counterpart is
 * named, so that nothing is printed blank. Compatibility forms (full-width letters) are never turned into ASCII.
 *
 * @param maxLength in characters; longer text is cut before anything else is done with it.
 */
export const printableText = (raw: string, maxLength: number): PrintableText => {
  const line = Array.from(raw.slice(0, maxLength * 8))
    .map((character) => (/^\p{Cs}$/u.test(character) ? '\ufffd' : character))
    .join('')
    .replaceAll(spaces, ' ')
    .replaceAll(invisible, '')
    .normalize('NFC')
    .trim();
  const missing = new Set<string>();
  const simplified = new Set<string>();
  let text = '';
  const characters = Array.from(line);
  const cut = characters.length > maxLength || raw.length > maxLength * 8;
  for (const character of characters.slice(0, maxLength)) {
    const equal = equals[character];
    if (equal !== undefined || isInFontZero(character)) text += equal ?? character;
    else if (/^\p{M}$/u.test(character)) simplified.add(character);
    else {
      const replacement = standIn(character);
      if (replacement === null) missing.add(character);
      else simplified.add(character);
      text += replacement ?? '?';
    }
  }
  return { text, missing: [...missing], simplified: [...simplified], cut };
};
