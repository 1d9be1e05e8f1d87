import { describe, expect, it } from 'vitest';
import { formatCountdown, formatWeight } from './format';

describe('figures on the screen', () => {
  it('writes weights without floats', () => {
    expect(formatWeight(4_386_000, 'metric')).toEqual({ digits: '4.386', unit: 'kg' });
    expect(formatWeight(-14_499, 'metric').digits).toBe('−0.014');
    expect(formatWeight(3_560_700, 'imperial')).toEqual({ digits: '7.85', unit: 'lb' });
    expect(formatWeight(453_592, 'imperial').digits).toBe('1.00');
  });

  it('counts down and says when it is late', () => {
    expect(formatCountdown(18 * 60_000, 0)).toEqual({ text: '00:18', late: false, minutes: 18 });
    expect(formatCountdown(0, 65 * 60_000)).toMatchObject({ text: '01:05', late: true });
  });
});
