/** With a supplement of two digits or of five: the type of the symbol plus 40h or 80h; `]E3` is symbol and add-on. */
const withSupplements = [0x08, 0x09, 0x0a, 0x0b, 0x10].flatMap((type) => [
  [type + 0x40, 'E3'] as const,
  [type + 0x80, 'E3'] as const,
]);

/**
 * SSI type byte → AIM identifier (SSI guide, table of code types). Only the symbology is known from it; a GS1 symbol is
 * told apart for Code 128 and DataBar only.
 */
export const ssiAims: ReadonlyMap<number, string> = new Map([
  [0x01, 'A0'],
  [0x02, 'F0'],
  [0x03, 'C0'],
  [0x04, 'S0'],
  [0x05, 'R0'],
  [0x06, 'I0'],
  [0x07, 'G0'],
  [0x08, 'E0'],
  [0x09, 'E0'],
  [0x0a, 'E4'],
  [0x0b, 'E0'],
  [0x0c, 'H0'],
  [0x0e, 'M0'],
  [0x0f, 'C1'],
  [0x10, 'E0'],
  [0x11, 'L0'],
  [0x13, 'A4'],
  [0x16, 'E0'],
  [0x19, 'C0'],
  [0x1a, 'L3'],
  [0x1b, 'd1'],
  [0x1c, 'Q1'],
  [0x20, 'A0'],
  [0x25, 'U0'],
  [0x2c, 'Q1'],
  [0x2d, 'z0'],
  [0x30, 'e0'],
  [0x31, 'e0'],
  [0x32, 'e0'],
  [0xb4, 'e0'],
  ...withSupplements,
]);
