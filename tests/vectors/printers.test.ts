import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { conditionsOfPort, decodeDeviceId } from '../../electron/devices/printers/protocols/usb-class';
import { createZplReplyReader, decodeLabelCount } from '../../electron/devices/printers/protocols/zpl-replies';
import { conditionsOf, faultsOf } from '../../electron/devices/printers/protocols/zpl-status';
import { fuzzFrames } from './support/fuzz-frames';
import { watchHeap } from './support/heap';
import { createMutator } from './support/mutate';
import { createRandom } from './support/random';

const file = z
  .strictObject({
    language: z.literal('zpl'),
    source: z.string(),
    vectors: z.array(
      z.strictObject({ name: z.string(), text: z.string(), expect: z.array(z.looseObject({ kind: z.string() })) }),
    ),
  })
  .parse(JSON.parse(readFileSync(path.join(__dirname, 'printers/zpl.json'), 'utf8')));

interface Outcome {
  readonly kind: string;
}

/** A reader with what a station makes of each reply: conditions and faults of a state, the number of a counter. */
const createPlayer = () => {
  const reader = createZplReplyReader();
  const outcomes = (replies: ReturnType<typeof reader.push>): Outcome[] =>
    replies.map((reply) => {
      if (reply.kind === 'host-status')
        return { ...reply, conditions: conditionsOf(reply.status), faults: faultsOf(reply.status, null) };
      return reply.kind === 'variable' ? { ...reply, count: decodeLabelCount(reply.text) } : reply;
    });
  return {
    push: (bytes: Uint8Array, nowMs: number) => outcomes(reader.push(bytes, nowMs)),
    tick: (nowMs: number) => outcomes(reader.tick(nowMs)),
    get pending() {
      return reader.pending;
    },
  };
};

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const play = (chunks: readonly { readonly bytes: Uint8Array; readonly afterMs: number }[]): Outcome[] => {
  const player = createPlayer();
  let nowMs = 1000;
  const all = chunks.flatMap(({ bytes, afterMs }) => {
    nowMs += afterMs;
    return player.push(bytes, nowMs);
  });
  all.push(...player.tick(nowMs + 1000));
  // How noise is cut depends on the chunks alone.
  return all.filter(({ kind }, index) => kind !== 'noise' || all[index - 1]?.kind !== 'noise');
};
const whole = (bytes: Uint8Array, afterMs = 1) => ({ bytes, afterMs });

/** What does not end of itself is told only by the silence after it. */
const finished = file.vectors.filter((vector) => vector.expect.every(({ kind }) => kind !== 'noise'));

describe('what a ZPL printer answers', () => {
  it.each(file.vectors)('whole: $name', ({ text, expect: wanted }) => {
    expect(play([whole(bytesOf(text))])).toMatchObject(wanted);
  });

  it.each(file.vectors)('byte by byte: $name', ({ text, expect: wanted }) => {
    const chunks = Array.from(bytesOf(text), (byte, index) => whole(Uint8Array.of(byte), [0, 20, 100, 200][index % 4]));
    expect(play(chunks)).toMatchObject(wanted);
  });

  it.each(file.vectors)('randomly split: $name', ({ text, expect: wanted }) => {
    const random = createRandom(17);
    const bytes = bytesOf(text);
    for (let run = 0; run < 20; run += 1) {
      const chunks = [];
      for (let from = 0; from < bytes.length;) {
        const to = from + 1 + random.below(bytes.length - from);
        chunks.push(whole(bytes.subarray(from, to), random.below(200)));
        from = to;
      }
      expect(play(chunks)).toMatchObject(wanted);
    }
  });

  it.each(finished)('glued to itself three times: $name', ({ text, expect: wanted }) => {
    expect(play([whole(bytesOf(text + text + text))])).toMatchObject([...wanted, ...wanted, ...wanted]);
  });

  it.each(finished)('cut short, then again: $name', ({ text, expect: wanted }) => {
    const bytes = bytesOf(text);
    for (let length = 1; length < bytes.length; length += 1) {
      const cut = whole(bytes.subarray(0, length));
      const told = play([cut]).filter(({ kind }) => kind !== 'noise' && kind !== 'unknown');
      // Less than all of it may say less, and never anything else.
      if (told.length > 0) expect(told).toMatchObject(wanted.slice(0, told.length));
      expect(play([cut, whole(bytes, 400)]).slice(-wanted.length)).toMatchObject(wanted);
    }
  });

  it.each(finished)('after noise: $name', ({ text, expect: wanted }) => {
    const random = createRandom(19);
    for (let run = 0; run < 20; run += 1) {
      const outcomes = play([whole(random.bytes(1 + random.below(400))), whole(bytesOf(text), 400)]);
      expect(outcomes.slice(-wanted.length)).toMatchObject(wanted);
    }
  });
});

