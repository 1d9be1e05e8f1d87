import type { Bitmap } from '../bitmap';

/** `G`…`Y` repeat what follows 1…19 times, `g`…`z` 20, 40 … 400 times; they add up. */
const countLetters = (count: number): string => {
  const most = Math.floor(count / 400);
  const twenties = Math.floor((count % 400) / 20);
  const ones = count % 20;
  return (
    'z'.repeat(most) +
    (twenties === 0 ? '' : String.fromCharCode(102 + twenties)) +
    (ones === 0 ? '' : String.fromCharCode(70 + ones))
  );
};

const hexDigits = '0123456789ABCDEF';

/** Row of a bitmap as hex digits; also used where a language wants plain hex. */
export const hexRow = ({ bits, stride }: Bitmap, y: number): string => {
  let hex = '';
  for (let at = y * stride; at < (y + 1) * stride; at += 1) {
    const byte = bits[at] ?? 0;
    hex += hexDigits.charAt(byte >> 4) + hexDigits.charAt(byte & 15);
  }
  return hex;
};

const compressedRow = (hex: string): string => {
  const solid = hex.replace(/0+$/, '');
  let row = '';
  for (let at = 0; at < solid.length;) {
    let end = at + 1;
    while (end < solid.length && solid.charAt(end) === solid.charAt(at)) end += 1;
    const count = end - at;
    row += count < 3 ? solid.slice(at, end) : countLetters(count) + solid.charAt(at);
    at = end;
  }
  return solid.length === hex.length ? row : `${row},`;
};

/**
 * A bitmap in ZPL's alternative compression (ZPL II guide, "Alternative Data Compression Scheme"): `,` fills a row with
 * white, `:` repeats the row before. Known to every printer that knows ZPL, unlike the Z64 of newer ones.
 */
export const compressAcs = (bitmap: Bitmap): string => {
  let data = '';
  let before: string | null = null;
  for (let y = 0; y < bitmap.height; y += 1) {
    const hex = hexRow(bitmap, y);
    data += hex === before ? ':' : compressedRow(hex);
    before = hex;
  }
  return data;
};
