import { checksum } from './checksum';

/** A look into a month touches few pages here and there: smaller than a snapshot's, which is read whole in the end. */
export const monthBlockBytes = 16 * 1024;
const sumLength = 32;

/** The checksums of all blocks, one after the other. */
export const monthSums = (bytes: Uint8Array): string =>
  Array.from({ length: Math.ceil(bytes.length / monthBlockBytes) }, (_, block) =>
    checksum(bytes.subarray(block * monthBlockBytes, (block + 1) * monthBlockBytes)),
  ).join('');

export interface BlockCache {
  /** A block that is in memory, or as it is read now. */
  get(key: string, read: () => Uint8Array): Uint8Array;
}

/** Blocks of all months together; what was used longest ago goes first. */
export const createBlockCache = (mostBlocks: number): BlockCache => {
  // A map keeps the order in which keys came in.
  const blocks = new Map<string, Uint8Array>();
  return {
    get: (key, read) => {
      const known = blocks.get(key);
      if (known !== undefined) {
        blocks.delete(key);
        blocks.set(key, known);
        return known;
      }
      const [oldest] = blocks.keys();
      if (blocks.size >= mostBlocks && oldest !== undefined) blocks.delete(oldest);
      const made = read();
      blocks.set(key, made);
      return made;
    },
  };
};

export interface BlockSource {
  readonly name: string;
  readonly length: number;
  readonly sums: string;
  /** Fills `target` with the file's bytes from `position`; answers how many there were. */
  readonly read: (target: Uint8Array, position: number) => number;
  /** A block could not be read or is not what was written. Never returns: nothing may be made of such bytes. */
  readonly onDamage: (error: unknown) => never;
}

/**
 * A file of which only some blocks are in memory, each checked when it is read, as sql.js takes a disk: it asks an array for
 * a `slice`, which it keeps, and reads that through `subarray` alone. SQLite reads whole pages, which never cross blocks.
 */
export const diskOf = ({ name, length, sums, read, onDamage }: BlockSource, cache: BlockCache): Uint8Array => {
  const load = (block: number): Uint8Array => {
    const at = block * monthBlockBytes;
    const bytes = new Uint8Array(Math.min(monthBlockBytes, length - at));
    try {
      if (
        read(bytes, at) !== bytes.length ||
        checksum(bytes) !== sums.slice(block * sumLength, (block + 1) * sumLength)
      )
        throw new Error(`${name} is damaged at byte ${at}`);
    } catch (error) {
      onDamage(error);
    }
    return bytes;
  };
  const disk = {
    length,
    slice: () => disk,
    subarray: (from: number, to: number): Uint8Array => {
      const block = Math.floor(from / monthBlockBytes);
      const start = block * monthBlockBytes;
      if (to - start > monthBlockBytes) throw new Error(`bytes ${from} to ${to} lie in two blocks`);
      return cache.get(`${name} ${block}`, () => load(block)).subarray(from - start, to - start);
    },
    set: (): never => {
      throw new Error(`${name} is never written`);
    },
  };
  return disk as unknown as Uint8Array;
};
