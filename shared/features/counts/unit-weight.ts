import { z } from 'zod';
import { divideHalfEven, type Milligrams } from '../../units';

const whole = z.number().int();

/**
 * What so many pieces weigh together, as it was learned. The weight of one is the quotient and is never rounded.
 * All in whole milligrams.
 */
export const unitWeight = z
  .object({
    weightMg: whole.min(1),
    pieces: whole.min(1),
    /** These pieces would weigh so much more or less at most, were each of them the average of all. */
    errorMg: whole.min(0),
    /** One standard deviation of one piece. */
    spreadMg: whole.min(0),
    /** `counted`: from pieces that were counted by weight before. */
    source: z.enum(['catalogue', 'taught', 'counted']),
  })
  .strict();
export type UnitWeight = z.infer<typeof unitWeight>;

/** Pieces of a known number that lay on a scale together. */
export interface WeightSample {
  readonly pieces: number;
  readonly netMg: Milligrams;
  /** What the scale itself may be off. */
  readonly scaleErrorMg: Milligrams;
  readonly counted: boolean;
}

/** What the catalogue says of one piece. */
export interface CatalogueWeight {
  readonly weightMg: Milligrams | null;
  readonly spreadMg: Milligrams | null;
}

/** Weighings that a unit weight is learned from: those with the most pieces. */
export const mostSamples = 12;
/** More than one entry can hold. */
const mostAtOnce = 99_999;
/** Where nobody says how much pieces differ: 2 %, weighing as much as two samples. */
const usualSpreadPercent = 2n;
const priorSamples = 2n;
/** A catalogue's weight may be off by 3 × 1 %, at least 3 × 0.3 g: another batch, another pack. */
const catalogueErrorPercent = 3;
const leastCatalogueErrorMg = 900;
/** Pieces together differ from their average by this many standard deviations at most. */
const sigmasSquared = 9n;

const ceilDivide = (dividend: bigint, divisor: bigint): bigint => (dividend + divisor - 1n) / divisor;

/** The smallest whole number whose square is at least `square`. */
const ceilRoot = (square: bigint): bigint => {
  if (square <= 0n) return 0n;
  let low = 0n;
  let high = 1n << BigInt(Math.ceil(square.toString(2).length / 2) + 1);
  while (low < high) {
    const middle = (low + high) / 2n;
    if (middle * middle < square) low = middle + 1n;
    else high = middle;
  }
  return low;
};

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** How far `pieces` together may lie from as many average pieces. */
const scatterMg = (pieces: bigint, spreadMg: bigint): bigint => ceilRoot(sigmasSquared * spreadMg * spreadMg * pieces);

/** Tolerance of the weight of `pieces`, times the pieces of the unit weight. */
const scaledTolerance = (pieces: bigint, unit: UnitWeight, scaleErrorMg: Milligrams): bigint =>
  pieces * BigInt(unit.errorMg) +
  (scatterMg(pieces, BigInt(unit.spreadMg)) + BigInt(scaleErrorMg)) * BigInt(unit.pieces);

/** How far the weight of so many pieces may lie from the number times the unit weight. */
export const toleranceMg = (pieces: number, unit: UnitWeight, scaleErrorMg: Milligrams): Milligrams =>
  Number(ceilDivide(scaledTolerance(BigInt(pieces), unit, scaleErrorMg), BigInt(unit.pieces)));

/** Weights that this number of pieces and one more may have lie apart: no weight can stand for both. */
const isClear = (pieces: bigint, unit: UnitWeight, scaleErrorMg: Milligrams): boolean =>
  scaledTolerance(pieces, unit, scaleErrorMg) + scaledTolerance(pieces + 1n, unit, scaleErrorMg) <
  BigInt(unit.weightMg);

/** Pieces that can be told by one weighing at most; 0: not even one. */
export const mostPieces = (unit: UnitWeight, scaleErrorMg: Milligrams): number => {
  let low = 0;
  let high = mostAtOnce;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isClear(BigInt(middle), unit, scaleErrorMg)) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Whether a better known unit weight would help: not where the scale is too coarse for it, or the pieces too unlike. */
export const canBeLearned = (unit: UnitWeight, scaleErrorMg: Milligrams): boolean =>
  isClear(1n, { ...unit, errorMg: 0 }, scaleErrorMg);

