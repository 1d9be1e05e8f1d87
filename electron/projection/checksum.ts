const [prime1, prime2, prime3, prime4, prime5] = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1];

/** One step of a lane. Each part can be undone, so that two words never lead one state to the same next one. */
const step = (lane: number, word: number): number => {
  const sum = (lane + Math.imul(word, prime2)) | 0;
  return Math.imul((sum << 13) | (sum >>> 19), prime1);
};

const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, '0');

/** Whole words of the bytes, and what is left of them as one block more; the view has the machine's byte order. */
const wordsOf = (bytes: Uint8Array): { readonly words: Int32Array; readonly rest: Int32Array } => {
  const whole = bytes.length - (bytes.length % 16);
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const rest = new Uint8Array(16);
  rest.set(bytes.subarray(whole));
  return { words: new Int32Array(aligned.buffer, aligned.byteOffset, whole / 4), rest: new Int32Array(rest.buffer) };
};

/**
 * 128 bits over all bytes and their number: four lanes of xxHash32's round (https://xxhash.com), side by side. Finds what
 * a disk or a crash can do to a file, surely so within any four bytes; against a person with a purpose it is no help.
 * A tenth of a SHA-256's time where the runtime has no instructions for that.
 */
export const checksum = (bytes: Uint8Array): string => {
  const { words, rest } = wordsOf(bytes);
  let a = (prime1 + prime2) | 0;
  let b = prime3 | 0;
  let c = prime4 | 0;
  let d = (prime5 ^ bytes.length) | 0;
  for (let at = 0; at < words.length; at += 4) {
    a = step(a, words[at] as number);
    b = step(b, words[at + 1] as number);
    c = step(c, words[at + 2] as number);
    d = step(d, words[at + 3] as number);
  }
  a = step(a, rest[0] as number);
  b = step(b, rest[1] as number);
  c = step(c, rest[2] as number);
  d = step(d, rest[3] as number);
  return hex(a) + hex(b) + hex(c) + hex(d);
};
