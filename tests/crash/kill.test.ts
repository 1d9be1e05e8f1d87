import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleForNode } from '../support/bundle';
import { forkStoreHost, killWhileWriting } from '../support/forked-store';
import { createRandom } from '../support/random';

const kills = Number(process.env['PACKWRIGHT_KILLS'] ?? 1000);

const lostBy = async (program: string, count: number): Promise<{ readonly sent: number; readonly lost: string[] }> => {
  const folder = mkdtempSync(join(tmpdir(), 'packwright-kill-'));
  const random = createRandom(1);
  const acknowledged: string[] = [];
  for (let run = 0; run < count; run += 1)
    // Every third may die before it has acknowledged anything.
    acknowledged.push(...(await killWhileWriting(folder, run, random.integer(2, 60), program, run % 3 === 0 ? 0 : 1)));
  const host = await forkStoreHost(folder, program);
  expect(host.opened.ok).toBe(true);
  const found = new Set(await host.people());
  await host.close();
  rmSync(folder, { recursive: true, force: true });
  return { sent: acknowledged.length, lost: acknowledged.filter((each) => !found.has(each)) };
};

it(`kill -9 at ${kills} random moments loses nothing that was acknowledged`, async () => {
  const { sent, lost } = await lostBy(await bundleForNode('electron/store-host.ts'), kills);
  console.log(`${kills} kills, ${sent} acknowledged, ${lost.length} lost`);
  expect(sent).toBeGreaterThan(kills / 2);
  expect(lost).toEqual([]);
});

it('control: a host that acknowledges before it writes is caught', async () => {
  const { lost } = await lostBy(await bundleForNode('tests/crash/early-host.ts'), 20);
  console.log(`control: ${lost.length} lost in 20 kills`);
  expect(lost.length).toBeGreaterThan(0);
});
