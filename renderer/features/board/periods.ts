import { addDays, firstOfMonth, slotsOf } from '../../../shared/days';
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
  days90: (today: string): Range => ({ from: addDays(today, -89), to: today }),
  year: (today: string): Range => ({ from: addDays(today, -364), to: today }),
} as const satisfies Record<string, (today: string) => Range>;
export type Preset = keyof typeof presets;
export const presetNames: readonly Preset[] = ['week', 'days30', 'month', 'lastMonth'];

/** One bar of the chart: a day, or a week when days would be too thin. */
export interface Bar {
  readonly from: string;
  readonly parcels: number;
  readonly stops: number;
}

/** Every day of the range, also those on which nothing happened; by weeks, then months, when there are many. */
export const barsOf = ({ from, to }: Range, days: readonly PeriodDay[]): readonly Bar[] => {
  const slots = slotsOf(from, to);
  const bars = new Map(slots.starts.map((start) => [start, { parcels: 0, stops: 0 }]));
  for (const { day, parcels, stops } of days) {
    const bar = bars.get(slots.of(day));
    if (bar === undefined) continue;
    bar.parcels += parcels;
    bar.stops += stops;
  }
  return [...bars].map(([start, sums]) => ({ from: start, ...sums }));
};

/** Parcels an hour of somebody's work; `null` where nobody worked. */
export const rateOf = (parcels: number, hours: number): number | null =>
  hours === 0 ? null : Math.round(parcels / hours);
