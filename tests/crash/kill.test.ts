import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forkStoreHost, killWhileWriting } from '../support/forked-store';
import { createRandom } from '../support/random';

const kills = Number(process.env['PACKWRIGHT_KILLS'] ?? 1000);

it(`kill -9 at ${kills} random moments loses nothing that was acknowledged`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'packwright-kill-'));
  const random = createRandom(1);
  const acknowledged: string[] = [];
  for (let run = 0; run < kills; run += 1)
    acknowledged.push(...(await killWhileWriting(folder, run, random.integer(2, 60))));
  const host = await forkStoreHost(folder);
  expect(host.opened.ok).toBe(true);
  const found = new Set(await host.people());
  console.log(`${kills} kills, ${acknowledged.length} acknowledged`);
  expect(acknowledged.filter((each) => !found.has(each))).toEqual([]);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});
