import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeFilePort } from '../../electron/journal/file-port';
import { verifyFolder } from '../../electron/journal/verify';
import { bundleForNode } from '../support/bundle';
import { openKillableStore } from '../support/killable-store';
import { packSettings } from '../support/pack-world';
import { createRandom } from '../support/random';
import { packAtRandom } from '../support/random-packs';

const packs = Number(process.env['PACKWRIGHT_PACKS'] ?? 1000);
/** A record of its own for so many packs, so that a start reads no more than a day's. */
const packsPerRecord = 100;

it(`${packs} random packs over a store that is killed at random moments: the same step, nothing twice`, async () => {
  const file = await bundleForNode('electron/store-host.ts');
  const sum = { kills: 0, parcels: 0, labels: 0 };
  for (let from = 0; from < packs; from += packsPerRecord) {
    const folder = mkdtempSync(join(tmpdir(), 'packwright-packs-'));
    const killable = await openKillableStore(file, folder, packSettings);
    const count = Math.min(packsPerRecord, packs - from);
    const done = await packAtRandom(killable, createRandom(1000 + from), count, 16);
    await killable.stop();
    expect(verifyFolder(nodeFilePort, folder, null)).toMatchObject({ ok: true });
    rmSync(folder, { recursive: true, force: true });
    sum.kills += done.kills;
    sum.parcels += done.parcels;
    sum.labels += done.labels;
  }
  console.log(`${packs} packs, ${sum.kills} kills, ${sum.parcels} parcels closed, ${sum.labels} labels made`);
  expect(sum.kills).toBeGreaterThan(packs / 2);
});
