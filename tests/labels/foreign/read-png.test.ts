import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPng } from '../../../electron/labels/foreign/read-png';

/** Colour types of the PNG specification, 11.2.2. */
const grey = 0;
const colour = 2;
const indexed = 3;

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly type: number;
  readonly interlaced?: boolean;
  readonly extra?: readonly Buffer[];
  readonly samples: (x: number, y: number) => readonly number[];
}

const chunk = (name: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  // Zip files and PNG have the same CRC: in a gzip member it stands eight bytes before the end.
  check.writeUInt32BE(gzipSync(body).readUInt32LE(gzipSync(body).length - 8));
  return Buffer.concat([length, body, check]);
};

const header = ({ width, height, depth, type, interlaced = false }: Omit<Picture, 'samples'>): Buffer => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, type, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', data)]);
};

/** A line without a filter, packed into bytes from the left. */
const line = (samples: readonly number[], depth: number): Buffer => {
  const bits = samples.map((sample) => sample.toString(2).padStart(depth, '0')).join('');
  const bytes = (bits.match(/.{1,8}/g) ?? []).map((each) => Number.parseInt(each.padEnd(8, '0'), 2));
  return Buffer.from([0, ...bytes]);
};

const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

const linesOf = ({ width, height, depth, interlaced, samples }: Picture): Buffer[] =>
  (interlaced === true ? passes : [[0, 0, 1, 1] as const]).flatMap(([left, top, across, down]) => {
    const lines: Buffer[] = [];
    if (left >= width) return lines;
    for (let y = top; y < height; y += down) {
      const row: number[] = [];
      for (let x = left; x < width; x += across) row.push(...samples(x, y));
      lines.push(line(row, depth));
    }
    return lines;
  });

const png = (picture: Picture): Uint8Array =>
  Buffer.concat([
    header(picture),
    ...(picture.extra ?? []),
    chunk('IDAT', deflateSync(Buffer.concat(linesOf(picture)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);

const pixelsOf = (bytes: Uint8Array): readonly number[] => {
  const read = readPng(bytes);
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  return [...read.value.pixels];
};
const codeOf = (bytes: Uint8Array): string => {
  const read = readPng(bytes);
  return read.ok ? 'read' : read.failure.code;
};

describe('a PNG', () => {
  it('of any depth and way of lines is read as the grey that it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 4, 8, 16),
        fc.boolean(),
        fc.integer({ min: 1, max: 21 }),
        fc.integer({ min: 1, max: 21 }),
        fc.nat(1000),
        (depth, interlaced, width, height, seed) => {
          const most = 2 ** depth - 1;
          const sample = (x: number, y: number): number => (x * 7 + y * 13 + seed * (x + 1)) % (most + 1);
          const read = pixelsOf(
            png({ width, height, depth, type: grey, interlaced, samples: (x, y) => [sample(x, y)] }),
          );
          const wanted = Array.from({ length: width * height }, (_, at) =>
            Math.floor((sample(at % width, Math.floor(at / width)) * 255) / most + 0.5),
          );
          // A sixteenth bit may be rounded either way.
          for (const [at, value] of read.entries()) expect(Math.abs(value - (wanted[at] ?? 0))).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it.each([1, 2, 4, 8])('with a palette of %i bits shows its colours', (depth) => {
    const extra = [chunk('PLTE', Buffer.from([255, 255, 255, 0, 0, 0])), chunk('tRNS', Buffer.from([255]))];
    const read = pixelsOf(png({ width: 11, height: 3, depth, type: indexed, extra, samples: (x, y) => [(x + y) % 2] }));
    expect(read).toEqual(
      Array.from({ length: 33 }, (_, at) => (((at % 11) + Math.floor(at / 11)) % 2 === 0 ? 255 : 0)),
    );
  });

  it('in colour with a palette beside it is read by its own colours', () => {
    const extra = [chunk('PLTE', Buffer.from([0, 0, 0, 9, 9, 9]))];
    const read = pixelsOf(png({ width: 2, height: 1, depth: 8, type: colour, extra, samples: () => [255, 255, 255] }));
    expect(read).toEqual([255, 255]);
  });

  it('is white where it is transparent', () => {
    const extra = [chunk('tRNS', Buffer.from([0, 0]))];
    const read = pixelsOf(
      png({ width: 3, height: 1, depth: 8, type: grey, extra, samples: (x) => [x === 1 ? 0 : 10] }),
    );
    expect(read).toEqual([10, 255, 10]);
  });
});

describe('a PNG that is none, or an attack', () => {
  const plain = { width: 40, height: 40, depth: 8, type: grey, samples: () => [0] } as const;

  it('is refused by its size before anything is unpacked', () => {
    const sized = (width: number, height: number) =>
      codeOf(Buffer.concat([header({ ...plain, width, height }), chunk('IDAT', Buffer.alloc(0))]));
    expect(sized(65_535, 65_535)).toBe('picture-too-large');
    expect(sized(8000, 8000)).toBe('picture-too-large');
    expect(sized(0, 5)).toBe('picture-broken');
  });

  it('that unpacks to more than its header says is not unpacked', () => {
    const bomb = deflateSync(Buffer.alloc(200_000_000));
    const before = process.memoryUsage().rss;
    for (const interlaced of [false, true])
      expect(
        codeOf(Buffer.concat([header({ ...plain, interlaced }), chunk('IDAT', bomb), chunk('IEND', Buffer.alloc(0))])),
      ).toBe('picture-broken');
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('with a bomb beside the picture is read without it', () => {
    const profile = Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(Buffer.alloc(100_000_000))]);
    const before = process.memoryUsage().rss;
    expect(codeOf(png({ ...plain, extra: [chunk('iCCP', profile)] }))).toBe('read');
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  it('cut off anywhere is refused, never half a picture', () => {
    const whole = png(plain);
    for (let end = 0; end < whole.length - 12; end += 1) expect(codeOf(whole.subarray(0, end))).toBe('picture-broken');
  });

  it('of any other bytes is refused, and nothing is thrown', () => {
    const whole = png(plain);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const changed = Buffer.from(whole);
        changed[at] = value;
        expect(['read', 'picture-broken', 'picture-too-large']).toContain(codeOf(changed));
      }),
      { numRuns: 500 },
    );
  });
});
