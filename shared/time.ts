/** Civil date and hour of an instant in a zone. */
export interface CivilTime {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly hour: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const formatFor = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
};

/** The minute asked for last, by zone: most questions are about now, and formatting is slow. */
const lastMinute = new Map<string, { readonly minute: number; readonly time: CivilTime }>();

/** `at`: epoch milliseconds or ISO text. `timeZone`: IANA name. */
export const civilTime = (at: number | string, timeZone: string): CivilTime => {
  const minute = Math.floor(new Date(at).getTime() / 60_000);
  const known = lastMinute.get(timeZone);
  if (known?.minute === minute) return known.time;
  const time = formatCivil(minute * 60_000, timeZone);
  lastMinute.set(timeZone, { minute, time });
  return time;
};

const formatCivil = (atMs: number, timeZone: string): CivilTime => {
  const parts = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(new Date(atMs))
      .map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    hour: Number(parts['hour']),
    minute: Number(parts['minute']),
  };
};

/** Epoch milliseconds of a civil date and `HH:MM` in a zone. In a gap (spring) the later hour, in a fold (autumn) the first. */
export const instantOf = (date: string, time: string, timeZone: string): number => {
  const naive = Date.parse(`${date}T${time}:00Z`);
  const offsetAt = (instant: number): number => {
    const { date: local, hour, minute } = civilTime(instant, timeZone);
    return (
      Date.parse(`${local}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`) -
      Math.floor(instant / 60_000) * 60_000
    );
  };
  const before = naive - offsetAt(naive - 86_400_000);
  if (before + offsetAt(before) === naive) return before;
  return naive - offsetAt(naive + 86_400_000);
};

/** The UTC bounds of a civil day, as ISO text: `from` inclusive, `to` exclusive. Days may have 23 or 25 hours. */
export const dayBounds = (date: string, timeZone: string): { readonly from: string; readonly to: string } => {
  const next = new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return {
    from: new Date(instantOf(date, '00:00', timeZone)).toISOString(),
    to: new Date(instantOf(next, '00:00', timeZone)).toISOString(),
  };
};

/** Whether a text such as `2027-02-28` is a day that exists. */
export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
};

/** Days from one day to another; negative when the other came before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
