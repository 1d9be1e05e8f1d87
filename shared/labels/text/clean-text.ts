/** Signs that turn text around whatever it says, variation selectors, tags: not wanted on a label. */
const unwanted = /[\u202a-\u202e\u2066-\u2069\u00ad\p{Variation_Selector}]|[\u{e0000}-\u{e0fff}]/gu;

/**
 * Text as it is drawn: line ends as `\n`, tabs as spaces, no control characters, nothing that disguises it, lone
 * surrogates as U+FFFD, composed letters. Full-width forms stay what they are.
 */
export const cleanText = (raw: string): string =>
  Array.from(raw)
    .map((character) => (/^\p{Cs}$/u.test(character) ? '\ufffd' : character))
    .join('')
    .replaceAll(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)\p{Cc}/gu, '')
    .replaceAll(unwanted, '')
    .normalize('NFC');

/** Without the lines that nothing stands in, as those of fields that are empty. */
export const withoutBlankLines = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');
