/** How a scale stands with its calibration; the date is when the next one is due. */
export type Calibration =
  | { readonly state: 'unknown' }
  | { readonly state: 'fine' | 'soon' | 'overdue'; readonly last: string; readonly next: string };

/** So many days before it is due people are reminded. */
const remindDays = 30;

const dayMs = 86_400_000;
const atNoon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The same day some months later; the month's last where it has none such. */
export const addMonths = (day: string, months: number): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1, 12));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0, 12)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return dayOf(first.getTime());
};

/** `today` and `last` as `2026-11-23`. A day in the future is no calibration that was. */
export const calibrationOf = (
  last: string | undefined,
  everyMonths: number | undefined,
  today: string,
): Calibration | null => {
  if (last === undefined) return everyMonths === undefined ? null : { state: 'unknown' };
  if (everyMonths === undefined) return null;
  const next = addMonths(last, everyMonths);
  if (today >= next) return { state: 'overdue', last, next };
  return { state: atNoon(next) - atNoon(today) <= remindDays * dayMs ? 'soon' : 'fine', last, next };
};
