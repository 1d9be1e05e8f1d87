/** Written without spaces: a line may end between any two, but for what `noStart` and `noEnd` say. */
const ideographic = /[\u2e80-\u303f\u3041-\u312f\u3190-\u9fff\uf900-\ufaff\uff01-\uff60]|[\u{20000}-\u{3ffff}]/u;

/** What must not begin a line (JIS X 4051: closing signs, small kana, marks of repetition and length). */
const noStart =
  /[!),.:;?\]}%\u00bb\u2019\u201d\u2026\u2030\u3001\u3002\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301c\u301e\u301f\u303b\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u3095\u3096\u309b-\u309e\u30a0\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6\u30fb-\u30fe\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff60]/u;
/** What must not end a line: opening signs. */
const noEnd = /[([{\u00ab\u2018\u201c\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301d\uff08\uff3b\uff5b\uff5f]/u;

const breakingSpace = /[\t \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]/u;
const hyphen = /[-\u2010\u2012\u2013\u2014]/u;
const extending = /[\p{M}\u200c\u200d]/u;

/** May a line end between these two characters? Spaces stay at the end of the line before. */
const mayBreak = (before: string, after: string, beforeThat: string): boolean => {
  if (extending.test(after) || breakingSpace.test(after)) return false;
  if (breakingSpace.test(before)) return true;
  if (noEnd.test(before) || noStart.test(after)) return false;
  if (ideographic.test(before) || ideographic.test(after)) return !/[\u00a0\u2060\u202f]/u.test(before + after);
  // A hyphen within a word, not a minus sign before a number.
  if (hyphen.test(before)) return /[\p{L}\p{N}]/u.test(beforeThat) && /\p{L}/u.test(after);
  return before === '/' && /\p{L}/u.test(after);
};

/**
 * Places in a paragraph (UTF-16 indices) where a line may end, the end of the text among them: a rule for labels
 * after UAX #14, with Korean broken at its spaces.
 */
export const lineBreaks = (paragraph: string): number[] => {
  const breaks: number[] = [];
  let at = 0;
  let [before, beforeThat] = ['', ''];
  for (const character of paragraph) {
    if (before !== '' && mayBreak(before, character, beforeThat)) breaks.push(at);
    at += character.length;
    if (!extending.test(character)) [beforeThat, before] = [before, character];
  }
  return [...breaks, paragraph.length];
};

/** Places where characters that belong together end: what a line is broken at when nothing better is left. */
export const clusterEnds = (paragraph: string): number[] => {
  const ends: number[] = [];
  let at = 0;
  let joined = false;
  for (const character of paragraph) {
    if (at > 0 && !joined && !extending.test(character)) ends.push(at);
    joined = character === '\u200d';
    at += character.length;
  }
  return [...ends, paragraph.length];
};
