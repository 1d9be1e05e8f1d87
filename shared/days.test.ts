import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, countDays, daysBetween, firstOfMonth, mondayOf } from './days';

const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days));

describe('civil days', () => {
  it('go over months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(firstOfMonth('2026-11-28')).toBe('2026-11-01');
    expect(mondayOf('2026-11-28')).toBe('2026-11-23');
    expect(mondayOf('2026-11-29')).toBe('2026-11-23');
    expect(mondayOf('2026-11-23')).toBe('2026-11-23');
    expect(daysBetween('2026-11-29', '2026-12-01')).toEqual(['2026-11-29', '2026-11-30', '2026-12-01']);
    expect(daysBetween('2026-12-01', '2026-11-29')).toEqual([]);
  });
  it('are as many as were added', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 2000 }), (from, more) => {
        expect(countDays(from, addDays(from, more))).toBe(more + 1);
      }),
    );
  });
});
