import { isDeepStrictEqual } from 'node:util';
import { CST, isMap, isNode, isScalar, isSeq, Lexer } from 'yaml';
import type { StationConfig } from '../../shared/config/station-config';
import { setNode } from './edit-nodes';
import { parseStation, parseYaml, type ParsedStation } from './parse-station';

/** One change of a setting; `undefined` takes it out. The first step is a key of the file. */
export interface StationEdit {
  readonly path: readonly [string, ...(string | number)[]];
  readonly value: unknown;
}

/** Every comment in a text, in order. */
export const commentsOf = (text: string): readonly string[] => {
  const comments: string[] = [];
  for (const token of new Lexer().lex(text)) {
    if (CST.tokenType(token) === 'comment') comments.push(token.trimEnd());
  }
  return comments;
};

/** The comments of `before` that `after` has lost. */
const lostComments = (before: string, after: string): readonly string[] => {
  const left = [...commentsOf(after)];
  return commentsOf(before).filter((comment) => {
    const index = left.indexOf(comment);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
};

/** The piece of a text that belongs to one top-level key: its own lines, then the blank and comment lines behind them. */
interface Piece {
  readonly start: number;
  readonly ownEnd: number;
  readonly end: number;
}

const startOfTrailer = (piece: string): number => {
  const lines = piece.split(/(?<=\n)/);
  let end = piece.length;
  for (const line of lines.toReversed()) {
    if (!/^(?:#|\s*$)/.test(line)) break;
    end -= line.length;
  }
  return end;
};

/** `null` where the text isn't lines of `key: value` from the first column on. */
const pieceOf = (text: string, key: string): Piece | null => {
  const root = parseYaml(text).contents;
  if (!isMap(root) || root.flow === true) return null;
  const starts = root.items.map((pair) => (isNode(pair.key) ? (pair.key.range?.[0] ?? -1) : -1));
  const index = root.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === key);
  const start = starts[index];
  if (start === undefined || starts.some((each) => each > 0 && text[each - 1] !== '\n')) return null;
  const end = starts[index + 1] ?? text.length;
  return { start, end, ownEnd: start + startOfTrailer(text.slice(start, end)) };
};

const endWithBreak = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

const withoutSpacing = (line: string): string => line.replaceAll(/[ \t]+#/g, ' #').trimEnd();

/** Lines that differ from an old one only in the space before a comment are taken as they were. */
const withSpacingOf = (old: string, anew: string): string => {
  const known = new Map<string, string[]>();
  for (const line of old.split('\n')) {
    const same = known.get(withoutSpacing(line));
    if (same === undefined) known.set(withoutSpacing(line), [line]);
    else same.push(line);
  }
  return anew
    .split('\n')
    .map((line) => known.get(withoutSpacing(line))?.shift() ?? line)
    .join('\n');
};

/** Whether some list begins in the same column as its key. */
const hasOutdentedList = (text: string, root: unknown): boolean =>
  isMap(root) &&
  root.items.some(({ value }) => {
    const start = isSeq(value) && value.flow !== true ? value.range?.[0] : undefined;
    return start !== undefined && text[start - 1] === '\n';
  });

/** The whole document written anew: right in content and comments, but not in spacing. */
const render = (text: string, edits: readonly StationEdit[]): string => {
  const document = parseYaml(text);
  const indentSeq = !hasOutdentedList(text, document.contents);
  for (const { path, value } of edits) setNode(document, path, value);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true, indentSeq });
};

/** Takes the changed key's lines out of the new text and puts them into the old one, so that all else stays as it is. */
const splice = (before: string, rendered: string, key: string): string | null => {
  const from = pieceOf(before, key);
  const to = pieceOf(rendered, key);
  if (to === null) {
    if (from === null) return before;
    const kept = commentsOf(before.slice(from.start, from.ownEnd)).map((comment) => `${comment}\n`);
    return before.slice(0, from.start) + kept.join('') + before.slice(from.ownEnd);
  }
  const own = endWithBreak(rendered.slice(to.start, to.ownEnd));
  if (from === null) return endWithBreak(before) + own;
  const respaced = withSpacingOf(before.slice(from.start, from.ownEnd), own);
  const trailer = before.slice(from.ownEnd, from.end);
  // Notes at the end of a list may have moved: then they are taken from where they stand now.
  const hasSameNotes = isDeepStrictEqual(commentsOf(trailer), commentsOf(rendered.slice(to.ownEnd, to.end)));
  const rest = hasSameNotes ? trailer : rendered.slice(to.ownEnd, to.end);
  return before.slice(0, from.start) + respaced + rest + before.slice(from.end);
};

const isSound = (before: string, after: string, config: StationConfig): boolean => {
  const parsed = parseStation(after);
  return (
    parsed.ok &&
    isDeepStrictEqual(parsed.config, config) &&
    isDeepStrictEqual(commentsOf(after).toSorted(), commentsOf(before).toSorted())
  );
};

export type EditedStation =
  | { readonly ok: true; readonly text: string; readonly config: StationConfig }
  | Extract<ParsedStation, { readonly ok: false }>;

/**
 * Changes settings in the text of a sound `station.yaml`. Comments and order stay, and so does every line that doesn't
 * belong to a changed top-level key. Line ends stay what they were. Answers the faults if the outcome would not do.
 */
export const editStation = (original: string, edits: readonly StationEdit[]): EditedStation => {
  const isCrLf = original.includes('\r\n');
  const before = original.replaceAll('\r\n', '\n');
  const rendered = render(before, edits);
  const lost = lostComments(before, rendered);
  const whole = lost.length === 0 ? rendered : endWithBreak(rendered) + lost.map((comment) => `${comment}\n`).join('');
  const parsed = parseStation(whole);
  if (!parsed.ok) return parsed;
  const current = parseStation(before);
  if (current.ok && isDeepStrictEqual(current.config, parsed.config)) return { ...current, text: original };
  const keys = [...new Set(edits.map(({ path: [key] }) => key))];
  const spliced = keys.reduce<string | null>((text, key) => (text === null ? null : splice(text, whole, key)), before);
  const text = spliced !== null && isSound(before, spliced, parsed.config) ? spliced : whole;
  return { ok: true, text: isCrLf ? text.replaceAll('\n', '\r\n') : text, config: parsed.config };
};
