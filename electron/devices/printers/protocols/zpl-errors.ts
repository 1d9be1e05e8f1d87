import type { PrinterCondition, PrinterFault } from '../../../../shared/devices';

/** The answer to `~HQES` (ZPL II guide, ~HQ): what stops the printer, and what it warns of. */
export interface ErrorStatus {
  /** In the order of the bits; empty when all is well. */
  readonly conditions: readonly PrinterCondition[];
  /** What a condition `fault` or `warning` stands for. */
  readonly faults: readonly PrinterFault[];
}

const stopBits: readonly (readonly [bit: number, PrinterCondition])[] = [
  [0x1, 'paper-out'],
  [0x2, 'ribbon-out'],
  [0x4, 'head-open'],
  [0x1_0000, 'paused'],
];

const faultBits: readonly (readonly [bits: number, PrinterFault])[] = [
  [0x8, 'cutter'],
  [0x10, 'head-hot'],
  [0x20, 'motor-hot'],
  [0x40, 'head-element'],
  [0x80, 'head-unknown'],
  [0x100, 'firmware'],
  [0x200, 'thermistor'],
  // Jam on retract, presenter, paper feed, path not clear: the guide's fourth nibble, not 0x400 as some copies have it.
  [0xf000, 'paper-path'],
];

const warningBits: readonly (readonly [bits: number, PrinterFault])[] = [
  [0x1, 'calibrate'],
  [0x2, 'clean-head'],
  [0x4, 'replace-head'],
  [0x8, 'paper-near-end'],
];

interface Bits {
  /** The printer's own word that something is wrong. */
  readonly flag: boolean;
  readonly high: number;
  readonly low: number;
}

/** `ERRORS: f gggggggg hhhhhhhh`: a flag and 64 bits. Columns and spaces differ between firmwares. */
const bitsOf = (text: string, name: string): Bits | null => {
  const found = new RegExp(`\\b${name}:\\s*([01])\\s+([0-9A-F]{8})\\s+([0-9A-F]{8})(?![0-9A-F])`, 'i').exec(text);
  const [, flag, high, low] = found ?? [];
  if (flag === undefined || high === undefined || low === undefined) return null;
  return { flag: flag === '1', high: Number.parseInt(high, 16), low: Number.parseInt(low, 16) };
};

const named = (low: number, names: readonly (readonly [number, PrinterFault])[]): PrinterFault[] =>
  names.flatMap(([bits, fault]) => ((low & bits) === 0 ? [] : [fault]));

/** A bit that has no name here, or a flag without any bit, is a fault all the same. */
const hasUnknown = ({ flag, high, low }: Bits, known: number): boolean =>
  high !== 0 || (low & ~known) !== 0 || (flag && low === 0);

const allOf = (names: readonly (readonly [number, unknown])[]): number => names.reduce((bits, [bit]) => bits | bit, 0);

/** Reads an answer to `~HQES`. `null`: it is none, or a part of one; that is no word that all is well. */
export const decodeErrorStatus = (text: string): ErrorStatus | null => {
  const errors = bitsOf(text, 'ERRORS');
  const warnings = bitsOf(text, 'WARNINGS');
  if (errors === null || warnings === null) return null;
  const faults = named(errors.low, faultBits);
  if (hasUnknown(errors, allOf(stopBits) | allOf(faultBits))) faults.push('unknown');
  const warned = named(warnings.low, warningBits);
  if (hasUnknown(warnings, allOf(warningBits))) warned.push('unknown-warning');
  const stops = stopBits.flatMap(([bit, condition]) => ((errors.low & bit) === 0 ? [] : [condition]));
  return {
    conditions: [
      ...stops,
      ...(faults.length > 0 ? ['fault' as const] : []),
      ...(warned.length > 0 ? ['warning' as const] : []),
    ],
    faults: [...faults, ...warned],
  };
};
