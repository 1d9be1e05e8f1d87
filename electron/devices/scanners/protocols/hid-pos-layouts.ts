export type HidPosLayout = 'A' | 'B' | 'C' | 'microscan';

export interface HidPosFields {
  /** Where the data begin, and how many bytes the field has. Byte 0 is the report id, byte 1 the length. */
  readonly dataAt: number;
  readonly dataBytes: number;
  readonly aimAt: number | null;
  readonly vendorAt: number | null;
  readonly vendorAims: ReadonlyMap<number, string>;
  /** Bit 0 of this byte: more of the code follows in the next report. */
  readonly continuedAt: number | null;
}

/**
 * Vendor symbology byte → AIM identifier (Honeywell symbology ids, also used by Newland and Unitech). Only the
 * symbology is known from it: modifiers such as "GS1" or "check digit verified" are given where the byte says so.
 */
const vendorAims: ReadonlyMap<number, string> = new Map([
  [0x44, 'E4'], // D: EAN-8
  [0x45, 'E0'], // E: UPC-E
  [0x49, 'C1'], // I: GS1-128
  [0x52, 'L3'], // R: MicroPDF417
  [0x61, 'F0'], // a: Codabar
  [0x62, 'A0'], // b: Code 39
  [0x63, 'E0'], // c: UPC-A
  [0x64, 'E0'], // d: EAN-13
  [0x65, 'I0'], // e: Interleaved 2 of 5
  [0x67, 'M0'], // g: MSI
  [0x68, 'H0'], // h: Code 11
  [0x69, 'G0'], // i: Code 93
  [0x6a, 'C0'], // j: Code 128
  [0x72, 'L0'], // r: PDF417
  [0x73, 'Q1'], // s: QR
  [0x77, 'd1'], // w: Data Matrix
  [0x78, 'U0'], // x: MaxiCode
  [0x79, 'e0'], // y: GS1 DataBar
  [0x7a, 'z0'], // z: Aztec
  [0x7b, 'e0'], // {: GS1 DataBar Limited
  [0x7c, 'C1'], // |: GS1-128
  [0x7d, 'e0'], // }: GS1 DataBar Expanded
]);

/** Report layouts seen in the field; 64 bytes with the report id. */
export const hidPosLayouts: Readonly<Record<HidPosLayout, HidPosFields>> = {
  /** Honeywell, Access-IS, Intermec. */
  A: { dataAt: 5, dataBytes: 56, aimAt: 2, vendorAt: 61, vendorAims, continuedAt: 63 },
  B: { dataAt: 6, dataBytes: 57, aimAt: 3, vendorAt: null, vendorAims, continuedAt: 63 },
  /** Newland, Unitech, Quio: no AIM identifier. */
  C: { dataAt: 2, dataBytes: 56, aimAt: null, vendorAt: 62, vendorAims, continuedAt: 63 },
  /** Microscan: report 1, no continuation. */
  microscan: { dataAt: 2, dataBytes: 62, aimAt: null, vendorAt: null, vendorAims, continuedAt: null },
};

const bracket = 0x5d;

const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
const isModifier = (code: number): boolean => isLetter(code) || (code >= 0x30 && code <= 0x39);

const identifierAt = (report: Uint8Array, index: number): boolean =>
  report[index] === bracket && isLetter(report[index + 1] ?? 0) && isModifier(report[index + 2] ?? 0);

/** The layout that a report looks like, for a scanner whose profile names none. */
export const layoutOf = (report: Uint8Array): HidPosLayout => {
  if (report[0] === 1) return 'microscan';
  if (identifierAt(report, 2)) return 'A';
  return identifierAt(report, 3) ? 'B' : 'C';
};
