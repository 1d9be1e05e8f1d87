/** Marks that turn the direction of text: in a name they can make a screen or a label show something else than it holds. */
const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const invisible = /[\u00AD\u200B\u2060\uFEFF\uFFFE\uFFFF]/gu;
const controls = /[\u0000-\u001F\u007F-\u009F]/gu;
const controlsButNewline = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/gu;
const loneSurrogate = /\p{Surrogate}/gu;

export interface CleanText {
  readonly text: string;
  /** Direction marks were taken out: somebody should look at it. */
  readonly bidi: boolean;
}

const scrub = (raw: string): string =>
  raw.replaceAll(bidiControls, '').replaceAll(invisible, '').replaceAll(loneSurrogate, '\uFFFD');

/** One line of text as people see it: composed (NFC), without control, direction and invisible characters, single spaces. */
export const cleanText = (raw: string): CleanText => {
  const text = scrub(raw).replaceAll(controls, ' ').normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  return { text, bidi: raw.search(bidiControls) !== -1 };
};

/** As `cleanText`, but lines stay lines: for notes and gift messages. */
export const cleanLines = (raw: string): CleanText => {
  const joined = scrub(raw)
    .replaceAll(/\r\n?|\u2028|\u2029/gu, '\n')
    .replaceAll(controlsButNewline, ' ')
    .normalize('NFC');
  const lines = joined.split('\n').map((line) => line.replaceAll(/[^\S\n]+/gu, ' ').trim());
  const text = lines
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
  return { text, bidi: raw.search(bidiControls) !== -1 };
};

/** What the inbox shows of a value: one clean line, cut. */
export const shownValue = (raw: string): string => {
  const { text } = cleanText(raw.slice(0, 400));
  return text.length > 80 ? `${text.slice(0, 79).replace(loneSurrogate, '')}…` : text;
};
