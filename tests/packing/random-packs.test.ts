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

const orders = 24;

it(`${orders} random packs over a store that is killed at random moments: the same step, nothing twice`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'packwright-packs-'));
  const killable = await openKillableStore(await bundleForNode('electron/store-host.ts'), folder, packSettings);
  const packs = await packAtRandom(killable, createRandom(18), orders, 14);
  await killable.stop();
  expect(packs.kills).toBeGreaterThan(15);
  // Most kills come too late to stop the command; that is the case that could count twice.
  expect(packs.done).toBeGreaterThan(0);
  expect(packs.parcels).toBeGreaterThanOrEqual(orders);
  expect(verifyFolder(nodeFilePort, folder, null)).toMatchObject({ ok: true });
  rmSync(folder, { recursive: true, force: true });
}, 240_000);
