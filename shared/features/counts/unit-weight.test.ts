import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  catalogueUnit,
  countByWeight,
  fits,
  learnedUnit,
  mostPieces,
  ofOne,
  toleranceMg,
  type UnitWeight,
  type WeightSample,
} from './unit-weight';

const sample = (pieces: number, netMg: number, scaleErrorMg = 100, counted = false): WeightSample => ({
  pieces,
  netMg,
  scaleErrorMg,
  counted,
});
const none = { weightMg: null, spreadMg: null };

const anyUnit = fc
  .record({
    pieces: fc.integer({ min: 1, max: 2000 }),
    eachMg: fc.integer({ min: 20, max: 2_000_000 }),
    errorPpm: fc.integer({ min: 0, max: 40_000 }),
    spreadPpm: fc.integer({ min: 0, max: 40_000 }),
    remainder: fc.integer({ min: 0, max: 1999 }),
  })
  .map(({ pieces, eachMg, errorPpm, spreadPpm, remainder }): UnitWeight => {
    const weightMg = pieces * eachMg + (remainder % pieces);
    const ppm = (of: number, share: number): number => Math.ceil((of * share) / 1_000_000);
    return { weightMg, pieces, errorMg: ppm(weightMg, errorPpm), spreadMg: ppm(eachMg, spreadPpm), source: 'taught' };
  });

/** A number from −1 to 1 in millionths, the ends often. */
const share = fc.oneof(fc.constantFrom(-1_000_000, 0, 1_000_000), fc.integer({ min: -1_000_000, max: 1_000_000 }));
const part = (of: bigint, millionths: number): bigint => (of * BigInt(millionths)) / 1_000_000n;

describe('a number of pieces by weight', () => {
  it('is never a wrong one, whatever a piece truly weighs inside the stated error, pieces differ and the scale is off', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        anyUnit,
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 0, max: 3_000_000 }),
        share,
        share,
        share,
        (unit, scaleErrorMg, near, ofError, ofScatter, ofScale) => {
          // Numbers about the most that can be told: there it is nearest to going wrong.
          const most = mostPieces(unit, scaleErrorMg);
          const truth = Math.max(1, Math.floor((Math.max(1, most) * near) / 1_000_000));
          const n = BigInt(truth);
          const pieces = BigInt(unit.pieces);
          const average = n * BigInt(unit.weightMg) + part(n * BigInt(unit.errorMg), ofError);
          const scatter = part(BigInt(Math.floor(3 * unit.spreadMg * Math.sqrt(truth))), ofScatter);
          const netMg = Number(average / pieces + scatter + part(BigInt(scaleErrorMg), ofScale));
          const counted = countByWeight(netMg, unit, scaleErrorMg);
          if (counted.ok) accepted += 1;
          return !counted.ok || counted.pieces === truth;
        },
      ),
      { numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(3000);
  });

  it('is taken for every number up to the most that is promised, and for none above', () => {
    fc.assert(
      fc.property(anyUnit, fc.integer({ min: 1, max: 20_000 }), share, (unit, scaleErrorMg, off) => {
        const most = Math.min(mostPieces(unit, scaleErrorMg), 300);
        for (let pieces = 1; pieces <= most; pieces += 1) {
          const exact = Math.round((unit.weightMg / unit.pieces) * pieces);
          const slack = Math.max(0, toleranceMg(pieces, unit, scaleErrorMg) - 2);
          const netMg = exact + Number(part(BigInt(slack), off));
          expect(countByWeight(netMg, unit, scaleErrorMg)).toEqual({ ok: true, pieces });
        }
        const above = mostPieces(unit, scaleErrorMg) + 1;
        const netMg = Math.round((unit.weightMg / unit.pieces) * above);
        expect(countByWeight(netMg, unit, scaleErrorMg).ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  // 10 screws of 5 g, weighed on a scale of 0.1 g, whose weights differ by 25 mg.
  const screws = learnedUnit([sample(10, 50_000)], { weightMg: null, spreadMg: 25 });

  it('says how many can be told at most, and takes no more', () => {
    if (screws === null) throw new Error('nothing learned');
    expect(screws).toEqual({ weightMg: 50_000, pieces: 10, errorMg: 338, spreadMg: 25, source: 'taught' });
    const most = mostPieces(screws, 100);
    expect(most).toBe(54);
    expect(countByWeight(5000 * most, screws, 100)).toEqual({ ok: true, pieces: 54 });
    expect(countByWeight(5000 * 55, screws, 100)).toEqual({ ok: false, why: 'too-many', most });
  });

  it('takes no weight that fits no whole number, and no next to nothing', () => {
    if (screws === null) throw new Error('nothing learned');
    expect(countByWeight(52_400, screws, 100)).toMatchObject({ ok: false, why: 'odd' });
    expect(countByWeight(2400, screws, 100)).toMatchObject({ ok: false, why: 'nothing' });
    expect(countByWeight(-5000, screws, 100)).toMatchObject({ ok: false, why: 'nothing' });
  });

  it('tells a scale that is too coarse from a weight that is known too badly', () => {
    const coarse = learnedUnit([sample(10, 50_000, 5000)], none);
    const unsure = learnedUnit([sample(1, 5000, 2000)], { weightMg: null, spreadMg: 25 });
    if (coarse === null || unsure === null) throw new Error('nothing learned');
    expect(countByWeight(50_000, coarse, 5000)).toEqual({ ok: false, why: 'coarse', most: 0 });
    expect(countByWeight(50_000, unsure, 2000)).toEqual({ ok: false, why: 'unsure', most: 0 });
  });
});

describe('a unit weight', () => {
  it('is known the better the more pieces were weighed, and keeps their whole weight', () => {
    const unit = learnedUnit([sample(10, 50_030), sample(90, 449_991, 100, true)], { weightMg: null, spreadMg: 25 });
    expect(unit).toMatchObject({ weightMg: 449_991, pieces: 90, source: 'counted' });
    if (unit === null) throw new Error('nothing learned');
    expect(ofOne(unit)).toEqual({ meanMg: 5000, errorMg: 9 });
    expect(mostPieces(unit, 100)).toBeGreaterThan(140);
  });

  it('takes its spread from how far samples lie apart', () => {
    const alike = learnedUnit(
      Array.from({ length: 12 }, () => sample(10, 50_000)),
      none,
    );
    const unlike = learnedUnit(
      Array.from({ length: 12 }, (_, index) => sample(10, index % 2 === 0 ? 49_000 : 51_000)),
      none,
    );
    expect(alike?.spreadMg).toBe(40);
    expect(unlike?.spreadMg).toBeGreaterThan(400);
  });

  it('is the catalogue’s as long as nothing was weighed, with room for another batch', () => {
    expect(catalogueUnit(none)).toBeNull();
    expect(catalogueUnit({ weightMg: 350_000, spreadMg: null })).toEqual({
      weightMg: 350_000,
      pieces: 1,
      errorMg: 10_500,
      spreadMg: 7000,
      source: 'catalogue',
    });
    expect(catalogueUnit({ weightMg: 5000, spreadMg: 20 })).toMatchObject({ errorMg: 900, spreadMg: 20 });
  });

  it('does not fit pieces that were counted wrong', () => {
    const unit = learnedUnit([sample(10, 50_000)], { weightMg: null, spreadMg: 25 });
    if (unit === null) throw new Error('nothing learned');
    expect(fits(sample(20, 100_100), unit)).toBe(true);
    expect(fits(sample(20, 95_000), unit)).toBe(false);
  });
});
