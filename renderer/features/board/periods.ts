import { addDays, countDays, daysBetween, firstOfMonth, mondayOf } from '../../../shared/days';
import type { PeriodDay } from '../../../shared/features/packing/reports';

export interface Range {
  readonly from: string;
  readonly to: string;
}

/** The ranges that are asked for most, by the day that it is. */
export const presets = {
  week: (today: string): Range => ({ from: addDays(today, -6), to: today }),
  days30: (today: string): Range => ({ from: addDays(today, -29), to: today }),
  month: (today: string): Range => ({ from: firstOfMonth(today), to: today }),
  lastMonth: (today: string): Range => {
    const to = addDays(firstOfMonth(today), -1);
    return { from: firstOfMonth(to), to };
  },
} as const satisfies Record<string, (today: string) => Range>;
export type Preset = keyof typeof presets;
export const presetNames = Object.keys(presets) as readonly Preset[];

/** One bar of the chart: a day, or a week when days would be too thin. */
export interface Bar {
  readonly from: string;
  readonly parcels: number;
  readonly stops: number;
}

/** So many bars have room. */
const mostBars = 45;

/** Every day of the range, also those on which nothing happened; by weeks, then months, when there are many. */
export const barsOf = ({ from, to }: Range, days: readonly PeriodDay[]): readonly Bar[] => {
  const count = countDays(from, to);
  const groupOf = count <= mostBars ? (day: string) => day : count <= mostBars * 7 ? mondayOf : firstOfMonth;
  const bars = new Map(daysBetween(from, to).map((day) => [groupOf(day), { parcels: 0, stops: 0 }]));
  for (const { day, parcels, stops } of days) {
    const bar = bars.get(groupOf(day));
    if (bar === undefined) continue;
    bar.parcels += parcels;
    bar.stops += stops;
  }
  return [...bars].map(([start, sums]) => ({ from: start, ...sums }));
};

/** Parcels an hour of somebody's work; `null` where nobody worked. */
export const rateOf = (parcels: number, hours: number): number | null =>
  hours === 0 ? null : Math.round(parcels / hours);
