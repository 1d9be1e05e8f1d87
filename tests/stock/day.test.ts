import { expect, it } from 'vitest';
import { describeDay, expectGoodDay } from '../support/warehouse-day/check';
import { playDay } from '../support/warehouse-day/play';

const movements = 1500;

it(`a day of ${movements} movements over a store that is killed: quantities, promises and the record hold`, async () => {
  const day = await playDay({ seed: 4, movements, killEvery: 600, snapshotEvery: 700 });
  console.log(describeDay(day), day.work.refusals());
  expect(day.kills).toBeGreaterThan(1);
  await expectGoodDay(day);
  day.remove();
}, 240_000);
