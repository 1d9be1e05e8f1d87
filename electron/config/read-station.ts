import { open, stat } from 'node:fs/promises';
import type { ConfigErrorCode } from '../../shared/config/config-error';
import type { FailureDetails } from '../../shared/result';
import { maxFileBytes } from './check-text';
import { parseStationBytes, type ParsedStation } from './parse-station';

export interface StationReading {
  readonly bytes: Buffer | null;
  /** `null`: the file can't be read or isn't UTF-8. */
  readonly text: string | null;
  readonly parsed: ParsedStation;
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const unread = (code: ConfigErrorCode, details: FailureDetails = {}): StationReading => ({
  bytes: null,
  text: null,
  parsed: { ok: false, errors: [{ line: 1, column: 1, code, details }] },
});

/** Never more than the limit into memory, however large the file is. */
const readLimited = async (path: string): Promise<Buffer> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size <= maxFileBytes) return await file.readFile();
    const buffer = Buffer.alloc(maxFileBytes + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/** Reads and checks a file; whatever goes wrong is among the errors. */
export const readStation = async (path: string): Promise<StationReading> => {
  try {
    const bytes = await readLimited(path);
    return { bytes, ...parseStationBytes(bytes) };
  } catch (error) {
    if (isMissing(error)) return unread('missing-file');
    return unread('not-readable', { reason: error instanceof Error && 'code' in error ? String(error.code) : '' });
  }
};

/** Signature of a file that isn't there. */
export const missing = 'missing';

/** Changes when the file does. The change time catches an edit of equal length within one tick of the clock. */
export const signatureOf = async (path: string): Promise<string> => {
  try {
    const { mtimeMs, ctimeMs, size, ino } = await stat(path);
    return `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
  } catch (error) {
    return isMissing(error) ? missing : 'unreadable';
  }
};
