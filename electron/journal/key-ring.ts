import type { KeySet } from '../../shared/features/checkpoints/events';
import { isSignedBy, keyIdOf, keyText } from './signatures';

interface Key {
  readonly publicKey: string;
  /** The key that let this one in. */
  readonly by: string | null;
}

/** The keys of a record in the order in which they came. */
export const createKeyRing = () => {
  const keys = new Map<string, Key>();
  return {
    /** What is wrong with a key; `null`: it proves itself, and was let in where it says so. */
    add: ({ publicKey, previous, proof, endorsement }: KeySet): string | null => {
      const text = keyText({ publicKey, previous });
      const before = previous === null ? undefined : keys.get(previous);
      if (!isSignedBy(publicKey, text, proof)) return 'its key does not prove itself';
      if (endorsement !== null && !(before !== undefined && isSignedBy(before.publicKey, text, endorsement)))
        return 'its key was not let in by the one before';
      const id = keyIdOf(publicKey);
      keys.set(id, { publicKey, by: endorsement === null ? (keys.get(id)?.by ?? null) : previous });
      return null;
    },
    isSigned: (keyId: string, text: string, signature: string): boolean => {
      const key = keys.get(keyId);
      return key !== undefined && isSignedBy(key.publicKey, text, signature);
    },
    /** Whether a key is the wanted one, or was let in by it, directly or by others. */
    descends: (keyId: string, wanted: string): boolean => {
      let id: string | null = keyId;
      for (let steps = 0; id !== null && steps <= keys.size; steps += 1) {
        if (id === wanted) return true;
        id = keys.get(id)?.by ?? null;
      }
      return false;
    },
  };
};
export type KeyRing = ReturnType<typeof createKeyRing>;
