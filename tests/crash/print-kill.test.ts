import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { bundleForNode } from '../support/bundle';
import { killWhilePrinting } from '../support/print-kills';
import { createRandom } from '../support/random';

const count = Number(process.env['PACKWRIGHT_PRINT_KILLS'] ?? 100);

beforeAll(buildSimulator);
afterAll(removeSimulator);

it(`a station killed at ${count} moments of its prints never prints a label twice by itself`, async () => {
  const station = await bundleForNode('tests/support/killable-station.ts');
  const random = createRandom(20_261_128);
  const points = Array.from({ length: count }, (_, index) =>
    index % 3 === 0 ? { steps: random.integer(0, 3) } : { steps: 2, thenMs: random.integer(0, 300) },
  );
  const { kills, printed, onBoxes } = await killWhilePrinting(station, points);
  const states = kills.map(({ state }) => state);
  console.log(
    `${kills.length} kills: ${['requested', 'uncertain', 'printed'].map((each) => `${states.filter((state) => state === each).length} ${each}`).join(', ')}`,
  );
  expect(kills).toHaveLength(count);
  expect(states).not.toContain('sent');
  expect(kills.filter(({ state, labels }) => state === 'printed' && labels !== 1)).toEqual([]);
  expect(kills.filter(({ state, labels }) => state === 'requested' && labels !== 0)).toEqual([]);
  expect(new Set(printed).size).toBe(printed.length);
  expect(new Set(onBoxes).size).toBe(count);
  expect(onBoxes.filter((code) => !printed.includes(code))).toEqual([]);
});
