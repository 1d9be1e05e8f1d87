import { expect, it } from 'vitest';
import { runSeeds } from '../support/lives';

const seeds = Number(process.env['PACKWRIGHT_SEEDS'] ?? 10_000);

it(`loses nothing acknowledged over ${seeds} seeds of power cuts and kills in the middle of any operation`, async () => {
  const { acknowledged, failed } = await runSeeds(1, seeds);
  console.log(`${seeds} seeds, ${acknowledged} acknowledged`);
  // A failing seed replays the same: PACKWRIGHT_SEEDS is the last one to run.
  expect(failed).toBeNull();
});
