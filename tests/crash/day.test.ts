import { expect, it } from 'vitest';
import { describeDay, expectGoodDay } from '../support/warehouse-day/check';
import { playDay } from '../support/warehouse-day/play';

const movements = Number(process.env['PACKWRIGHT_MOVEMENTS'] ?? 50_000);

it(`a day of ${movements} movements over a store that is killed: quantities, promises and the record hold`, async () => {
  const day = await playDay({ seed: 50_000, movements, killEvery: 1500, snapshotEvery: 2000 });
  console.log(describeDay(day), day.work.refusals());
  expect(day.kills).toBeGreaterThan(movements / 2500);
  await expectGoodDay(day);
  day.remove();
});
