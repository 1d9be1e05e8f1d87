/** Units that a weight may carry, as scales name them. */
export const weightUnits = ['mg', 'g', 'kg', 't', 'lb', 'oz', 'ozt', 'gr', 'dwt', 'ct'] as const;
export type WeightUnit = (typeof weightUnits)[number];

/** A weight exactly as a device sent it: `mantissa × 10^exponent` of `unit`. Both are safe integers. */
export interface Weight {
  readonly mantissa: number;
  readonly exponent: number;
  readonly unit: WeightUnit;
}

/** A weight in whole milligrams; the only form in which weights are compared or added. */
export type Milligrams = number;

/** Exact size of one unit in 10⁻⁹ g (NIST HB 44 appendix C): every constant is whole at this scale. */
const unitInNanograms: Record<WeightUnit, bigint> = {
  mg: 1_000_000n,
  g: 1_000_000_000n,
  kg: 1_000_000_000_000n,
  t: 1_000_000_000_000_000n,
  lb: 453_592_370_000n,
  oz: 28_349_523_125n,
  ozt: 31_103_476_800n,
  gr: 64_798_910n,
  dwt: 1_555_173_840n,
  ct: 200_000_000n,
};

const nanogramsPerMilligram = 1_000_000n;

/** Divides and rounds half to even, for numbers of either sign. `divisor` is positive. */
export const divideHalfEven = (dividend: bigint, divisor: bigint): bigint => {
  const negative = dividend < 0n;
  const magnitude = negative ? -dividend : dividend;
  const quotient = magnitude / divisor;
  const twice = (magnitude % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
};

/** Whole milligrams of a weight, rounded half-even once. Exact for every unit. */
export const toMilligrams = ({ mantissa, exponent, unit }: Weight): Milligrams => {
  const nanograms = BigInt(mantissa) * unitInNanograms[unit];
  const scaled =
    exponent >= 0
      ? divideHalfEven(nanograms * 10n ** BigInt(exponent), nanogramsPerMilligram)
      : divideHalfEven(nanograms, nanogramsPerMilligram * 10n ** BigInt(-exponent));
  return Number(scaled);
};

/** The digits of a weight as the device shows them, without unit: `{785, -2}` is `7.85`. */
export const weightDigits = ({ mantissa, exponent }: Pick<Weight, 'mantissa' | 'exponent'>): string => {
  const sign = mantissa < 0 ? '-' : '';
  const digits = String(Math.abs(mantissa));
  if (exponent >= 0) return sign + digits + '0'.repeat(mantissa === 0 ? 0 : exponent);
  const padded = digits.padStart(-exponent + 1, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
};

/** Money in whole minor units (cents) of an ISO 4217 currency. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** Length, width and height in whole millimetres. */
export interface Size {
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}