describe('fuzz', () => {
  it(`takes ${fuzzFrames} mutated and random answers, holds little, and still reads the next`, () => {
    const random = createRandom(20_261_124);
    const mutate = createMutator(
      file.vectors.map(({ text }) => bytesOf(text)),
      random,
    );
    const reader = createZplReplyReader();
    const heap = watchHeap();
    let nowMs = 0;
    let longestMs = 0;
    let states = 0;
    for (let index = 0; index < fuzzFrames; index += 1) {
      heap.look(index, fuzzFrames);
      const chance = random.below(2000);
      nowMs += chance < 20 ? 300 : chance % 20;
      const before = performance.now();
      for (const reply of reader.push(mutate(), nowMs)) {
        if (reply.kind !== 'host-status') continue;
        states += 1;
        const { formatsWaiting, labelsRemaining } = reply.status;
        if (![formatsWaiting, labelsRemaining].every((each) => Number.isSafeInteger(each) && each >= 0))
          throw new Error('no count');
        if (conditionsOf(reply.status).length === 0) throw new Error('no condition');
      }
      longestMs = Math.max(longestMs, performance.now() - before);
      if (reader.pending > 8192 + 128) throw new Error(`${reader.pending} bytes held`);
    }
    heap.check();
    expect(states).toBeGreaterThan(fuzzFrames / 100);
    // A hang limit, not a figure of speed.
    expect(longestMs).toBeLessThan(1000);
    reader.tick(nowMs + 1000);
    const [first] = file.vectors;
    const outcomes = reader.push(bytesOf(first?.text ?? ''), nowMs + 1000);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['host-status']);
  }, 300_000);

  it('stays bounded when nothing ever ends: 10 MB without STX, an STX and a quote that are never closed', () => {
    for (const start of ['', '\x02', '"']) {
      const player = createPlayer();
      const flood = new Uint8Array(1 << 20).fill(0x41);
      player.push(bytesOf(start), 0);
      for (let sent = 0; sent < 10; sent += 1) {
        player.push(flood, sent);
        expect(player.pending).toBeLessThanOrEqual(8192 + 128);
      }
      const [first] = file.vectors;
      expect(player.push(bytesOf(first?.text ?? ''), 1000).at(-1)).toMatchObject(first?.expect[0] ?? {});
    }
  });
});

describe('the USB printer class', () => {
  it.each([
    [[0x18], []],
    [[0x38], ['paper-out']],
    [[0x10], ['fault']],
    [[0x00], ['fault', 'paused']],
    [[0x08], ['paused']],
    [[0xff], null],
    [[], null],
    [[0x18, 0x18], null],
  ])('port status %j → %j', (bytes, conditions) => {
    expect(conditionsOfPort(Uint8Array.from(bytes))).toEqual(conditions);
  });

  it.each([
    [
      'MFG:Zebra Technologies;CMD:ZPL;MDL:GX420t;',
      { manufacturer: 'Zebra Technologies', model: 'GX420t', serial: null, languages: ['ZPL'] },
    ],
    [
      'MANUFACTURER:TSC;COMMAND SET: tspl, epl;MODEL:TTP-244;SN:123;CLS:PRINTER;',
      { manufacturer: 'TSC', model: 'TTP-244', serial: '123', languages: ['TSPL', 'EPL'] },
    ],
    ['MDL:only;MDL:second', { manufacturer: null, model: 'only', serial: null, languages: [] }],
    ['MFG:\x1b[31mred\x07;', { manufacturer: '[31mred', model: null, serial: null, languages: [] }],
    ['no id at all', null],
    ['', null],
  ])('device id %j', (text, id) => {
    expect(decodeDeviceId(bytesOf(text))).toEqual(id);
  });
});