export type CountedByWeight =
  | { readonly ok: true; readonly pieces: number }
  | {
      readonly ok: false;
      /**
       * `nothing`: less than half a piece; `coarse`: this scale can't tell such pieces; `unsure`: the unit weight is
       * known too badly; `too-many`: for one weighing; `odd`: no whole number of pieces.
       */
      readonly why: 'nothing' | 'coarse' | 'unsure' | 'too-many' | 'odd';
      readonly most: number;
    };

/**
 * How many pieces a weight stands for, if it can stand for one number only: with the true weight of a piece inside the
 * stated error, pieces inside three standard deviations and a scale inside its own error no other number fits.
 */
export const countByWeight = (netMg: Milligrams, unit: UnitWeight, scaleErrorMg: Milligrams): CountedByWeight => {
  const scaled = BigInt(netMg) * BigInt(unit.pieces);
  const weight = BigInt(unit.weightMg);
  const most = mostPieces(unit, scaleErrorMg);
  const refused = (why: Extract<CountedByWeight, { ok: false }>['why']): CountedByWeight => ({ ok: false, why, most });
  const pieces = divideHalfEven(scaled, weight);
  if (most === 0) return refused(canBeLearned(unit, scaleErrorMg) ? 'unsure' : 'coarse');
  if (pieces < 1n) return refused('nothing');
  if (pieces > BigInt(most)) return refused('too-many');
  if (absolute(scaled - pieces * weight) > scaledTolerance(pieces, unit, scaleErrorMg)) return refused('odd');
  return { ok: true, pieces: Number(pieces) };
};

/** What the catalogue alone says; `null`: it has no weight. */
export const catalogueUnit = ({ weightMg, spreadMg }: CatalogueWeight): UnitWeight | null =>
  weightMg === null
    ? null
    : {
        weightMg,
        pieces: 1,
        errorMg: Math.max(
          Number(ceilDivide(BigInt(weightMg) * BigInt(catalogueErrorPercent), 100n)),
          leastCatalogueErrorMg,
        ),
        spreadMg: spreadMg ?? Number(ceilDivide(BigInt(weightMg) * usualSpreadPercent, 100n)),
        source: 'catalogue',
      };

const byMostPieces = (a: WeightSample, b: WeightSample): number => b.pieces - a.pieces;

/**
 * The unit weight by samples: the mean from the one with the most pieces, so that pieces which were weighed twice count
 * once; the spread from how far the others lie from it, beginning with what the catalogue says, else 2 %.
 * `samples`: the newest first.
 */
export const learnedUnit = (samples: readonly WeightSample[], catalogue: CatalogueWeight): UnitWeight | null => {
  const used = samples.toSorted(byMostPieces).slice(0, mostSamples);
  const [largest] = used;
  if (largest === undefined) return null;
  const weight = BigInt(largest.netMg);
  const pieces = BigInt(largest.pieces);
  const stated =
    catalogue.spreadMg === null
      ? ceilDivide(weight * usualSpreadPercent, 100n * pieces)
      : BigInt(Math.max(1, catalogue.spreadMg));
  const squares = used.reduce(
    (sum, each) => {
      const off = absolute(BigInt(each.netMg) * pieces - BigInt(each.pieces) * weight);
      return sum + ceilDivide(off * off, pieces * pieces * BigInt(each.pieces));
    },
    priorSamples * stated * stated,
  );
  const spread = ceilRoot(ceilDivide(squares, priorSamples + BigInt(used.length - 1)));
  return {
    weightMg: largest.netMg,
    pieces: largest.pieces,
    errorMg: largest.scaleErrorMg + Number(scatterMg(pieces, spread)),
    spreadMg: Number(spread),
    source: largest.counted ? 'counted' : 'taught',
  };
};

/** Whether pieces of a known number weigh what is known of them; if not, the number is wrong, or what is known is. */
export const fits = ({ pieces, netMg, scaleErrorMg }: WeightSample, unit: UnitWeight): boolean =>
  absolute(BigInt(netMg) * BigInt(unit.pieces) - BigInt(pieces) * BigInt(unit.weightMg)) <=
  scaledTolerance(BigInt(pieces), unit, scaleErrorMg);

/** The weight of one piece in whole milligrams, and how far it may be off; for people to read. */
export const ofOne = ({
  weightMg,
  pieces,
  errorMg,
}: UnitWeight): { readonly meanMg: Milligrams; readonly errorMg: Milligrams } => ({
  meanMg: Number(divideHalfEven(BigInt(weightMg), BigInt(pieces))),
  errorMg: Number(ceilDivide(BigInt(errorMg), BigInt(pieces))),
});
