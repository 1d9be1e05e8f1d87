import { createHash } from 'node:crypto';

/**
 * A hash tree over entries' hashes (RFC 6962 section 2.1): one root stands for all of them, and a few hashes prove that one
 * entry is among them without showing any other.
 */
const hashBytes = 32;

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafMark = Buffer.of(0);
const nodeMark = Buffer.of(1);
const leafOf = (hash: string): Buffer => sha256(leafMark, Buffer.from(hash, 'hex'));
const nodeOf = (left: Uint8Array, right: Uint8Array): Buffer => sha256(nodeMark, left, right);

/** The root alone, with as many hashes in memory as the tree is high. */
export const createTree = () => {
  let tops: { readonly level: number; readonly hash: Buffer }[] = [];
  let size = 0;
  return {
    size: (): number => size,
    push: (hash: string): void => {
      let node = { level: 0, hash: leafOf(hash) };
      for (let left = tops.at(-1); left !== undefined && left.level === node.level; left = tops.at(-1)) {
        tops.pop();
        node = { level: node.level + 1, hash: nodeOf(left.hash, node.hash) };
      }
      tops.push(node);
      size += 1;
    },
    root: (): string => {
      const right = tops.at(-1)?.hash ?? sha256();
      return tops
        .slice(0, -1)
        .reduceRight((node, { hash }) => nodeOf(hash, node), right)
        .toString('hex');
    },
    reset: (): void => {
      tops = [];
      size = 0;
    },
  };
};

/** One level up: pairs become nodes, an odd last one goes up as it is. */
const levelAbove = (level: Buffer): Buffer => {
  const nodes = level.length / hashBytes;
  const above = Buffer.alloc(Math.ceil(nodes / 2) * hashBytes);
  const at = (index: number): Buffer => level.subarray(index * hashBytes, (index + 1) * hashBytes);
  for (let index = 0; index < nodes; index += 2)
    (index + 1 < nodes ? nodeOf(at(index), at(index + 1)) : at(index)).copy(above, (index / 2) * hashBytes);
  return above;
};

/** Every path of a tree: what must be hashed to a leaf, from below, to come to the root. */
export const openPaths = (hashes: readonly string[]): ((index: number) => readonly string[]) => {
  let top: Buffer = Buffer.concat(hashes.map(leafOf));
  const levels = [top];
  while (top.length > hashBytes) {
    top = levelAbove(top);
    levels.push(top);
  }
  return (leaf) => {
    const path: string[] = [];
    let index = leaf;
    for (const level of levels) {
      const sibling = (index ^ 1) * hashBytes;
      if (sibling < level.length) path.push(level.subarray(sibling, sibling + hashBytes).toString('hex'));
      index >>= 1;
    }
    return path;
  };
};

/** The root that a path leads to; `null` when the path has not the length that such a tree needs. */
export const rootOfPath = (hash: string, index: number, size: number, path: readonly string[]): string | null => {
  let node = leafOf(hash);
  let at = index;
  let used = 0;
  for (let width = size; width > 1; width = (width + 1) >> 1) {
    if ((at ^ 1) < width) {
      const sibling = path[used];
      if (sibling === undefined) return null;
      used += 1;
      const other = Buffer.from(sibling, 'hex');
      node = at % 2 === 1 ? nodeOf(other, node) : nodeOf(node, other);
    }
    at >>= 1;
  }
  return used === path.length && index < size ? node.toString('hex') : null;
};
