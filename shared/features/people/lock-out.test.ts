import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countTry,
  forgiveTry,
  noLockOut,
  passTime,
  pinPolicy,
  stationPinPolicy,
  waitSeconds,
  type LockOut,
} from './lock-out';

const wrong = (lockOut: LockOut, times: number): LockOut =>
  Array.from({ length: times }).reduce<LockOut>((state) => countTry(state, pinPolicy), lockOut);

const year = 365 * 24 * 3600 * 1000;

/** Tries that a guesser gets who uses every moment; `ownerEveryMs`: how often the owner signs in rightly in between. */
const triesInAYear = (ownerEveryMs: number): number => {
  let lockOut = noLockOut;
  let elapsed = 0;
  let nextOwner = ownerEveryMs;
  let tries = 0;
  while (elapsed < year) {
    if (lockOut.waitMs > 0) {
      elapsed += lockOut.waitMs;
      lockOut = passTime(lockOut, lockOut.waitMs, pinPolicy);
    }
    if (elapsed >= nextOwner) {
      lockOut = forgiveTry(countTry(lockOut, pinPolicy), pinPolicy);
      nextOwner = elapsed + ownerEveryMs;
    }
    lockOut = countTry(lockOut, pinPolicy);
    tries += 1;
  }
  return tries;
};

describe('the lock-out', () => {
  it('allows five tries, then waits 30 s and twice as long each time up to an hour', () => {
    const waits = Array.from({ length: 14 }, (_, tries) => waitSeconds(wrong(noLockOut, tries + 1)));
    expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
  });

  it('costs four hours a try once fifty are on the slate', () => {
    expect(waitSeconds(wrong(noLockOut, 49))).toBe(3600);
    expect(waitSeconds(wrong(noLockOut, 50))).toBe(4 * 3600);
  });

  it('lets a guesser try a quarter of the 4-digit PINs in a year at most, even while the owner signs in hourly', () => {
    expect(triesInAYear(Infinity)).toBeLessThan(2300);
    expect(triesInAYear(3600_000)).toBeLessThan(2300);
    expect(triesInAYear(60_000)).toBeLessThan(2300);
  });

  it('is forgotten by a right try, but the slate is not', () => {
    const after = forgiveTry(countTry(wrong(noLockOut, 4), pinPolicy), pinPolicy);
    expect(after).toMatchObject({ wrongInRow: 0, waitMs: 0, slate: 4 });
    expect(forgiveTry(countTry(noLockOut, pinPolicy), pinPolicy)).toEqual(noLockOut);
  });

  it('is wiped by a right try where a whole station is meant', () => {
    const tried = Array.from({ length: 25 }).reduce<LockOut>((state) => countTry(state, stationPinPolicy), noLockOut);
    expect(waitSeconds(tried)).toBe(30 * 32);
    expect(forgiveTry(tried, stationPinPolicy)).toEqual(noLockOut);
  });

  it('passes time the same in one piece or in many', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 80 }),
        fc.array(fc.integer({ min: 0, max: year / 100 }), { maxLength: 20 }),
        (tries, pieces) => {
          const start = wrong(noLockOut, tries);
          const total = pieces.reduce((sum, piece) => sum + piece, 0);
          const inPieces = pieces.reduce((state, piece) => passTime(state, piece, pinPolicy), start);
          expect(inPieces).toEqual(passTime(start, total, pinPolicy));
        },
      ),
    );
  });

  it('never grows or shrinks by negative time', () => {
    const start = wrong(noLockOut, 9);
    expect(passTime(start, -1e12, pinPolicy)).toEqual(start);
  });
});
