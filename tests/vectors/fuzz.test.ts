import { describe, expect, it } from 'vitest';
import { scaleStates } from '../../shared/devices';
import { fuzzFrames } from './support/fuzz-frames';
import { watchHeap } from './support/heap';
import type { Outcome, Player } from './support/player';
import { createMutator } from './support/mutate';
import { protocolsUnderTest, type ProtocolUnderTest } from './support/protocols';
import { createRandom } from './support/random';
import { bytesOf } from './support/vector-file';

const framesTimedTogether = 32;
const mostPendingBytes = 8192 + 64;

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

/** Plays the frames and returns the longest time that 32 of them took, in milliseconds. */
const feed = ({ player, samples }: Feed, random: ReturnType<typeof createRandom>): number => {
  const mutate = createMutator(samples, random);
  const heap = watchHeap();
  let nowMs = 0;
  let longestMs = 0;
  let bytes = 0;
  let outcomes = 0;
  let begun = performance.now();
  for (let index = 0; index < fuzzFrames; index += 1) {
    const frame = mutate();
    const chance = random.below(2000);
    nowMs += chance < 20 ? 300 : chance % 20;
    for (const found of [player.tick(nowMs), player.push(frame, nowMs)]) {
      outcomes += found.length;
      for (const outcome of found) checkOutcome(outcome);
    }
    bytes += frame.length;
    heap.look(index, fuzzFrames);
    if (player.pending > mostPendingBytes) throw new Error(`${player.pending} bytes held`);
    if (index % framesTimedTogether === 0) {
      const now = performance.now();
      longestMs = Math.max(longestMs, now - begun);
      begun = now;
    }
  }
  heap.check();
  // Every outcome was paid for with bytes: nothing multiplies.
  expect(outcomes).toBeLessThanOrEqual(bytes + fuzzFrames);
  return longestMs;
};

const samplesOf = ({ file }: ProtocolUnderTest): Uint8Array[] =>
  file.vectors.flatMap((vector) => vector.reports ?? [vector.hex ?? '']).map(bytesOf);

describe('fuzz', () => {
  it.each(protocolsUnderTest())(
    `$name takes ${fuzzFrames} mutated and random frames`,
    (protocol) => {
      const profile = protocol.file.vectors[0]?.profile ?? {};
      const player = protocol.create(profile);
      const longestMs = feed({ player, samples: samplesOf(protocol) }, createRandom(20_261_124));
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
