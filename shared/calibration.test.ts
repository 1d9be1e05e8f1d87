import { expect, it } from 'vitest';
import { addMonths, calibrationOf } from './calibration';

it.each([
  ['2026-03-31', 12, '2027-03-31'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-12-15', 1, '2027-01-15'],
])('%s and %i months is %s', (day, months, later) => {
  expect(addMonths(day, months)).toBe(later);
});

it.each([
  ['2026-12-31', 'fine'],
  ['2027-02-28', 'fine'],
  ['2027-03-01', 'soon'],
  ['2027-03-30', 'soon'],
  ['2027-03-31', 'overdue'],
  ['2030-01-01', 'overdue'],
])('a scale calibrated on 2026-03-31 for a year is on %s: %s', (today, state) => {
  expect(calibrationOf('2026-03-31', 12, today)).toEqual({ state, last: '2026-03-31', next: '2027-03-31' });
});

it('reminds of a date that nobody wrote down, and of nothing where nobody asked for a reminder', () => {
  expect(calibrationOf(undefined, 12, '2026-01-01')).toEqual({ state: 'unknown' });
  expect(calibrationOf('2026-01-01', undefined, '2030-01-01')).toBeNull();
  expect(calibrationOf(undefined, undefined, '2026-01-01')).toBeNull();
});
