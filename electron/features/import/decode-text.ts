import { fail, ok, type Result } from '../../../shared/result';

export const maximumBytes = 50 * 1024 * 1024;

export type NotText = 'file-empty' | 'file-too-large' | 'excel-workbook' | 'not-text';

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** Escape, bell and their like make up no text; a few come from old systems and are taken out later. */
const mostControls = 0.01;

const isBinary = (bytes: Uint8Array): boolean => {
  const head = bytes.subarray(0, 65_536);
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) controls += 1;
  }
  return controls > head.length * mostControls || bytes.includes(0);
};

/**
 * Text of a file: UTF-8, UTF-16 with byte order mark, or else Windows-1252 (what spreadsheets on Windows write).
 * Workbooks and other binary files are named instead of guessed at.
 */
export const decodeText = (bytes: Uint8Array): Result<string, NotText> => {
  if (bytes.length === 0) return fail('file-empty');
  if (bytes.length > maximumBytes) return fail('file-too-large');
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return fail('excel-workbook');
  if (startsWith(bytes, 0xff, 0xfe)) return ok(new TextDecoder('utf-16le').decode(bytes));
  if (startsWith(bytes, 0xfe, 0xff)) return ok(new TextDecoder('utf-16be').decode(bytes));
  if (isBinary(bytes)) return fail('not-text');
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return ok(new TextDecoder('windows-1252').decode(bytes));
  }
};
