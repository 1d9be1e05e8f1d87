import { describe, expect, it } from 'vitest';
import { civilTime, dayBounds, instantOf } from './time';

describe('civil time', () => {
  it('follows the zone, not the machine', () => {
    expect(civilTime('2026-11-24T23:30:00Z', 'Europe/Berlin')).toEqual({ date: '2026-11-25', hour: 0, minute: 30 });
    expect(civilTime('2026-11-24T02:30:00Z', 'America/New_York')).toEqual({ date: '2026-11-23', hour: 21, minute: 30 });
  });

  it('gives days of 23 and 25 hours their true bounds', () => {
    expect(dayBounds('2026-03-29', 'Europe/Berlin')).toEqual({
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-29T22:00:00.000Z',
    });
    expect(dayBounds('2026-10-25', 'Europe/Berlin')).toEqual({
      from: '2026-10-24T22:00:00.000Z',
      to: '2026-10-25T23:00:00.000Z',
    });
    expect(dayBounds('2028-02-29', 'UTC')).toEqual({
      from: '2028-02-29T00:00:00.000Z',
      to: '2028-03-01T00:00:00.000Z',
    });
  });

  it('takes the first of two equal hours and skips the missing one', () => {
    expect(new Date(instantOf('2026-10-25', '02:30', 'Europe/Berlin')).toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(new Date(instantOf('2026-03-29', '02:30', 'Europe/Berlin')).toISOString()).toBe('2026-03-29T00:30:00.000Z');
    expect(new Date(instantOf('2026-06-01', '16:00', 'America/New_York')).toISOString()).toBe(
      '2026-06-01T20:00:00.000Z',
    );
  });
});
