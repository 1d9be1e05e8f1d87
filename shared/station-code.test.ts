import { describe, expect, it } from 'vitest';
import { serialText } from './features/labels/serials';
import { stationCode } from './station-code';

const numbers = Array.from({ length: 99 }, (_, index) => String(index + 1));
const named = (name: (number: string) => string): readonly string[] => numbers.map(name);

/** Names as warehouses give them, each list for stations that stand beside one another. */
const sites: readonly (readonly string[])[] = [
  named((number) => `pack-${number}`),
  named((number) => `packing-${number.padStart(2, '0')}`),
  named((number) => `pack-station-${number}`),
  named((number) => `Versand_Halle_Nord_Packplatz_${number}`),
  [...named((number) => `h1-${number}`), ...named((number) => `h${number}-1`).slice(1)],
  ['pack1', 'pack-1', 'pack.1', 'pack_1', 'pack1_'],
];

describe('what a station’s name is in its numbers', () => {
  it('is short, and is made of what every barcode has', () => {
    for (const station of sites.flat()) expect(stationCode(station)).toMatch(/^[0-9A-Z.-]{1,12}$/);
    expect(stationCode('pack-07')).toBe('PACK-07');
    expect(stationCode('Packing-01')).toBe('PACKING-01');
  });

  it.each(sites.map((site) => [site[0], site] as const))('is no other station’s: %s', (_first, site) => {
    expect(new Set(site.map(stationCode)).size).toBe(site.length);
    expect(new Set(site.map((station) => serialText(station, 1))).size).toBe(site.length);
  });

  it('leaves room for the number behind it in a serial number of GS1 (AI 21, 20 characters)', () => {
    expect(serialText('a-very-long-name-of-a-packing-bench', 1_234_567).length).toBeLessThanOrEqual(20);
  });
});
