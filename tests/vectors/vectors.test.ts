import { describe, expect, it } from 'vitest';
import { scaleProtocols } from '../../electron/devices/scales/protocols';
import { scannerProtocols } from '../../electron/devices/scanners/protocols';
import { play, type Outcome, type TimedChunk } from './support/player';
import { protocolsUnderTest, type ProtocolUnderTest } from './support/protocols';
import { createRandom } from './support/random';
import { bytesOf, type Vector } from './support/vector-file';

const protocols = protocolsUnderTest();
const silenceMs = 300;

const chunksOf = (vector: Vector): TimedChunk[] =>
  (vector.reports ?? [vector.hex ?? '']).map((text) => ({ bytes: bytesOf(text), afterMs: vector.gapMs ?? 1 }));

const streamOf = (vector: Vector): Uint8Array => bytesOf(vector.hex ?? '');

const withoutNoise = <T extends { kind: string }>(outcomes: readonly T[]): T[] =>
  outcomes.filter((outcome) => outcome.kind !== 'noise');

/** The last outcomes are the vector's own; noise may stand before and between. */
const expectTail = (outcomes: readonly Outcome[], vector: Vector): void => {
  const wanted = withoutNoise(vector.expect);
  const tail = wanted.length === 0 ? [] : withoutNoise(outcomes).slice(-wanted.length);
  expect(tail).toMatchObject(wanted);
};

const isUsable = (outcome: Outcome): boolean =>
  outcome.kind === 'code' ||
  (outcome.kind === 'reading' && outcome.weight !== null && ['stable', 'zero'].includes(outcome.state));

/** Two codes without a suffix run together by nature. */
const endsWithSilence = (vector: Vector): boolean => vector.profile.suffix === '';

const describeStream = ({ file, create }: ProtocolUnderTest): void => {
  const vectors = file.vectors.filter((vector) => vector.hex !== undefined);

  it.each(vectors)('byte by byte: $name', (vector) => {
    const pauses = endsWithSilence(vector) ? [0, 10, 40] : [0, 50, 100, 150];
    const chunks = Array.from(streamOf(vector), (byte, index) => ({
      bytes: Uint8Array.of(byte),
      afterMs: pauses[index % pauses.length] ?? 0,
    }));
    expect(play(create(vector.profile), chunks)).toMatchObject(vector.expect);
  });

  it.each(vectors)('randomly split: $name', (vector) => {
    const random = createRandom(7);
    const bytes = streamOf(vector);
    for (let run = 0; run < 20; run += 1) {
      const chunks: TimedChunk[] = [];
      for (let from = 0; from < bytes.length;) {
        const to = from + 1 + random.below(bytes.length - from);
        chunks.push({ bytes: bytes.subarray(from, to), afterMs: random.below(40) });
        from = to;
      }
      expect(play(create(vector.profile), chunks)).toMatchObject(vector.expect);
    }
  });

  const whole = vectors.filter(
    (vector) => !endsWithSilence(vector) && vector.expect.every((outcome) => outcome.kind !== 'noise'),
  );
  it.each(whole)('glued to itself three times: $name', (vector) => {
    const bytes = streamOf(vector);
    const glued = Uint8Array.from([...bytes, ...bytes, ...bytes]);
    const outcomes = play(create(vector.profile), [{ bytes: glued, afterMs: 0 }]);
    expect(outcomes).toMatchObject([...vector.expect, ...vector.expect, ...vector.expect]);
  });

  const single = vectors.filter((vector) => !endsWithSilence(vector) && withoutNoise(vector.expect).length === 1);
  it.each(single)('cut short, then again: $name', (vector) => {
    const bytes = streamOf(vector);
    for (let length = 1; length < bytes.length; length += 1) {
      const cut = { bytes: bytes.subarray(0, length), afterMs: 0 };
      // A cut frame is never a weight or a code.
      expect(play(create(vector.profile), [cut]).filter(isUsable)).toEqual([]);
      const outcomes = play(create(vector.profile), [cut, { bytes, afterMs: silenceMs }]);
      expectTail(outcomes, vector);
    }
  });

  it.each(vectors)('after noise: $name', (vector) => {
    const random = createRandom(11);
    for (let run = 0; run < 20; run += 1) {
      const noise = { bytes: random.bytes(1 + random.below(400)), afterMs: 0 };
      const vectorAfter = (afterMs: number): TimedChunk => ({ bytes: streamOf(vector), afterMs });
      expectTail(play(create(vector.profile), [noise, vectorAfter(silenceMs)]), vector);
      // A single byte (ACK) cannot put an end to what a false start began.
      const findsItself = file.selfSynchronising && streamOf(vector).length > 1;
      if (findsItself) expectTail(play(create(vector.profile), [noise, vectorAfter(0)]), vector);
    }
  });
};

