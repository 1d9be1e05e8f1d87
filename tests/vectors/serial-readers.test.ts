import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serialFamilies } from '../../electron/devices/rfid/protocols';
import { crcCcittFalse, crcMcrf4xx, crcMercury } from '../../electron/devices/rfid/serial/checksums';
import type { SerialReaderFamily, SerialReaderMessage, SerialTag } from '../../electron/devices/rfid/serial/family';
import { usualInventory, type InventorySettings } from '../../shared/tag-reads';
import { fuzzFrames } from './support/fuzz-frames';
import { watchHeap } from './support/heap';
import { createMutator } from './support/mutate';
import { createRandom } from './support/random';
import { bytesOf } from './support/vector-file';


const fileSchema = z.strictObject({
  protocol: z.string(),
  source: z.string(),
  vectors: z.array(z.strictObject({ name: z.string(), hex: z.string(), expect: z.array(z.string()) })),
  encoded: z.array(z.strictObject({ name: z.string(), hex: z.string() })),
});
const folder = path.join(__dirname, 'rfid');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && name !== 'llrp.json')
  .map((name) => fileSchema.parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))));

/** NUR’s, of 8 kB: no family holds more. */
const longestFrame = 8197;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

const tagText = ({ epc, tid, pc, antenna, rssiCentiDbm, readCount }: SerialTag): string =>
  [
    `tag ${hex(epc)}`,
    tid === null ? '' : `tid=${hex(tid)}`,
    pc === null ? '' : `pc=${pc.toString(16).padStart(4, '0')}`,
    antenna === null ? '' : `ant=${antenna}`,
    rssiCentiDbm === null ? '' : `rssi=${rssiCentiDbm}`,
    readCount === null ? '' : `n=${readCount}`,
  ]
    .filter((part) => part !== '')
    .join(' ');

const messageText = (message: SerialReaderMessage): string => {
  switch (message.kind) {
    case 'tags':
      return message.tags.map(tagText).join(' ');
    case 'round-end':
      return ['round-end', ...(message.tags ?? []).map(tagText)].join(' ');
    case 'condition':
      return `condition ${message.text}${message.overflow ? ' overflow' : ''}`;
    case 'answer':
      return `answer ${message.command.toString(16)} ${
        message.accepted ? `done ${hex(message.data)}`.trim() : `refused ${message.status.toString(16)}`
      }`;
    case 'error':
      return `error ${message.code}`;
  }
};

/** What a family makes of chunks that arrive a millisecond apart, then of a long silence. */
const play = (family: SerialReaderFamily, chunks: readonly Uint8Array[]): string[] => {
  const framing = family.framing();
  const items = chunks.flatMap((chunk, index) => framing.push(chunk, index));
  const all = [...items, ...framing.tick(chunks.length + 10_000)];
  const texts = all.map((item) => (item.kind === 'noise' ? 'noise' : messageText(family.decode(item.bytes))));
  return texts.filter((text, index) => text !== 'noise' || texts[index - 1] !== 'noise');
};

const familyOf = (id: string): SerialReaderFamily => {
  const family = serialFamilies.find((each) => each.id === id);
  if (family === undefined) throw new Error(`no family ${id}`);
  return family;
};

it('has vectors for every family', () => {
  expect(files.map(({ protocol }) => protocol).toSorted()).toEqual(serialFamilies.map(({ id }) => id).toSorted());
});

it('has the checksums right', () => {
  const digits = Buffer.from('123456789');
  expect(crcMercury(digits)).toBe(0xa69d);
  expect(crcMcrf4xx(digits)).toBe(0x6f91);
  expect(crcCcittFalse(digits)).toBe(0x29b1);
});

const randomChunks = (bytes: Uint8Array, random: ReturnType<typeof createRandom>): Uint8Array[] => {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + random.below(20);
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
  return chunks;
};

const settings = (change: Partial<InventorySettings>): InventorySettings => ({ ...usualInventory, ...change });

describe.each(files)('$protocol', ({ protocol, vectors, encoded }) => {
  const family = familyOf(protocol);
  const sound = vectors.filter((vector) => !vector.expect.includes('noise'));

  it.each(vectors)('whole: $name', (vector) => {
    expect(play(family, [bytesOf(vector.hex)])).toEqual(vector.expect);
  });

  it.each(vectors)('byte by byte: $name', (vector) => {
    expect(play(family, Array.from(bytesOf(vector.hex), (byte) => Uint8Array.of(byte)))).toEqual(vector.expect);
  });

  it('all in one chunk, and cut at random places', () => {
    const all = Buffer.concat(sound.map((vector) => bytesOf(vector.hex)));
    const wanted = sound.flatMap((vector) => vector.expect);
    const random = createRandom(11);
    expect(play(family, [all])).toEqual(wanted);
    for (let run = 0; run < 30; run += 1) expect(play(family, randomChunks(all, random))).toEqual(wanted);
  });

  it('cut short is no tag', () => {
    for (const vector of sound) {
      const bytes = bytesOf(vector.hex);
      expect(play(family, [bytes.subarray(0, -1)]).filter((text) => text.startsWith('tag'))).toEqual([]);
    }
  });

  it.runIf(encoded.length > 0)('asks as published', () => {
    const power = (name: string): number | null => {
      const dBm = /power (\d+) dBm/.exec(name)?.[1];
      return dBm === undefined ? null : Number(dBm) * 100;
    };
    for (const { name, hex: wanted } of encoded) {
      const q = /Q (\d+)/.exec(name)?.[1];
      const session = Number(/session (\d)/.exec(name)?.[1] ?? 1) as 0 | 1 | 2 | 3;
      const plan = family.plan(
        settings({ antennas: [1], session, target: name.endsWith('both') ? 'both' : 'A', tid: name.endsWith('with tid'), powerCentiDbm: power(name), q: q === undefined ? null : Number(q) }),
        { maker: null, model: '', firmware: '', protocol: '', antennas: 1, powerCentiDbm: { least: 0, most: 2700 },
          choices: { session: true, targets: [], tid: false, population: false, q: false } },
        'eu',
      );
      if (!plan.ok) throw new Error(plan.failure.code);
      const { setUp, rounds, stop } = plan.value;
      const look = family.chipSteps?.(bytesOf('30 74 25 7B F7 19 4E 40 00 00 1A 85'), plan.value) ?? [];
      const steps = [family.identify, ...look, ...setUp, ...rounds.flatMap(({ before, start }) => [before, start]), stop];
      expect(
        steps.flatMap((step) => (step === null ? [] : [hex(step.bytes)])),
        name,
      ).toContain(wanted.replaceAll(' ', ''));
    }
  });

  it('takes many mutated and random frames', () => {
    const mutate = createMutator(
      vectors.map((vector) => bytesOf(vector.hex)),
      createRandom(7),
    );
    const framing = family.framing();
    const heap = watchHeap();
    for (let frame = 0; frame < fuzzFrames; frame += 1) {
      heap.look(frame, fuzzFrames);
      for (const item of framing.push(mutate(), frame)) if (item.kind === 'frame') family.decode(item.bytes);
      if (framing.pending > longestFrame) throw new Error(`holds ${framing.pending} bytes`);
    }
    heap.check();
    // And after all that the first vector is still understood.
    framing.tick(2_000_000);
    const [first] = sound;
    const items = framing.push(bytesOf(first?.hex ?? ''), 2_000_001);
    expect(items.map((item) => (item.kind === 'frame' ? messageText(family.decode(item.bytes)) : 'noise'))).toEqual(
      first?.expect,
    );
  }, 300_000);
});
