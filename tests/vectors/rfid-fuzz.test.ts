import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fuzzFrames } from './support/fuzz-frames';
import { watchHeap } from './support/heap';
import { createLlrpPlayer, type LlrpOutcome } from './support/llrp-player';
import { createRandom } from './support/random';
import { bytesOf } from './support/vector-file';

const samples = z
  .object({ vectors: z.array(z.object({ hex: z.string() })) })
  .parse(JSON.parse(readFileSync(path.join(__dirname, 'rfid/llrp.json'), 'utf8')))
  .vectors.map(({ hex }) => bytesOf(hex));

type Random = ReturnType<typeof createRandom>;

/** Accidents in the body only, two times in three: a broken header ends the connection, and would hide the rest. */
const mutate = (original: Uint8Array, random: Random): Uint8Array => {
  const bytes = original.slice();
  const first = random.below(3) === 0 ? 0 : Math.min(10, bytes.length - 1);
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const at = first + random.below(bytes.length - first);
    const accident = random.below(3);
    if (accident === 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    else if (accident === 1) bytes[at] = random.below(256);
    else bytes.copyWithin(at, first + random.below(bytes.length - first));
  }
  return random.below(50) === 0 ? bytes.subarray(0, random.below(bytes.length)) : bytes;
};

const check = (outcome: LlrpOutcome): void => {
  if (outcome.kind !== 'tag') return;
  const { epc, epcBits, antenna, rssiCentiDbm, readCount } = outcome;
  for (const each of [epcBits, antenna, rssiCentiDbm, readCount]) {
    if (each !== null && !Number.isSafeInteger(each)) throw new Error(`no integer: ${String(each)}`);
  }
  if (typeof epc !== 'string' || epc.length !== 2 * Math.ceil(Number(epcBits) / 8)) throw new Error('bits and bytes');
};

describe('LLRP fuzz', () => {
  it(`takes ${fuzzFrames} mutated and random frames`, () => {
    const random = createRandom(20_261_124);
    const player = createLlrpPlayer();
    const heap = watchHeap();
    let longestMs = 0;
    let tags = 0;
    let nowMs = 0;
    for (let index = 0; index < fuzzFrames; index += 1) {
      const sample = samples[random.below(samples.length)] ?? new Uint8Array();
      const frame = index % 16 === 15 ? random.bytes(random.below(64)) : mutate(sample, random);
      heap.look(index, fuzzFrames);
      nowMs += 1;
      const before = performance.now();
      const found = player.push(frame, nowMs);
      longestMs = Math.max(longestMs, performance.now() - before);
      found.forEach(check);
      tags += found.filter(({ kind }) => kind === 'tag').length;
      // A length may announce up to 1 MiB, which the following frames then fill.
      if (player.pending > 1_048_576) throw new Error(`${player.pending} bytes held`);
      if (found.some(({ kind }) => kind === 'noise') || player.pending > 0) player.reset();
    }
    heap.check();
    expect(tags).toBeGreaterThan(fuzzFrames / 10);
    // A hang limit, not a figure of speed.
    expect(longestMs).toBeLessThan(2000);
    expect(player.push(samples[0] ?? new Uint8Array(), nowMs)).toMatchObject([{ kind: 'events' }]);
  }, 300_000);

  it('stays bounded when messages are never finished', () => {
    const player = createLlrpPlayer();
    const announced = Uint8Array.from([0x04, 0x3d, 0x00, 0x10, 0x00, 0x00, 0, 0, 0, 0]);
    player.push(announced, 0);
    let outcomes: LlrpOutcome[] = [];
    for (let sent = 10; sent < 1_048_576; sent += 4096) outcomes = player.push(new Uint8Array(4096), 0);
    // 1 MiB of parameters of length 0, and the zeros behind it are no header.
    expect(outcomes).toMatchObject([
      { kind: 'dropped', code: 'E_LEN' },
      { kind: 'noise', code: 'E_LEN' },
    ]);
    expect(player.pending).toBe(0);
  });

  it('is not made to recurse or to hang by a megabyte of nested and of empty parameters', () => {
    const report = (body: Buffer): Uint8Array => {
      const header = Buffer.alloc(10);
      header.writeUInt16BE(0x043d, 0);
      header.writeUInt32BE(10 + body.length, 2);
      return Buffer.concat([header, body]);
    };
    const nested = Buffer.alloc(65_532);
    for (let at = 0; at + 4 <= nested.length; at += 4) {
      nested.writeUInt16BE(289, at);
      nested.writeUInt16BE(nested.length - at, at + 2);
    }
    const empty = Buffer.alloc(1_048_560);
    for (let at = 0; at + 4 <= empty.length; at += 4) empty.writeUInt32BE(0x00f0_0004, at);
    const player = createLlrpPlayer();
    const begun = performance.now();
    expect(player.push(report(nested), 0)).toEqual([]);
    expect(player.push(report(empty), 0)).toHaveLength(1_048_560 / 4);
    const error = report(nested);
    error[1] = 100;
    expect(player.push(error, 0)).toMatchObject([{ kind: 'error' }]);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
