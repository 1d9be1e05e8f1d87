import { describe, expect, it } from 'vitest';
import { runWeightBenchmark } from '../../../tests/support/weight-benchmark';
import { expectParcel, isUnknown, judgeWeight, learnFrom, priorModel, weightCanSee } from './weight-model';

const part = (subject: string, quantity: number, weightMg: number | null, spreadMg: number | null) => ({
  subject,
  quantity,
  model: priorModel(weightMg, spreadMg),
});

describe('weight check', () => {
  it('blocks at most 1 % of right parcels and misses at most 0.1 % of visible missing units, from the first order on', () => {
    const runs = [1, 2, 3, 4, 5].map((seed) => runWeightBenchmark(seed, 4000));
    const sum = (key: 'parcels' | 'falseBlocks' | 'removals' | 'missed' | 'firstOrders' | 'firstFalseBlocks') =>
      runs.reduce((total, run) => total + run[key], 0);
    expect(sum('falseBlocks') / sum('parcels')).toBeLessThanOrEqual(0.01);
    expect(sum('firstFalseBlocks') / sum('firstOrders')).toBeLessThanOrEqual(0.01);
    expect(sum('removals')).toBeGreaterThan(5000);
    expect(sum('missed') / sum('removals')).toBeLessThanOrEqual(0.001);
  });

  it('tightens as data arrives', () => {
    const run = runWeightBenchmark(7, 4000);
    expect(run.toleranceAtLastMg).toBeLessThan(run.toleranceAtFirstMg);
    expect(run.visibleAtLast).toBeGreaterThanOrEqual(run.visibleAtFirst);
  });

  it('never blocks a parcel whose item has no weight yet, and learns that weight from it', () => {
    const parts = [part('sku:new', 2, null, null), part('carton', 1, 180_000, 2000)];
    const before = expectParcel(parts, 1000);
    expect(before.unknown).toEqual(['sku:new']);
    expect(judgeWeight(980_000, before)).toBe('learning');
    const learned = learnFrom(parts, 980_000, 1000);
    const unit = learned[0]?.model;
    expect(unit === undefined ? null : Math.round(unit.meanMg / 1000)).toBe(400);
    expect(unit !== undefined && isUnknown(unit)).toBe(false);
    expect(judgeWeight(980_000, expectParcel(learned, 1000))).toBe('within');
    expect(judgeWeight(580_000, expectParcel(learned, 1000))).toBe('outside');
  });

  it('blocks a parcel that is lighter than its known part, even with an unknown item', () => {
    const parts = [
      part('sku:new', 1, null, null),
      part('sku:heavy', 1, 2_000_000, 5000),
      part('carton', 1, 180_000, 2000),
    ];
    expect(judgeWeight(500_000, expectParcel(parts, 1000))).toBe('outside');
  });

  it('says honestly which items weight cannot see', () => {
    const light = part('sku:light', 1, 2_000, 100);
    const heavy = part('sku:heavy', 3, 900_000, 9000);
    const expectation = expectParcel([light, heavy, part('carton', 1, 180_000, 2000)], 1000);
    expect(weightCanSee(light.model, expectation)).toBe(false);
    expect(weightCanSee(heavy.model, expectation)).toBe(true);
  });

  it('does not learn from a weight that can not be right', () => {
    const parts = [part('sku:a', 1, 500_000, 2000), part('carton', 1, 180_000, 2000)];
    expect(learnFrom(parts, 1_180_000, 1000)).toEqual(parts);
  });
});
