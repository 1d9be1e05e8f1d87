import { checkpointEvents, type KeySet, type Signed } from '../../shared/features/checkpoints/events';
import type { JournalEntry } from './format';
import { createKeyRing } from './key-ring';
import { createTree } from './merkle';
import { checkpointText, keyIdOf } from './signatures';

/** What the signatures of a record say. */
export interface SignedState {
  readonly checkpoints: number;
  readonly last: { readonly n: number; readonly at: string; readonly keyId: string } | null;
  /** Whether the newest signature is of the given key, or of one that it let in; `null`: none was given. */
  readonly isTrusted: boolean | null;
}

/** A head is signed while few entries follow it; so many hashes are kept until then. */
export const keptHashes = 10_000;

/** Checks each signature where it stands, and that the tree under it is the one of the entries before it. */
export const createCheckpointCheck = (wantedKey: string | null = null) => {
  const keys = createKeyRing();
  const tree = createTree();
  /** Hashes of the newest entries, not in the tree yet: the entries up to the next signed head are among them. */
  const waiting: string[] = [];
  let from = 1;
  let current: string | null = null;
  let checkpoints = 0;
  let last: SignedState['last'] = null;

  const addKey = (key: KeySet): string | null => {
    const fault = key.previous === current ? keys.add(key) : 'its key does not follow the one before';
    if (fault === null) current = keyIdOf(key.publicKey);
    return fault;
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
    if (each.keyId !== current) return 'its key is not the station’s';
    if (!keys.isSigned(each.keyId, checkpointText(each), each.signature)) return 'its signature does not hold';
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
      isTrusted: wantedKey === null ? null : last !== null && keys.descends(last.keyId, wantedKey),
    }),
  };
};
