import { createHash } from 'node:crypto';
import type { KeySet, Signed } from '../../shared/features/checkpoints/events';
import type { SliceWish } from '../../shared/features/checkpoints/slice';
import { mentionedHashes } from './attachments';
import { hashOf, type JournalEntry } from './format';
import { createKeyRing, type KeyRing } from './key-ring';
import { rootOfPath } from './merkle';
import { checkpointText, keyIdOf } from './signatures';
import { sliceLine, sliceText, type SliceLine } from './slice';

export type SliceVerdict =
  | {
      readonly ok: true;
      readonly wish: SliceWish;
      readonly entries: readonly JournalEntry[];
      readonly evidence: number;
      readonly signedAt: string;
      readonly keyId: string;
      readonly isTrusted: boolean | null;
    }
  | { readonly ok: false; readonly text: string };

type LineOf<K extends string> = Extract<SliceLine, Record<K, unknown>>;
class Bad extends Error {}
const bad = (text: string): never => {
  throw new Bad(text);
};

const readLine = (text: string, number: number): SliceLine => {
  const parsed = sliceLine.safeParse(parseJson(text));
  // There is one way to write a line: another one was not written by the station.
  if (!parsed.success || JSON.stringify(parsed.data) !== text) return bad(`line ${number} can’t be read`);
  return parsed.data;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bad('it is no text');
  }
};

const isKind =
  <K extends string>(kind: K) =>
  (line: SliceLine): line is LineOf<K> =>
    kind in line;

const readKeys = (list: readonly KeySet[]): KeyRing => {
  const ring = createKeyRing();
  for (const key of list) {
    const fault = ring.add(key);
    if (fault !== null) bad(`key ${keyIdOf(key.publicKey)}: ${fault}`);
  }
  return ring;
};

const checkCheckpoint = (keys: KeyRing, each: Signed): Signed => {
  if (!keys.isSigned(each.keyId, checkpointText(each), each.signature))
    bad(`the checkpoint over entry ${each.n} is not signed`);
  return each;
};

const checkEntry = (checkpoints: ReadonlyMap<number, Signed>, line: LineOf<'entry'>['entry']): JournalEntry => {
  const entry = parseJson(line.json) as JournalEntry;
  const over = checkpoints.get(line.checkpoint);
  if (over === undefined || typeof entry?.n !== 'number') return bad('an entry stands under no checkpoint');
  const hash = hashOf(line.previous, line.json);
  const size = over.n - over.from + 1;
  if (entry.n < over.from || rootOfPath(hash, entry.n - over.from, size, line.path) !== over.root)
    bad(`entry ${entry.n} is not the one that was signed`);
  return entry;
};

const checkEvidence = (entries: readonly JournalEntry[], list: readonly LineOf<'evidence'>['evidence'][]): void => {
  const named = new Set(entries.flatMap(({ events }) => mentionedHashes(events)));
  for (const { sha256, base64 } of list) {
    const found = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
    if (found !== sha256 || !named.has(sha256)) bad(`evidence ${sha256} was altered`);
  }
};

/** Where a range was wished for, all of it must be there. */
const checkWhole = (wish: SliceWish, entries: readonly JournalEntry[]): void => {
  entries.forEach(({ n }, index) => {
    if (wish.by === 'entries' && n !== wish.from + index) bad(`entry ${wish.from + index} is missing`);
    if (n <= (entries[index - 1]?.n ?? 0)) bad(`entry ${n} is out of order`);
  });
  if (wish.by === 'entries' && entries.length !== wish.to - wish.from + 1)
    bad(`entry ${wish.from + entries.length} is missing`);
};

const check = (bytes: Uint8Array, wanted: string | null): SliceVerdict => {
  const text = decode(bytes);
  const texts = text.split('\n');
  if (texts.pop() !== '') bad('its end is missing');
  const lines = texts.map((each, index) => readLine(each, index + 1));
  const [head] = lines;
  const end = lines.at(-1);
  if (head === undefined || !('format' in head)) return bad('it is no part of a record');
  if (end === undefined || !('signature' in end)) return bad('its signature is missing');
  const keys = readKeys(lines.filter(isKind('key')).map(({ key }) => key));
  const { keyId, value } = end.signature;
  const body = bytes.subarray(0, bytes.length - Buffer.byteLength(`${texts.at(-1) ?? ''}\n`));
  const digest = createHash('sha256').update(body).digest('hex');
  if (!keys.isSigned(keyId, sliceText(digest), value)) bad('its signature does not hold');
  const checkpoints = new Map(
    lines.filter(isKind('checkpoint')).map(({ checkpoint }) => [checkpoint.n, checkCheckpoint(keys, checkpoint)]),
  );
  const entries = lines.filter(isKind('entry')).map(({ entry }) => checkEntry(checkpoints, entry));
  const evidence = lines.filter(isKind('evidence')).map((each) => each.evidence);
  checkEvidence(entries, evidence);
  checkWhole(head.wish, entries);
  const trusted = wanted === null ? null : keys.descends(keyId, wanted);
  if (trusted === false) bad('it was not signed by the given key, nor by one that it let in');
  return {
    ok: true,
    wish: head.wish,
    entries,
    evidence: evidence.length,
    signedAt: head.at,
    keyId,
    isTrusted: trusted,
  };
};

/** Checks a part of the record by itself: every byte of it, its entries against signed checkpoints, its evidence. */
export const verifySlice = (bytes: Uint8Array, key: string | null): SliceVerdict => {
  try {
    return check(bytes, key);
  } catch (error) {
    if (error instanceof Bad) return { ok: false, text: error.message };
    throw error;
  }
};
