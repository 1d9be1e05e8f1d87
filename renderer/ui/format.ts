import { localeOf } from '../../shared/figures';
import { civilTime } from '../../shared/time';
import type { Milligrams } from '../../shared/units';

export { formatMoney, formatPieceWeight, formatShare, formatWhole } from '../../shared/figures';

/** Milligrams as kilograms with three decimals or pounds with two, by whole numbers only. */
export const formatWeight = (
  mg: Milligrams,
  units: 'metric' | 'imperial',
): { readonly digits: string; readonly unit: string } => {
  const negative = mg < 0;
  const value = BigInt(Math.abs(Math.trunc(mg)));
  const sign = negative ? '−' : '';
  if (units === 'metric') {
    const grams = (value + 500n) / 1000n;
    return { digits: `${sign}${grams / 1000n}.${String(grams % 1000n).padStart(3, '0')}`, unit: 'kg' };
  }
  // One pound is 453,592,370 µg exactly.
  const hundredths = (value * 1000n * 100n + 226_796_185n) / 453_592_370n;
  return { digits: `${sign}${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`, unit: 'lb' };
};

/** A difference with its sign and unit: `+0.587 kg`. */
export const formatDifference = (mg: Milligrams, units: 'metric' | 'imperial'): string => {
  const { digits, unit } = formatWeight(mg, units);
  return `${mg > 0 ? '+' : ''}${digits} ${unit}`;
};

/** A small weight, such as how much single pieces differ: tenths of a gram or hundredths of an ounce, by whole numbers only. */
export const formatSmallWeight = (mg: Milligrams, units: 'metric' | 'imperial'): string => {
  const value = BigInt(Math.max(0, Math.trunc(mg)));
  if (units === 'metric') {
    const tenths = (value + 50n) / 100n;
    return `${tenths / 10n}.${tenths % 10n} g`;
  }
  // One ounce is 28,349,523,125 ng exactly.
  const hundredths = (value * 1_000_000n * 100n + 14_174_761_562n) / 28_349_523_125n;
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')} oz`;
};

/** Time left until an instant, `h:mm`, with a sign that is never the only mark of lateness. */
export const formatCountdown = (
  untilMs: number,
  nowMs: number,
): { readonly text: string; readonly late: boolean; readonly minutes: number } => {
  const minutes = Math.trunc((untilMs - nowMs) / 60_000);
  const absolute = Math.abs(minutes);
  return {
    text: `${String(Math.trunc(absolute / 60)).padStart(2, '0')}:${String(absolute % 60).padStart(2, '0')}`,
    late: untilMs < nowMs,
    minutes,
  };
};

/** A formatter costs a millisecond to make: each is made once. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const formatterOf = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = JSON.stringify([locale, options]);
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
};

/** Hours and minutes of an instant in the site's zone. */
export const formatTime = (at: string | number, timeZone: string): string =>
  formatterOf('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));

export const formatDateTime = (at: string | number, timeZone: string, language: string): string =>
  formatterOf(language === 'en' ? 'en-GB' : language, { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(at),
  );

/** Hours, minutes, seconds and thousandths, for what happens many times a second. */
export const formatClock = (at: number, timeZone: string): string =>
  formatterOf('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  }).format(new Date(at));

/** Hours, minutes and seconds. */
export const formatSeconds = (at: number, timeZone: string): string =>
  formatterOf('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));

/** A civil day such as `2026-11-23`. */
export const formatDay = (day: string, language: string): string =>
  formatterOf(localeOf(language), { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(`${day}T12:00:00Z`));

/** A civil day without its year, for where there is little room. */
export const formatShortDay = (day: string, language: string): string =>
  formatterOf(localeOf(language), { timeZone: 'UTC', day: 'numeric', month: 'numeric' }).format(
    new Date(`${day}T12:00:00Z`),
  );

/** How far media has gone: metres or feet at first, kilometres or miles when it is much. */
export const formatLength = (millimetres: number, units: 'metric' | 'imperial', language: string): string => {
  const [small, large, factor] = units === 'metric' ? (['m', 'km', 1000] as const) : (['ft', 'mi', 5280] as const);
  const base = units === 'metric' ? millimetres / 1000 : millimetres / 304.8;
  const shown = base < factor ? base : base / factor;
  const digits = { maximumFractionDigits: base < factor ? 0 : 1 };
  return `${shown.toLocaleString(localeOf(language), digits)} ${base < factor ? small : large}`;
};

const dayOf = (at: string | number, timeZone: string): string => civilTime(at, timeZone).date;

/** Today's instants as a time alone, others with their day. */
export const formatWhen = (at: string | number, timeZone: string, language: string, now = Date.now()): string =>
  dayOf(at, timeZone) === dayOf(now, timeZone)
    ? formatTime(at, timeZone)
    : formatterOf(localeOf(language), {
        timeZone,
        day: '2-digit',
        month: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).format(new Date(at));
