import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { bundleForNode } from '../support/bundle';
import { killWhilePrinting } from '../support/print-kills';

let station: string;
beforeAll(async () => {
  await buildSimulator();
  station = await bundleForNode('tests/support/killable-station.ts');
}, 60_000);
afterAll(removeSimulator);

/** Before and after each entry of the record, and while the label is on its way and in the printer. */
const points = [
  ...[0, 1, 2, 3].map((steps) => ({ steps })),
  ...[0, 40, 100, 220].map((thenMs) => ({ steps: 2, thenMs })),
];

it('killed at each step of a print: nothing prints twice by itself, nothing is called printed that is not', async () => {
  const { kills, printed, onBoxes } = await killWhilePrinting(station, points);
  const steps = kills.map(({ step }) => step);
  expect(steps.slice(0, 4)).toEqual([
    'before printing.sending',
    'after printing.sending',
    'before printing.printed',
    'after printing.printed',
  ]);
  // Some had the label in the printer when they died, and some had not.
  const uncertain = kills.filter(({ state }) => state === 'uncertain').map(({ labels }) => labels);
  expect(new Set(uncertain)).toEqual(new Set([0, 1]));
  // Whatever nobody can know is asked about, and a wish that was never sent waits for a word.
  for (const { step, state, labels } of kills) {
    expect(state).not.toBe('sent');
    if (step === 'before printing.sending') expect({ state, labels }).toEqual({ state: 'requested', labels: 0 });
    if (step === 'after printing.sending') expect({ state, labels }).toEqual({ state: 'uncertain', labels: 0 });
    if (state === 'printed') expect(labels).toBe(1);
  }
  expect(new Set(printed).size).toBe(printed.length);
  expect(onBoxes.every((code) => printed.includes(code))).toBe(true);
  expect(new Set(onBoxes).size).toBe(kills.length);
}, 120_000);
