import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { startI18n } from '../../i18n';
import { tunes } from '../../station/sounds';
import { outcomeIcon, outcomeIcons } from './outcome-icons';

/** Everything that stops a hand: none of it may look, read or sound like another. */
const stops = [
  'wrong-item',
  'too-many',
  'wrong-lot',
  'expired-lot',
  'short-dated-lot',
  'serial-reused',
  'unknown-barcode',
  'ambiguous-barcode',
  'check-digit',
  'weight-outside',
  'label-wrong-box',
  'label-superseded',
  'label-voided',
  'label-unknown',
  'not-printed',
] as const;

const distinct = (values: readonly unknown[]): number => new Set(values).size;

describe('each stop', () => {
  beforeAll(() => startI18n());

  it('has a sign of its own', () => {
    expect(distinct(stops.map((code) => outcomeIcons[code]))).toBe(stops.length);
    expect(stops.every((code) => outcomeIcons[code] !== undefined)).toBe(true);
    expect(outcomeIcon({ code: 'not-heard-of', tone: 'bad' })).not.toBe(outcomeIcon({ code: 'other', tone: 'good' }));
  });

  it('has a tune of its own, by rhythm or pitch', () => {
    expect(stops.every((code) => tunes[code] !== undefined)).toBe(true);
    expect(distinct(Object.values(tunes).map((tune) => JSON.stringify(tune)))).toBe(Object.keys(tunes).length);
    // A good outcome is high and a stop low: even who hears only one of both knows which it was.
    const lowest = (code: string): number => Math.min(...(tunes[code] ?? []).map(([frequency]) => frequency));
    const low = stops.filter((code) => lowest(code) < 350);
    expect(low).toEqual(stops.filter((code) => code !== 'ambiguous-barcode'));
    const good = ['item-packed', 'line-complete', 'items-complete', 'weighed', 'parcel-closed', 'order-packed'];
    expect(good.filter((code) => lowest(code) <= 700)).toEqual([]);
  });

  it.each(['en', 'de', 'es'])('says in %s what happened and what to do', (lng) => {
    const title = (code: string): string => i18next.t(`failure.${code}`, { lng });
    expect(distinct(stops.map(title))).toBe(stops.length);
    const said = (key: string): boolean => i18next.exists(key, { lng });
    expect(stops.filter((code) => !said(`failure.${code}`) || !said(`failure.${code}.next`))).toEqual([]);
  });
});
