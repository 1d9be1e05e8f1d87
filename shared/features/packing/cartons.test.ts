import { describe, expect, it } from 'vitest';
import { adviseByVolume, pieceFits, type CartonFacts, type CartonLoad } from './cartons';

const box = (
  cartonId: string,
  sides: readonly [number, number, number],
  more: Partial<CartonFacts> = {},
): CartonFacts => ({
  cartonId,
  name: cartonId,
  kind: 'carton',
  inner: { lengthMm: sides[0], widthMm: sides[1], heightMm: sides[2] },
  tareMg: 100_000,
  tareSpreadMg: 1000,
  maxWeightMg: 10_000_000,
  costMinor: 50,
  stock: 100,
  barcode: null,
  ...more,
});
const load = (sides: readonly [number, number, number], more: Partial<CartonLoad> = {}): CartonLoad => ({
  size: { lengthMm: sides[0], widthMm: sides[1], heightMm: sides[2] },
  quantity: 1,
  weightMg: 200_000,
  fragile: false,
  ...more,
});

const small = box('small', [200, 150, 100], { costMinor: 30 });
const large = box('large', [400, 300, 200], { costMinor: 90 });
const mailer = box('mailer', [350, 250, 60], { kind: 'mailer', costMinor: 10 });
const first = (...loads: CartonLoad[]): string | undefined => {
  const [best] = adviseByVolume([large, small, mailer], loads);
  return best?.fits === true ? best.carton.cartonId : undefined;
};

describe('the advice which box to take', () => {
  it('takes the cheapest that holds the goods', () => {
    expect(first(load([190, 140, 90]))).toBe('small');
    expect(first(load([300, 200, 40]))).toBe('mailer');
    expect(first(load([190, 140, 90], { quantity: 3 }))).toBe('large');
  });

  it('lets nothing stick out, however empty the box', () => {
    expect(first(load([420, 10, 10]))).toBeUndefined();
    expect(pieceFits({ lengthMm: 90, widthMm: 190, heightMm: 140 }, small.inner)).toBe(true);
    expect(pieceFits({ lengthMm: 90, widthMm: 210, heightMm: 140 }, small.inner)).toBe(false);
  });

  it('puts nothing fragile into a mailer', () => {
    expect(first(load([300, 200, 40], { fragile: true }))).toBe('large');
    expect(first(load([300, 200, 40]), load([300, 200, 40], { fragile: true, quantity: 0 }))).toBe('mailer');
  });

  it('minds the greatest weight, tare included', () => {
    expect(first(load([190, 140, 90], { weightMg: 9_900_000 }))).toBe('small');
    const [best] = adviseByVolume(
      [small, box('strong', [400, 300, 200], { maxWeightMg: 30_000_000 })],
      [load([190, 140, 90], { weightMg: 9_900_001 })],
    );
    expect(best?.carton.cartonId).toBe('strong');
  });

  it('counts goods of unknown size and weight for nothing', () => {
    expect(first(load([1, 1, 1], { size: null, weightMg: null, quantity: 40 }))).toBe('mailer');
  });

  it('advises boxes that are out of stock last among those that fit, and too small ones after all', () => {
    const advice = adviseByVolume([small, { ...mailer, stock: 0 }, large], [load([190, 140, 50])]);
    expect(advice.map(({ carton }) => carton.cartonId)).toEqual(['small', 'large', 'mailer']);
    const big = adviseByVolume([small, large], [load([390, 290, 190], { quantity: 2 })]);
    expect(big.map(({ carton, fits }) => [carton.cartonId, fits])).toEqual([
      ['large', false],
      ['small', false],
    ]);
    expect(big[0]?.fillPercent).toBe(179);
  });
});
