import { pause } from '../devices/waiting';

const stepLimitMs = 30_000;

/** Waits until a condition holds; a tour that hangs says where. */
export const until = async <T>(what: string, look: () => Promise<T | null> | T | null, everyMs = 100): Promise<T> => {
  const end = Date.now() + stepLimitMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`the tour waited in vain for: ${what}`);
    await pause(everyMs);
  }
};
