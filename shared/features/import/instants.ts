import { instantOf } from '../../time';

const withZone = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|UTC|[+-]\d\d:?\d\d)$/i;
const isoLocal = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::\d\d(?:[.,]\d{1,9})?)?$/;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4}),? (\d{1,2}):(\d\d)(?::\d\d)?$/;

const two = (text: string): string => text.padStart(2, '0');

/** Whether the civil date exists: 30 February doesn't. */
const isDate = (year: string, month: string, day: string): boolean => {
  const parsed = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(8, 10) === day;
};

const isTime = (hour: string, minute: string): boolean => Number(hour) < 24 && Number(minute) < 60;

const local = (
  year: string,
  month: string,
  day: string,
  hour: string,
  minute: string,
  timeZone: string,
): number | null =>
  isDate(year, month, day) && isTime(hour, minute)
    ? instantOf(`${year}-${month}-${day}`, `${hour}:${minute}`, timeZone)
    : null;

const zoned = (match: RegExpExecArray): number | null => {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00', fraction = '0', zone = 'Z'] = match;
  if (!isDate(year, month, day) || !isTime(hour, minute) || Number(second) > 59) return null;
  const offset = /^(z|utc)$/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const instant = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`,
  );
  return Number.isNaN(instant) ? null : instant;
};

/**
 * Epoch milliseconds of a date with time: ISO 8601 with zone, the same without zone (then local in `timeZone`), or
 * `24.11.2026 15:30` (local). Dates with slashes are not read: day and month can't be told apart.
 */
export const parseInstant = (raw: string, timeZone: string): number | null => {
  const text = raw.trim();
  const iso = withZone.exec(text);
  if (iso !== null) return zoned(iso);
  const civil = isoLocal.exec(text);
  if (civil !== null) {
    const [, year = '', month = '', day = '', hour = '', minute = ''] = civil;
    return local(year, month, day, hour, minute, timeZone);
  }
  const european = dotted.exec(text);
  if (european === null) return null;
  const [, day = '', month = '', year = '', hour = '', minute = ''] = european;
  return local(year, two(month), two(day), two(hour), minute, timeZone);
};
