import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { means, wireCodes, type WireMeaning } from '../../shared/wire-meaning';
import { startI18n } from './index';
import { meaningText } from './meaning-text';

beforeAll(() => startI18n());
const say = (meaning: WireMeaning, language: string): string => meaningText(meaning, i18next.getFixedT(language));

describe('what bytes mean', () => {
  it.each(['en', 'de', 'es'])('has words for every code in %s', (language) => {
    for (const code of wireCodes) {
      const printer = { model: 'M', firmware: 'F', dpi: 203, millimetres: 5, platform: 2 };
      const details = { text: 'T', state: 'stable', request: 'zero', error: 'E_CKSUM', count: 2, ...printer };
      const told = say(means(code, details), language);
      expect(`${code}: ${told}`).toMatch(/: \S/);
      expect(told).not.toMatch(/\{\{|wire\.|E_CKSUM/);
    }
  });

  it('is told in the station’s language, the device’s own text as it came', () => {
    const reading = [...means('reading', { state: 'motion', text: '1.234 kg' }), ...means('not-asked')];
    expect(say(reading, 'en')).toBe('moving 1.234 kg · not asked for, dropped');
    expect(say(reading, 'de')).toBe('in Bewegung 1.234 kg · nicht angefragt, verworfen');
    expect(say(means('error', { error: 'E_CKSUM', text: '3F' }), 'es')).toBe('suma de control errónea 3F');
    const state = means('printer-state', { conditions: 'paper-out paused', waiting: 2, left: 1 });
    expect(say(state, 'de')).toMatch(/^Zustand: \S.*, \S.*; 2 wartend, 1 übrig$/);
    expect(say(means('printer-faults', { conditions: '', faults: '' }), 'en')).toBe('errors and warnings: nothing');
    // A command of a reader that has no word here keeps its number.
    expect(say(means('refused', { request: '8b', text: '11' }), 'en')).toBe('8b refused 11');
  });
});
