import type { Framing } from '../types';
import { createFramedOutput } from './output';

/** HID: the operating system already hands over whole reports, so each chunk is a frame. Holds nothing. */
export const reports = (options: { maxBytes: number }): Framing => {
  const output = createFramedOutput();
  return {
    push(bytes) {
      if (bytes.length > options.maxBytes) output.noise(bytes.subarray(0, options.maxBytes), 'E_OVERFLOW');
      else if (bytes.length > 0) output.frame(bytes);
      return output.take();
    },
    tick: () => [],
    pending: 0,
    reset: () => undefined,
  };
};
