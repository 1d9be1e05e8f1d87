import { describe, expect, it } from 'vitest';
import { formatCountdown, formatMoney, formatSmallWeight, formatWeight, formatWhen } from './format';

describe('figures on the screen', () => {
  it('writes weights without floats', () => {
    expect(formatWeight(4_386_000, 'metric')).toEqual({ digits: '4.386', unit: 'kg' });
    expect(formatWeight(-14_499, 'metric').digits).toBe('−0.014');
    expect(formatWeight(3_560_700, 'imperial')).toEqual({ digits: '7.85', unit: 'lb' });
    expect(formatWeight(453_592, 'imperial').digits).toBe('1.00');
  });

  it('writes small weights and money without floats', () => {
    expect(formatSmallWeight(3_250, 'metric')).toBe('3.3 g');
    expect(formatSmallWeight(300, 'metric')).toBe('0.3 g');
    expect(formatSmallWeight(28_350, 'imperial')).toBe('1.00 oz');
    expect(formatMoney(1290, 'EUR', 'en')).toBe('€12.90');
    expect(formatMoney(9, 'EUR', 'de')).toBe('0,09\u00a0€');
    expect(formatMoney(-5, 'EUR', 'en')).toBe('-€0.05');
    expect(formatMoney(500, 'JPY', 'en')).toBe('JP¥500');
    expect(formatMoney(9_007_199_254_740_991, 'USD', 'en')).toBe('US$90,071,992,547,409.91');
  });

  it('counts down and says when it is late', () => {
    expect(formatCountdown(18 * 60_000, 0)).toEqual({ text: '00:18', late: false, minutes: 18 });
    expect(formatCountdown(0, 65 * 60_000)).toMatchObject({ text: '01:05', late: true });
  });
});

describe('instants on the screen', () => {
  const now = Date.parse('2026-11-28T22:30:00Z');
  it('say the day only when it is not today, by the site’s own midnight', () => {
    expect(formatWhen('2026-11-28T12:05:00Z', 'UTC', 'en', now)).toBe('12:05');
    expect(formatWhen('2026-11-27T12:05:00Z', 'UTC', 'de', now)).toBe('27.11., 12:05');
    expect(formatWhen('2026-11-28T12:05:00Z', 'Asia/Tokyo', 'en', now)).toMatch(/28.*21:05/);
  });
});
