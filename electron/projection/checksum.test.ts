import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum } from './checksum';

describe('the checksum of a snapshot', () => {
  it('is the same for the same bytes, wherever they lie in memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 7 }), (bytes, offset) => {
        const moved = new Uint8Array(bytes.length + 8).subarray(offset, offset + bytes.length);
        moved.set(bytes);
        expect(checksum(moved)).toBe(checksum(bytes));
      }),
    );
  });

  it('tells every changed byte', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, by) => {
          const changed = bytes.slice();
          const index = at % bytes.length;
          changed[index] = (changed[index] ?? 0) ^ by;
          expect(checksum(changed)).not.toBe(checksum(bytes));
        },
      ),
    );
  });

  it('tells bytes cut off, zeros put on, and pages that changed their places', () => {
    const bytes = Uint8Array.from({ length: 8192 }, (_, index) => (index * 31 + (index >> 5)) % 251);
    const swapped = Uint8Array.from([...bytes.subarray(4096), ...bytes.subarray(0, 4096)]);
    const sums = [bytes, bytes.subarray(0, 4096), Uint8Array.from([...bytes, 0, 0]), swapped, new Uint8Array(8192)];
    expect(new Set(sums.map(checksum)).size).toBe(sums.length);
  });
});
