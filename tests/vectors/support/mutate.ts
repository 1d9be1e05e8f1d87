import type { createRandom } from './random';

const mostBytes = 512;
const mostRandomBytes = 128;

/**
 * Frames for fuzzing, one a call: three of four are a sample after one to three small accidents (flipped bits, lost,
 * doubled, swapped or inserted bytes, a cut end), the fourth is random bytes. Works in place, without a heap object for
 * each byte, because a million frames are asked for; the answer is good until the next call.
 */
export const createMutator = (
  samples: readonly Uint8Array[],
  random: ReturnType<typeof createRandom>,
): (() => Uint8Array) => {
  const scratch = new Uint8Array(mostBytes);
  const noise = random.bytes(1 << 16);
  let length = 0;
  let calls = 0;

  const lose = (at: number, count: number): void => {
    if (at >= length) return;
    scratch.copyWithin(at, Math.min(at + count, length), length);
    length = Math.max(at, length - count);
  };

  const insert = (at: number, byte: number): void => {
    if (length >= mostBytes) return;
    scratch.copyWithin(at + 1, at, length);
    scratch[at] = byte;
    length += 1;
  };

  const accident = (): void => {
    const at = random.below(length + 1);
    const kind = random.below(7);
    const byte = scratch[at] ?? 0x30;
    if (kind === 0) scratch[at % Math.max(length, 1)] = byte ^ (1 << random.below(8));
    else if (kind === 1) lose(at, 1);
    else if (kind === 2) insert(at, byte);
    else if (kind === 3) insert(at, random.below(256));
    else if (kind === 4 && at + 1 < length) [scratch[at], scratch[at + 1]] = [scratch[at + 1] ?? 0, byte];
    else if (kind === 5) length = at;
    else scratch[at % Math.max(length, 1)] = 0x2e + random.below(12);
  };

  return () => {
    calls += 1;
    if (calls % 4 === 0) {
      const from = random.below(noise.length - mostRandomBytes);
      return noise.subarray(from, from + random.below(mostRandomBytes));
    }
    const sample = samples[random.below(samples.length)] ?? new Uint8Array();
    length = Math.min(sample.length, mostBytes - 4);
    scratch.set(sample.subarray(0, length));
    for (let left = 1 + random.below(3); left > 0; left -= 1) accident();
    return scratch.subarray(0, length);
  };
};
