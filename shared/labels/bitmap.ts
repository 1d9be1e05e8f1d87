/** Dots, one bit each, rows padded to whole bytes, the leftmost dot the highest bit; 1 is black. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Bytes of a row. */
  readonly stride: number;
  readonly bits: Uint8Array;
}

export const createBitmap = (width: number, height: number): Bitmap => {
  const stride = (width + 7) >> 3;
  return { width, height, stride, bits: new Uint8Array(stride * height) };
};

export const isBlack = ({ width, height, stride, bits }: Bitmap, x: number, y: number): boolean =>
  x >= 0 && y >= 0 && x < width && y < height && (((bits[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1;

/** How a picture is laid upon another: its black dots blacken, or they whiten. */
export type Ink = 'black' | 'white';

/** Blackens or whitens a rectangle; what lies outside the bitmap is left out. */
export const fillRect = (
  target: Bitmap,
  x: number,
  y: number,
  width: number,
  height: number,
  ink: Ink = 'black',
): void => {
  const [left, right] = [Math.max(0, x), Math.min(target.width, x + width)];
  const [top, bottom] = [Math.max(0, y), Math.min(target.height, y + height)];
  if (right <= left) return;
  const [first, last] = [left >> 3, (right - 1) >> 3];
  const { bits, stride } = target;
  for (let row = top; row < bottom; row += 1) {
    for (let at = first; at <= last; at += 1) {
      const from = at === first ? 0xff >> (left & 7) : 0xff;
      const mask = from & (at === last ? (0xff00 >> (((right - 1) & 7) + 1)) & 0xff : 0xff);
      const index = row * stride + at;
      bits[index] = ink === 'black' ? (bits[index] ?? 0) | mask : (bits[index] ?? 0) & ~mask;
    }
  }
};

const put = (bits: Uint8Array, index: number, byte: number, ink: Ink): void => {
  bits[index] = ink === 'black' ? (bits[index] ?? 0) | byte : (bits[index] ?? 0) & ~byte;
};

/** Lays the black dots of a bitmap upon another, eight at a time; what falls outside is left out. */
export const blit = (target: Bitmap, source: Bitmap, x: number, y: number, ink: Ink = 'black'): void => {
  const shift = ((x % 8) + 8) % 8;
  const firstByte = (x - shift) / 8;
  const top = Math.max(0, -y);
  const bottom = Math.min(source.height, target.height - y);
  const spare = target.stride * 8 - target.width;
  const lastMask = (0xff << spare) & 0xff;
  const place = (row: number, at: number, byte: number): void => {
    if (byte === 0 || at < 0 || at >= target.stride) return;
    put(target.bits, row * target.stride + at, at === target.stride - 1 ? byte & lastMask : byte, ink);
  };
  for (let row = top; row < bottom; row += 1) {
    for (let from = 0; from < source.stride; from += 1) {
      const byte = source.bits[row * source.stride + from] ?? 0;
      if (byte === 0) continue;
      place(row + y, firstByte + from, byte >> shift);
      if (shift !== 0) place(row + y, firstByte + from + 1, (byte << (8 - shift)) & 0xff);
    }
  }
};

/** Part of a bitmap; what lies outside it is white. */
export const crop = (source: Bitmap, x: number, y: number, width: number, height: number): Bitmap => {
  const part = createBitmap(width, height);
  blit(part, source, -x, -y);
  return part;
};

/** A quarter turn is clockwise. */
export type QuarterTurns = 0 | 1 | 2 | 3;

export const turn = (source: Bitmap, turns: QuarterTurns): Bitmap => {
  if (turns === 0) return source;
  const turned = turns === 2 ? createBitmap(source.width, source.height) : createBitmap(source.height, source.width);
  for (let y = 0; y < source.height; y += 1) {
    for (let x = 0; x < source.width; x += 1) {
      if (!isBlack(source, x, y)) continue;
      const [toX, toY] =
        turns === 1
          ? [source.height - 1 - y, x]
          : turns === 2
            ? [source.width - 1 - x, source.height - 1 - y]
            : [y, source.width - 1 - x];
      const index = toY * turned.stride + (toX >> 3);
      turned.bits[index] = (turned.bits[index] ?? 0) | (0x80 >> (toX & 7));
    }
  }
  return turned;
};

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

export const unionOf = (a: Rect, b: Rect): Rect => {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
};

const isRowWhite = ({ bits, stride }: Bitmap, y: number): boolean => {
  for (let at = y * stride; at < (y + 1) * stride; at += 1) if (bits[at] !== 0) return false;
  return true;
};

/** The smallest rectangle that holds all black dots, or `null` when there are none. */
export const inkOf = (bitmap: Bitmap): Rect | null => {
  let [top, bottom] = [0, bitmap.height];
  while (top < bottom && isRowWhite(bitmap, top)) top += 1;
  if (top === bottom) return null;
  while (isRowWhite(bitmap, bottom - 1)) bottom -= 1;
  const columns = new Uint8Array(bitmap.stride);
  for (let y = top; y < bottom; y += 1)
    for (let at = 0; at < bitmap.stride; at += 1)
      columns[at] = (columns[at] ?? 0) | (bitmap.bits[y * bitmap.stride + at] ?? 0);
  const first = columns.findIndex((byte) => byte !== 0);
  const last = columns.findLastIndex((byte) => byte !== 0);
  const left = first * 8 + Math.clz32((columns[first] ?? 0) << 24);
  const byte = columns[last] ?? 0;
  const right = last * 8 + 8 - (31 - Math.clz32(byte & -byte));
  return { x: left, y: top, width: right - left, height: bottom - top };
};
