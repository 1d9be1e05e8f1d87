import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexSlots, slotBytes } from './seal-slots';

/** Digests that share their first bytes, so that many meet in one place of the table. */
const digest = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 5 }))
  .map(([first, last]) =>
    Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? first : index === 31 ? last : 7)),
  );

const fileOf = (digests: readonly Uint8Array[], offset: number): Uint8Array => {
  const file = new Uint8Array(offset + digests.length * slotBytes).subarray(offset);
  for (const [slot, each] of digests.entries()) {
    file.set(each, slot * slotBytes);
    file.fill(slot + 1, slot * slotBytes + 32, (slot + 1) * slotBytes);
  }
  return file;
};

describe('the index of a key file', () => {
  it('finds the last slot of every digest, and none of another', () => {
    fc.assert(
      fc.property(
        fc.array(digest, { maxLength: 60 }),
        digest,
        fc.integer({ min: 0, max: 5 }),
        (all, wanted, offset) => {
          const last = all.findLastIndex((each) => Buffer.compare(each, wanted) === 0);
          const found = indexSlots(fileOf(all, offset))(wanted);
          expect(found?.slot ?? -1).toBe(last);
          if (found !== null) expect([...new Set(found.key)]).toEqual([last + 1]);
        },
      ),
    );
  });

  it('shows a key that is zeroed in the file to whoever looks next', () => {
    const file = fileOf([new Uint8Array(32).fill(9)], 0);
    const find = indexSlots(file);
    find(new Uint8Array(32).fill(9))?.key.fill(0);
    expect([...new Set(find(new Uint8Array(32).fill(9))?.key)]).toEqual([0]);
  });
});
