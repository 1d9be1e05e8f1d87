import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';

/** A device node without blocking: a blocking read would keep the process from ending. */
export interface NodeLine {
  write(bytes: Uint8Array): boolean;
  close(): void;
}

const pollMs = 5;
const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

/** Opens a node, polls it, and hands over what comes. Goes quiet when the device behind it is gone. */
export const openNode = (path: string, onBytes: (bytes: Buffer) => void): NodeLine => {
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
  const buffer = Buffer.alloc(65_536);
  const poll = setInterval(() => {
    for (let reads = 0; reads < 16; reads += 1) {
      try {
        const length = readSync(fd, buffer);
        if (length === 0) return;
        onBytes(Buffer.from(buffer.subarray(0, length)));
      } catch (error) {
        // EAGAIN: nothing there. Everything else: the other side is gone, and `close` will come.
        if (codeOf(error) !== 'EAGAIN') clearInterval(poll);
        return;
      }
    }
  }, pollMs);
  return {
    write(bytes) {
      try {
        return writeSync(fd, bytes) === bytes.length;
      } catch {
        return false;
      }
    },
    close() {
      clearInterval(poll);
      closeSync(fd);
    },
  };
};
