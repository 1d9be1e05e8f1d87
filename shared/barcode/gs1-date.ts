import { fail, ok, type Result } from '../result';

export interface Gs1Date {
  /** `YYYY-MM-DD`; the last day of the month when the code names no day. */
  readonly date: string;
  /** False when the code says only the month (DD = 00). */
  readonly dayGiven: boolean;
}

const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

const two = (value: number): string => String(value).padStart(2, '0');

/** Full year of two digits: never more than 50 years behind or 49 ahead (GS1 General Specifications §7.12). */
export const fullYear = (twoDigits: number, currentYear: number): number => {
  const century = currentYear - (currentYear % 100);
  const difference = twoDigits - (currentYear % 100);
  if (difference >= 51) return century - 100 + twoDigits;
  return difference <= -50 ? century + 100 + twoDigits : century + twoDigits;
};

const calendarDate = (year: number, month: number, day: number, dayMayBeZero: boolean): Gs1Date | null => {
  if (month < 1 || month > 12) return null;
  const last = daysInMonth(year, month);
  if (day > last || (day === 0 && !dayMayBeZero)) return null;
  return { date: `${String(year).padStart(4, '0')}-${two(month)}-${two(day === 0 ? last : day)}`, dayGiven: day !== 0 };
};

/** `YYMMDD` against the real calendar. DD = 00 means "some day of the month" where the identifier allows it. */
export const decodeGs1Date = (
  digits: string,
  currentYear: number,
  options: { dayMayBeZero: boolean },
): Result<Gs1Date, 'invalid-date'> => {
  const [year, month, day] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2))) as [number, number, number];
  const date = /^[0-9]{6}$/.test(digits)
    ? calendarDate(fullYear(year, currentYear), month, day, options.dayMayBeZero)
    : null;
  return date === null ? fail('invalid-date', { digits }) : ok(date);
};

/** `YYYYMMDD` against the real calendar. */
export const isFullDate = (digits: string): boolean =>
  /^[0-9]{8}$/.test(digits) &&
  calendarDate(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8)), false) !== null;
