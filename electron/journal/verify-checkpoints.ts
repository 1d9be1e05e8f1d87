import { checkpointEvents, type KeySet, type Signed } from '../../shared/features/checkpoints/events';
import type { JournalEntry } from './format';
import { createTree } from './merkle';
import { checkpointText, isSignedBy, keyIdOf, keyText } from './signatures';

/** What the signatures of a record say. */
export interface SignedState {
  readonly checkpoints: number;
  readonly last: { readonly n: number; readonly at: string; readonly keyId: string } | null;
  /** Keys that a given one stands for: itself, and those that it let in. `null`: none was given. */
  readonly isTrusted: boolean | null;
}

/** A head is signed while few entries follow it; so many hashes are kept until then. */
export const keptHashes = 10_000;

interface Key {
  readonly publicKey: string;
  /** The key that let this one in. */
  readonly by: string | null;
}

/** Checks each signature where it stands, and that the tree under it is the one of the entries before it. */
export const createCheckpointCheck = (wantedKey: string | null = null) => {
  const keys = new Map<string, Key>();
  const tree = createTree();
  /** Hashes of the newest entries, not in the tree yet: the entries up to the next signed head are among them. */
  const waiting: string[] = [];
  let from = 1;
  let current: string | null = null;
  let checkpoints = 0;
  let last: SignedState['last'] = null;

  const addKey = ({ publicKey, previous, proof, endorsement }: KeySet): string | null => {
    const text = keyText({ publicKey, previous });
    const before = previous === null ? null : keys.get(previous);
    if (previous !== current || !isSignedBy(publicKey, text, proof)) return 'its key does not prove itself';
    if (endorsement !== null && !(before && isSignedBy(before.publicKey, text, endorsement)))
      return 'its key was not let in by the one before';
    const id = keyIdOf(publicKey);
    keys.set(id, { publicKey, by: endorsement === null ? (keys.get(id)?.by ?? null) : previous });
    current = id;
    return null;
  };

  /** Brings the tree up to the signed entry; `false` when the record does not hold what was signed. */
  const covers = ({ n, hash, root }: Signed): boolean => {
    const first = from + tree.size();
    const taken = waiting.splice(0, Math.max(0, n - first + 1));
    for (const each of taken) tree.push(each);
    const good = from + tree.size() - 1 === n && taken.at(-1) === hash && tree.root() === root;
    tree.reset();
    from = n + 1;
    return good;
  };

  const addCheckpoint = (each: Signed): string | null => {
    const key = keys.get(each.keyId);
    if (key === undefined || each.keyId !== current) return 'its key is not the station’s';
    if (!isSignedBy(key.publicKey, checkpointText(each), each.signature)) return 'its signature does not hold';
    const before = from - 1;
    if (each.from !== from || !covers(each))
      return `an entry from ${before + 1} to ${each.n} is not the one that was signed`;
    checkpoints += 1;
    last = { n: each.n, at: each.at, keyId: each.keyId };
    return null;
  };

  const check = (type: string, data: unknown): string | null => {
    if (type === 'v1.checkpoints.keySet') {
      const parsed = checkpointEvents[type].safeParse(data);
      return parsed.success ? addKey(parsed.data) : 'its key can’t be read';
    }
    if (type === 'v1.checkpoints.signed') {
      const parsed = checkpointEvents[type].safeParse(data);
      return parsed.success ? addCheckpoint(parsed.data) : 'its checkpoint can’t be read';
    }
    return null;
  };

  /** The given key, or one that was let in by it, directly or by others. */
  const isTrusted = (keyId: string): boolean => {
    for (let id: string | null = keyId, steps = 0; id !== null && steps <= keys.size; steps += 1) {
      if (id === wantedKey) return true;
      id = keys.get(id)?.by ?? null;
    }
    return false;
  };

  return {
    /** What is wrong with an entry's signatures; `null`: nothing. */
    entry: ({ events }: Pick<JournalEntry, 'events'>, hash: string): string | null => {
      const [fault = null] = events.flatMap(({ type, data }) => check(type, data) ?? []);
      waiting.push(hash);
      if (waiting.length > 2 * keptHashes) for (const each of waiting.splice(0, keptHashes)) tree.push(each);
      return fault;
    },
    state: (): SignedState => ({
      checkpoints,
      last,
      isTrusted: wantedKey === null ? null : last !== null && isTrusted(last.keyId),
    }),
  };
};
