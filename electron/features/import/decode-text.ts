import { fail, ok, type Result } from '../../../shared/result';

export const maximumBytes = 50 * 1024 * 1024;

export type NotText = 'file-empty' | 'file-too-large' | 'excel-workbook' | 'not-text';

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

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
  if (bytes.includes(0)) return fail('not-text');
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return ok(new TextDecoder('windows-1252').decode(bytes));
  }
};
