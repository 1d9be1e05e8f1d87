import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes that are still needed once all garbage is gone. */
const heapInUse = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};

/** So much may lie about after a million frames: code that was optimised, tables filled at first use. */
const allowedMb = 4;

/**
 * Watches memory over a long loop: `look(done, of)` once a frame. What is in use at the end may not be more than after
 * the first tenth, when everything has been seen once.
 */
export const watchHeap = () => {
  let early = 0;
  return {
    look: (done: number, of: number): void => {
      if (done === Math.floor(of / 10)) early = heapInUse();
    },
    check: (): void => {
      const grown = heapInUse() - early;
      if (grown > allowedMb) throw new Error(`memory grew by ${grown.toFixed(1)} MB`);
    },
  };
};
