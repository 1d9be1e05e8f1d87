import { expect, it } from 'vitest';
import { openStore } from '../../electron/store/store';
import { createFakeDisk } from '../support/fake-disk';
import { ledger, testActor, testSettings } from '../support/ledger-feature';
import { createRandom } from '../support/random';

const seeds = Number(process.env['PACKWRIGHT_SEEDS'] ?? 10_000);

it(`keeps every acknowledged entry over ${seeds} power cuts of a disk that forgets what was not synced`, async () => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const random = createRandom(seed);
    const disk = createFakeDisk();
    const options = {
      folder: '/data',
      port: disk.port,
      features: [ledger],
      settings: testSettings,
      now: () => 1_800_000_000_000,
    };
    const store = await openStore(options);
    const acknowledged = random.integer(1, 12);
    for (let each = 1; each <= acknowledged; each += 1)
      store.execute({
        id: `c${each}`,
        name: 'ledger.book',
        input: { amount: each },
        actor: testActor,
        origin: 'trusted',
      });
    disk.powerCut(random);
    store.projection.close();
    const reopened = await openStore(options);
    expect(reopened.status(), `seed ${seed}`).toMatchObject({ state: 'ready', head: { n: acknowledged } });
    reopened.close();
  }
});
