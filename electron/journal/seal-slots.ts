/** One slot: 32 bytes digest of the subject, 32 bytes key. A destroyed key is a slot whose key is all zero. */
export const slotBytes = 64;
const digestBytes = 32;
const slotWords = slotBytes / 4;
const digestWords = digestBytes / 4;

export interface Kept {
  readonly slot: number;
  /** A view of the slot itself: zeros written here are seen by whoever looks next. */
  readonly key: Uint8Array;
}

const wordsOf = (bytes: Uint8Array): Int32Array => {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
};

/**
 * Finds slots by their digests, the last of several with one digest. A hash table of slot numbers over the file's own
 * bytes: a start with a hundred thousand orders makes no object for each.
 */
export const indexSlots = (bytes: Uint8Array): ((digest: Uint8Array) => Kept | null) => {
  const words = wordsOf(bytes);
  const slots = bytes.length / slotBytes;
  const size = 2 ** Math.ceil(Math.log2(2 * slots + 2));
  /** Slot numbers plus one; 0 is free. At least half of it is free. */
  const table = new Int32Array(size);

  const isAt = (slot: number, wanted: Int32Array, from: number): boolean => {
    for (let word = 0; word < digestWords; word += 1)
      if (words[slot * slotWords + word] !== wanted[from + word]) return false;
    return true;
  };
  /** The place of a digest in the table, or the free one where it belongs. Digests are as good as any hash of them. */
  const placeOf = (wanted: Int32Array, from: number): number => {
    let place = (wanted[from] as number) & (size - 1);
    for (let entry = table[place] as number; entry !== 0; entry = table[place] as number) {
      if (isAt(entry - 1, wanted, from)) return place;
      place = (place + 1) & (size - 1);
    }
    return place;
  };
  for (let slot = 0; slot < slots; slot += 1) table[placeOf(words, slot * slotWords)] = slot + 1;

  return (digest) => {
    const entry = table[placeOf(wordsOf(Uint8Array.from(digest)), 0)] as number;
    if (entry === 0) return null;
    const at = (entry - 1) * slotBytes + digestBytes;
    return { slot: entry - 1, key: bytes.subarray(at, at + slotBytes - digestBytes) };
  };
};
