import type { Failure } from '../../shared/result';

/** Clocks are put right by seconds all day; within this an entry takes the time of the one before. */
const smallStepMs = 3_600_000;

/**
 * Times of entries, UTC. Their order is their number; their time never steps back a little. A clock that was set back by
 * more than an hour is followed, and noted: nobody can know which of the two times was wrong, and a station whose clock
 * once ran a year ahead must not write that year for a year.
 */
export const createEntryClock = (now: () => number, last: string, onSetBack: (notice: Failure) => void) => {
  let lastAt = last;
  let noted = '';
  return {
    now: (): string => {
      const wall = now();
      const at = new Date(wall).toISOString();
      if (at >= lastAt) return at;
      if (Date.parse(lastAt) - wall <= smallStepMs) return lastAt;
      if (noted !== lastAt) onSetBack({ code: 'clock-set-back', details: { from: lastAt, to: at } });
      noted = lastAt;
      return at;
    },
    /** The entry of that time is in the record. */
    written: (at: string): void => {
      lastAt = at;
    },
  };
};
