import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

type Plain = string | number | boolean;
type Group = Readonly<Record<string, unknown>>;

const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All comments in a node and below it, in the order of the file. */
const commentsIn = (node: unknown): readonly string[] => {
  const found: string[] = [];
  if (!isNode(node) && !isPair(node)) return found;
  visit(isPair(node) ? (node as unknown as Node) : node, {
    Node(_key, each) {
      if (isAlias(each)) return;
      if (typeof each.commentBefore === 'string') found.push(each.commentBefore);
      if (typeof each.comment === 'string') found.push(each.comment);
    },
  });
  return found;
};

const joined = (...comments: readonly (string | null | undefined)[]): string | null => {
  const all = comments.filter((comment): comment is string => typeof comment === 'string' && comment !== '');
  return all.length === 0 ? null : all.join('\n');
};

/** Puts comments of something that goes away in front of what follows it, or at the end of the group. */
const keepComments = (container: YAMLMap | YAMLSeq, index: number, comments: readonly string[]): void => {
  if (comments.length === 0) return;
  const next: unknown = container.items[index];
  const follower: unknown = isPair(next) ? next.key : next;
  if (isNode(follower)) follower.commentBefore = joined(...comments, follower.commentBefore) ?? '';
  else container.comment = joined(container.comment, ...comments) ?? '';
};

const removeAt = (container: YAMLMap | YAMLSeq, index: number): void => {
  const [removed] = container.items.splice(index, 1);
  const comments = isPair(removed) ? [...commentsIn(removed.key), ...commentsIn(removed.value)] : commentsIn(removed);
  keepComments(container, index, comments);
};

const keyName = ({ key }: Pair): unknown => (isScalar(key) ? key.value : key);

const indexOfKey = (map: YAMLMap, key: string): number => map.items.findIndex((pair) => keyName(pair) === key);

/** People look for the id first. */
const idFirst = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(idFirst);
  if (!isGroup(value)) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const ordered = [...entries.filter(([key]) => key === 'id'), ...entries.filter(([key]) => key !== 'id')];
  return Object.fromEntries(ordered.map(([key, each]) => [key, idFirst(each)]));
};

const mergeMap = (document: Document, map: YAMLMap, value: Group): void => {
  const wanted = Object.entries(value).filter(([, each]) => each !== undefined);
  for (let index = map.items.length - 1; index >= 0; index -= 1) {
    const pair = map.items[index];
    if (pair !== undefined && !wanted.some(([key]) => key === keyName(pair))) removeAt(map, index);
  }
  for (const [key, each] of wanted) {
    const pair = map.items[indexOfKey(map, key)];
    if (pair === undefined) map.items.push(document.createPair(key, idFirst(each)));
    else pair.value = merged(document, pair.value, each);
  }
};

/** What tells an entry of a list from the others, so that it keeps its comments when the list is put in new order. */
const identity = (value: unknown): unknown => {
  if (isMap(value)) return value.get('id') ?? value.get('service');
  return isGroup(value) ? (value['id'] ?? value['service']) : undefined;
};

const mergeSeq = (document: Document, seq: YAMLSeq, value: readonly unknown[]): void => {
  const before = [...seq.items];
  const used = new Set<unknown>();
  const partnerOf = (each: unknown, index: number): unknown => {
    const name = identity(each);
    const partner = name === undefined ? before[index] : before.find((item) => identity(item) === name);
    if (partner === undefined || used.has(partner)) return undefined;
    used.add(partner);
    return partner;
  };
  const partners = value.map(partnerOf);
  const [first] = before;
  if (isNode(first) && first !== partners[0] && used.has(first) && typeof seq.commentBefore === 'string') {
    // A note above the first entry belongs to the whole list for the parser, but to that entry for its reader.
    first.commentBefore = joined(seq.commentBefore, first.commentBefore) ?? '';
    seq.commentBefore = null;
  }
  const isKept = (item: unknown): boolean => used.has(item);
  for (let index = seq.items.length - 1; index >= 0; index -= 1) {
    if (!isKept(seq.items[index])) removeAt(seq, index);
  }
  seq.items = value.map((each, index) => merged(document, partners[index], each));
};

const isPlain = (value: unknown): value is Plain => ['string', 'number', 'boolean'].includes(typeof value);

/** The node changed into `value`, with as much of it left as it was as can be; a new node where the kinds differ. */
const merged = (document: Document, node: unknown, value: unknown): unknown => {
  if (isMap(node) && isGroup(value)) {
    mergeMap(document, node, value);
    return node;
  }
  if (isSeq(node) && Array.isArray(value)) {
    mergeSeq(document, node, value);
    return node;
  }
  if (isScalar(node) && isPlain(value)) {
    if (node.value === value) return node;
    node.value = value;
    delete node.format;
    delete node.minFractionDigits;
    return node;
  }
  const made: unknown = document.createNode(idFirst(value));
  const comment = joined(...commentsIn(node));
  if (isNode(made) && comment !== null) made.commentBefore = comment;
  return made;
};

/** An empty `[ ]` or `{ }` that gets entries is written out as lines. */
const unfold = (node: unknown): void => {
  if (isCollection(node) && node.items.length > 0 && node.flow === true) node.flow = false;
};

/**
 * Sets the value at `path` in a document, keeping order and comments; `undefined` removes it. Groups on the way are
 * made. Comments of what is removed go to what follows.
 */
export const setNode = (document: Document, path: readonly (string | number)[], value: unknown): void => {
  const [key, ...rest] = path;
  const root = document.contents;
  if (typeof key !== 'string' || !isMap(root)) throw new TypeError('the path must begin with a key of the settings');
  setIn(document, root, key, rest, value);
};

const setIn = (
  document: Document,
  container: YAMLMap | YAMLSeq,
  key: string | number,
  rest: readonly (string | number)[],
  value: unknown,
): void => {
  const index = isMap(container) ? indexOfKey(container, String(key)) : Number(key);
  const item: unknown = container.items[index];
  const [next, ...further] = rest;
  if (next === undefined && value === undefined) {
    if (item !== undefined) removeAt(container, index);
    return;
  }
  const current: unknown = isPair(item) ? item.value : item;
  const wasEmpty = isCollection(current) && current.items.length === 0;
  const isWay = next !== undefined && isCollection(current);
  if (isWay && (isMap(current) || isSeq(current))) return setIn(document, current, next, further, value);
  if (value === undefined) return;
  const wanted =
    next === undefined
      ? value
      : [...rest].reduceRight<unknown>(
          (inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
          value,
        );
  const node = merged(document, current, wanted);
  if (wasEmpty) unfold(node);
  if (isPair(item)) item.value = node;
  else if (isSeq(container)) container.items[Math.min(index, container.items.length)] = node;
  else container.items.push(document.createPair(key, node));
};
