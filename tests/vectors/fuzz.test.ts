import { describe, expect, it } from 'vitest';
import { scaleStates } from '../../shared/devices';
import type { Outcome, Player } from './support/player';
import { protocolsUnderTest, type ProtocolUnderTest } from './support/protocols';
import { createRandom } from './support/random';
import { bytesOf } from './support/vector-file';

/** Frames for each protocol; the long form runs with PACKWRIGHT_FUZZ_FRAMES=1000000. */
const frames = Number(process.env['PACKWRIGHT_FUZZ_FRAMES'] ?? '20000');
const mostPendingBytes = 8192 + 64;

type Random = ReturnType<typeof createRandom>;

/** One to three small accidents: flipped bits, lost, doubled, swapped, inserted bytes, a cut end. */
const mutate = (original: Uint8Array, random: Random): Uint8Array => {
  const bytes = Array.from(original);
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const at = random.below(bytes.length + 1);
    const accident = random.below(7);
    if (accident === 0) bytes[at % Math.max(bytes.length, 1)] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    else if (accident === 1) bytes.splice(at, 1);
    else if (accident === 2) bytes.splice(at, 0, bytes[at] ?? 0x30);
    else if (accident === 3) bytes.splice(at, 0, random.below(256));
    else if (accident === 4) bytes.splice(at, 2, bytes[at + 1] ?? 0x20, bytes[at] ?? 0x20);
    else if (accident === 5) bytes.splice(at);
    else bytes[at % Math.max(bytes.length, 1)] = 0x2e + random.below(12);
  }
  return Uint8Array.from(bytes);
};

const checkOutcome = (outcome: Outcome): void => {
  if (outcome.kind !== 'reading') return;
  const { weight, state } = outcome;
  if (!scaleStates.includes(state)) throw new Error(`state ${String(state)}`);
  if (weight === null) return;
  if (!Number.isSafeInteger(weight.mantissa) || !Number.isSafeInteger(weight.exponent)) throw new Error('no integers');
  if ((state === 'stable' || state === 'zero') && weight.mantissa < 0) throw new Error('usable below zero');
};

interface Feed {
  readonly player: Player;
  readonly samples: readonly Uint8Array[];
}

/** Plays the frames and returns the longest time that one of them took, in milliseconds. */
const feed = ({ player, samples }: Feed, random: Random): number => {
  let nowMs = 0;
  let longestMs = 0;
  let bytes = 0;
  let outcomes = 0;
  for (let index = 0; index < frames; index += 1) {
    const sample = samples[random.below(samples.length)] ?? new Uint8Array();
    const frame = index % 4 === 3 ? random.bytes(random.below(128)) : mutate(sample, random);
    nowMs += random.below(100) === 0 ? 300 : random.below(20);
    const before = performance.now();
    const found = [...player.tick(nowMs), ...player.push(frame, nowMs)];
    longestMs = Math.max(longestMs, performance.now() - before);
    found.forEach(checkOutcome);
    bytes += frame.length;
    outcomes += found.length;
    if (player.pending > mostPendingBytes) throw new Error(`${player.pending} bytes held`);
  }
  // Every outcome was paid for with bytes: nothing multiplies.
  expect(outcomes).toBeLessThanOrEqual(bytes + frames);
  return longestMs;
};

const samplesOf = ({ file }: ProtocolUnderTest): Uint8Array[] =>
  file.vectors.flatMap((vector) => vector.reports ?? [vector.hex ?? '']).map(bytesOf);

describe('fuzz', () => {
  it.each(protocolsUnderTest())(
    `$name takes ${frames} mutated and random frames`,
    (protocol) => {
      const profile = protocol.file.vectors[0]?.profile ?? {};
      const player = protocol.create(profile);
      const begun = performance.now();
      const longestMs = feed({ player, samples: samplesOf(protocol) }, createRandom(20_261_124));
      const totalMs = performance.now() - begun;
      if (frames > 20_000) {
        console.info(`${protocol.name}: ${frames} frames in ${Math.round(totalMs)} ms, longest ${longestMs.toFixed(1)} ms`);
      }
      // A hang limit, not a figure of speed.
      expect(longestMs).toBeLessThan(1000);
      // And after all that the first vector still decodes.
      const first = protocol.file.vectors[0];
      player.tick(1e12);
      const outcomes = (first?.reports ?? [first?.hex ?? '']).flatMap((text) => player.push(bytesOf(text), 1e12 + 1));
      expect(outcomes).toMatchObject(first?.expect ?? []);
    },
    600_000,
  );

  it.each(protocolsUnderTest().filter(({ file }) => !file.reports))(
    '$name stays bounded in a flood and reads the next frame after a pause',
    (protocol) => {
      const first = protocol.file.vectors[0];
      const floods = [0x00, 0xff, 0x02, 0x0a, 0x0d, 0x53, 0x41].map((byte) => new Uint8Array(10_240).fill(byte));
      for (const flood of [...floods, createRandom(3).bytes(10_240)]) {
        const player = protocol.create(first?.profile ?? {});
        player.push(flood, 0);
        expect(player.pending).toBeLessThanOrEqual(mostPendingBytes);
        player.tick(300);
        expect(player.push(bytesOf(first?.hex ?? ''), 300)).toMatchObject(first?.expect ?? []);
        // Self-synchronising protocols need no pause, unless the flood looks like an answer that goes on for ever.
        const direct = protocol.create(first?.profile ?? {});
        direct.push(flood, 0);
        if (protocol.file.selfSynchronising) {
          expect(direct.push(bytesOf(first?.hex ?? ''), 0).slice(-1)).toMatchObject(first?.expect ?? []);
        }
      }
    },
  );
});
