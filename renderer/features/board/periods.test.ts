import { expect, it } from 'vitest';
import { barsOf, presets, rateOf } from './periods';

const day = (date: string, parcels: number, stops = 0) => ({
  day: date,
  parcels,
  stops,
  hours: 1,
  orders: 1,
  overrides: 0,
});

it('has a bar for every day, also for those on which nothing happened', () => {
  const bars = barsOf({ from: '2026-11-23', to: '2026-11-26' }, [day('2026-11-24', 7, 2), day('2026-11-26', 1)]);
  expect(bars.map(({ parcels }) => parcels)).toEqual([0, 7, 0, 1]);
  expect(bars.map(({ stops }) => stops)).toEqual([0, 2, 0, 0]);
});

it('goes by weeks and months when days are too many, and loses nothing', () => {
  const days = Array.from({ length: 365 }, (_, index) => {
    const at = new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
    return day(at, index % 3);
  });
  const all = days.reduce((sum, { parcels }) => sum + parcels, 0);
  for (const [to, most] of [
    ['2026-03-31', 14],
    ['2026-12-31', 12],
  ] as const) {
    const shown = days.filter((each) => each.day <= to);
    const bars = barsOf({ from: '2026-01-01', to }, shown);
    expect(bars.length).toBeLessThanOrEqual(most);
    expect(bars.reduce((sum, { parcels }) => sum + parcels, 0)).toBe(
      to === '2026-12-31' ? all : shown.reduce((sum, { parcels }) => sum + parcels, 0),
    );
  }
});

it('knows the usual ranges', () => {
  expect(presets.week('2026-11-28')).toEqual({ from: '2026-11-22', to: '2026-11-28' });
  expect(presets.month('2026-11-28')).toEqual({ from: '2026-11-01', to: '2026-11-28' });
  expect(presets.lastMonth('2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(rateOf(61, 2)).toBe(31);
  expect(rateOf(0, 0)).toBeNull();
});
