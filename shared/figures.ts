import { minorDigitsOf } from './features/import/numbers';

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
