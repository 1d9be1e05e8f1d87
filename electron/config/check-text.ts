import { Lexer, CST } from 'yaml';
import { fail, ok, type Result } from '../../shared/result';

/** A station's file is a few hundred lines; beyond this it is something else. */
export const maxFileBytes = 1024 * 1024;
const maxTokens = 50_000;
const maxFlowDepth = 20;
const maxBlockDepth = 40;

export interface TextFault {
  readonly code: 'too-large' | 'not-utf8' | 'too-complex' | 'too-deep';
  readonly offset: number;
}

/** Where bytes stop being UTF-8, as an offset into the text that they would be. */
const firstBadOffset = (bytes: Uint8Array): number => {
  const text = new TextDecoder('utf-8').decode(bytes);
  return Math.max(0, text.indexOf('\uFFFD'));
};

/** Decodes a file's bytes; a byte order mark is taken off. */
export const decodeText = (bytes: Uint8Array): Result<string, TextFault['code']> => {
  if (bytes.length > maxFileBytes) return fail('too-large', { limitBytes: maxFileBytes, offset: 0 });
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail('not-utf8', { offset: firstBadOffset(bytes) });
  }
};

/** Follows brackets, indentation and list marks, to know how deep a line is before the parser recurses into it. */
const createDepthMeter = () => {
  const columns: number[] = [];
  let column = 0;
  let flowDepth = 0;
  let isLineStart = true;
  /** False once it is too deep. */
  return (token: string): boolean => {
    const type = CST.tokenType(token);
    if (type === 'flow-seq-start' || type === 'flow-map-start') flowDepth += 1;
    if (type === 'flow-seq-end' || type === 'flow-map-end') flowDepth = Math.max(0, flowDepth - 1);
    if (isLineStart && type !== 'space' && type !== 'comment' && type !== 'newline') {
      while ((columns.at(-1) ?? -1) >= column) columns.pop();
      columns.push(column);
      // Only list and key marks can be followed by something deeper on the same line.
      isLineStart = type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind';
    }
    const lastBreak = token.lastIndexOf('\n');
    column = lastBreak < 0 ? column + token.length : token.length - lastBreak - 1;
    if (lastBreak >= 0 && column === 0) isLineStart = true;
    return flowDepth <= maxFlowDepth && columns.length <= maxBlockDepth;
  };
};

/** Tokens of the lexer that stand for no text. */
const marks: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/**
 * Looks over a text before it is parsed: the parser recurses with nesting (a thousand brackets abort the process in
 * its regular expressions) and takes seconds for a megabyte of commas.
 */
export const checkText = (text: string): TextFault | null => {
  const measure = createDepthMeter();
  let offset = 0;
  let tokens = 0;
  for (const token of new Lexer().lex(text)) {
    if (marks.has(token)) continue;
    tokens += 1;
    if (tokens > maxTokens) return { code: 'too-complex', offset };
    if (!measure(token)) return { code: 'too-deep', offset };
    offset += token.length;
  }
  return null;
};
