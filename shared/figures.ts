import { minorDigitsOf } from './features/import/numbers';
import type { Milligrams } from './units';

export const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : language);

export const formatWhole = (value: number, language: string): string => value.toLocaleString(localeOf(language));

/** Hundredths of a percent: `99.98 %`. */
export const formatShare = (hundredths: number, language: string): string => {
  const whole = hundredths % 100 === 0;
  const digits = { minimumFractionDigits: whole ? 0 : 2, maximumFractionDigits: 2 };
  return `${(hundredths / 100).toLocaleString(localeOf(language), digits)} %`;
};

/** An amount of minor units, `1290` cents as `€12.90`, in the manner of the language; never through a float. */
export const formatMoney = (minor: number, currency: string, language: string): string => {
  const places = minorDigitsOf(currency);
  const digits = String(Math.abs(Math.trunc(minor))).padStart(places + 1, '0');
  const sign = minor < 0 ? '-' : '';
  const text = `${sign}${places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`}`;
  return new Intl.NumberFormat(localeOf(language), {
    style: 'currency',
    currency,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  }).format(text as `${number}`);
};

const withDecimals = (value: bigint, decimals: number): string => {
  const digits = String(value).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

/** The weight of one piece and how far it may be off, with more digits for light ones: `5.021 g ± 0.034`. */
export const formatPieceWeight = (
  { meanMg, errorMg }: { readonly meanMg: Milligrams; readonly errorMg: Milligrams },
  units: 'metric' | 'imperial',
): string => {
  const [mean, error] = [BigInt(meanMg), BigInt(errorMg)];
  if (units === 'metric') {
    const light = mean < 10_000n;
    const shown = (mg: bigint, up: bigint): string => (light ? withDecimals(mg, 3) : withDecimals((mg + up) / 100n, 1));
    return `${shown(mean, 50n)} g ± ${shown(error, 99n)}`;
  }
  // One ounce is 28,349,523,125 ng exactly; an error is never shown smaller than it is.
  const ounces = (mg: bigint, up: bigint): string =>
    withDecimals((mg * 1_000_000n * 10_000n + up) / 28_349_523_125n, 4);
  return `${ounces(mean, 14_174_761_562n)} oz ± ${ounces(error, 28_349_523_124n)}`;
};
