import { inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  isBlack(x: number, y: number): boolean;
}

const paeth = (a: number, b: number, c: number): number => {
  const pa = Math.abs(b - c);
  const pb = Math.abs(a - c);
  const pc = Math.abs(a + b - 2 * c);
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
};

/** Asked for every one of millions of dots: makes nothing on the heap. */
const undo = (filter: number, left: number, above: number, corner: number): number => {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
};

const chunksOf = (png: Buffer): { readonly type: string; readonly data: Buffer }[] => {
  const chunks = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + png.readUInt32BE(at)),
    });
  return chunks;
};

/** Reads a grey PNG of 1 or 8 bits without interlacing, as the label interpreter writes it (PNG specification 9). */
export const readPicture = (file: Uint8Array): Picture => {
  const png = Buffer.from(file);
  const [width, height, depth, colour] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24] ?? 0, png[25]];
  if (colour !== 0 || (depth !== 1 && depth !== 8)) throw new Error(`a PNG of another kind: ${colour}, ${depth}`);
  const packed = chunksOf(png).filter(({ type }) => type === 'IDAT');
  const raw = inflateSync(Buffer.concat(packed.map(({ data }) => data)));
  const stride = Math.ceil((width * depth) / 8);
  const rows: Uint8Array[] = [];
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y += 1) {
    const from = y * (stride + 1);
    const filter = raw[from] ?? 0;
    const row = new Uint8Array(stride);
    for (let x = 0; x < stride; x += 1) {
      const before = undo(filter, row[x - 1] ?? 0, above[x] ?? 0, above[x - 1] ?? 0);
      row[x] = (raw[from + 1 + x] ?? 0) + before;
    }
    rows.push(row);
    above = row;
  }
  const isBlack = (x: number, y: number): boolean => {
    const byte = rows[y]?.[depth === 1 ? x >> 3 : x] ?? 255;
    return depth === 1 ? ((byte >> (7 - (x & 7))) & 1) === 0 : byte < 128;
  };
  return { width, height, isBlack };
};

/** True when a rectangle holds no black dot. */
export const isBlank = (picture: Picture, left: number, top: number, width: number, height: number): boolean => {
  for (let y = top; y < Math.min(top + height, picture.height); y += 1)
    for (let x = left; x < Math.min(left + width, picture.width); x += 1) if (picture.isBlack(x, y)) return false;
  return true;
};
