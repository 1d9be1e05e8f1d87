import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTree, openPaths, rootOfPath } from './merkle';

const hashes = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => createHash('sha256').update(String(index)).digest('hex'));

const rootOf = (list: readonly string[]): string => {
  const tree = createTree();
  for (const each of list) tree.push(each);
  return tree.root();
};

/** RFC 6962 section 2.1, word for word. */
const byTheBook = (leaves: readonly Buffer[]): Buffer => {
  if (leaves.length === 1)
    return createHash('sha256')
      .update(Buffer.concat([Buffer.of(0), ...leaves]))
      .digest();
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return createHash('sha256')
    .update(Buffer.concat([Buffer.of(1), byTheBook(leaves.slice(0, k)), byTheBook(leaves.slice(k))]))
    .digest();
};

describe('the tree over entries', () => {
  it('has the root that RFC 6962 gives', () => {
    for (let count = 1; count < 40; count += 1)
      expect(rootOf(hashes(count))).toBe(
        byTheBook(hashes(count).map((each) => Buffer.from(each, 'hex'))).toString('hex'),
      );
  });
  it('has a path from every leaf, and from no other place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(299), fc.nat(299), (size, a, b) => {
        const list = hashes(size);
        const [index, other] = [a % size, b % size];
        const path = openPaths(list)(index);
        const root = rootOf(list);
        expect(rootOfPath(list[index] ?? '', index, size, path)).toBe(root);
        if (other !== index) expect(rootOfPath(list[index] ?? '', other, size, path)).not.toBe(root);
        expect(rootOfPath(list[index] ?? '', index, size, [...path, list[0] ?? ''])).toBeNull();
      }),
    );
  });
});
