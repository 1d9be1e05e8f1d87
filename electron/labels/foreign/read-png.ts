import { inflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { fail, ok, type Result } from '../../../shared/result';
import type { Grey } from './grey';

/** Either side, and all of it: three 4 × 6 in labels at 600 dpi. Every pixel costs some bytes of memory. */
const mostSide = 8000;
const mostPixels = 32_000_000;

const headerEnd = 29;
/** Samples of a pixel by PNG's colour types (PNG specification, 11.2.2). */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** First column and row, and the steps between them, of Adam7's passes (PNG specification, 8.2). */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Header {
  readonly width: number;
  readonly height: number;
  /** Of one pixel. */
  readonly bits: number;
  readonly interlaced: boolean;
}

/** What stands in the first chunk: looked at before anything is unpacked. */
const headerOf = (bytes: Buffer): Header | null => {
  if (bytes.length < headerEnd || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  const samples = samplesOf[bytes.readUInt8(25)];
  const header = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (samples === undefined || header.width === 0 || header.height === 0) return null;
  return { ...header, bits: samples * bytes.readUInt8(24), interlaced: bytes.readUInt8(28) === 1 };
};

/** Bytes of all its lines, each with the byte that names its filter. */
const unpackedBytes = ({ width, height, bits, interlaced }: Header): number =>
  (interlaced ? adam7 : [[0, 0, 1, 1] as const]).reduce((sum, [left, top, across, down]) => {
    const columns = Math.ceil((width - left) / across);
    const lines = Math.ceil((height - top) / down);
    return columns <= 0 || lines <= 0 ? sum : sum + lines * (1 + Math.ceil((columns * bits) / 8));
  }, 0);

const packedOf = (bytes: Buffer): Buffer => {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  return Buffer.concat(parts);
};

/** Luma of Rec. 601 over white paper, in whole numbers. */
const greyOf = (red: number, green: number, blue: number, alpha: number): number =>
  255 - Math.round(((255 - Math.round((299 * red + 587 * green + 114 * blue) / 1000)) * alpha) / 255);

export const readPng = (file: Uint8Array): Result<Grey, 'picture-too-large' | 'picture-broken'> => {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const header = headerOf(bytes);
  if (header === null) return fail('picture-broken');
  const { width, height } = header;
  if (width > mostSide || height > mostSide || width * height > mostPixels)
    return fail('picture-too-large', { width, height });
  try {
    // It may unpack to what its header says and not a byte more; less is a file that was cut off.
    const wanted = unpackedBytes(header);
    if (inflateSync(packedOf(bytes), { maxOutputLength: wanted }).length < wanted) return fail('picture-broken');
    const { data } = PNG.sync.read(bytes);
    const pixels = new Uint8Array(width * height);
    for (let pixel = 0; pixel < pixels.length; pixel += 1) {
      const [red = 255, green = 255, blue = 255, alpha = 255] = data.subarray(pixel * 4, pixel * 4 + 4);
      pixels[pixel] = greyOf(red, green, blue, alpha);
    }
    return ok({ width, height, pixels });
  } catch (error) {
    return fail('picture-broken', { text: error instanceof Error ? error.message.slice(0, 200) : '' });
  }
};
