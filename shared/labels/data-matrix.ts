/** Square ECC 200 symbols: side in modules and data codewords (ISO/IEC 16022 table 7), as far as a label needs them. */
const squares: readonly (readonly [number, number])[] = [
  [10, 3],
  [12, 5],
  [14, 8],
  [16, 12],
  [18, 18],
  [20, 22],
  [22, 30],
  [24, 36],
  [26, 44],
  [32, 62],
  [36, 86],
  [40, 114],
  [44, 144],
  [48, 174],
  [52, 204],
  [64, 280],
  [72, 368],
  [80, 456],
  [88, 576],
  [96, 696],
  [104, 816],
];

/** Codewords in ASCII encodation, which every printer has: two digits share one. */
const codewords = (text: string): number => text.replaceAll(/[0-9]{2}/g, 'x').length;

/** Side of the smallest symbol in modules for printable ASCII with U+001D as FNC1; `null` when none is large enough. */
export const dataMatrixSide = (text: string): number | null => {
  const needed = codewords(text);
  return squares.find(([, capacity]) => capacity >= needed)?.[0] ?? null;
};

/**
 * Side of the symbol in modules for 1 to 60 printable ASCII characters. It is given to the printer, so that every model
 * draws the symbol equally large whatever encodation it prefers.
 */
export const dataMatrixModules = (text: string): number => {
  if (!/^[\x20-\x7e]{1,60}$/.test(text)) throw new Error('not for this Data Matrix');
  const side = dataMatrixSide(text);
  if (side === null) throw new Error('too long for this Data Matrix');
  return side;
};
