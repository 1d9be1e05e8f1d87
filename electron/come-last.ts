import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** On Linux each thread has a priority of its own, elsewhere the process has one. */
const threads = (): number[] => {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [process.pid];
  }
};

/**
 * Whoever has anything to do comes before this process; all of its threads, since V8's helpers, which were there before
 * its first line, clear away after a report with as many hands as there are processors.
 */
export const comeLast = (): void => {
  const last = constants.priority.PRIORITY_LOW;
  for (const thread of threads()) {
    try {
      setPriority(thread, last);
    } catch {
      // It has ended meanwhile.
    }
  }
};
