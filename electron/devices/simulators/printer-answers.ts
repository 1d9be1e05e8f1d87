import type { SimulatorOptionsOf } from './protocol';

/** How the printer stands, as far as its answers tell. */
export interface PrinterFacts {
  readonly paperOut: boolean;
  readonly ribbonOut: boolean;
  readonly headOpen: boolean;
  readonly paused: boolean;
  readonly labelWaiting: boolean;
  readonly partialFormat: boolean;
  readonly faultBits: number;
  readonly odometer: number;
  readonly waiting: number;
  readonly printing: boolean;
  readonly tagsGood: number;
  readonly tagsVoid: number;
}

type Options = SimulatorOptionsOf<'printer'>;

const inchesPerLabel = 6;
const flag = (value: boolean): string => (value ? '1' : '0');

/** The three strings of `~HS` (ZPL II guide). */
export const hostStatus = (options: Options, printer: PrinterFacts): string => {
  const waiting = String(Math.min(printer.waiting, 999)).padStart(3, '0');
  const remaining = String(printer.printing ? 1 : 0).padStart(8, '0');
  const transfer = flag(options.thermalTransfer);
  const full = flag(printer.waiting >= options.bufferFormats);
  return (
    `\x02030,${flag(printer.paperOut)},${flag(printer.paused)},1218,${waiting},${full},0,${flag(printer.partialFormat)},000,0,0,0\x03\r\n` +
    `\x0200${transfer},0,${flag(printer.headOpen)},${flag(printer.ribbonOut)},${transfer},2,6,${flag(printer.labelWaiting)},${remaining},1,000\x03\r\n` +
    '\x020000,0\x03\r\n'
  );
};

/** `~HQES`: one flag and 64 bits for errors, and for warnings (ZPL II guide, ~HQ). */
export const errorStatus = (printer: PrinterFacts): string => {
  const bits =
    (printer.paperOut ? 1 : 0) +
    (printer.ribbonOut ? 2 : 0) +
    (printer.headOpen ? 4 : 0) +
    (printer.paused ? 0x1_0000 : 0) +
    printer.faultBits;
  const errors = bits.toString(16).toUpperCase().padStart(8, '0');
  return (
    '\x02\r\n\r\n  PRINTER STATUS                            \r\n' +
    `   ERRORS:         ${flag(bits !== 0)} 00000000 ${errors}      \r\n` +
    '   WARNINGS:       0 00000000 00000000      \r\n\x03\r\n'
  );
};

/** `~HQOD`: media moved so far, in inches. */
export const odometers = (printer: PrinterFacts): string => {
  const inches = String(printer.odometer * inchesPerLabel).padStart(14);
  return (
    '\x02\r\n\r\n  PRINT METERS                              \r\n' +
    `   TOTAL NONRESETTABLE: ${inches} "    \r\n   USER RESETTABLE CNTR1:${inches} "    \r\n` +
    `   USER RESETTABLE CNTR2:${inches} "    \r\n\x03\r\n`
  );
};

/** `~HQPH`: how far the present head has gone, and since it was cleaned (never, here). */
export const headLife = (printer: PrinterFacts): string => {
  const inches = String(printer.odometer * inchesPerLabel).padStart(8);
  return `\x02\r\nLAST CLEANED: ${inches} "\r\nHEAD LIFE HISTORY\r\n # DISTANCE\r\n 1: ${inches} "\r\n\x03\r\n`;
};

export const identity = (options: Options): string =>
  `\x02${options.model},V84.20.18Z,${options.dpi === 203 ? 8 : options.dpi === 300 ? 12 : 24},8192KB\x03\r\n`;

/** A Set-Get-Do variable; one that the printer does not know is `?`. */
export const variable = (options: Options, printer: PrinterFacts, name: string): string => {
  const known: Readonly<Record<string, string>> = {
    'odometer.total_label_count': String(printer.odometer),
    'device.unique_id': options.serial,
    'device.languages': 'zpl',
    ...(options.rfid
      ? {
          'odometer.rfid.valid_resettable': String(printer.tagsGood),
          'odometer.rfid.void_resettable': String(printer.tagsVoid),
        }
      : {}),
  };
  return `"${known[name] ?? '?'}"`;
};
