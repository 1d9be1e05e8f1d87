import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLError,
} from 'yaml';
import type { ConfigError, ConfigErrorCode } from '../../shared/config/config-error';
import { explainIssues } from '../../shared/config/explain-issues';
import { stationConfigSchema, type StationConfig } from '../../shared/config/station-config';
import type { FailureDetails } from '../../shared/result';
import { checkText, decodeText } from './check-text';

export type ParsedStation =
  | { readonly ok: true; readonly config: StationConfig }
  | { readonly ok: false; readonly errors: readonly ConfigError[] };

/** So many faults are told at once; more help nobody. */
const maxErrors = 20;

interface Fault {
  readonly code: ConfigErrorCode;
  readonly offset: number;
  readonly details: FailureDetails;
}

/**
 * Reads YAML as the station's file uses it. Duplicate keys are looked for by ourselves (the library compares every key
 * with every other), and nothing but maps, lists and plain values is let in.
 */
export const parseYaml = (text: string): Document.Parsed =>
  parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false,
    version: '1.2',
    strict: true,
  });

const syntaxCodes: Readonly<Record<string, ConfigErrorCode>> = {
  TAB_AS_INDENT: 'tab',
  MULTIPLE_DOCS: 'two-documents',
  RESOURCE_EXHAUSTION: 'too-deep',
  TAG_RESOLVE_FAILED: 'tag',
  BAD_ALIAS: 'alias',
};

/** What of the library's other codes has words of its own: `config.syntax.<problem>`. */
const syntaxProblems: Readonly<Record<string, string>> = {
  MISSING_CHAR: 'missing-char',
  BAD_INDENT: 'indent',
  BLOCK_AS_IMPLICIT_KEY: 'two-keys',
  MULTILINE_IMPLICIT_KEY: 'no-colon',
  BAD_SCALAR_START: 'start',
  BAD_DQ_ESCAPE: 'escape',
};

const syntaxFault = ({ code, message, pos }: YAMLError): Fault => {
  const own = syntaxCodes[code];
  const details = own === 'tag' ? { tag: /![^\s:]*/.exec(message)?.[0] ?? '!' } : {};
  return own === undefined
    ? { code: 'syntax', offset: pos[0], details: { problem: syntaxProblems[code] ?? 'other' } }
    : { code: own, offset: pos[0], details };
};

const startOf = (node: unknown): number | null => (isNode(node) ? (node.range?.[0] ?? null) : null);

/** What YAML allows and we don't: references, own types, keys that are no words, a key twice. */
const structureFaults = (document: Document.Parsed): readonly Fault[] => {
  const faults: Fault[] = [];
  const add = (code: ConfigErrorCode, node: unknown, details: FailureDetails = {}): void => {
    faults.push({ code, offset: startOf(node) ?? 0, details });
  };
  visit(document, {
    Node(_key, node) {
      if (isAlias(node) || ('anchor' in node && node.anchor !== undefined)) add('alias', node);
      else if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:'))
        add('tag', node, { tag: node.tag });
      else if (node.tag === 'tag:yaml.org,2002:binary') add('tag', node, { tag: '!!binary' });
    },
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? key.value : undefined;
        if (typeof name !== 'string') add('not-settings', key);
        else if (seen.has(name)) add('duplicate-key', key, { key: name });
        seen.add(name);
      }
    },
  });
  return faults;
};

const pairOf = (node: unknown, step: string): Pair | undefined =>
  isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;

/** Offset of the value (or its key) that a path leads to, or of the last thing on the way that is there. */
const offsetAt = (root: Node | null, path: readonly (string | number)[], atKey: boolean): number => {
  let offset = startOf(root) ?? 0;
  let node: unknown = root;
  for (const [index, step] of path.entries()) {
    const next = typeof step === 'number' ? (isSeq(node) ? node.items[step] : undefined) : pairOf(node, step);
    if (next === undefined) return offset;
    const keyOffset = isPair(next) ? startOf(next.key) : startOf(next);
    node = isPair(next) ? next.value : next;
    const isEnd = index === path.length - 1;
    // A group begins at its key for the reader, a plain value where it stands.
    const valueOffset = isScalar(node) && node.value !== null ? startOf(node) : null;
    offset = (isEnd && !atKey ? valueOffset : null) ?? keyOffset ?? offset;
  }
  return offset;
};

/** `key:` with nothing behind it says nothing: the same as leaving it out. */
const withoutEmpty = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (each === null ? [] : [[key, withoutEmpty(each)]])),
  );
};

/** What stands in the file for a value, so that 0614141 isn't suggested as "614141". */
const sourceAt = (document: Document.Parsed, path: readonly (string | number)[]): string | undefined => {
  const node: unknown = document.getIn(path, true);
  return isScalar(node) ? node.source : undefined;
};

const schemaFaults = (document: Document.Parsed): StationConfig | readonly Fault[] => {
  const value = withoutEmpty(document.toJS({ maxAliasCount: 0 }));
  const parsed = stationConfigSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  return explainIssues(parsed.error.issues, value).map(({ code, details, path, atKey }) => ({
    code,
    details:
      code === 'needs-quotes' ? { ...details, written: sourceAt(document, path) ?? details['written'] ?? '' } : details,
    offset: offsetAt(document.contents, path, atKey),
  }));
};

const isConfig = (found: StationConfig | readonly Fault[]): found is StationConfig => !Array.isArray(found);

const checkDocument = (text: string): StationConfig | readonly Fault[] => {
  const unsafe = checkText(text);
  if (unsafe !== null) return [{ ...unsafe, details: {} }];
  const document = parseYaml(text);
  const syntax = [...document.errors, ...document.warnings].map(syntaxFault);
  if (syntax.length > 0) return syntax;
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return [{ code: 'empty', offset: 0, details: {} }];
  }
  if (!isMap(document.contents))
    return [{ code: 'not-settings', offset: startOf(document.contents) ?? 0, details: {} }];
  const structure = structureFaults(document);
  return structure.length > 0 ? structure : schemaFaults(document);
};

/** Line and column of an offset, from 1. */
const positionOf = (text: string, offset: number): { readonly line: number; readonly column: number } => {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
};

const toErrors = (faults: readonly Fault[], text: string): readonly ConfigError[] =>
  faults
    .toSorted((a, b) => a.offset - b.offset)
    .slice(0, maxErrors)
    .map(({ code, offset, details }) => ({
      ...positionOf(text, offset),
      code,
      details,
    }));

/** Reads the text of a `station.yaml`. Never throws: whatever is wrong is told with its line and column. */
export const parseStation = (text: string): ParsedStation => {
  const found = checkDocument(text);
  return isConfig(found) ? { ok: true, config: found } : { ok: false, errors: toErrors(found, text) };
};

/** The same from a file's bytes; the text comes with it when it could be decoded. */
export const parseStationBytes = (
  bytes: Uint8Array,
): { readonly text: string | null; readonly parsed: ParsedStation } => {
  const decoded = decodeText(bytes);
  if (decoded.ok) return { text: decoded.value, parsed: parseStation(decoded.value) };
  const { code, details = {} } = decoded.failure;
  const fault = { code, details, offset: Number(details['offset'] ?? 0) };
  const readable = new TextDecoder().decode(bytes.subarray(0, 2 * 1024 * 1024));
  return { text: null, parsed: { ok: false, errors: toErrors([fault], readable) } };
};
