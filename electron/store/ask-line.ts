import { readSync, writeSync } from 'node:fs';
import { errorCode } from '../journal/file-port';

const stdin = 0;
const stderr = 2;
const waitMs = 50;
const mostBytes = 1000;

/** Stands still until there may be more: the command line does nothing else meanwhile. */
const wait = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);

/** One byte of the standard input; `null` at its end, or where there is none. */
const readByte = (): number | null => {
  const byte = new Uint8Array(1);
  for (;;) {
    try {
      return readSync(stdin, byte) === 0 ? null : (byte[0] ?? null);
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') return null;
      wait();
    }
  }
};

/** Asks on the terminal, apart from what the command prints; answers the line that was typed, `null` where nothing comes. */
export const askLine = (question: string): string | null => {
  writeSync(stderr, question);
  const line: number[] = [];
  for (let byte = readByte(); byte !== null && byte !== 10; byte = readByte())
    if (line.length < mostBytes) line.push(byte);
  return line.length === 0 ? null : Buffer.from(line).toString('utf8').trim();
};
