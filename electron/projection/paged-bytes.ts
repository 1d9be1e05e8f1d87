import { checksum } from './checksum';

/** Bytes that are checked and come into memory together: entries touch pages all over a large record. */
export const blockBytes = 64 * 1024;
const sumLength = 32;

/** The checksums of all blocks, one after the other. */
export const blockSums = (bytes: Uint8Array): string =>
  Array.from({ length: Math.ceil(bytes.length / blockBytes) }, (_, block) =>
    checksum(bytes.subarray(block * blockBytes, (block + 1) * blockBytes)),
  ).join('');

export interface PagedBytes {
  /** For sql.js: the whole file, of which only what it asks for is in memory. */
  readonly bytes: Buffer;
  /** Brings the next missing block in; false when all are there. */
  loadNext(): boolean;
}

export interface PagedSource {
  readonly length: number;
  readonly sums: string;
  /** Fills `target` with the file's bytes from `position`; answers how many there were. */
  readonly read: (target: Uint8Array, position: number) => number;
  /** A block could not be read or is not what was written. Never returns: nothing may be made of such bytes. */
  readonly onDamage: (error: unknown) => never;
}

/**
 * A file as one buffer whose blocks are read and checked when they are first touched. sql.js keeps a Buffer as its disk
 * (it takes a `slice` of it, which shares the memory) and reads and writes it through `subarray` and `set` alone, so that
 * these three are all that has to be watched.
 */
export const pageIn = ({ length, sums, read, onDamage }: PagedSource): PagedBytes => {
  const bytes = Buffer.allocUnsafeSlow(length);
  const whole = new Uint8Array(bytes.buffer, bytes.byteOffset, length);
  const loaded = new Uint8Array(Math.ceil(length / blockBytes));
  let next = 0;

  const load = (block: number): void => {
    const at = block * blockBytes;
    const target = whole.subarray(at, Math.min(length, at + blockBytes));
    try {
      if (
        read(target, at) !== target.length ||
        checksum(target) !== sums.slice(block * sumLength, (block + 1) * sumLength)
      )
        throw new Error(`the snapshot is damaged at byte ${at}`);
    } catch (error) {
      onDamage(error);
    }
    loaded[block] = 1;
  };

  const need = (from: number, to: number): void => {
    const last = Math.ceil(Math.min(to, length) / blockBytes);
    for (let block = Math.floor(from / blockBytes); block < last; block += 1) if (loaded[block] === 0) load(block);
  };

  return {
    bytes: Object.assign(bytes, {
      slice: () => bytes,
      subarray: (from = 0, to = length): Uint8Array => {
        need(from, to);
        return whole.subarray(from, to);
      },
      set: (part: ArrayLike<number>, at = 0): void => {
        need(at, at + part.length);
        whole.set(part, at);
      },
    }),
    loadNext: () => {
      while (next < loaded.length && loaded[next] === 1) next += 1;
      if (next >= loaded.length) return false;
      load(next);
      return true;
    },
  };
};
