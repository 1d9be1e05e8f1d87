/** Sums with civil days such as `2026-11-28`: they have no zone and no hours. */
const dayMs = 86_400_000;
const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => dayAt(msOf(day) + days * dayMs);

export const firstOfMonth = (day: string): string => `${day.slice(0, 8)}01`;

/** How many days from one to another, both included; 0 when the second is before the first. */
export const countDays = (from: string, to: string): number =>
  Math.max(0, Math.round((msOf(to) - msOf(from)) / dayMs) + 1);

/** Monday of the week that a day is in. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(msOf(day)).getUTCDay() + 6) % 7));

/** Every day from one to another, both included. */
export const daysBetween = (from: string, to: string): readonly string[] =>
  Array.from({ length: countDays(from, to) }, (_, index) => addDays(from, index));

export interface Slots {
  /** First day of each, also of those on which nothing happened. */
  readonly starts: readonly string[];
  readonly of: (day: string) => string;
}

/** So many have room beside each other. */
const mostSlots = 45;

/** A range in days; by weeks, then months, when there are many. */
export const slotsOf = (from: string, to: string): Slots => {
  const count = countDays(from, to);
  const of = count <= mostSlots ? (day: string) => day : count <= mostSlots * 7 ? mondayOf : firstOfMonth;
  return { starts: [...new Set(daysBetween(from, to).map(of))], of };
};