const describeReports = ({ file, create }: ProtocolUnderTest): void => {
  it.each(file.vectors)('three times in a row: $name', (vector) => {
    const chunks = chunksOf(vector);
    const later = { bytes: chunks[0]?.bytes ?? new Uint8Array(), afterMs: 1000 };
    const again = [later, ...chunks.slice(1)];
    const outcomes = play(create(vector.profile), [...chunks, ...again, ...again]);
    expect(outcomes).toMatchObject([...vector.expect, ...vector.expect, ...vector.expect]);
  });

  it.each(file.vectors)('cut short: $name', (vector) => {
    const first = chunksOf(vector)[0]?.bytes ?? new Uint8Array();
    for (let length = 1; length < Math.min(first.length, file.protocol === 'hid-scale' ? 6 : 64); length += 1) {
      const outcomes = play(create(vector.profile), [{ bytes: first.subarray(0, length), afterMs: 0 }]);
      expect(outcomes.filter(isUsable)).toEqual([]);
    }
  });

  it.each(file.vectors)('after noise: $name', (vector) => {
    const random = createRandom(13);
    for (let run = 0; run < 20; run += 1) {
      const noise = { bytes: random.bytes(64), afterMs: 0 };
      const [first, ...rest] = chunksOf(vector);
      const chunks = [noise, { bytes: first?.bytes ?? new Uint8Array(), afterMs: 1000 }, ...rest];
      expectTail(play(create(vector.profile), chunks), vector);
    }
  });
};

for (const protocol of protocols) {
  describe(protocol.name, () => {
    it.each(protocol.file.vectors)('whole: $name', (vector) => {
      expect(play(protocol.create(vector.profile), chunksOf(vector))).toMatchObject(vector.expect);
    });
    if (protocol.file.reports) describeReports(protocol);
    else describeStream(protocol);
  });
}

it('has vectors for every protocol that a station can be set to', () => {
  const tested = new Set(protocols.map(({ file }) => file.protocol));
  // Same decoders under other ids, with a back-channel.
  for (const id of ['hid-pos-honeywell', 'honeywell-serial', 'datalogic-serial', 'serial-line-ack']) tested.add(id);
  expect([...Object.keys(scaleProtocols), ...Object.keys(scannerProtocols)].filter((id) => !tested.has(id))).toEqual([]);
});

it('keeps two HID scanners apart', () => {
  const vector = protocols
    .find(({ file }) => file.protocol === 'hid-pos')
    ?.file.vectors.find(({ name }) => name === 'layout A: QR of 60 characters in two reports');
  const [first, second] = (vector?.reports ?? []).map(bytesOf);
  const hidPos = protocols.find(({ file }) => file.protocol === 'hid-pos');
  const one = hidPos?.create({});
  const other = hidPos?.create({});
  if (first === undefined || second === undefined || one === undefined || other === undefined) throw new Error('gone');
  one.push(first, 0);
  other.push(first, 1);
  expect(one.push(second, 2)).toMatchObject([{ kind: 'code', aim: 'Q1' }]);
  expect(other.push(second, 3)).toMatchObject([{ kind: 'code', aim: 'Q1' }]);
});

it('never joins halves of two HID codes, nor reads a buffer that its owner has used again', () => {
  const decoder = scannerProtocols['hid-pos']?.decoder({ layout: 'C' });
  const report = (text: string, continued: number): Uint8Array => {
    const bytes = new Uint8Array(64);
    bytes.set([2, text.length, ...Buffer.from(text)]);
    bytes.set([0x73, continued], 62);
    return bytes;
  };
  decoder?.decode(report('OLD', 1), 0);
  // Nobody ticked in between.
  expect(decoder?.decode(report('NEW', 0), 500)).toMatchObject({ kind: 'code', data: 'NEW' });

  const reused = report('AB', 1);
  decoder?.decode(reused, 1000);
  reused.set(report('CD', 0));
  expect(decoder?.decode(reused, 1001)).toMatchObject({ kind: 'code', data: 'ABCD' });
});

it('bounds a HID code that never ends', () => {
  const hidPos = protocols.find(({ file }) => file.protocol === 'hid-pos')?.create({ layout: 'C' });
  const report = new Uint8Array(64).fill(0x41);
  report.set([2, 56]);
  report[62] = 0x73;
  report[63] = 1;
  const outcomes = Array.from({ length: 2000 }, (_, index) => hidPos?.push(report, index)[0]);
  expect(outcomes.filter((outcome) => outcome?.kind === 'error')).toHaveLength(1);
  expect(outcomes.findIndex((outcome) => outcome?.kind === 'error')).toBe(Math.floor(65_536 / 56));
});
